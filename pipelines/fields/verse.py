"""Poems: short lines without full stops, divided by line breaks or each in an element of its own."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.etree import _Element as HtmlElement

from pipelines.fields.blocks import Block
from pipelines.fields.looks import EM, LINK, STRONG
from pipelines.fields.marks import is_date_line, is_footer

#: A verse has two words at least, a line of prose more letters than this.
_MIN_WORDS, _LONGEST = 2, 75
#: So many lines in a row make a poem: four are the shortest stanza that newspapers print alone.
_LINES = 4
_MOST = 0.8
#: Shorter lines in a row may be names of sections.
_TOLD_WORDS = 3


def may_be_verse(block: Block) -> bool:
    """A short unlinked line without figures: no address, price or date."""
    text = block.text
    if not text or len(text) > _LONGEST or len(text.split()) < _MIN_WORDS:
        return False
    if block.share(LINK) or any(map(str.isdigit, text)) or ":" in text:
        return False
    return not (is_date_line(text) or is_footer(text))


def is_verse(blocks: list[Block]) -> bool:
    """The first lines are a stanza: alike, side by side, begun anew in the same element."""
    lines = blocks[:_LINES]
    if len(lines) < _LINES or not all(map(may_be_verse, lines)):
        return False
    return all(line.element is lines[0].element and line.breaks for line in lines[1:])


def opens_poem(blocks: Sequence[Block]) -> bool:
    """The first lines are a stanza that looks the same throughout: none of them is a caption."""
    lines = blocks[:_LINES]
    if len(lines) < _LINES or not (is_verse(list(lines)) or _is_row(lines)):
        return False
    looks = {(line.flags, line.share(EM) > _MOST, line.share(STRONG) > _MOST) for line in lines}
    stopped = sum(line.text.endswith((".", "!", "?", "…")) for line in lines)
    told = all(len(line.text.split()) >= _TOLD_WORDS for line in lines)
    return len(looks) == 1 and stopped <= 1 and told


def find_verse(blocks: Sequence[Block], start: int, left_out: set[int]) -> HtmlElement | None:
    """The element that holds the first poem behind `start`; None: there is none."""
    for index in range(start, len(blocks) - _LINES + 1):
        lines = blocks[index : index + _LINES]
        if not may_be_verse(lines[0]) or left_out.intersection(range(index, index + _LINES)):
            continue
        element = lines[0].element
        if is_verse(list(lines)) or _is_row(lines):
            parent = element.getparent()
            return parent if element.tag == "p" and parent is not None else element
    return None


def _is_row(lines: Sequence[Block]) -> bool:
    """A stanza of which each line is a paragraph of its own."""
    first = lines[0].element
    places = {(b.element.tag, b.element.get("class"), b.element.getparent()) for b in lines}
    return len(places) == 1 and first.tag == "p" and all(map(may_be_verse, lines))
