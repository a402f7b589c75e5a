"""What stands below a signature and is text: footnotes, what was read, where to give, a box."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.fields.blocks import Block
from pipelines.fields.looks import CELL, CENTER, EM, HEADING, RIGHT
from pipelines.fields.marks import SHORT
from pipelines.text import fold

_MOST_NOTES, _MOST_LINES = 6, 60
_NOTE = re.compile(
    r"[\W_]+$|\((?:\d{1,2}|\*{1,4})\)\s?|\[\d{1,2}\]\s?|\*+\s?[^\W\d_]|(?:ghi chu|chu thich|tai lieu tham khao|nguon tham khao)\b"
    r"|moi (?:su )?(?:dong gop|ung ho|giup do|chi tiet|thong tin|y kien)\b|so tai khoan\b|stk\b"
)
_REFERENCES = re.compile(
    r"[\W_]*(?:tai lieu|nguon)(?: da)? tham khao[\W_]*|[\W_]*(?:ghi chu|chu thich)[\W_]*"
)
_MOST_REFERENCES = 30
_APART = 0.8


def are_notes(signature: Block, blocks: Sequence[Block]) -> bool:
    """Behind a signature: some notes, the last of which may head a list of what was read."""
    notes = 0
    for number, block in enumerate(blocks):
        if number and _REFERENCES.fullmatch(fold(blocks[number - 1].text)):
            return len(blocks) - number <= _MOST_REFERENCES
        # A table or box is one.
        notes += not block.flags & CELL or not number
        if notes > _MOST_NOTES or not _is_note(signature, block):
            return False
    return 0 < len(blocks) <= _MOST_LINES


def _is_note(signature: Block, block: Block) -> bool:
    """What stands below a signature: a rule of strokes, footnotes, where to give, a box.

    In slanted letters, or one short line in the middle, it may say anything.
    """
    if block.flags & RIGHT:
        return False
    if block.share(EM) > _APART or (block.flags & CELL and not signature.flags & CELL):
        return True
    centred = block.flags & CENTER and not block.flags & HEADING and len(block.text) <= SHORT
    return bool(centred) or _NOTE.match(fold(block.text)) is not None
