"""Articles of short lines: a day's programme, a quiz, results, prices.

No line of theirs is a paragraph. Most hold a figure, a colon or a question; menus, tags and buttons do not,
and a newspaper's own address has words of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.etree import _Element as HtmlElement

from pipelines.fields.blocks import Block
from pipelines.fields.feet import is_foot
from pipelines.fields.looks import LINK
from pipelines.fields.marks import ends_article, fold, heads_related, is_date_line
from pipelines.fields.model import Frame
from pipelines.fields.select import common_ancestor
from pipelines.fields.tables import as_lines

#: So many lines, of which so many say something, make an article.
_LINES, _SHARE = 4, 0.5
_SAYS = re.compile(r"\d|:\s|\?|^[A-DĐ][.)]\s")
_OF_HOUSE = re.compile(
    r"\b(?:dien thoai|dt|email|e-mail|fax|hotline|website|dia chi|toa soan|luot xem|online)\b"
)
_HOLDS = frozenset([
    "ul", "ol", "li", "table", "tbody", "thead", "tr", "td", "th", "dl", "dt", "dd",
    "p", "h2", "h3", "h4",
])  # fmt: skip
_NEVER = frozenset(("html", "body", "aside", "footer", "nav", "form", "header"))


def find_lines(frame: Frame, left_out: set[int]) -> HtmlElement | None:
    """The first element behind the headline that holds an article of short lines; None: there is none."""
    blocks = frame.walk.blocks
    tried: set[HtmlElement] = set()
    for index in range(frame.top, len(blocks)):
        text = blocks[index].text
        if ends_article(text) or heads_related(text) or is_foot(text):
            return None
        if not _is_line(blocks[index]) or index in left_out:
            continue
        found = _holder(frame, blocks[index].element)
        if found is None or found in tried:
            continue
        tried.add(found)
        if not _is_beside(frame, found):
            return None  # the page's margin has begun
        span = frame.walk.within(found)
        inside = [blocks[i] for i in span if i >= frame.top and i not in left_out]
        if _are_article(frame, inside):
            return found
    return None


def _is_line(block: Block) -> bool:
    return bool(block.text) and not block.share(LINK) and not is_date_line(block.text)


def _holder(frame: Frame, element: HtmlElement) -> HtmlElement | None:
    """The element that holds the lines beside this one: around the whole list or table."""
    found: HtmlElement | None = element
    while found is not None and (found.tag in _HOLDS or len(frame.walk.within(found)) == 1):
        found = found.getparent()
    if found is None or found.tag in _NEVER:
        return None
    inside = any(above.tag in _NEVER - {"html", "body"} for above in found.iterancestors())
    return None if inside else found


def _is_beside(frame: Frame, found: HtmlElement) -> bool:
    """In one element with the headline that is not the whole page."""
    if frame.headline is None:
        return False
    return common_ancestor(frame.headline, found).tag not in {"html", "body"}


def _are_article(frame: Frame, inside: Sequence[Block]) -> bool:
    """Enough lines up to the first that ends an article, most of which say something."""
    lines: list[Block] = []
    for block in inside:
        if ends_article(block.text) or heads_related(block.text):
            break
        if block.text and not is_date_line(block.text):
            lines.append(block)
    if len(lines) < _LINES or any(is_foot(b.text) or _OF_HOUSE.search(fold(b.text)) for b in lines):
        return False
    linked = sum(block.share(LINK) > 0.5 for block in lines)
    # A row of figures is one line, and its heading says nothing.
    printed = as_lines(frame.walk, lines)
    says = sum(_SAYS.search(line) is not None for line in printed)
    return says >= _SHARE * len(printed) and 3 * linked < len(lines)
