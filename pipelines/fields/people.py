"""People whom a text names on lines of their own, told from those who signed it.

Winners, guests and members stand below a line with a colon, behind strokes, or many in a row; who signed an
official letter stands below the office. On a page of several parts each may have its signature.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from lxml.etree import _Element as HtmlElement

from pipelines.fields.beside import OF_SECTIONS, links_author
from pipelines.fields.blocks import Block
from pipelines.fields.byline import (
    MAX_BYLINE,
    has_label,
    is_bare_label,
    is_byline,
    is_office,
    is_source_line,
    looks_like_names,
)
from pipelines.fields.looks import CENTER, EM, HEADING, LINK, RIGHT, STRONG
from pipelines.fields.marks import PARAGRAPH, is_salutation
from pipelines.fields.model import Frame
from pipelines.fields.places import PLACES
from pipelines.fields.tables import stands_beside
from pipelines.text import fold

#: So many names in a row below a short line are a list.
_MANY = 3
_APART = 0.8
_MARKS = ("- ", "– ", "+ ", "• ", "· ", "* ", "■ ", "♦ ", "▪ ")
_STOPS = (".", "!", "?", "…", ")", "”", '"', "/")
#: For whom an official signs, and that he has: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "(Đã ký)".
_FOR = re.compile(
    r"(?:t/?m|k/?t|t/?l|tuq|t\.u\.q|q)\s?\.\s?\S.*|\(?(?:da )?ky(?: ten)?(?:,? (?:va )?(?:ghi ro ho ten|dong dau))?\)?"
)
_MOST_TOP_WORDS = 6
#: What the box of a quotation is called, and how many lines it has at most.
_MOST_QUOTED = 4
_QUOTE = re.compile(r"(?<![a-z])(?:pull-?|block-?)?quotes?(?![a-z])|trich-?dan")
#: What a rubric begins with, marks and all: "Thư Ngỏ" is one, "Thu Hà" a writer.
_RUBRICS = (
    "tin ", "thư ", "thông ", "lời ", "truyện ", "chuyện ", "góc ", "ký sự", "phóng sự", "tản ", "tùy ",
    "nhân vật", "đọc ", "cảm tạ", "chia buồn", "giấy ", "rao ", "hộp thư", "bạn đọc", "câu ", "diễn đàn",
    "sổ tay", "nhịp ", "người ", "đất ", "nét ", "món ", "ẩm ", "nhật ký", "hồi ký", "bút ký", "vấn đề",
    "điểm ", "bản tin", "chân dung", "gương ", "chuyên ", "kỳ ", "bài ", "báo ", "đài ", "tạp chí",
)  # fmt: skip
_SPACES = re.compile(r"\s+")


def look(block: Block) -> tuple[object, ...]:
    """How a line is set: aligned, bold, slanted."""
    return (
        block.flags & (RIGHT | CENTER),
        block.share(STRONG) > _APART,
        block.share(EM) > _APART,
    )


def is_apart(block: Block) -> bool:
    """Set on the right, in bold or slanted letters."""
    return bool(block.flags & RIGHT or block.share(STRONG | EM) > _APART)


def signs_for(text: str) -> bool:
    """The office above an official's name, or that he has signed."""
    if len(text) > PARAGRAPH or text.endswith((".", "!", "?", "…", ":", ";")):
        return False
    return is_office(text) or _FOR.fullmatch(fold(text)) is not None


def named_in_text(blocks: Sequence[Block], kept: Sequence[int], found: Sequence[int]) -> int:
    """How many of the lines `found` at the end of `kept`, from the first on, name people of the text."""
    first = next((n for n, index in enumerate(kept) if index == found[0]), 0)
    before = blocks[kept[first - 1]].text if first else ""
    closed = len(before) >= PARAGRAPH and not before.endswith(":")
    if not before or is_bare_label(blocks[found[0]].text) or (len(found) == 1 and closed):
        return 0
    alike = look(blocks[found[0]])
    top = first
    while top and _is_listed(blocks[kept[top - 1]]) and look(blocks[kept[top - 1]]) == alike:
        top -= 1
    named = [look(blocks[n]) == alike and not has_label(blocks[n].text) for n in found]
    same = named.index(False) if False in named else len(named)
    above = blocks[kept[top - 1]] if top else None
    if not same or (above is not None and is_bare_label(above.text)):
        return 0
    if top == first and above is not None and signs_for(above.text):
        return 1
    many = first - top + same
    below = above is not None and _follows(blocks, kept[top - 1], kept[top])
    opened = above is not None and below and _opens_list(above, blocks[found[0]], many)
    return same if opened or _is_list(blocks, found, many) else 0


