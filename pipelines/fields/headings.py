"""Sub-headings of a text that are called as boxes of the page are: "Đánh giá", "Sự kiện", "Ý kiến bạn đọc"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.fields.blocks import Block
from pipelines.fields.looks import HEADING, LINK, STRONG
from pipelines.fields.marks import PARAGRAPH, fold, is_comment_heading

_MAY_HEAD = re.compile(
    r"(?:danh gia|su kien|chu de|tham khao|chia se|binh luan|phan hoi|y kien(?: cua)?(?: ban doc)?)\s*"
)
_STOPS = (".", "!", "?", "…", ":", "”", '"', ")")


def heads_paragraph(blocks: Sequence[Block], index: int, start: int, stop: int) -> bool:
    """True where the line stands in bold between two paragraphs that are alike, in one element with them.

    Readers' comments may be set as the text is: what is called as they are must look like a sub-heading
    further up as well.
    """
    block = blocks[index]
    if not _is_set_off(block) or not _MAY_HEAD.fullmatch(fold(block.text)):
        return False
    if not _divides(blocks, index, start, stop):
        return False
    if not is_comment_heading(block.text):
        return True
    return any(
        _look(blocks[above]) == _look(block)
        and _is_set_off(blocks[above])
        and _divides(blocks, above, start, index)
        for above in range(start, index)
    )


def _is_set_off(block: Block) -> bool:
    marked = block.flags & HEADING or block.share(STRONG) > 0.8
    return bool(marked) and len(block.text) < PARAGRAPH and not block.share(LINK)


def _divides(blocks: Sequence[Block], index: int, start: int, stop: int) -> bool:
    before = next((b for b in reversed(blocks[max(start, index - 3) : index]) if b.text), None)
    behind = blocks[index + 1] if index + 1 < stop else None
    if before is None or behind is None:
        return False
    place = blocks[index].element.getparent()
    return _look(before) == _look(behind) and all(
        len(block.text) >= PARAGRAPH
        and block.text.endswith(_STOPS)
        and not block.share(LINK)
        and block.element.getparent() is place
        for block in (before, behind)
    )


def _look(block: Block) -> tuple[object, ...]:
    return (block.element.tag, block.element.get("class"), block.flags)
