"""The records of one page, as bytes: response or revisit, then metadata, then request.

Each record is a gzip member of its own, so that one seek finds it and a damaged one spoils no other.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zlib
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipelines import CODE_VERSION
from pipelines.items import RawPage

VERSION = "WARC/1.1"
#: Newspaper pages shrink by two per cent more at level 9, and take twice the time.
_LEVEL = 6
#: Headers that spoke of the body as it was sent; the stored body is the unpacked one.
_OF_TRANSFER = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection"})


class ArchiveError(Exception):
    """A page cannot be written to or read from the archive; the text says why."""


class Original(NamedTuple):
    """The record that has the body of a later, equal answer."""

    ref: str
    record_id: str
    uri: str
    date: str


def digest_of(body: bytes) -> str:
    """The payload digest of a body, in the form of `WARC-Payload-Digest`."""
    # SHA-1 is what WARC tools write and compare; it tells copies apart, it guards nothing.
    return f"sha1:{base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()}"


def warcinfo(name: str, date: str) -> bytes:
    """The first record of the file `name`: who wrote it, and what its bodies are."""
    text = (
        f"software: baotinh/{CODE_VERSION}\r\nformat: WARC File Format 1.1\r\n"
        "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
        "description: bodies as after content decoding; transfer headers dropped\r\n"
    ).encode()
    headers = {"WARC-Date": date, "WARC-Filename": name}
    return _member("warcinfo", None, headers, text, None, "application/warc-fields")


def members(
    page: RawPage, original: Original | None = None, source: Mapping[str, str] | None = None
) -> bytes:
    """The records of `page`, one gzip member each.

    With `original` its body stays there and a revisit record names it. `source` says in which foreign
    archive the page was found; such a page has no request of ours.
    """
    uri, dated = page.final_url or page.url, {"WARC-Date": page.fetched_at}
    first, record_id = _answer(page, uri, dated, original)
    beside = dated | {"WARC-Concurrent-To": record_id}
    facts = json.dumps(_facts(page, original, source), ensure_ascii=False, sort_keys=True).encode()
    told = _member("metadata", uri, beside, facts, None, "application/json")
    if source is not None:
        return first + told
    return first + told + _member("request", uri, beside, b"", _asked(page, uri), "")


def _answer(
    page: RawPage, uri: str, dated: dict[str, str], original: Original | None
) -> tuple[bytes, str]:
    status = StatusAndHeaders(
        f"{page.status} {_phrase(page.status)}",
        [*_kept(page.headers), ("Content-Length", str(len(page.body)))],
        protocol="HTTP/1.1",
    )
    writer = WARCWriter(io.BytesIO(), gzip=False, warc_version=VERSION)
    if original is None:
        record = writer.create_warc_record(
            uri,
            "response",
            payload=io.BytesIO(page.body),
            length=len(page.body),
            http_headers=status,
            warc_headers_dict=dated,
        )
    else:
        record = writer.create_revisit_record(
            uri,
            digest_of(page.body),
            original.uri,
            original.date,
            http_headers=status,
            warc_headers_dict=dated | {"WARC-Refers-To": original.record_id},
        )
    writer.write_record(record)
    return _packed(writer.out.getvalue()), record.rec_headers.get_header("WARC-Record-ID")


def _facts(
    page: RawPage, original: Original | None, source: Mapping[str, str] | None
) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "url": page.url,
        "paper": page.paper,
        "kind": str(page.kind),
        "fetched_at": page.fetched_at,
        "redirects": page.redirects,
        "hints": page.hints,
    }
    if original is not None:
        facts["body_at"] = original.ref
    if source is not None:
        facts["source"] = dict(source)
    return facts


def _asked(page: RawPage, uri: str) -> StatusAndHeaders:
    parts = urlsplit(uri)
    target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    return StatusAndHeaders(f"GET {target} HTTP/1.1", page.request_headers, is_http_request=True)


def _phrase(status: int | None) -> str:
    try:
        return HTTPStatus(status or 0).phrase
    except ValueError:
        return "Status"


def _kept(headers: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name.lower() not in _OF_TRANSFER]


def _member(
    kind: str,
    uri: str | None,
    warc_headers: dict[str, str],
    payload: bytes,
    http_headers: StatusAndHeaders | None,
    content_type: str,
) -> bytes:
    writer = WARCWriter(io.BytesIO(), gzip=False, warc_version=VERSION)
    record = writer.create_warc_record(
        uri,
        kind,
        payload=io.BytesIO(payload),
        length=len(payload),
        http_headers=http_headers,
        warc_headers_dict=warc_headers,
        warc_content_type=content_type,
    )
    writer.write_record(record)
    return _packed(writer.out.getvalue())


def _packed(record: bytes) -> bytes:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    return packer.compress(record) + packer.flush()
