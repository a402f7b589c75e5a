"""Tables of the text that say of what hour their figures are: "Giá vàng … Cập nhật: 15:30 ngày 06/03"."""

from __future__ import annotations

import re

from pipelines.dates.labels import tells_change
from pipelines.fields.blocks import Block
from pipelines.fields.looks import CELL, ITEM
from pipelines.fields.marks import PARAGRAPH, is_date_line
from pipelines.fields.model import Frame

#: Fewer texts in one table may be the facts of the page itself: "Ngày đăng", "Cập nhật" and their days.
_CELLS = 5
#: Beside a line that tells a change so many are enough.
_FEW = 4
_BACK = 4
_DIGIT = re.compile(r"\d")
#: Longer cells hold text: the page is laid out with tables.
_LONGEST = 120


def is_of_table(frame: Frame, block: Block) -> bool:
    """True for a line in a table of the text, and for one of a change right above or under figures."""
    if _is_in_table(frame, block, _CELLS):
        return True
    if not tells_change(block.text) or frame.body is None:
        return False
    if block.element is not frame.body and frame.body not in block.element.iterancestors():
        return False
    blocks = frame.walk.blocks
    index = blocks.index(block)
    above = [other for other in blocks[max(frame.top, index - _BACK) : index] if other.text][-2:]
    below = [other for other in blocks[index + 1 : index + _BACK] if other.text][:1]
    # A note may stand between ("Đơn vị: triệu đồng").
    near = above[-1:] + [b for b in above[:1] if len(above[-1].text) < PARAGRAPH] + below
    if any(_is_in_table(frame, other, _FEW) for other in near):
        return True
    listed = bool(above) and above[-1].flags & ITEM and _DIGIT.search(above[-1].text)
    return bool(listed) or (len(above) > 1 and all(map(_is_figure, above)))


def _is_figure(block: Block) -> bool:
    """A line of a list of prices: "Vàng SJC: 80 triệu"; no sentence and no day."""
    text = block.text
    if len(text) >= PARAGRAPH or text.endswith((".", "!", "?", "…")) or is_date_line(text):
        return False
    return _DIGIT.search(text) is not None


def _is_in_table(frame: Frame, block: Block, least: int) -> bool:
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
    return len(texts) >= least and max(map(len, texts)) <= _LONGEST
