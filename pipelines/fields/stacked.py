"""Old pages that lay a text out in a table: its paragraphs stand in rows below each other, some in a table more."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.etree import _Element as HtmlElement

from pipelines.fields.marks import PARAGRAPH
from pipelines.fields.model import Frame
from pipelines.fields.tables import cell_of, rows_of


def stacked(frame: Frame, best: HtmlElement, weight: Sequence[float], stop: int) -> HtmlElement:
    """`best`, or the table around it of one column that holds more paragraphs of the text.

    Cells side by side are the page's margins, and a table with the headline in it is the page.
    """
    found, element = best, best
    while (cell := cell_of(element)) is not None:
        table = next(cell.iterancestors("table"), None)
        if table is None or (parent := table.getparent()) is None:
            break
        if frame.headline is not None and table in frame.headline.iterancestors():
            break
        if any(_is_divided(frame, row) for row in rows_of(table)):
            break
        inside, own = frame.walk.within(table), frame.walk.within(found)
        if any(weight[i] >= PARAGRAPH for i in inside if i not in own and frame.top <= i < stop):
            found = table
        element = parent
    return found


def _is_divided(frame: Frame, row: HtmlElement) -> bool:
    """More than one of its cells says something."""
    return sum(any(frame.walk.blocks[i].text for i in frame.walk.within(cell)) for cell in row) > 1
