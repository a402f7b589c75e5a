"""A headline that no heading element and no metadata names: the line set off above the text."""

from __future__ import annotations

from pipelines.fields.blocks import Block
from pipelines.fields.feet import is_foot
from pipelines.fields.looks import BIG, HEADING, LINK, STRONG
from pipelines.fields.marks import ends_article, heads_related, is_date_line
from pipelines.fields.model import Frame
from pipelines.fields.title import MAX_TITLE, Title
from pipelines.items import Source

_MAX_LETTERS = 300
_MIN_WORDS = 4
_FAR = 15


def guess_title(frame: Frame, names: set[str]) -> Title | None:
    """The first large line above the text, else the first bold one, else the one at the date."""
    if frame.body is None:
        return None
    blocks = frame.walk.blocks
    # A long headline may itself have been taken for the first paragraph.
    above = range(max(0, frame.first - _FAR), min(frame.first + 3, frame.stop))
    lines = [i for i in above if _may_be(blocks[i], names)]
    for flag in (BIG, HEADING):
        for index in lines:
            if _carries(blocks[index], flag):
                return _title(blocks[index])
    for index in lines:
        # The headline stands behind its date more often than a language switch before it does.
        if _carries(blocks[index], STRONG) or _dated(blocks, index - 1):
            return _title(blocks[index])
    found = next((index for index in lines if _dated(blocks, index + 1)), None)
    return None if found is None else _title(blocks[found])


def _dated(blocks: list[Block], index: int) -> bool:
    return 0 <= index < len(blocks) and is_date_line(blocks[index].text)


def _carries(block: Block, flag: int) -> bool:
    return bool(block.flags & flag) or block.share(flag) > 0.9


def _title(block: Block) -> Title:
    return Title(block.text[:MAX_TITLE], block.element, Source("structure:line", block.text))


def _may_be(block: Block, names: set[str]) -> bool:
    text = block.text
    if not text or len(text) > _MAX_LETTERS or len(text.split()) < _MIN_WORDS:
        return False
    if block.share(LINK) > 0.5 or text.casefold() in names or text.endswith("."):
        return False
    return not (is_date_line(text) or is_foot(text) or ends_article(text) or heads_related(text))
