"""A copy of a database that may be written meanwhile: one moment of it, proved, under its name when whole."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from pipelines.storage.base import BusyError, StorageError
from pipelines.storage.connection import Connection, open_reader
from pipelines.storage.errors import told_clearly

#: Pages copied between two looks at whether to go on: 8 to 16 MB.
_STEP_PAGES = 2_000
#: SQLite's instructions between two looks while the copy is proved.
_STEP_CODES = 100_000
#: Between two looks at whether another program is done.
_PAUSE_SECONDS = 0.05


class StoppedError(Exception):
    """The copying was called off; nothing is left of it."""


class Copied(NamedTuple):
    """What is in a copy."""

    path: Path
    bytes: int
    #: Steps of the schema that it has, oldest first.
    schema: list[str]
    #: Rows of each table.
    rows: dict[str, int]
    #: Runs that had not ended at its moment.
    open_runs: int


def _going_on() -> bool:
    return False


def copy(
    source: Connection,
    target: Path,
    *,
    replace: bool = False,
    stopped: Callable[[], bool] = _going_on,
) -> Copied:
    """Copy the database to `target`, while others write it, and prove the copy by opening it.

    What is written after the beginning is not in it. The file is one alone (no log beside it), can
    be opened from a read-only medium too, and stands under its name only when it is whole. Raises
    FileExistsError when `target` is there and `replace` is not set, StorageError when the disk is
    full or the copy is not sound, StoppedError when `stopped` says so.
    """
    part = target.with_name(f"{target.name}.part")
    with alone(part):
        _forget(part)
        try:
            with told_clearly(f"{source.where}, copied to {target}"):
                made = _copied(source, part, stopped)
            _prove(part, made, stopped)
            _publish(part, target, replace=replace)
        except OSError as error:
            if isinstance(error, FileExistsError):
                raise
            raise StorageError(f"{target} cannot be written: {error.strerror or error}") from error
        finally:
            _forget(part)
    return made._replace(path=target)


@contextmanager
def alone(path: Path, patience_seconds: float = 0.0) -> Iterator[None]:
    """Be the only one at work on `path`, by the lock of a file beside it, which is gone afterwards.

    Raises BusyError when somebody else is for so long, StorageError when the folder refuses.
    """
    lock = path.with_name(f"{path.name}.lock")
    try:
        descriptor = _locked(lock, patience_seconds)
    except OSError as error:
        raise StorageError(f"{lock} cannot be made: {error.strerror or error}") from error
    try:
        yield
    finally:
        with suppress(OSError):  # the next one takes it over
            lock.unlink()
        os.close(descriptor)


def _locked(lock: Path, patience_seconds: float) -> int:
    until = time.monotonic() + patience_seconds
    while True:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Its holder may have removed it between our two calls: then it is nobody's lock.
            if lock.exists() and lock.stat().st_ino == os.fstat(descriptor).st_ino:
                return descriptor
        except BlockingIOError as error:
            os.close(descriptor)
            if time.monotonic() < until:
                time.sleep(_PAUSE_SECONDS)
                continue
            what = lock.name.removesuffix(".lock")
            raise BusyError(
                f"another program is writing {what}: start again when it is done"
            ) from error
        os.close(descriptor)


def _copied(source: Connection, part: Path, stopped: Callable[[], bool]) -> Copied:
    def look(*_: int) -> None:
        if stopped():
            raise StoppedError

    raw = source.raw
    raw.execute("BEGIN")  # counted and copied is one and the same moment
    try:
        schema = [row[0] for row in raw.execute(_SCHEMA)]
        rows, open_runs = _counts(raw), raw.execute(_OPEN).fetchone()[0]
        with closing(sqlite3.connect(part, isolation_level=None)) as target:
            raw.backup(target, pages=_STEP_PAGES, progress=look)
            # The copy has the mode of its source in it, and would want a log of its own to be read.
            target.execute("PRAGMA journal_mode = DELETE")
    finally:
        raw.execute("ROLLBACK")
    return Copied(part, part.stat().st_size, schema, rows, open_runs)


_SCHEMA = "SELECT name FROM _sqlite_migrations WHERE migration_set = 'baotinh' ORDER BY rowid"
_OPEN = "SELECT count(*) FROM runs WHERE verdict IS NULL"


def _counts(raw: sqlite3.Connection) -> dict[str, int]:
    # The tables of the search index are its own; `integrity_check` looks at them.
    names = raw.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name NOT LIKE 'articles_fts%' ORDER BY name"
    ).fetchall()
    return {
        name: raw.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608  ours
        for (name,) in names
    }


def _prove(part: Path, made: Copied, stopped: Callable[[], bool]) -> None:
    """Open the copy and look: is it sound, of the schema and with the rows that were counted."""
    with closing(open_reader(part).raw) as raw, told_clearly(str(part)):
        raw.set_progress_handler(lambda: int(stopped()), _STEP_CODES)
        try:
            faults = [row[0] for row in raw.execute("PRAGMA integrity_check(3)") if row[0] != "ok"]
            schema = [row[0] for row in raw.execute(_SCHEMA)]
            rows = _counts(raw)
        except sqlite3.OperationalError as error:
            if stopped():
                raise StoppedError from error
            raise
    if faults:
        raise StorageError(
            f"the copy is not sound ({'; '.join(faults)}): is the database itself? `scrapy verify` says;"
            " nothing was left"
        )
    if (schema, rows) != (made.schema, made.rows):
        raise StorageError("the copy has other rows than the database had: nothing was left")


def _publish(part: Path, target: Path, *, replace: bool) -> None:
    """Give the whole file its name; it is on the disk before."""
    _synced(part)
    if replace:
        part.replace(target)
    else:
        try:
            os.link(part, target)  # unlike a renaming it never overwrites
        except FileExistsError:
            raise
        except OSError as error:  # a file system without links
            if target.exists():
                raise FileExistsError(str(target)) from error
            part.rename(target)
    _synced(target.parent)


def _synced(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _forget(part: Path) -> None:
    for path in (part, *(part.with_name(part.name + end) for end in ("-journal", "-wal", "-shm"))):
        path.unlink(missing_ok=True)
