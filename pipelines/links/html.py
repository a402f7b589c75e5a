"""Links of an HTML page: articles, sections, and the next page of a listing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.links.collect import Found, Met, meanings
from pipelines.links.pagination import Anchor, counts_pages, next_page, other_keys, place_of
from pipelines.outcomes import PageKind
from pipelines.rules import Newspaper
from pipelines.text import clean
from pipelines.urls import Address, place_of_base, section_of


def page_links(document: Document, kind: PageKind, newspaper: Newspaper) -> Found:
    """Everything `document` leads to.

    Listings and the front page give articles, sections and the next page; an article gives
    other articles only (its menu is the front page's).
    """
    found = Found()
    anchors: list[Anchor] = []
    of_article = kind is PageKind.ARTICLE
    meant_by, base = meanings(newspaper), document.base_url
    untold: list[tuple[HtmlElement, Met, PageKind]] = []
    for element, href in _anchors(document):
        met = meant_by(place_of_base(base, href), href)
        if met is None:
            continue
        if kind is PageKind.LISTING and met.url is not None and not _is_counted(met, newspaper):
            text = clean(_text(element)) or _told(element)
            anchors.append(Anchor(met.url, text, _rel(element)))
        wanted = found.counted(met.address)
        if wanted is None or (of_article and wanted is not PageKind.ARTICLE):
            continue
        text = _text(element)
        found.take(met.link(wanted, text))
        if not text:
            untold.append((element, met, wanted))
    _take_told(found, untold)
    if not of_article:
        _mark_sections(
            found, document.url, section_of(document.url) if kind is PageKind.LISTING else None
        )
    if kind is PageKind.LISTING:
        _mark_next(found, document.url, anchors, newspaper)
    return found


def _take_told(found: Found, untold: Sequence[tuple[HtmlElement, Met, PageKind]]) -> None:
    """Where all links to an address are pictures, what they say of themselves."""
    for element, met, kind in untold:
        assert isinstance(met.address, Address)
        if "title" not in found.links[met.address.url].hints:
            found.take(met.link(kind, _told(element)))


def _anchors(document: Document) -> Iterator[tuple[HtmlElement, str]]:
    for element in document.tree.iter("a", "link", "area"):
        href = element.get("href")
        if href and (element.tag != "link" or "next" in _rel(element)):
            yield element, href.strip()


def _is_counted(met: Met, newspaper: Newspaper) -> bool:
    """`/?p=2` is no second page where `p` holds the numbers of articles."""
    if not counts_pages(newspaper.addresses.query_number):
        return False
    return isinstance(met.address, Address) and met.address.kind is PageKind.ARTICLE


def _rel(element: HtmlElement) -> frozenset[str]:
    return frozenset((element.get("rel") or "").lower().split())


def _text(element: HtmlElement) -> str:
    """Its text as it stands; empty where that is white space."""
    text = "".join(element.itertext()) if len(element) else element.text
    return "" if not text or text.isspace() else text


def _told(element: HtmlElement) -> str:
    """What a link without text says of itself: its label, or its picture's."""
    told = element.get("aria-label") or element.get("title")
    if not told:
        picture = element.find(".//img")
        told = picture.get("alt") or picture.get("title") if picture is not None else None
    return str(clean(told or ""))


def _mark_sections(found: Found, url: str, section: str | None) -> None:
    """Sections carry their own slug path; articles of a listing carry the listing's."""
    here, here_keys = place_of(url), other_keys(url)
    for address, link in list(found.links.items()):
        if link.kind is PageKind.LISTING:
            place = place_of(address)
            same = place.listing == here.listing and other_keys(address) == here_keys
            if place.number > 1 or same:
                # Page 7 of a listing is reached by walking it, not from its page list; and its
                # first page under another spelling ("/kinh-te", "/kinh-te/") is no other listing.
                del found.links[address]
                continue
            slug = section_of(address)
        else:
            slug = section
        if slug and link.kind in {PageKind.LISTING, PageKind.ARTICLE}:
            hints = {"section": slug} | link.hints
            found.links[address] = replace(link, hints=hints)
    found.links.pop(url, None)


def _mark_next(found: Found, url: str, anchors: list[Anchor], newspaper: Newspaper) -> None:
    target = next_page(url, anchors)
    if target is None:
        return
    hints = {"section": section_of(url)}
    found.add(target, newspaper, hints=hints, kind=PageKind.LISTING, is_next=True)
