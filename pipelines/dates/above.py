"""Lines above the headline: those of the article, and those of the site, whose clock and boxes stand there.

Nothing but its place tells a kept clock from a date: `inside` is what stands with the headline, or
with headline and text; `next` is the line right above the headline where nothing but the page holds
both; `outside` is what others may stand in too; a `box` says what its day is of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml.etree import _Element as HtmlElement

from pipelines.fields.blocks import Block
from pipelines.fields.looks import HEADING, LINK
from pipelines.fields.marks import fold, heads_related, is_date_line, is_page_date
from pipelines.fields.model import Frame
from pipelines.fields.select import common_ancestor

INSIDE, NEXT, OUTSIDE, BOX = "inside", "next", "outside", "box"
#: So many lines above the headline may hold its date; further up stand menu and clock.
_ABOVE = 6
_ABOVE_OPEN = 3
_PAGE = frozenset(["body", "html"])
_OF_TABLE = frozenset(["tr", "tbody"])
#: "32°C", "Đang truy cập: 12", "USD 24.500": figures of the weather, of visitors, of prices.
_FIGURES = re.compile(r"\d\s?(?:°|º|%|dong\b|usd\b|vnd\b)|\b(?:usd|vnd)\s?\d|:\s?[\d.,]+\W*$")
#: Words beside a day that are neither label nor name: its section, a place.
_WORDS = 3
#: So many linked lines are a menu, or a list of articles.
_MENU = 3


def lines_above(frame: Frame, may_print: Callable[[Block], bool]) -> Iterator[tuple[Block, str]]:
    """Blocks above a headline that was found, the nearest first, each with its place; those alone that may print a date."""
    if frame.headline is None or frame.body is None:
        return
    blocks = frame.walk.blocks
    around = common_ancestor(frame.headline, frame.body)
    last = frame.above - 1
    for index in range(last, max(-1, last - _ABOVE), -1):
        fenced = around.tag not in _PAGE and _holds(around, blocks[index].element)
        if (fenced or last - index < _ABOVE_OPEN) and may_print(blocks[index]):
            yield blocks[index], _place(frame, frame.headline, around, index)


def place_without_headline(frame: Frame, block: Block) -> str:
    """Of a line above the text where no headline is printed: with the text, or outside."""
    if frame.body is None:
        return ""
    around = frame.body
    for parent in frame.body.iterancestors():
        if parent.tag in _PAGE:
            break
        around = parent
        if parent.tag not in _OF_TABLE:
            break
    return INSIDE if _holds(around, block.element) else OUTSIDE


def _place(frame: Frame, headline: HtmlElement, around: HtmlElement, index: int) -> str:
    block = frame.walk.blocks[index]
    shared = common_ancestor(block.element, headline)
    part = _part(shared, block.element)
    if part is not None and _is_box(frame, part, index):
        return BOX
    if not _holds(shared, around):
        return INSIDE
    if shared is not around:
        return OUTSIDE
    if not _is_page(frame, around, index):
        return INSIDE
    # All stand in the page itself: only what leads straight to the headline is with it.
    alone = part is None or len(frame.walk.within(part)) == 1
    return NEXT if alone and _is_next(frame, index) else OUTSIDE


def _is_page(frame: Frame, around: HtmlElement, index: int) -> bool:
    """The page, or an element around the whole of it (a form, a wrapper), menu included."""
    if around.tag in _PAGE:
        return True
    above = frame.walk.blocks[frame.walk.within(around).start : index]
    return sum(block.share(LINK) > 0.5 for block in above) > _MENU


def _is_next(frame: Frame, index: int) -> bool:
    """Nothing stands between the line and the headline but a heading of the section."""
    between = frame.walk.blocks[index + 1 : frame.above]
    return all(block.flags & HEADING and block.share(LINK) > 0.5 for block in between)


def _part(shared: HtmlElement, element: HtmlElement) -> HtmlElement | None:
    """The child of `shared` that holds `element`; None where it is `shared` itself."""
    found = None
    while element is not shared:
        found = element
        above = element.getparent()
        if above is None:
            break
        element = above
    return found


def _is_box(frame: Frame, part: HtmlElement, index: int) -> bool:
    """A part of the page with a heading, a list or figures of its own, or a line that says more."""
    blocks = frame.walk.blocks
    text = blocks[index].text
    if _is_of_site(part) or (is_date_line(text) and not is_page_date(text, _WORDS)):
        return True
    others = [blocks[i] for i in frame.walk.within(part) if i != index]
    if sum(block.share(LINK) > 0.5 for block in others) >= _MENU:
        return True
    return any(_tells(block) for block in others)


def _tells(block: Block) -> bool:
    """A line beside the day that says what it is the day of."""
    if block.share(LINK) > 0.5 and not is_date_line(block.text):
        return False
    if block.flags & HEADING or heads_related(block.text):
        return True
    return bool(_FIGURES.search(fold(block.text))) and not is_date_line(block.text)


def _is_of_site(part: HtmlElement) -> bool:
    """An article has a header too, without menu and logo."""
    if part.tag != "header":
        return part.tag in {"nav", "aside"}
    inside = part.iter("nav", "a")
    return any(one.tag == "nav" or one.get("href") == "/" for one in inside)


def _holds(around: HtmlElement, element: HtmlElement) -> bool:
    return element is around or around in element.iterancestors()
