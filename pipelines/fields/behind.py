"""Pages whose only paragraph is their lead: the text below it is a poem, a table or other short lines."""

from __future__ import annotations

from lxml.etree import _Element as HtmlElement

from pipelines.fields.lines import find_lines
from pipelines.fields.model import LINES, VERSE, Frame
from pipelines.fields.parts import MIN_BODY
from pipelines.fields.verse import find_verse


def behind_lead(
    page: Frame, furniture: set[int], found: HtmlElement
) -> tuple[str, HtmlElement] | None:
    """Rule and element of the lines right behind `found`, where that holds one paragraph and not the lines.

    `page`: the whole page as a frame (`Frame.page`); `furniture`: indexes of what is no text on it.
    """
    blocks = page.walk.blocks
    inside = page.walk.within(found)
    texts = [i for i in inside if i >= page.top and i not in furniture]
    if page.headline is None or sum(len(blocks[i].text) >= MIN_BODY for i in texts) != 1:
        return None
    behind = next(
        (i for i in range(inside.stop, page.stop) if blocks[i].text and i not in furniture), None
    )
    verse = find_verse(blocks, inside.stop, furniture)
    below = Frame(page.walk, headline=page.headline, top=inside.stop)
    lines = find_lines(below, furniture) if verse is None else verse
    if lines is None or behind is None:
        return None
    span = page.walk.within(lines)
    if behind not in span or inside.start in span:
        return None
    return (LINES if verse is None else VERSE), lines
