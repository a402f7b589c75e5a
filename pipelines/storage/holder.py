"""The lock file of a newspaper's holder: held by flock, so it frees itself when its process dies."""

from __future__ import annotations

import fcntl
import os
import re
from contextlib import suppress
from pathlib import Path

from pipelines.storage.base import StorageError

_SAFE = re.compile(r"[^\w-]")


class HolderFile:
    """An flock on a file of the holder's own: `<database>.<paper>.<fence>.lock`.

    In it stands which process that is, as its opener told it.
    """

    def __init__(self, path: Path, process: str = "") -> None:
        """Make the file and lock it; raises StorageError when the folder refuses."""
        self.path = path
        try:
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.truncate(self._descriptor, 0)
            os.write(self._descriptor, process.encode())
        except OSError as error:
            raise StorageError(f"the lock file {path} cannot be made: {error}") from error

    def drop(self) -> None:
        """Remove the file and let go."""
        with suppress(FileNotFoundError):
            self.path.unlink()
        os.close(self._descriptor)


def file_for(database: Path, paper: str, fence: int) -> Path:
    """Where the holder with this fence keeps its lock."""
    return database.with_name(f"{database.name}.{_SAFE.sub('_', paper)}.{fence}.lock")


def is_held(path: Path) -> bool:
    """True while a living process (running or stopped) holds the file."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)


def sweep(database: Path, paper: str, keep: Path) -> None:
    """Delete lock files of holders that are gone."""
    pattern = f"{database.name}.{_SAFE.sub('_', paper)}.*.lock"
    for path in database.parent.glob(pattern):
        if path != keep and not is_held(path):
            path.unlink(missing_ok=True)
