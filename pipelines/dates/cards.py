"""Dates of another article on its card, which has the class of the page's own."""

from __future__ import annotations

from collections.abc import Callable

from lxml.etree import _Element as HtmlElement

from pipelines.dates.leads import is_headline
from pipelines.document import Document
from pipelines.fields.blocks import Block
from pipelines.fields.model import Frame
from pipelines.fields.select import common_ancestor
from pipelines.fields.tagged import tagged
from pipelines.outcomes import PageKind
from pipelines.rules import Newspaper
from pipelines.urls import Address, Refused, read_address


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
    others = (a for a in box.iter("a") if _leads_to_another(a, document, own, newspaper))
    if not newspaper.foreign:
        return next(others, None) is not None
    in_head = _is_at_its_head(element, frame) or _is_below_headline(element, frame)
    return any(is_headline(link, box, document, in_head=in_head) for link in others)


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
    start = _start_of(element, frame)
    return start is not None and start < frame.walk.within(frame.body).start


def _is_below_headline(element: HtmlElement, frame: Frame) -> bool:
    """Between headline and text, whatever holds both."""
    start = _start_of(element, frame)
    return frame.headline is not None and start is not None and frame.above <= start < frame.first


def _start_of(element: HtmlElement, frame: Frame) -> int | None:
    """The index of its first block; None: it is not in the walk."""
    spans = frame.walk.spans
    held = next((e for e in (element, *element.iterancestors()) if e in spans), None)
    return None if held is None else spans[held][0]


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
    return (
        href is not None
        and href != ""
        and not href.startswith("#")
        and _is_another(href, document, own, newspaper)
    )


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
