"""The first sub-heading of a text, where other pages have buttons, names and labels."""

from __future__ import annotations

import re

from lxml.etree import _Element as HtmlElement

from pipelines.fields.beside import OF_SECTIONS
from pipelines.fields.blocks import Block
from pipelines.fields.byline import has_label, looks_like_names
from pipelines.fields.looks import CELL, EM, HEADING, ITEM, LINK, RIGHT, STRONG
from pipelines.fields.marks import PARAGRAPH, ends_article, is_date_line, is_tool_line, opens_box
from pipelines.fields.model import Frame
from pipelines.fields.notices import is_notice
from pipelines.text import fold

#: Buttons and labels have fewer words ("Nghe đọc", "Ảnh minh họa" is a caption's).
_MIN_WORDS = 3
_APART = 0.8
_LABEL = re.compile(
    r"(?:nghe|xem|doc|theo doi|chia se|binh luan|anh|video|clip|infographic|dang|tin|bai)\b"
)

_COUNTER = re.compile(
    r"[\d.,]+\s?k?\s?(?:phut|giay|gio|luot|binh luan|chia se|thich|anh|video|trang|nguoi|views?|comments?|shares?|likes?|mins?)\b"
)


def is_sub_heading(frame: Frame, kept: list[int]) -> bool:
    """The first of `kept` heads the paragraph behind it: side by side, in the element that holds the text."""
    if len(kept) < 2:
        return False
    first, second = (frame.walk.blocks[i] for i in kept[:2])
    place = second.element.getparent()
    if place is None or len(second.text) < PARAGRAPH or second.share(STRONG | EM) > _APART:
        return False
    if not _is_in(first.element, place) or (
        frame.headline is not None and place in frame.headline.iterancestors()
    ):
        return False
    return _says_something(first) and _is_alike(frame, kept)


def _is_in(element: HtmlElement, place: HtmlElement) -> bool:
    """There, or in a wrapper or two of its own there."""
    chain = [element, *element.iterancestors()][:4]
    return place in chain


def _is_alike(frame: Frame, kept: list[int]) -> bool:
    """The paragraph behind is one like the others: no lead that is called so."""
    blocks = [frame.walk.blocks[i] for i in kept[1:]]
    second, later = blocks[0], [b for b in blocks[1:] if len(b.text) >= PARAGRAPH]
    look = (second.element.tag, second.element.get("class"))
    return not later or any((b.element.tag, b.element.get("class")) == look for b in later)


def _says_something(block: Block) -> bool:
    text = block.text
    if len(text.split()) < _MIN_WORDS or block.share(LINK):
        return False
    # "5 bài học từ lũ" is set in bold; a counter ("5 phút đọc") is not, or says what it counts.
    counted = bool(text[:1].isdigit() and (block.flags & HEADING or block.share(STRONG) > _APART))
    if not (text[:1].isupper() or (counted and not _COUNTER.match(fold(text)))):
        return False
    if block.flags & (RIGHT | ITEM | CELL) or has_label(text) or looks_like_names(text):
        return False
    said = fold(text)
    if OF_SECTIONS.fullmatch(said) or _LABEL.match(said):
        return False
    furniture = is_tool_line(text) or is_notice(text) or opens_box(text) or ends_article(text)
    return not (furniture or is_date_line(text))
