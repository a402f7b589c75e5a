"""The line above a text that says who wrote it, told from sub-headings, rubrics and whom the text is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipelines.fields.author_links import links_author
from pipelines.fields.beside import OF_SECTIONS
from pipelines.fields.byline import MAX_BYLINE, has_label, is_byline, is_source_line
from pipelines.fields.looks import LINK, RIGHT, STRONG
from pipelines.fields.marks import PARAGRAPH
from pipelines.fields.model import Frame
from pipelines.fields.people import is_apart, is_listed, look, signs_for
from pipelines.fields.persons import are_persons
from pipelines.fields.places import PLACES
from pipelines.fields.tables import stands_beside
from pipelines.text import fold

_APART = 0.8
_MOST_TOP_WORDS = 6
#: What a rubric begins with, marks and all: "Thư Ngỏ" is one, "Thu Hà" a writer.
_RUBRICS = (
    "tin ", "thư ", "thông ", "lời ", "truyện ", "chuyện ", "góc ", "ký sự", "phóng sự", "tản ", "tùy ",
    "nhân vật", "đọc ", "cảm tạ", "chia buồn", "giấy ", "rao ", "hộp thư", "bạn đọc", "câu ", "diễn đàn",
    "sổ tay", "nhịp ", "người ", "đất ", "nét ", "món ", "ẩm ", "nhật ký", "hồi ký", "bút ký", "vấn đề",
    "điểm ", "bản tin", "chân dung", "gương ", "chuyên ", "kỳ ", "bài ", "báo ", "đài ", "tạp chí",
)  # fmt: skip
_SPACES = re.compile(r"\s+")


def heads_profile(frame: Frame, kept: Sequence[int]) -> bool:
    """The first line names whom the next paragraph is about, as later ones do: none of them signs."""
    blocks = [frame.walk.blocks[i] for i in kept]
    first = blocks[0]
    if first.share(STRONG) < _APART or not is_listed(first):
        return False
    return any(
        look(block) == look(first) and is_listed(block) and len(below.text) >= PARAGRAPH
        for block, below in pairwise(blocks[2:])
    )


def signs_top(frame: Frame, kept: Sequence[int], place: int, title: str) -> bool:
    """The line at `place` of `kept`, first of the text, says who wrote it.

    Without a label or a link to its writer it has to be made like a person's name: other words in capitals
    ("Tết Nguyên Đán") are a sub-heading. A name that the text or the headline says too is that of a person or
    place it is about; where more lines look like it, it is a sub-heading.
    """
    blocks = frame.walk.blocks
    block = blocks[kept[place]]
    text = block.text
    linked = block.share(LINK) > 0
    if len(text) > MAX_BYLINE or not (linked or is_apart(block)) or text.endswith((".", ":")):
        return False
    later = [blocks[i] for i in kept[place + 1 :]]
    if not later or len(later[0].text) < PARAGRAPH or stands_beside(frame.walk, block):
        return False
    if not is_byline(block) or (linked and not links_author(block)):
        return False
    if has_label(text):
        return True
    if not linked and not are_persons(text):
        return False
    if not 2 <= len(text.split()) <= _MOST_TOP_WORDS:
        return False
    capitals = text.isupper() and not block.flags & RIGHT
    if capitals or text.lower().startswith(_RUBRICS):
        return False
    name = fold(text)
    if name in PLACES or OF_SECTIONS.fullmatch(name) or is_source_line(text) or signs_for(text):
        return False
    if any(look(other) == look(block) and len(other.text) < PARAGRAPH for other in later[:-1]):
        return False
    said = _SPACES.sub(" ", fold(" ".join([title, *(other.text for other in later[:-1])])))
    return name not in said
