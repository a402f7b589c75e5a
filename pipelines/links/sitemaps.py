"""Entries of sitemaps and sitemap indexes."""

from __future__ import annotations

from typing import Any

from lxml import etree

from pipelines.links.collect import Found
from pipelines.links.xml import FeedError, child_text, name_of, read_xml
from pipelines.outcomes import PageKind
from pipelines.rules import Newspaper

#: An index of indexes of indexes is as deep as any newspaper goes; deeper is a loop.
MAX_DEPTH = 3


def sitemap_links(body: bytes, hints: dict[str, Any], newspaper: Newspaper) -> Found:
    """Articles and child sitemaps; hints carry `date_raw` (news date) and `lastmod`.

    `hints["depth"]` is the depth of this sitemap (0 for the first). Raises FeedError when the
    body is no sitemap.
    """
    root = read_xml(body)
    name = name_of(root)
    if name not in {"urlset", "sitemapindex"}:
        raise FeedError(f"its root is <{name}>, not urlset or sitemapindex")
    found = Found()
    depth = int(hints.get("depth", 0)) + 1
    for entry in root:
        address = child_text(entry, "loc")
        if name_of(entry) == "sitemap" and address and depth <= MAX_DEPTH:
            hints = {"depth": depth, "lastmod": child_text(entry, "lastmod")}
            found.add(address, newspaper, hints=hints, kind=PageKind.SITEMAP)
        elif name_of(entry) == "url" and address:
            found.add(address, newspaper, hints=_dates(entry))
        elif name_of(entry):
            found.left["too_deep" if name_of(entry) == "sitemap" else "address"] += 1
    found.links = {
        link.url: link
        for link in found.of_kinds(PageKind.ARTICLE, PageKind.SITEMAP, PageKind.LISTING)
    }
    return found


def _dates(entry: etree._Element) -> dict[str, Any]:
    news = next((child for child in entry if name_of(child) == "news"), None)
    published = child_text(news, "publication_date") if news is not None else None
    return {"date_raw": published, "lastmod": child_text(entry, "lastmod")}
