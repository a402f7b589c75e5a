"""Feeds and sitemaps as trees, read without entities, DTDs or the network."""

from __future__ import annotations

import gzip
import zlib

from lxml import etree

#: A DOCTYPE is never needed here, and it is where XML bombs live.
_FORBIDDEN = (b"<!doctype", b"<!entity")
MAX_BYTES = 50 * 1024 * 1024


class FeedError(Exception):
    """Not a feed or sitemap that can be read; the text says why."""


def read_xml(body: bytes) -> etree._Element:
    """Root of `body` (gzip is unpacked); one bad byte or entity costs that spot, not the file."""
    body = _unpacked(body)
    head = body[:4096].lower()
    if any(mark in head for mark in _FORBIDDEN):
        raise FeedError("it declares a DOCTYPE or entities, which are refused")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
    )
    try:
        root = etree.fromstring(body.lstrip(), parser)
    except etree.XMLSyntaxError as error:
        raise FeedError(f"not XML: {error}") from error
    if root is None:
        raise FeedError("not XML: nothing could be read")
    return root


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        text = unpack.decompress(body, MAX_BYTES)
    except (zlib.error, gzip.BadGzipFile) as error:
        raise FeedError(f"damaged gzip: {error}") from error
    if unpack.unconsumed_tail:
        raise FeedError(f"larger than {MAX_BYTES} bytes unpacked")
    return text


def name_of(element: etree._Element) -> str:
    """Tag without its namespace, in lower case; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def child_text(element: etree._Element, *names: str) -> str | None:
    """Text of the first child with one of these names, blanks stripped; None when empty."""
    for child in element:
        if name_of(child) in names:
            text = "".join(str(part) for part in child.itertext()).strip()
            if text:
                return text
    return None
