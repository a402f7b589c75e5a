"""Tables of figures: rows of short cells beside each other, as prices, results, programmes are printed.

Templates that lay a page out with tables are told from them by their cells: those hold whole texts, other
tables, or the headline.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml.etree import _Element as HtmlElement

from pipelines.fields.blocks import Block, Walk
from pipelines.fields.looks import CELL

#: So many rows, each of so many cells with text, are a table of figures.
_ROWS, _CELLS = 2, 2
#: A longer cell is a column of text; so is one of more lines.
_LONGEST, _LINES = 300, 8
#: Longer cells hold text, as in templates that lay the page out with tables.
SHORT_CELL = 60
_GROUPS = frozenset(("thead", "tbody", "tfoot"))


def cell_of(element: HtmlElement) -> HtmlElement | None:
    """The table cell that holds `element`."""
    if element.tag in {"td", "th"}:
        return element
    return next(element.iterancestors("td", "th"), None)


def row_of(found: Walk, block: Block) -> HtmlElement | None:
    """The row of a table of figures that `block` stands in, beside other cells or alone in its row."""
    if not block.flags & CELL:
        return None
    cell = cell_of(block.element)
    row = cell.getparent() if cell is not None else None
    table = next(row.iterancestors("table"), None) if row is not None else None
    if table is None or not _is_of_figures(found, table):
        return None
    return row


def table_around(found: Walk, element: HtmlElement) -> HtmlElement | None:
    """The table of figures that `element` is a part of."""
    table = element if element.tag == "table" else next(element.iterancestors("table"), None)
    return table if table is not None and _is_of_figures(found, table) else None


def rows_of(table: HtmlElement) -> list[HtmlElement]:
    """The rows of a table itself, not those of tables inside it."""
    groups = [table, *(child for child in table if child.tag in _GROUPS)]
    return [row for group in groups for row in group if row.tag == "tr"]


def stands_beside(found: Walk, block: Block) -> bool:
    """One of several cells of a row: it names nobody, and is no button."""
    row = row_of(found, block)
    return row is not None and len(_texts(found, row)) >= _CELLS


def is_datum(found: Walk, picture: Block, block: Block) -> bool:
    """A cell of figures beside or below a picture's that tells of more than the picture.

    Rows of pictures have no text, or under each picture one; where a row has cells with text and
    none with a picture in them, it is a row of figures that shows what it speaks of.
    """
    if not (block.flags & CELL and picture.flags & CELL):
        return False
    cell, shown = cell_of(block.element), cell_of(picture.element)
    if cell is None or shown is None:
        return False
    above = shown.getparent()
    if above is not cell.getparent() and not _is_pictured(cell) and _is_pictured(cell.getparent()):
        return True  # the name of what its own row shows
    row = row_of(found, block)
    if row is None or above is None or _table(above) is not _table(row):
        return False
    texts = _texts(found, row)
    if len(texts) < _CELLS or len(_texts(found, above)) < _CELLS:
        return False
    if cell is not shown:
        return True
    told = [cell for cell in texts if not _is_pictured(cell)]
    return bool(told) and all(_letters(found, cell) <= SHORT_CELL for cell in texts)


def _is_pictured(element: HtmlElement | None) -> bool:
    return element is not None and next(element.iter("img", "amp-img"), None) is not None


def _table(element: HtmlElement) -> HtmlElement | None:
    return next(element.iterancestors("table"), None)


def _letters(found: Walk, cell: HtmlElement) -> int:
    return sum(len(found.blocks[index].text) for index in found.within(cell))


def as_lines(found: Walk, blocks: Sequence[Block]) -> list[str]:
    """The blocks' texts, those of one row of figures as one line."""
    lines: list[str] = []
    before: HtmlElement | None = None
    for block in blocks:
        row = row_of(found, block)
        if row is not None and row is before:
            lines[-1] += f" | {block.text}"
        else:
            lines.append(block.text)
        before = row
    return lines


def _is_of_figures(found: Walk, table: HtmlElement) -> bool:
    if table not in found.tables:
        found.tables[table] = _judge(found, table)
    return found.tables[table]


def _judge(found: Walk, table: HtmlElement) -> bool:
    if next(table.iterdescendants("table", "h1"), None) is not None:
        return False
    rows = rows_of(table)
    if any(_is_column(found, cell) for row in rows for cell in row):
        return False
    return sum(len(_texts(found, row)) >= _CELLS for row in rows) >= _ROWS


def _is_column(found: Walk, cell: HtmlElement) -> bool:
    lines = [found.blocks[index].text for index in found.within(cell)]
    return len(lines) > _LINES or sum(map(len, lines)) > _LONGEST


def _texts(found: Walk, row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if any(found.blocks[index].text for index in found.within(cell))]
