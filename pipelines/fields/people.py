"""People whom a text names on lines of their own, told from those who signed it.

Winners, guests and members stand below a line with a colon, behind strokes, or many in a row; who signed an
official letter stands below the office. On a page of several parts each may have its signature.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.etree import _Element as HtmlElement

from pipelines.fields.blocks import Block
from pipelines.fields.byline import (
    has_label,
    heads_winners,
    is_bare_label,
    is_byline,
    is_office,
    is_source_line,
    looks_like_names,
)
from pipelines.fields.looks import CENTER, EM, HEADING, RIGHT, STRONG
from pipelines.fields.marks import PARAGRAPH, is_salutation
from pipelines.fields.model import Frame
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
#: What the box of a quotation is called, and how many lines it has at most.
_MOST_QUOTED = 4
#: A line with a colon below which pictures or a video stand elsewhere on the page, or the writers; no list.
_SHOWS = re.compile(
    r"(?:hinh anh|\banh\b|\bvideo|\bclip|phong su anh)[^:]{0,60}:$|^nhom (?:tac gia|thuc hien|phong vien|pv)\s?:$"
)
#: What answers a reader's question: who asked it has not written the page.
_ANSWER = re.compile(r"[\W_]*(?:tra loi|dap|giai dap|luat su [^.:]{0,40}tra loi)\b")
_QUOTE = re.compile(r"(?<![a-z])(?:pull-?|block-?)?quotes?(?![a-z])|trich-?dan")


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
    while top and is_listed(blocks[kept[top - 1]]) and look(blocks[kept[top - 1]]) == alike:
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
    closed = closed or before.endswith(_STOPS)
    return same if opened or _is_list(blocks, found, many, closed=closed) else 0


def _opens_list(above: Block, first: Block, many: int) -> bool:
    """A line with a colon, or a short one without a stop over so many plain names."""
    if heads_winners(above.text):
        return not first.flags & RIGHT
    if above.text.endswith(":"):
        if _SHOWS.search(fold(above.text)):
            return False
        return not first.flags & RIGHT or bool(above.flags & RIGHT)
    headed = len(above.text) < PARAGRAPH and not above.text.endswith(_STOPS)
    return headed and many >= _MANY and not is_apart(first)


def _is_list(blocks: Sequence[Block], found: Sequence[int], many: int, *, closed: bool) -> bool:
    """By themselves: behind strokes, more than sign a text, or plain above who signs on the right.

    Behind a sentence that closes the text (`closed`) one or two plain names are its writers.
    """
    first, last = blocks[found[0]], blocks[found[-1]]
    if first.flags & RIGHT:
        return False
    marked = first.text.startswith(_MARKS) and not first.text.endswith(("-", "–"))
    if many > _MANY or (marked and many > 1):
        return True
    signed = bool(last.flags & RIGHT) and _names_people(last) and (not closed or many >= _MANY)
    return signed and not is_apart(first) and look(last) != look(first)


def is_listed(block: Block) -> bool:
    """A short line of names alone, neither labelled nor an office."""
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
    # The first part has its heading too, below a lead at most; without it somebody is quoted further down.
    heads = (blocks[index] for index in kept[:2] if not blocks[index].text.endswith("."))
    if not any(map(_heads_part, heads)):
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
        if not _ends_part(above) or not _heads_part(below) or _ANSWER.match(fold(below.text)):
            return []
    return [kept[n] for n in signed] if _ends_part(blocks[kept[signed[-1] - 1]]) else []


def _may_sign(block: Block) -> bool:
    text = block.text
    return is_byline(block) and not signs_for(text) and (has_label(text) or len(text.split()) > 1)


def _ends_part(block: Block) -> bool:
    """A sentence, and none that somebody is quoted with."""
    text = block.text
    if is_speech(text) or block.share(EM) > _APART:
        return False
    return text.endswith((".", "!", "?", "…", "/", "”", ")"))


def is_speech(text: str) -> bool:
    """The words of somebody, from mark to mark: below them stands who said so."""
    return text[:1] in {"“", '"', "‘", "«"} and text.rstrip(".")[-1:] in {"”", '"', "’", "»"}


def _heads_part(block: Block) -> bool:
    if block.flags & RIGHT or len(block.text) > 3 * PARAGRAPH:
        return False
    headed = block.flags & HEADING or block.share(STRONG) > _APART
    return bool(headed) or block.text.startswith(_MARKS)


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
