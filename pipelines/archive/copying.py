"""The archive's files copied to another folder, or moved there: those that are there already stay."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pipelines.archive.records import ArchiveError

SUFFIX = ".warc.gz"
_CHUNK = 1 << 20
#: So many bytes at the end of two files of one length tell whether they are the same.
_LOOKED_AT = 1 << 16


class Stopped(Exception):  # noqa: N818  it is no error: somebody called it off
    """The copying was called off; what is copied so far is whole."""


class Copies(NamedTuple):
    """What came of a copying."""

    copied: int
    bytes: int
    #: Files that were there already.
    present: int


def files_of(folder: Path) -> list[Path]:
    """The archive's files, by name; also those that were moved, through their links."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIX))


def copy_files(folder: Path, target: Path, stopped: Callable[[], bool]) -> Copies:
    """Copy into `target` what is not there yet, or has grown since: files are only ever added to.

    Raises ArchiveError when a file cannot be copied, or another archive's is there under its name.
    """
    copied = size = present = 0
    with _told(target):
        target.mkdir(parents=True, exist_ok=True)
        if target.resolve() == folder.resolve():
            raise ArchiveError(f"{target} is the archive itself: name another folder")
    for file in files_of(folder):
        if stopped():
            raise Stopped
        with _told(file):
            if _is_there(file, target / file.name):
                present += 1
            else:
                size += copy_file(file, target / file.name, stopped)
                copied += 1
    return Copies(copied, size, present)


def copy_file(file: Path, target: Path, stopped: Callable[[], bool]) -> int:
    """Copy one file; it stands under its name once it is whole and on the disk. Its bytes.

    Raises OSError, and Stopped.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        with file.open("rb") as read, part.open("wb") as written:
            size = 0
            while chunk := read.read(_CHUNK):
                if stopped():
                    raise Stopped
                written.write(chunk)
                size += len(chunk)
            written.flush()
            os.fsync(written.fileno())
        part.replace(target)
    finally:
        with suppress(OSError):
            part.unlink()
    synced(target.parent)
    return size


def same(one: Path, other: Path) -> bool:
    """True when two files are the same to the last byte."""
    with one.open("rb") as first, other.open("rb") as second:
        return _begins_like(first, second) and not first.read(1)


def _is_there(file: Path, copy: Path) -> bool:
    """True for a copy of today's length; raises ArchiveError when it is no earlier state of `file`."""
    if not copy.exists():
        return False
    size, there = file.stat().st_size, copy.stat().st_size
    with file.open("rb") as whole, copy.open("rb") as part:
        if size == there:  # the usual case is not read from end to end
            whole.seek(max(0, size - _LOOKED_AT))
            part.seek(max(0, size - _LOOKED_AT))
        if there <= size and _begins_like(whole, part):
            return size == there
    raise ArchiveError(f"{copy} is another archive's file: choose another folder")


def _begins_like(whole: BinaryIO, part: BinaryIO) -> bool:
    while chunk := part.read(_CHUNK):
        if whole.read(len(chunk)) != chunk:
            return False
    return True


def synced(folder: Path) -> None:
    """Bring what a folder lists to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """OSError as ArchiveError that names the file."""
    try:
        yield
    except OSError as error:
        raise ArchiveError(f"{path} cannot be copied: {error.strerror or error}") from error


def missing(folder: Path, wanted: dict[str, int]) -> Iterator[str]:
    """Files that are referred to and are not in `folder`, or end before the last page that is."""
    for name, offset in sorted(wanted.items()):
        path = folder / name
        if not path.exists() or path.stat().st_size <= offset:
            yield name
