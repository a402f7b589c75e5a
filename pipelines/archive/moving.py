"""Older files of the archive put elsewhere: a link stands in their place, so that every reference holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pipelines.archive.copying import copy_file, files_of, same, synced
from pipelines.archive.records import ArchiveError

_NAME = re.compile(r"(?P<paper>.+)-(?P<run>\d{6,})-(?P<number>\d{3,})\.warc\.gz")


class Held(NamedTuple):
    """One file of the archive."""

    path: Path
    paper: str
    #: The run that wrote it; None: its name is none of ours.
    run: int | None
    bytes: int
    #: It lies elsewhere, and a link leads there.
    is_moved: bool
    #: It is a link that leads nowhere (a disk that is not there).
    is_lost: bool


def held(folder: Path) -> Iterator[Held]:
    """What is in the archive's folder, by name."""
    for path in files_of(folder):
        name = _NAME.fullmatch(path.name)
        there = path.exists()
        yield Held(
            path,
            name["paper"] if name else "",
            int(name["run"]) if name else None,
            path.stat().st_size if there else 0,
            path.is_symlink(),
            not there,
        )


def finished(
    folder: Path, ends: Mapping[tuple[str, int], str | None], before: str
) -> Iterator[Held]:
    """Files that may be moved: of runs that ended before this time (UTC), and lie here still.

    `ends`: when each run ended, by newspaper and number; None: it has not, and may yet write.
    """
    for file in held(folder):
        ended = ends.get((file.paper, file.run)) if file.run is not None else None
        if ended is not None and ended < before and not file.is_moved:
            yield file


def move(file: Path, target_folder: Path, stopped: Callable[[], bool]) -> None:
    """Move one file and leave a link in its place.

    At every moment the file or a link to its whole copy stands there: a reader, a crawl and kill -9
    may come in between. Raises ArchiveError, and Stopped from `copying`.
    """
    target = target_folder.absolute() / file.name
    try:
        target_folder.mkdir(parents=True, exist_ok=True)
        if target.exists() and target.samefile(file):
            raise ArchiveError(f"{target_folder} is where the archive lies: name another folder")
        if not target.exists():
            copy_file(file, target, stopped)
        if not same(file, target):
            raise ArchiveError(
                f"{target} is another file: choose another folder, or look at its disk"
            )
        _put_link(file, target)
    except OSError as error:
        raise ArchiveError(
            f"{file} cannot be moved to {target}: {error.strerror or error}"
        ) from error


def _put_link(file: Path, target: Path) -> None:
    link = file.with_name(f".{file.name}.link")
    with suppress(FileNotFoundError):
        link.unlink()  # of one that was killed
    link.symlink_to(target)
    try:
        link.replace(file)
    finally:
        with suppress(FileNotFoundError):
            link.unlink()
    synced(file.parent)
