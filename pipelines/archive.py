"""Raw pages as WARC 1.1: one gzip member a record, readable by any WARC tool.

A page is three records: response (its offset is the `archive_ref`), metadata (our facts: kind,
hints, redirects) and request. Each run writes files of its own, so a torn last record of a killed run
never stands in the way of the next one.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO, Protocol
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipelines import CODE_VERSION
from pipelines.items import RawPage
from pipelines.outcomes import PageKind

#: A file is closed once it is larger; 500 MB copies and uploads well.
MAX_FILE_BYTES = 500 * 1000 * 1000

#: Headers that spoke of the body as it was sent; the stored body is the unpacked one.
_OF_TRANSFER = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection"})


class ArchiveError(Exception):
    """A page cannot be written to or read from the archive; the text says why."""


class Archive(Protocol):
    """Keeps raw pages."""

    def append(self, page: RawPage) -> str | None:
        """Write `page`; returns its `archive_ref`, or None when nothing is kept."""

    def close(self) -> None:
        """Close the current file."""


class NoArchive:
    """An archive that is turned off (`ARCHIVE_DIR` empty): keeps nothing, and says so."""

    def append(self, page: RawPage) -> str | None:
        """Keep nothing."""
        del page
        return None

    def close(self) -> None:
        """Do nothing."""


class WarcArchive:
    """Appends to `<folder>/<paper>-<run>-<n>.warc.gz`."""

    def __init__(self, folder: Path, paper: str, run_id: int) -> None:
        self._folder = folder
        self._stem = f"{paper}-{run_id:06d}"
        self._number = 0
        self._file: BinaryIO | None = None
        self._name = ""

    def append(self, page: RawPage) -> str | None:
        """Write the records of `page`; flushed to the system before it returns.

        Raises ArchiveError when the disk refuses.
        """
        if page.status is None or page.status == 304:
            return None
        try:
            file = self._open()
            offset = file.tell()
            for record in _records(page):
                _write(file, *record)
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

    def _open(self) -> BinaryIO:
        if self._file is not None and self._file.tell() >= MAX_FILE_BYTES:
            self.close()
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._number += 1
            self._name = f"{self._stem}-{self._number:03d}.warc.gz"
            # "x": two writers of one file would tear each other's records.
            self._file = (self._folder / self._name).open("xb")
            _write(self._file, "warcinfo", None, _INFO, None, "application/warc-fields")
        return self._file


_INFO = (
    f"software: baotinh/{CODE_VERSION}\r\nformat: WARC File Format 1.1\r\n"
    "description: body as after content decoding; transfer headers dropped\r\n"
).encode()

Record = tuple[str, RawPage | None, bytes, StatusAndHeaders | None, str]


def _records(page: RawPage) -> list[Record]:
    status = StatusAndHeaders(
        f"{page.status} {_PHRASES.get(page.status or 0, 'Status')}",
        [*_kept(page.headers), ("Content-Length", str(len(page.body)))],
        protocol="HTTP/1.1",
    )
    parts = urlsplit(page.final_url or page.url)
    target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    asked = StatusAndHeaders(f"GET {target} HTTP/1.1", page.request_headers, is_http_request=True)
    facts = {
        "url": page.url,
        "paper": page.paper,
        "kind": str(page.kind),
        "fetched_at": page.fetched_at,
        "redirects": page.redirects,
        "hints": page.hints,
    }
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()
    return [
        ("response", page, page.body, status, ""),
        ("metadata", page, text, None, "application/json"),
        ("request", page, b"", asked, ""),
    ]


_PHRASES = {
    200: "OK",
    404: "Not Found",
    410: "Gone",
    403: "Forbidden",
    500: "Internal Server Error",
}


def _kept(headers: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name.lower() not in _OF_TRANSFER]


def _write(
    file: BinaryIO,
    kind: str,
    page: RawPage | None,
    payload: bytes,
    http_headers: StatusAndHeaders | None,
    content_type: str,
) -> None:
    writer = WARCWriter(file, gzip=True, warc_version="WARC/1.1")
    uri = (page.final_url or page.url) if page else None
    headers = {"WARC-Date": page.fetched_at} if page else {}
    record = writer.create_warc_record(
        uri,
        kind,
        payload=io.BytesIO(payload),
        length=len(payload),
        http_headers=http_headers,
        warc_headers_dict=headers,
        warc_content_type=content_type,
    )
    writer.write_record(record)


def read_page(folder: Path, ref: str) -> RawPage:
    """The page behind an `archive_ref`, by one seek.

    Raises ArchiveError when the file is missing, the record damaged or its digest wrong.
    """
    name, _, offset = ref.rpartition(":")
    path = folder / name
    try:
        with path.open("rb") as file:
            file.seek(int(offset))
            return _page_of(ref, ArchiveIterator(file, check_digests="raise"))
    except (OSError, ValueError, ArchiveLoadFailed) as error:
        raise ArchiveError(f"archived page {ref}: {error}") from error


def _page_of(ref: str, records: ArchiveIterator) -> RawPage:
    page: dict[str, Any] = {"archive_ref": ref}
    for record in records:
        if record.rec_type == "response":
            page["status"] = int(record.http_headers.get_statuscode())
            page["headers"] = list(record.http_headers.headers)
            page["final_url"] = record.rec_headers.get_header("WARC-Target-URI")
            page["body"] = record.content_stream().read()
        elif record.rec_type == "metadata" and "status" in page:
            facts = json.loads(record.content_stream().read())
            facts["kind"] = PageKind(facts["kind"])
            return RawPage(**(page | facts))
        else:
            break
    raise ArchiveError(f"archived page {ref}: no response with its metadata stands there")


def check(folder: Path, ref: str) -> str | None:
    """Why the archived page behind `ref` is not sound; None when it is."""
    try:
        read_page(folder, ref)
    except ArchiveError as error:
        return str(error)
    return None