def _opens_list(above: Block, first: Block, many: int) -> bool:
    """A line with a colon, or a short one without a stop over so many plain names."""
    if above.text.endswith(":"):
        return not first.flags & RIGHT or bool(above.flags & RIGHT)
    headed = len(above.text) < PARAGRAPH and not above.text.endswith(_STOPS)
    return headed and many >= _MANY and not is_apart(first)


def _is_list(blocks: Sequence[Block], found: Sequence[int], many: int) -> bool:
    """By themselves: behind strokes, more than sign a text, or plain above who signs on the right."""
    first, last = blocks[found[0]], blocks[found[-1]]
    if first.flags & RIGHT:
        return False
    marked = first.text.startswith(_MARKS) and not first.text.endswith(("-", "–"))
    if many > _MANY or (marked and many > 1):
        return True
    signed = bool(last.flags & RIGHT) and _names_people(last)
    return signed and not is_apart(first) and look(last) != look(first)


def _is_listed(block: Block) -> bool:
    text = block.text
    if len(text) >= PARAGRAPH or has_label(text) or signs_for(text):
        return False
    return looks_like_names(text)


def _names_people(block: Block) -> bool:
    return looks_like_names(block.text) and not is_source_line(block.text)


def _follows(blocks: Sequence[Block], above: int, index: int) -> bool:
    """Right below it: no picture, video or box stands between ("Một số hình ảnh:")."""
    return index == above + 1 and not blocks[index].player


def signatures(frame: Frame, kept: Sequence[int]) -> list[int]:
    """The signatures of a page of several parts, each below the text of its part; empty: there is at most one."""
    blocks = frame.walk.blocks
    right = [n for n, index in enumerate(kept) if n and blocks[index].flags & RIGHT]
    if len(right) < 2:
        return []
    signed = [n for n in right if _may_sign(blocks[kept[n]])]
    if len(signed) < 2 or is_salutation(blocks[kept[0]].text):
        return []
    last = blocks[kept[signed[-1]]]
    for place in signed[:-1]:
        above, own, below = (blocks[kept[place + step]] for step in (-1, 0, 1))
        if (
            is_quoted(frame, kept[place])
            or look(own) != look(last)
            or own.element.tag != last.element.tag
        ):
            return []
        if not _ends_part(above) or not _heads_part(below):
            return []
    return [kept[n] for n in signed] if _ends_part(blocks[kept[signed[-1] - 1]]) else []


def _may_sign(block: Block) -> bool:
    text = block.text
    return is_byline(block) and not signs_for(text) and (has_label(text) or len(text.split()) > 1)


def _ends_part(block: Block) -> bool:
    """A sentence, and none that somebody is quoted with."""
    text = block.text
    quoted = text[:1] in {"“", '"', "‘", "«"} and text.rstrip(".")[-1:] in {"”", '"', "’", "»"}
    return text.endswith((".", "!", "?", "…", "/", "”", ")")) and not quoted


def _heads_part(block: Block) -> bool:
    if block.flags & RIGHT or len(block.text) > 3 * PARAGRAPH:
        return False
    headed = block.flags & HEADING or block.share(STRONG) > _APART
    return bool(headed) or block.text.startswith(_MARKS)


def heads_profile(frame: Frame, kept: Sequence[int]) -> bool:
    """The first line names whom the next paragraph is about, as later ones do: none of them signs."""
    blocks = [frame.walk.blocks[i] for i in kept]
    first = blocks[0]
    if first.share(STRONG) < _APART or not _is_listed(first):
        return False
    return any(
        look(block) == look(first) and _is_listed(block) and len(below.text) >= PARAGRAPH
        for block, below in pairwise(blocks[2:])
    )


def signs_top(frame: Frame, kept: Sequence[int], place: int, title: str) -> bool:
    """The line at `place` of `kept`, first of the text, says who wrote it.

    A name that the text or the headline says too is that of a person or place it is about; where more
    lines look like it, it is a sub-heading.
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


def is_quoted(frame: Frame, index: int) -> bool:
    """Behind the words of a quotation stands who said them."""
    element = frame.walk.blocks[index].element
    for around in (element, *element.iterancestors()):
        if around.tag == "blockquote" or (
            around is not frame.body and _is_quotation(frame, around)
        ):
            inside = frame.walk.within(around)
            return bool(inside) and inside.start < index
    return False


def _is_quotation(frame: Frame, element: HtmlElement) -> bool:
    """A small box that is called so; a whole text may be, too."""
    called = (element.get("class") or "").lower()
    return bool(_QUOTE.search(called)) and len(frame.walk.within(element)) <= _MOST_QUOTED
