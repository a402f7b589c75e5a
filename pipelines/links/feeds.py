"""Entries of RSS and Atom feeds."""

from __future__ import annotations

from lxml import etree

from pipelines.links.collect import Found
from pipelines.links.xml import FeedError, child_text, name_of, read_xml
from pipelines.outcomes import PageKind
from pipelines.rules import Newspaper
from pipelines.text import clean

__all__ = ["FeedError", "feed_links"]

_ROOTS = {"rss", "feed", "rdf"}


def feed_links(body: bytes, url: str, newspaper: Newspaper) -> Found:
    """Articles of a feed; hints carry the entry's title and its date as printed.

    Raises FeedError when the body is no feed.
    """
    root = read_xml(body)
    if name_of(root) not in _ROOTS:
        raise FeedError(f"its root is <{name_of(root)}>, not rss, feed or rdf")
    found = Found()
    for entry in root.iter():
        if name_of(entry) in {"item", "entry"}:
            _add_entry(entry, url, newspaper, found)
    found.links = {link.url: link for link in found.of_kinds(PageKind.ARTICLE)}
    return found


def _add_entry(entry: etree._Element, url: str, newspaper: Newspaper, found: Found) -> None:
    href = _address(entry)
    if href is None:
        found.left["address"] += 1
        return
    title = child_text(entry, "title")
    hints = {
        "title": clean(title) if title else None,
        "date_raw": child_text(entry, "pubdate", "published", "date", "updated"),
    }
    found.add(href, newspaper, base=url, hints=hints)


def _address(entry: etree._Element) -> str | None:
    for child in entry:
        if name_of(child) != "link":
            continue
        href = child.get("href")
        if href and child.get("rel", "alternate") == "alternate":
            return str(href)
    return child_text(entry, "link", "guid")
