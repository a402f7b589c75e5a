"""Lines right under a picture: they tell when it was taken, and by whom."""

from __future__ import annotations

import re

from pipelines.fields.blocks import Block
from pipelines.fields.looks import CAPTION
from pipelines.fields.roles import find_label

_WORD = re.compile(r"\b[^\W\d_A-ZÀ-ÖØ-ÞĂĐƠƯ][^\W\d_]*")
_WORDS_OF_DATES = frozenset([
    "thứ", "hai", "ba", "tư", "năm", "sáu", "bảy", "nhật", "ngày", "tháng",
    "lúc", "giờ", "phút", "lượt", "xem", "đọc", "views", "at", "on", "by",
])  # fmt: skip
_CAPTION_WORDS = 2


def is_caption(blocks: list[Block], index: int) -> bool:
    """Right under a picture, with more to say than when and by whom."""
    block = blocks[index]
    if block.flags & CAPTION:
        return True
    before = next(
        (b for b in reversed(blocks[max(0, index - 2) : index]) if b.text or b.image is not None),
        None,
    )
    if before is None or before.image is None:
        return False
    label = find_label(block.text)
    if label is not None and label[1] == "photo":
        return True
    words = [word for word in _WORD.findall(block.text) if word not in _WORDS_OF_DATES]
    return len(words) >= _CAPTION_WORDS
