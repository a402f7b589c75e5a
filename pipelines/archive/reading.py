"""A page found again by its `archive_ref`: one seek, and one more where its body stands elsewhere."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from pipelines.archive.records import ArchiveError, Original, digest_of
from pipelines.items import RawPage
from pipelines.outcomes import PageKind

#: What a metadata record tells of its page; the rest says where things stand.
_FACTS = ("url", "paper", "fetched_at", "redirects", "hints")
#: What damage looks like, from the disk to the JSON of a record.
_DAMAGE = (OSError, ValueError, TypeError, KeyError, EOFError, ArchiveLoadFailed, zlib.error)
_CHUNK = 1 << 16


def read_page(folder: Path, ref: str) -> RawPage:
    """The page behind an `archive_ref`.

    Raises ArchiveError when the file is missing, the record damaged or its digest wrong.
    """
    try:
        with _at(folder, ref) as file:
            page, facts, digest = _answer(ArchiveIterator(file, check_digests="raise"))
        if body_at := facts.get("body_at"):
            page["body"] = _body(folder, body_at, digest)
        told = {name: facts[name] for name in _FACTS}
        return RawPage(kind=PageKind(facts["kind"]), archive_ref=ref, **page, **told)
    except ArchiveError:
        raise
    except _DAMAGE as error:
        raise ArchiveError(f"archived page {ref}: {_words(error)}") from error


def _at(folder: Path, ref: str) -> BinaryIO:
    name, _, offset = ref.rpartition(":")
    file = (folder / name).open("rb")
    try:
        file.seek(int(offset))
    except BaseException:
        file.close()
        raise
    return file


def _answer(records: ArchiveIterator) -> tuple[dict[str, Any], dict[str, Any], str]:
    """What the answer says, the facts beside it, and the digest of its body."""
    page: dict[str, Any] = {}
    digest = ""
    for record in records:
        if record.rec_type in {"response", "revisit"} and not page:
            if record.http_headers is None:
                raise ValueError("the answer that stands there has no headers")
            page["status"] = int(record.http_headers.get_statuscode())
            page["headers"] = list(record.http_headers.headers)
            page["final_url"] = record.rec_headers.get_header("WARC-Target-URI")
            page["body"] = record.content_stream().read()
            digest = record.rec_headers.get_header("WARC-Payload-Digest")
            is_revisit = record.rec_type == "revisit"
        elif record.rec_type == "metadata" and page:
            facts = json.loads(record.content_stream().read())
            if is_revisit != ("body_at" in facts):
                raise ValueError("the facts beside it are another page's")
            return page, facts, digest
        else:
            break
    raise ValueError("no answer with its metadata stands there")


def _body(folder: Path, ref: str, digest: str) -> bytes:
    """The body of an earlier answer, which must be the one that is meant."""
    with _at(folder, ref) as file:
        record = next(iter(ArchiveIterator(file, check_digests="raise")), None)
        if record is None or record.rec_type != "response":
            raise ArchiveError(f"archived page {ref}: no answer with a body stands there")
        body = bytes(record.content_stream().read())
    if digest_of(body) != digest:
        raise ArchiveError(f"archived page {ref}: its body is not the one that a revisit names")
    return body


def original_of(folder: Path, ref: str, page: RawPage, *, follow: bool = True) -> Original | None:
    """The record that holds the body of `page` already, at the same address; None: write it.

    `ref` is what the address answered before. Only a body that is whole today is relied on.
    """
    try:
        with _at(folder, ref) as file:
            records = iter(ArchiveIterator(file, check_digests="raise"))
            record = next(records)
            headers = record.rec_headers
            if headers.get_header("WARC-Payload-Digest") != digest_of(page.body):
                return None
            if record.rec_type == "revisit" and follow:
                ref = json.loads(next(records).content_stream().read())["body_at"]
                return original_of(folder, ref, page, follow=False)
            uri = headers.get_header("WARC-Target-URI")
            same = record.rec_type == "response" and uri == (page.final_url or page.url)
            if not same or record.content_stream().read() != page.body:
                return None
            record_id = headers.get_header("WARC-Record-ID")
            return Original(ref, record_id, uri, headers.get_header("WARC-Date"))
    except (*_DAMAGE, StopIteration):
        return None  # what cannot be read is written once more


def check(folder: Path, ref: str) -> str | None:
    """Why the archived page behind `ref` is not sound; None when it is."""
    try:
        read_page(folder, ref)
    except ArchiveError as error:
        return str(error)
    return None


def torn_tail(folder: Path, ref: str) -> str | None:
    """What is torn behind the last known page of a file, `ref`; None where the file ends well.

    A killed run leaves half a record; nothing refers to it.
    """
    name, _, start = ref.rpartition(":")
    offset = int(start)
    try:
        with _at(folder, ref) as file:
            while (size := _member_size(file)) != 0:
                if size is None:
                    return f"{name}: the record at {offset}, the last one, is torn"
                offset += size
                file.seek(offset)
    except OSError:
        return None  # told where its pages are read
    return None


def _member_size(file: BinaryIO) -> int | None:
    """Bytes of the gzip member that begins here; 0 at the end of the file, None when it is torn."""
    unpack = zlib.decompressobj(zlib.MAX_WBITS + 16)
    size = 0
    while chunk := file.read(_CHUNK):
        try:
            unpack.decompress(chunk)
        except zlib.error:
            return None
        size += len(chunk)
        if unpack.eof:
            return size - len(unpack.unused_data)
    return None if size else 0


def _words(error: BaseException) -> str:
    return str(error) or type(error).__name__
