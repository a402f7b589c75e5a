"""Pages that list articles and are none: section fronts, search results, topics.

The newspaper's own rules know them by their address. Of any other newspaper it is said by what such pages
have in common: they stand in their own menu, their headline is a section's name or leads elsewhere, what
text there is stands in the cards of other articles.
"""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import urlsplit

from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.blocks import Block
from pipelines.fields.looks import LINK
from pipelines.fields.machine import machine
from pipelines.fields.model import Fields
from pipelines.fields.select import links, text_of
from pipelines.outcomes import PageKind
from pipelines.rules import Newspaper
from pipelines.text import fold
from pipelines.urls import Address, Refused, read_address

_TEASERS = 8
#: As long as an entry of a menu; headlines are longer.
_ENTRY_WORDS = 5
#: A menu has so many entries besides; a breadcrumb has fewer.
_ENTRIES = 5
_MENU_DEPTH = 4
#: Cards stand in a list of so many.
_CARDS, _CARD_DEPTH = 3, 5
#: A block that long says something.
_TEXT = 60
#: So many paragraphs of such a length are a text.
_TEXTS, _PARAGRAPH = 2, 80
#: Below a headline that is no link itself.
_TO_THE_REST = re.compile(
    r"\W*(?:xem|doc) (?:tiep|them|chi tiet)\W*|\W*chi tiet\W*|\W*read more\W*"
)
#: What holds the whole page, or its article.
_WHOLE = frozenset(["main", "body", "html"])


def is_listing(
    document: Document, fields: Fields, newspaper: Newspaper, *, dated: bool, placed: bool = False
) -> bool:
    """A section front, search result or print copy that answers under an article's address.

    `placed`: the article's place is known (see `validation`); then links around it are of others,
    however many: beside a video or a brief there may be more of them than text.
    """
    address = read_address(document.url, newspaper)
    if not isinstance(address, Refused) and address.kind in {PageKind.LISTING, PageKind.FRONT}:
        return True
    kind = machine(document).meta.get("og:type", "")
    if kind == "website" and fields.canonical:
        canonical = read_address(fields.canonical, newspaper)
        if not isinstance(canonical, Refused) and canonical.kind in {
            PageKind.FRONT,
            PageKind.LISTING,
        }:
            return True
    if _is_section_headline(fields, document, newspaper):
        return True
    unknown = newspaper.foreign and not machine(document).article
    if unknown and is_front(document, fields, dated=dated):
        return True
    linked = fields.linked_blocks
    if fields.frame is not None and (not fields.title or fields.frame.body is None):
        linked = sum(block.share(LINK) > 0.85 for block in fields.frame.walk.blocks if _long(block))
    texts = max(1, fields.paragraphs) if fields.title else 0
    if linked >= texts and _is_section_name(fields, document, newspaper):
        return True
    return linked >= _TEASERS and linked > 3 * texts and not (dated and placed)


def _is_section_headline(fields: Fields, document: Document, newspaper: Newspaper) -> bool:
    """The headline leads to a section or to another article: the page is a front of such."""
    headline = fields.frame.headline if fields.frame is not None else None
    if headline is None:
        return False
    anchors = [
        a
        for a in (*headline.iter("a"), *headline.iterancestors("a"))
        if a.get("href") and fold(text_of(a)) == fold(fields.title)
    ]
    addresses = [read_address(str(a.get("href")), newspaper, document.base_url) for a in anchors]
    own = read_address(document.url, newspaper)
    own_number = None if isinstance(own, Refused) else own.number
    return any(_leads_away(address, own_number) for address in addresses)


def _is_section_name(fields: Fields, document: Document, newspaper: Newspaper) -> bool:
    """The title is what the page calls one of its sections, in the menu or in the headline."""
    named = [
        a
        for a in document.tree.iter("a")
        if fold("".join(a.itertext())).strip() == fold(fields.title)
    ]
    headline = fields.frame.headline if fields.frame is not None else None
    if headline is not None:
        named += [a for a in headline.iter("a") if 2 * len(text_of(a)) > len(fields.title)]
    addresses = [read_address(a.get("href") or "", newspaper, document.base_url) for a in named]
    return any(not isinstance(a, Refused) and a.kind is PageKind.LISTING for a in addresses)


def _leads_away(address: Address | Refused, own_number: str | None) -> bool:
    if isinstance(address, Refused):
        return False
    if address.kind is PageKind.ARTICLE:
        return own_number is not None and address.number != own_number
    # Not the front: that is where `href="#"` leads under `<base href="/">`.
    return address.kind is PageKind.LISTING


def _long(block: Block) -> bool:
    """As long as a headline: menus and tags are shorter."""
    return len(block.text.split()) > 4


