"""Archived answers out of WARC files that others made: which are articles, and each as a RawPage."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from warcio.recordloader import ArcWarcRecord

from pipelines.archive.scanning import Damage, DamagedError, Place, record_at, scan
from pipelines.archive.wholeness import is_cut
from pipelines.items import RawPage
from pipelines.outcomes import PageKind
from pipelines.rules import Newspaper
from pipelines.urls import Refused, read_address

#: As much of a body as a crawl would take (`DOWNLOAD_MAXSIZE`).
MAX_BODY = 10 * 1024 * 1024
#: What may be HTML; the bytes decide where the type says nothing.
_MAYBE_HTML = frozenset(
    {"", "text/html", "application/xhtml+xml", "text/plain", "application/octet-stream"}
)
#: Content encodings that the reader undoes; nothing can be read of another one.
_KNOWN_CODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate", "br"})
_TIMED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")


class Capture(NamedTuple):
    """One archived answer of an article."""

    file: Path
    place: Place
    #: Address as archived, and canonical.
    uri: str
    url: str
    #: UTC with milliseconds, from WARC-Date.
    fetched_at: str
    record_id: str
    #: What an archive of ours tells beside it (redirects, hints); else empty.
    facts: dict[str, Any]


@dataclass(slots=True)
class Scanned:
    """What is in one file."""

    captures: list[Capture] = field(default_factory=list)
    #: Why other records are passed over, counted.
    passed_over: Counter[str] = field(default_factory=Counter)
    #: Where a file is damaged.
    damage: list[str] = field(default_factory=list)


def scan_file(path: Path, paper: Newspaper) -> Scanned:
    """The articles of `paper` in a WARC file; raises OSError when it cannot be read."""
    scanned = Scanned()
    last: Capture | None = None
    for found in scan(path):
        if isinstance(found, Damage):
            # The record that was being read is the damaged one.
            if last is not None and last.place == found.at:
                scanned.captures.remove(last)
            last = None
            scanned.passed_over[found.what] += 1
            scanned.damage.append(f"{path.name}, byte {found.at.member}: {found.why}")
            continue
        place, record = found
        if record.rec_type == "metadata" and last is not None:
            _with_facts(scanned, last, record, paper)
            last = None
            continue
        seen = _capture(path, place, record, paper)
        last = None
        if isinstance(seen, str):
            scanned.passed_over[seen] += 1
        else:
            scanned.captures.append(seen)
            last = seen
    return scanned


def _with_facts(
    scanned: Scanned, capture: Capture, record: ArcWarcRecord, paper: Newspaper
) -> None:
    """The facts of a metadata record of ours go with its answer; listings are no articles."""
    scanned.passed_over["metadata"] += 1
    if record.rec_headers.get_header("WARC-Concurrent-To") != capture.record_id:
        return
    try:
        facts = json.loads(record.content_stream().read(MAX_BODY))
        url = str(facts["url"])
        told = {
            "redirects": [str(url) for url in facts["redirects"]],
            "hints": dict(facts["hints"]),
        }
        kind = facts["kind"]
    except (ValueError, TypeError, KeyError, DamagedError):
        return  # another program's, or damaged, which is told next
    scanned.captures.pop()
    address = read_address(url, paper)
    if kind != PageKind.ARTICLE or isinstance(address, Refused):
        scanned.passed_over["no article's address"] += 1
    else:
        scanned.captures.append(capture._replace(url=address.url, facts=told))


def _capture(path: Path, place: Place, record: ArcWarcRecord, paper: Newspaper) -> Capture | str:
    """The capture, or what the record is instead."""
    headers = record.rec_headers
    if record.rec_type != "response":
        return str(record.rec_type or "unknown")
    uri = headers.get_header("WARC-Target-URI") or ""
    if record.http_headers is None:
        return "no HTTP answer"
    address = read_address(uri, paper)
    if isinstance(address, Refused):
        return "foreign host" if address.reason == "off_site" else "malformed address"
    if address.kind is not PageKind.ARTICLE or _is_print_copy(uri, paper):
        return "no article's address"
    if (why := _unfit(record)) is not None:
        return why
    fetched_at = moment(headers.get_header("WARC-Date") or "")
    if fetched_at is None:
        return "without a time"
    raw = record.raw_stream.read(MAX_BODY + 1)
    if len(raw) > MAX_BODY:
        return "oversize"
    if is_cut(raw, record.http_headers):
        return "truncated"
    record_id = headers.get_header("WARC-Record-ID") or ""
    return Capture(path, place, uri, address.url, fetched_at, record_id, {})


def _is_print_copy(uri: str, paper: Newspaper) -> bool:
    """Laid out for paper: the article's own page is another one."""
    pattern = paper.addresses.print_copy
    path = re.sub(r"^https?://[^/?#]*", "", uri)
    return pattern is not None and re.search(pattern, path) is not None


def _unfit(record: ArcWarcRecord) -> str | None:
    """Why an answer cannot be an article."""
    if record.rec_headers.get_header("WARC-Truncated"):
        return "truncated"
    if record.rec_headers.get_header("WARC-Segment-Number"):
        return "in segments"
    answer = record.http_headers
    if answer.get_statuscode() != "200":
        return "not 200"
    mime = (answer.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    if mime not in _MAYBE_HTML:
        return "not HTML"
    if (answer.get_header("Content-Encoding") or "").strip().lower() not in _KNOWN_CODINGS:
        return "unknown encoding"
    return None


def moment(text: str) -> str | None:
    """A WARC-Date as times are stored; None for one without a time of day."""
    if not _TIMED.fullmatch(text):
        return None
    try:
        found = datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        return None
    return found.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def read_capture(capture: Capture, paper: Newspaper) -> RawPage:
    """The archived answer, unpacked, as if it had come at the time of the record.

    Raises DamagedError or OSError.
    """
    with record_at(capture.file, capture.place) as record:
        body = record.content_stream().read(MAX_BODY + 1)
        if len(body) > MAX_BODY:
            raise DamagedError(f"a body of more than {MAX_BODY} bytes")
        return RawPage(
            url=capture.url,
            paper=paper.name,
            kind=PageKind.ARTICLE,
            fetched_at=capture.fetched_at,
            status=200,
            headers=list(record.http_headers.headers),
            body=body,
            final_url=capture.uri,
            redirects=list(capture.facts.get("redirects", ())),
            hints=dict(capture.facts.get("hints", {})),
        )


def in_order(scans: Iterator[Scanned], passed_over: Counter[str], latest: str) -> list[Capture]:
    """The captures of several files by time, each answer once; a time after `latest` is none."""
    found: dict[tuple[str, str], Capture] = {}
    for scanned in scans:
        for capture in scanned.captures:
            if capture.fetched_at > latest:
                passed_over["of the future"] += 1
                continue
            key = (capture.url, capture.fetched_at)
            passed_over["met twice"] += key in found
            found.setdefault(key, capture)
    return sorted(found.values(), key=lambda c: (c.fetched_at, c.url))
