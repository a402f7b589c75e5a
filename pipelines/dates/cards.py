"""Dates of another article on its card, which has the class of the page's own."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.blocks import Block
from pipelines.fields.model import Frame
from pipelines.fields.select import common_ancestor, text_of
from pipelines.fields.tagged import tagged
from pipelines.outcomes import PageKind
from pipelines.rules import Newspaper
from pipelines.urls import Address, Refused, read_address

#: Where the addresses of a newspaper are not known, a link to an article has so many words.
_HEADLINE = 5
#: Pages of a topic or a writer have numbers too.
_OF_MANY = re.compile(r"/(?:su-kien|dong-su-kien|chu-de|chuyen-de|tac-gia|author|topic|tags?)/")


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


def is_named_on_card(
    document: Document, element: HtmlElement, frame: Frame | None, newspaper: Newspaper
) -> bool:
    """The same of an element that the rule set names, which is the page's own above the text."""
    if frame is not None and _is_at_its_head(element, frame):
        return False
    return is_on_card(document, element, frame, newspaper)


def _is_at_its_head(element: HtmlElement, frame: Frame) -> bool:
    """In the article's own element and above its text: the bar there may lead to the article before it."""
    if frame.headline is None or frame.body is None:
        return False
    around = common_ancestor(frame.headline, frame.body)
    if around.tag in {"body", "html"} or around not in element.iterancestors():
        return False
    spans = frame.walk.spans
    held = next((e for e in (element, *element.iterancestors()) if e in spans), None)
    return held is not None and spans[held][0] < frame.walk.within(frame.body).start


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
    if not newspaper.foreign:
        return True
    return len(text_of(anchor).split()) >= _HEADLINE and _OF_MANY.search(href) is None


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
