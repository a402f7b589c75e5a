"""The page's own address, and those of the same article in other languages."""

from __future__ import annotations

import re

from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.machine import Machine
from pipelines.fields.select import links, text_of
from pipelines.outcomes import PageKind
from pipelines.rules import Newspaper
from pipelines.text import fold
from pipelines.urls import Refused, read_address

#: What links to another edition are called, folded.
LANGUAGE_NAMES = frozenset(
    [
        name
        for word in ("english", "tieng anh", "tieng viet", "vietnamese")
        for name in (word, f"{word} version", f"{word} edition", f"read in {word}", f"ban {word}")
    ]
    + ["en", "vi", "vn"]
)
#: "Read this article in English", "Xem bài này bằng tiếng Anh".
_INVITES = re.compile(
    r"\W*(?:read|see|view|doc|xem) (?:(?:the|this|full|our|bai|tin|ban|viet|nay|phien) ?)*"
    r"(?:article|story|news|version|report)? ?(?:in|bang|ban)? ?(?:english|vietnamese|tieng anh|tieng viet)\W*"
)


def read_canonical(document: Document, facts: Machine) -> str | None:
    """The address the page calls its own."""
    for rel, _language, href in facts.links:
        if rel == "canonical":
            return document.resolve(href)
    og = facts.first_meta("og:url")
    return document.resolve(og[1]) if og else None


def read_translations(document: Document, facts: Machine, newspaper: Newspaper) -> list[str]:
    """Addresses of this article in other editions, as `hreflang` or a language switch give them."""
    if len(newspaper.editions) < 2:
        return []
    own = read_address(document.url, newspaper)
    if isinstance(own, Refused):
        return []
    hrefs = [href for rel, language, href in facts.links if rel == "alternate" and language]
    hrefs += _switches(document, newspaper.hosts - {own.edition.host, *own.edition.aliases})
    found = []
    for href in hrefs:
        url = document.resolve(href)
        address = read_address(url, newspaper) if url else own
        if isinstance(address, Refused) or address.kind is not PageKind.ARTICLE:
            continue
        if address.edition is not own.edition and address.url not in found:
            found.append(address.url)
    return found


def _switches(document: Document, hosts: frozenset[str]) -> list[str]:
    """Links to another edition that carry the name of its language."""
    found = []
    # Only an address with a host of its own leads to another.
    for anchor, href in [link for link in zip(*links(document), strict=True) if "//" in link[1]]:
        if any(host in href.lower() for host in hosts) and _names_language(anchor):
            found.append(href)
    return found


def _names_language(anchor: HtmlElement) -> bool:
    """By its text, by a flag's `alt` or `title`, or in markup (`hreflang`)."""
    told = [text_of(anchor), anchor.get("title", "")]
    for picture in anchor.iter("img"):
        told += [picture.get("alt", ""), picture.get("title", "")]
    folded = [fold(text).strip() for text in told]
    named = any(text in LANGUAGE_NAMES or _INVITES.fullmatch(text) for text in folded)
    return named or bool(anchor.get("hreflang"))
