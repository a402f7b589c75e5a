"""Dates of another article on its card, which has the class of the page's own."""

from __future__ import annotations

from collections.abc import Callable

from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.blocks import Block
from pipelines.fields.model import Frame
from pipelines.fields.select import text_of
from pipelines.fields.tagged import tagged
from pipelines.outcomes import PageKind
from pipelines.rules import Newspaper
from pipelines.urls import Address, Refused, read_address

#: Where the addresses of a newspaper are not known, a link to an article has so many words.
_HEADLINE = 5


def is_on_card(
    document: Document, element: HtmlElement, frame: Frame | None, newspaper: Newspaper
) -> bool:
    """True where all that stands with `element`, apart from the article, leads to another article."""
    if frame is None:
        return False
    box = _apart(element, frame)
    if box is None:
        return False
    own = read_address(document.url, newspaper)
    return any(_leads_to_another(link, document, own, newspaper) for link in box.iter("a"))


def time_cards(
    document: Document, frame: Frame, newspaper: Newspaper
) -> Callable[[Block], bool] | None:
    """Whether a line is a time element's that stands on another article's card; None: the page has none."""
    if not tagged(document, "time"):
        return None

    def is_card(block: Block) -> bool:
        timed = block.element.tag == "time" or block.element.find(".//time") is not None
        return timed and is_on_card(document, block.element, frame, newspaper)

    return is_card


def _apart(element: HtmlElement, frame: Frame) -> HtmlElement | None:
    """The largest element around this one that holds neither headline nor text; None: it does itself."""
    article: set[HtmlElement] = set()
    for part in (frame.headline, frame.body):
        if part is not None:
            article |= {part, *part.iterancestors()}
    if not article or element in article:
        return None
    box = element
    for above in element.iterancestors():
        if above in article:
            return box
        box = above
    return None


def _leads_to_another(
    anchor: HtmlElement, document: Document, own: Address | Refused, newspaper: Newspaper
) -> bool:
    href = anchor.get("href")
    if not href or href.startswith("#") or not _is_another(href, document, own, newspaper):
        return False
    return not newspaper.foreign or len(text_of(anchor).split()) >= _HEADLINE


def _is_another(
    href: str, document: Document, own: Address | Refused, newspaper: Newspaper
) -> bool:
    to = read_address(href, newspaper, document.base_url)
    if isinstance(to, Refused) or to.kind is not PageKind.ARTICLE:
        return False
    return not (isinstance(own, Address) and _is_same(to, own))


def _is_same(first: Address, second: Address) -> bool:
    if first.number is None or second.number is None:
        return first.url == second.url
    return first.number == second.number
