"""Captions under the videos of a text: they say what is shown, and are none of the text."""

from __future__ import annotations

import re

from pipelines.fields.blocks import Block
from pipelines.fields.byline import is_byline
from pipelines.fields.captions import credit_of
from pipelines.fields.looks import CAPTION, CELL, CENTER, EM, HEADING, ITEM, LINK, RIGHT, STRONG
from pipelines.fields.marks import PARAGRAPH, fold
from pipelines.fields.model import Frame
from pipelines.fields.tables import cell_of

#: Longer lines say something themselves.
_LONGEST, _PLAIN = 220, 120
_LABEL = re.compile(
    r"\(?(?:video|clip|nguon(?: video| clip| tin)?|source|quay phim)(?:\s?:|\s+by\s)"
)
_ENDS = (".", "!", "?", "…", ":", ";", "”", '"')
#: From a caption to what holds the player too: a cell, its row, the table.
_LEVELS = 4


def video_captions(frame: Frame, out: set[int], captions: set[int]) -> set[int]:
    """Indexes of the captions of videos between headline and end; none where nothing else is said."""
    blocks = frame.walk.blocks
    begin = frame.top if 0 < frame.top < frame.start else frame.start
    if not any(block.player for block in blocks[begin : frame.stop]):
        return set()
    left = [
        i for i in range(begin, frame.stop) if blocks[i].text and i not in out and i not in captions
    ]
    taken: set[int] = set()
    for place, index in enumerate(left[:-1] if left and is_byline(blocks[left[-1]]) else left):
        block = blocks[index]
        if block.player and _is_of_other(frame, left, place):
            continue
        credit = place and left[place - 1] in taken and _LABEL.match(fold(block.text))
        if credit or (block.player and _is_caption(frame, block, above=index < frame.start)):
            taken.add(index)
    text = any(
        len(blocks[i].text) >= PARAGRAPH for i in left if i >= frame.start and i not in taken
    )
    return taken if text else set()


def _is_of_other(frame: Frame, left: list[int], place: int) -> bool:
    """The first line of a list, a quotation or a verse, or a sentence that may be the lead."""
    blocks = frame.walk.blocks
    block = blocks[left[place]]
    around = {block.element.tag, *(element.tag for element in block.element.iterancestors())}
    if block.flags & ITEM or "blockquote" in around:
        return True
    behind = blocks[left[place + 1]] if place + 1 < len(left) else None
    if behind is not None and behind.element is block.element and behind.breaks:
        return True
    whole = len(block.text) >= PARAGRAPH and block.text.endswith(_ENDS)
    first = left[place] >= frame.start and (place == 0 or left[place - 1] < frame.start)
    return first and whole and not block.flags & CAPTION and credit_of(block.text) is None


def _is_caption(frame: Frame, block: Block, *, above: bool) -> bool:
    """Of a line right behind a video; `above` the text a lead may stand there."""
    text = block.text
    if block.flags & CAPTION:
        return True
    if len(text) > _LONGEST or block.flags & HEADING or block.share(LINK) > 0.8:
        return False
    if _LABEL.match(fold(text)) or _alone_with_player(frame, block):
        return True
    if above or block.flags & CELL:
        return False
    if block.share(EM) > 0.8 or block.flags & CENTER or credit_of(text) is not None:
        return True
    if len(text) > _PLAIN:
        return False
    return not (text.endswith(_ENDS) or block.share(STRONG) > 0.8 or block.flags & RIGHT)


def _alone_with_player(frame: Frame, block: Block) -> bool:
    """An element inside the text's holds the player and this line, and no other."""
    element = block.element if cell_of(block.element) is None else cell_of(block.element)
    for _level in range(_LEVELS):
        if element is None or element is frame.body or element.tag in {"body", "html"}:
            return False
        if sum(bool(frame.walk.blocks[i].text) for i in frame.walk.within(element)) != 1:
            return False
        if next(element.iter("iframe", "video"), None) is not None:
            return True
        element = element.getparent()
    return False
