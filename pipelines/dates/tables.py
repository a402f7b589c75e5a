"""Tables of the text that say of what hour their figures are: "Giá vàng … Cập nhật: 15:30 ngày 06/03"."""

from __future__ import annotations

from pipelines.dates.labels import tells_change
from pipelines.fields.blocks import Block
from pipelines.fields.looks import CELL, ITEM
from pipelines.fields.model import Frame

#: Fewer texts in one table may be the facts of the page itself: "Ngày đăng", "Cập nhật" and their days.
_CELLS = 5
#: Longer cells hold text: the page is laid out with tables.
_LONGEST = 120


def is_of_table(frame: Frame, block: Block) -> bool:
    """True for a line in a table of the text, and for one of a change right above or under its figures."""
    if _is_in_table(frame, block):
        return True
    if not tells_change(block.text) or frame.body is None:
        return False
    if block.element is not frame.body and frame.body not in block.element.iterancestors():
        return False
    blocks = frame.walk.blocks
    index = blocks.index(block)
    above = next((other for other in reversed(blocks[:index]) if other.text), block)
    below = next((other for other in blocks[index + 1 :] if other.text), block)
    listed = above.flags & ITEM and any(map(str.isdigit, above.text))
    return bool(listed) or _is_in_table(frame, above) or _is_in_table(frame, below)


def _is_in_table(frame: Frame, block: Block) -> bool:
    """In a table inside the text's element that holds figures, not the headline and not the text."""
    if frame.body is None or (not block.flags & CELL and block.element.tag != "caption"):
        return False
    table = next(block.element.iterancestors("table"), None)
    if table is None or frame.body not in table.iterancestors():
        return False
    inside = frame.walk.within(table)
    if frame.headline is not None and inside.start <= frame.above < inside.stop:
        return False
    texts = [text for i in inside if (text := frame.walk.blocks[i].text)]
    return len(texts) >= _CELLS and max(map(len, texts)) <= _LONGEST
