"""The next page of a listing, in every form newspapers print it.

Asked in this order: `rel=next`; the link whose page number is one above this page's
(`?p=2`, `?page=2`, `/page/2/`, `/trang-2`); a link that says so ("Trang sau", ">", "Next").
A lone "»" is no answer: on several systems it leads to the last page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

_PAGE_IN_PATH = re.compile(r"^(?P<stem>.*?)/(?:page|trang)[/-](?P<n>\d{1,6})(?:\.html?|/)?$")
_PAGE_KEYS = ("p", "page", "trang", "paged", "pg")
_NEXT_TEXT = re.compile(
    r"^(?:trang (?:sau|kế|tiếp|tiếp theo)|sau|tiếp|tiếp theo|xem tiếp|next(?: page)?|older(?: posts)?)"
    r"?\s*(?:>{1,2}|›|→|»)?$",
    re.IGNORECASE,
)


#: Leads on only within the same listing: elsewhere it opens a section.
_MORE_TEXT = re.compile(r"^(?:xem|tải|đọc) thêm(?: tin| bài)?\s*(?:>{1,2}|›|→|»)?$", re.IGNORECASE)


class Anchor(NamedTuple):
    """One `a` or `link` element: its resolved address, text and `rel` tokens."""

    url: str
    text: str
    rel: frozenset[str]


class Place(NamedTuple):
    """Which listing an address belongs to, and which of its pages it is."""

    listing: str
    number: int


def place_of(url: str) -> Place:
    """Listing and page number of an address; an address without one is page 1."""
    parts = urlsplit(url)
    path, number = parts.path, 1
    match = _PAGE_IN_PATH.match(path)
    if match:
        path, number = match["stem"], int(match["n"])
    for key, value in parse_qsl(parts.query):
        if key in _PAGE_KEYS and value.isascii() and value.isdigit() and len(value) <= 6:
            number = int(value)
    # The listing is the same under `www.`, which newspapers mix freely.
    host = parts.netloc.removeprefix("www.")
    return Place(f"{host}{path.removesuffix('.html').rstrip('/')}", number)


def counts_pages(key: str | None) -> bool:
    """True for a query key in which newspapers count the pages of a listing."""
    return key in _PAGE_KEYS


def next_page(url: str, anchors: Iterable[Anchor]) -> str | None:
    """Address of the page after `url`, or None on the last one."""
    anchors = list(anchors)
    here = place_of(url)
    for anchor in anchors:
        if "next" in anchor.rel and _leads_on(url, anchor.url):
            return anchor.url
    for anchor in anchors:
        place = place_of(anchor.url)
        if place.listing == here.listing and place.number == here.number + 1:
            return anchor.url
    return _by_text(url, anchors)


def _by_text(here: str, anchors: Sequence[Anchor]) -> str | None:
    for anchor in anchors:
        text = anchor.text.strip()
        if text and text != "»" and _NEXT_TEXT.match(text) and _leads_on(here, anchor.url):
            return anchor.url
    listing = place_of(here).listing
    for anchor in anchors:
        same = place_of(anchor.url).listing == listing
        if same and _MORE_TEXT.match(anchor.text.strip()) and _leads_on(here, anchor.url):
            return anchor.url
    return None


def _leads_on(here: str, url: str) -> bool:
    """A next link never leads to this page or back to an earlier one of the same listing."""
    mine, place = place_of(here), place_of(url)
    if place.listing != mine.listing or place.number > mine.number:
        return True
    # A key that we do not know ("?tu=20") may count articles instead of pages.
    return place.number == mine.number and other_keys(url) > other_keys(here)


def other_keys(url: str) -> list[tuple[str, int, str]]:
    """Query fields that are no page numbers, so that a larger offset is later."""
    return sorted(
        (key, int(value) if value.isascii() and value.isdigit() else 0, value)
        for key, value in parse_qsl(urlsplit(url).query)
        if key not in _PAGE_KEYS
    )
