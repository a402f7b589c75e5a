"""A first paragraph that stands beside the headline, above the element that holds all others."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.etree import _Element as HtmlElement

from pipelines.fields.blocks import Block
from pipelines.fields.marks import PARAGRAPH
from pipelines.fields.model import Frame
from pipelines.fields.select import common_ancestor

#: What holds a text; a table or list behind a paragraph is a part of the text.
_HOLDERS = frozenset(("div", "section", "article", "main", "td"))
#: So many short lines behind the text (its byline) may stand outside.
_BEHIND = 2


def stands_above(frame: Frame, kept: Sequence[int]) -> bool:
    """Whether the first of `kept` is printed at the headline and the others in one element below it."""
    blocks = frame.walk.blocks
    if frame.headline is None or len(kept) < 2:
        return False
    first = blocks[kept[0]].element
    around = common_ancestor(first, blocks[kept[1]].element)
    # Where the headline is further off than the others, it is the first of them.
    if not _holds(around, common_ancestor(frame.headline, first)):
        return False
    holder = _child(around, blocks[kept[1]].element)
    if holder is None or holder.tag not in _HOLDERS or _holds(holder, frame.headline):
        return False
    inside = frame.walk.within(holder)
    if kept[0] in inside or len(inside) < 2:
        return False
    outside = [index for index in kept[1:] if index not in inside]
    return len(outside) <= _BEHIND and all(len(blocks[i].text) < PARAGRAPH for i in outside)


def beside_container(frame: Frame, first: Block, paragraph: Block) -> bool:
    """One paragraph alone says little; an element that holds it and more, beside `first`, does."""
    container = paragraph.element.getparent()
    if container is None or container is frame.body:
        return False
    beside = container.getparent() is first.element.getparent()
    return beside and len(frame.walk.within(container)) > 2


def _holds(outer: HtmlElement, inner: HtmlElement) -> bool:
    return outer is inner or outer in inner.iterancestors()


def _child(outer: HtmlElement, inner: HtmlElement) -> HtmlElement | None:
    """The child of `outer` in which `inner` stands."""
    element: HtmlElement | None = inner
    while element is not None and element.getparent() is not outer:
        element = element.getparent()
    return element