def is_front(document: Document, fields: Fields, *, dated: bool) -> bool:
    """By structure alone: the page is an entry of its own menu, or names what its cards are of.

    A day beside the headline and paragraphs of its own weigh more than any link.
    """
    own = _place(document.url)
    if not own[1]:
        return False  # the front page: every page links to it
    if not (dated and _paragraphs(document, fields, own) >= _TEXTS):
        title = fold(fields.title)
        headline = fields.frame.headline if fields.frame is not None else None
        here = [anchor for anchor in _to_itself(document) if fold(text_of(anchor)) in title]
        labels = [anchor for anchor in here if fold(text_of(anchor)) == title]
        if len(labels) >= _CARDS or any(_is_entry(a, document, own, headline) for a in here):
            return True
    return _is_of_cards(document, fields, own, rest=not dated)


def _to_itself(document: Document) -> list[HtmlElement]:
    """Short links to the page as it was asked for: to no place, no other language, no print of it."""
    own = urlsplit(document.url)
    tail = own.path.rstrip("/").rpartition("/")[2]
    found = []
    for anchor, href in zip(*links(document), strict=True):
        if tail in href and "#" not in href and _is_short(anchor):
            there = urlsplit(document.resolve(href) or "")
            if there.query == own.query and _place(there.geturl()) == _place(document.url):
                found.append(anchor)
    return found


def _paragraphs(document: Document, fields: Fields, own: tuple[str, str]) -> int:
    frame = fields.frame
    if frame is None or frame.body is None:
        return 0
    return sum(
        len(block.text) >= _PARAGRAPH
        and not block.share(LINK)
        and not _is_in_card(block.element, document, own)
        for block in frame.walk.blocks[frame.first : frame.stop]
    )


def _place(url: str) -> tuple[str, str]:
    """Host and path, as a reader would compare them."""
    parts = urlsplit(url)
    return parts.netloc.removeprefix("www."), parts.path.strip("/")


def _is_entry(
    anchor: HtmlElement, document: Document, own: tuple[str, str], headline: HtmlElement | None
) -> bool:
    """In a menu: among short links that lead to so many other pages of the house, no headline there."""
    around = set() if headline is None else {headline, *headline.iterancestors()}
    for menu in islice(anchor.iterancestors(), _MENU_DEPTH):
        if menu in around or menu.tag in _WHOLE:
            return False
        others = set()
        for other in menu.iter("a"):
            place = _place(document.resolve(other.get("href") or "") or "")
            if place[0] == own[0] and place[1] and place != own:
                if len(text_of(other).split()) > _ENTRY_WORDS:
                    return False  # a box of headlines
                others.add(place)
        if len(others) >= _ENTRIES:
            return True
    return False


def _is_short(anchor: HtmlElement) -> bool:
    text = text_of(anchor)
    return len(text.split()) <= _ENTRY_WORDS and any(map(str.isalpha, text))


def _is_of_cards(document: Document, fields: Fields, own: tuple[str, str], *, rest: bool) -> bool:
    """All text there is stands under linked headlines of other articles, in a list of such.

    `rest`: or over links to the rest of it, as in a digest, which has a day.
    """
    frame = fields.frame
    if frame is None:
        return False
    blocks = frame.walk.blocks
    if frame.body is not None:
        texts = [b for b in blocks[frame.first : frame.stop] if b.text and not b.share(LINK)]
    else:
        texts = [b for b in blocks if len(b.text) >= _TEXT and not b.share(LINK)]
    # The first paragraph of an article ends the search.
    return bool(texts) and all(_is_in_card(b.element, document, own, rest=rest) for b in texts)


def _is_in_card(
    element: HtmlElement, document: Document, own: tuple[str, str], *, rest: bool = False
) -> bool:
    for card in islice((element, *element.iterancestors()), _CARD_DEPTH):
        holder = card.getparent()
        if holder is None or card.tag in _WHOLE:
            return False
        headed = _heads(card, document, own, rest=rest)
        if len(headed) > 1:
            return False
        if headed:
            cards = [one for one in holder if one.tag == card.tag]
            if sum(len(_heads(one, document, own, rest=rest)) == 1 for one in cards) >= _CARDS:
                return True
    return False


def _heads(
    card: HtmlElement, document: Document, own: tuple[str, str], *, rest: bool
) -> set[tuple[str, str]]:
    """Where links as long as headlines lead, or to the `rest` of a text: to which other pages of the house."""
    places = set()
    for anchor in card.iter("a"):
        text = text_of(anchor)
        if len(text.split()) > _ENTRY_WORDS or (rest and _TO_THE_REST.fullmatch(fold(text))):
            place = _place(document.resolve(anchor.get("href") or "") or "")
            if place[0] == own[0] and place[1] and place != own:
                places.add(place)
    return places
