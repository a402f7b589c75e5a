"""Whether an archived answer is whole: some archives keep what a broken connection left."""

from __future__ import annotations

import re
import zlib

from warcio.statusandheaders import StatusAndHeaders

_CHUNK_HEAD = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,80}\r\n")
_GZIP = b"\x1f\x8b"


def is_cut(raw: bytes, answer: StatusAndHeaders) -> bool:
    """True for a payload, as it stands in the record, that ends before its own end.

    Archives that took chunks apart or unpacked a body keep the headers of both: what does not look
    so is taken as it is.
    """
    body = raw
    if "chunked" in (answer.get_header("Transfer-Encoding") or "").lower():
        joined = _joined(raw)
        if joined is None:
            return True
        body = joined
    else:
        said = (answer.get_header("Content-Length") or "").strip()
        if said.isascii() and said.isdigit() and len(raw) < int(said):
            return True
    coding = (answer.get_header("Content-Encoding") or "").lower()
    return "gzip" in coding and body.startswith(_GZIP) and not _unpacks(body)


def _joined(raw: bytes) -> bytes | None:
    """The chunks in one; None: the last one is missing. What is not in chunks is as it was."""
    parts: list[bytes] = []
    place = 0
    while True:
        head = _CHUNK_HEAD.match(raw, place)
        if head is None:
            return raw if place == 0 else None
        size = int(head[1], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(raw[head.end() : head.end() + size])
        place = head.end() + size + 2
        if place > len(raw):
            return None


def _unpacks(body: bytes) -> bool:
    unpack = zlib.decompressobj(zlib.MAX_WBITS + 16)
    try:
        while body and not unpack.eof:
            unpack.decompress(body, 1 << 20)
            body = unpack.unconsumed_tail
    except zlib.error:
        return False
    return unpack.eof
