"""JSON-LD of an article that the page only leads to: another headline, and an address that proves it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from pipelines.document import Document
from pipelines.fields.machine import Machine, plain
from pipelines.fields.model import Frame
from pipelines.fields.select import text_of
from pipelines.fields.tagged import tagged
from pipelines.outcomes import PageKind
from pipelines.rules import Newspaper
from pipelines.text import fold
from pipelines.urls import Address, read_address

#: Shorter headlines tell nothing: a section's name, the site's.
_HEADLINE = 5
#: One of so many words of a headline stand in the page's own as well where both are of one article.
_SHARE = 3
_WORD = re.compile(r"[a-z\d]+")
#: The number of an article in an address; a year and a day are none.
_NUMBER = re.compile(r"(?<![a-z\d])(?:a|post|art|d|id)?(\d{4,})(?=\D*$)")
#: A section's name in an address has fewer words.
_SLUG = 4


def of_another(
    document: Document, facts: Machine, frame: Frame | None, newspaper: Newspaper
) -> str | None:
    """The address that proves the JSON-LD article another one; None: nothing does.

    A headline of its own is no proof (written for search engines, in English), nor is the address of
    a section or of the AMP copy.
    """
    headline = facts.article.get("headline")
    if not isinstance(headline, str) or _is_own(headline, document, facts, frame):
        return None
    told = list(_addresses(facts.article))
    own = _Place(document.url, document, newspaper)
    places = [_Place(href, document, newspaper) for href in told]
    if any(own.is_same(place) for place in places):
        return None
    for href, place in zip(told, places, strict=True):
        if own.is_another(place):
            return href
    called = fold(plain(headline))
    for link in tagged(document, "a"):
        leads = str(link.get("href") or "")
        named = leads and fold(text_of(link)) == called
        if named and own.is_another(_Place(leads, document, newspaper)):
            return leads
    return None


def _is_own(headline: str, document: Document, facts: Machine, frame: Frame | None) -> bool:
    """True where the headline is the page's, or too short to tell."""
    called = f"{facts.title} {facts.meta.get('og:title', '')}"
    if headline in called or len(headline.split()) < _HEADLINE:
        return True
    printed = text_of(frame.headline) if frame is not None and frame.headline is not None else ""
    told = (facts.meta.get(name, "") for name in ("og:description", "description"))
    own_words = set(_WORD.findall(fold(" ".join([called, printed, document.url, *told]))))
    words = _WORD.findall(fold(plain(headline)))
    return _SHARE * sum(word in own_words for word in words) >= len(words)


def _addresses(node: dict[str, Any]) -> Iterator[str]:
    page = node.get("mainEntityOfPage")
    for told in (node.get("url"), page.get("@id") if isinstance(page, dict) else page):
        if isinstance(told, str) and told:
            yield told


class _Place:
    """An address as far as it names an article: number and words of its last part."""

    def __init__(self, href: str, document: Document, newspaper: Newspaper) -> None:
        read = read_address(href, newspaper, document.base_url)
        self.address = read if isinstance(read, Address) else None
        path = urlsplit(self.address.url).path if self.address else ""
        last = fold(unquote(path)).rstrip("/").rpartition("/")[2]
        match = _NUMBER.search(last)
        told = self.address.number if self.address else None
        self.number: str | None = told or (match[1].lstrip("0") if match else None)
        self.words = [word for word in _WORD.findall(last) if word.isalpha() and word != "html"]

    def is_same(self, other: _Place) -> bool:
        """The same number, or the same words where one has none."""
        if self.address is None or other.address is None:
            return False
        if self.number is not None and other.number is not None:
            return self.number == other.number
        return self.address.url == other.address.url or (
            len(self.words) >= _SLUG and self.words == other.words
        )

    def is_another(self, other: _Place) -> bool:
        """An article's address of the same newspaper with another number, or other words."""
        if other.address is None or other.address.kind is not PageKind.ARTICLE:
            return False
        if self.is_same(other):
            return False
        return other.number is not None or len(other.words) >= _SLUG
