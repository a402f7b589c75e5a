"""Where raw pages are put: files of bounded size, each run's its own.

So a torn last record of a killed run never stands in the way of the next one.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, Protocol

from pipelines.archive.reading import original_of
from pipelines.archive.records import ArchiveError, members, warcinfo
from pipelines.items import RawPage

#: A file is closed once it is larger; 500 MB copies and uploads well.
MAX_FILE_BYTES = 500 * 1000 * 1000


class Archive(Protocol):
    """Keeps raw pages."""

    def append(self, page: RawPage, earlier: str | None = None) -> str | None:
        """Write `page`; returns its `archive_ref`, or None when nothing is kept.

        `earlier` is the reference of the answer that its address gave before: an equal body is not
        written again.
        """

    def close(self) -> None:
        """Close the current file."""


class NoArchive:
    """An archive that is turned off (`ARCHIVE_DIR` empty): keeps nothing, and says so."""

    def append(self, page: RawPage, earlier: str | None = None) -> str | None:
        """Keep nothing."""
        del page, earlier
        return None

    def close(self) -> None:
        """Do nothing."""


class WarcArchive:
    """Appends to `<folder>/<paper>-<run>-<n>.warc.gz`."""

    def __init__(
        self, folder: Path, paper: str, run_id: int, max_bytes: int = MAX_FILE_BYTES
    ) -> None:
        self._folder = folder
        self._stem = f"{paper}-{run_id:06d}"
        self._max_bytes = max_bytes
        self._number = 0
        self._file: BinaryIO | None = None
        self._name = ""

    def append(self, page: RawPage, earlier: str | None = None) -> str | None:
        """Write the records of `page`; flushed to the system before it returns.

        Raises ArchiveError when the disk refuses.
        """
        if page.status is None or page.status == 304:
            return None
        original = original_of(self._folder, earlier, page) if earlier and page.body else None
        return self.append_members(members(page, original), page.fetched_at)

    def append_members(self, data: bytes, fetched_at: str) -> str:
        """Write records that `records.members` made of one page; its `archive_ref`."""
        try:
            file = self._open(fetched_at)
            offset = file.tell()
            file.write(data)
            file.flush()
        except OSError as error:
            raise ArchiveError(f"cannot write {self._folder / self._name}: {error}") from error
        return f"{self._name}:{offset}"

    def close(self) -> None:
        """Close the current file; the next page opens a new one.

        Raises ArchiveError when what was left to write cannot be written.
        """
        file, self._file = self._file, None
        if file is None:
            return
        try:
            file.close()
        except OSError as error:
            raise ArchiveError(f"cannot write {self._folder / self._name}: {error}") from error

    def _open(self, date: str) -> BinaryIO:
        if self._file is not None and self._file.tell() >= self._max_bytes:
            self.close()
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._file = self._fresh()
            self._file.write(warcinfo(self._name, date))
        return self._file

    def _fresh(self) -> BinaryIO:
        """A file that nobody has written to: two writers of one would tear each other's records."""
        while True:
            self._number += 1
            self._name = f"{self._stem}-{self._number:03d}.warc.gz"
            try:
                return (self._folder / self._name).open("xb")
            except FileExistsError:
                continue  # of a database that was lost, and began again at run 1
