"""What a worker does with files that others archived: look through one, read one answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from crawler.reparsing.pages import Tools, reread
from pipelines.archive import ArchiveError, read_page
from pipelines.archive.foreign import Capture, Scanned, read_capture, scan_file
from pipelines.archive.reading import original_of
from pipelines.archive.records import members
from pipelines.archive.scanning import DamagedError
from pipelines.items import RawPage
from pipelines.storage.base_reparse import Reread


@dataclass(frozen=True, slots=True)
class ScanWork:
    """One WARC file to be looked through."""

    file: Path

    def work(self, tools: Tools) -> Scanned | str:
        """The articles in it; a text says why it cannot be read."""
        try:
            return scan_file(self.file, tools.paper)
        except OSError as error:
            return str(error)


@dataclass(slots=True)
class CaptureRead:
    """One answer as it reads today, and how our archive keeps it."""

    reread: Reread | None = None
    #: Records for our archive; None where it has the answer already, at `reread.ref`.
    data: bytes | None = None
    #: Why nothing can be read.
    damaged: str | None = None


@dataclass(frozen=True, slots=True)
class CaptureWork:
    """One archived answer of an article."""

    capture: Capture
    #: Where answers of this address are archived already.
    known: tuple[str, ...] = ()
    #: What the frontier knows of the address (date, section, title as a listing gave them).
    hints: dict[str, object] = field(default_factory=dict)

    def work(self, tools: Tools) -> CaptureRead:
        """Read it with today's code, and make its copy."""
        try:
            page = read_capture(self.capture, tools.paper)
        except (DamagedError, OSError, EOFError) as error:
            return CaptureRead(damaged=str(error) or type(error).__name__)
        page.hints = {**self.hints, **page.hints}
        data = self._kept(page, tools.folder)
        told = reread(page, tools.paper)
        told.links = ()  # a page of a site that is gone leads nowhere
        told.met_urls = [*page.redirects, self.capture.uri, *told.met_urls]
        return CaptureRead(told, data)

    def _kept(self, page: RawPage, folder: Path | None) -> bytes | None:
        """The records of the copy; None where no copy is wanted, `page.archive_ref` says where it is."""
        if folder is None:
            return None
        file, place = self.capture.file, self.capture.place
        if file.resolve().parent == folder.resolve() and not place.inside:
            page.archive_ref = f"{file.name}:{place.member}"
            return None
        for ref in self.known:
            if self._is_there(page, folder, ref):
                page.archive_ref = ref
                return None
        source = {
            "file": file.name,
            "member": str(place.member),
            "record": self.capture.record_id,
        }
        found = (original_of(folder, ref, page) for ref in self.known)
        return members(page, next(filter(None, found), None), source)

    def _is_there(self, page: RawPage, folder: Path, ref: str) -> bool:
        try:
            stored = read_page(folder, ref)
        except ArchiveError:
            return False
        return (stored.fetched_at, stored.body) == (page.fetched_at, page.body)
