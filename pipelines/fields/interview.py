"""Interviews: their first question is set as a lead is, and is the first line of the text."""

from __future__ import annotations

import re

from pipelines.fields.blocks import Block
from pipelines.fields.looks import EM, HEADING, STRONG
from pipelines.fields.marks import fold

_WHO = r"(?:ong|ba|anh|chi|co|chu|bac|em|ban|dong chi|cac \w+|giao su|bac si|luat su|tien si)"
_ASKER = re.compile(
    r"[\s*•+–-]*(?:p\.?\s?v\.?|phong vien|nha bao|hoi|cau hoi|reporter|q)\s?\d{0,2}\s?[:.]"
)
_POLITE = re.compile(
    rf"\b(?:(?:xin|thua|kinh thua) {_WHO}|{_WHO} (?:co the )?cho biet|xin (?:duoc )?hoi)\b"
)
_ANSWER = re.compile(
    r"[\s*•+–-]*(?:(?:tra loi|dap|a)\s?:|(?:ông|bà|anh|chị|cô|chú|đồng chí|GS|PGS|TS|ThS|BS|KTS|Luật sư|Bác sĩ|Đại biểu)"
    r"[^:.!?]{1,60}:)",
    re.IGNORECASE,
)


def is_question(first: Block, rest: list[Block]) -> bool:
    """True where `first`, set apart, is asked as others further down are, or is answered at once."""
    labelled = _is_labelled(first.text)
    if not labelled and not _asks(first.text):
        return False
    others = (block for block in rest if block.flags & HEADING or block.share(STRONG | EM) > 0.9)
    if labelled or any(_asks(block.text) for block in others):
        return True
    return bool(rest) and _ANSWER.match(rest[0].text) is not None


def _asks(text: str) -> bool:
    if text.endswith("?"):
        return True
    return _is_labelled(text) or _POLITE.search(fold(text)) is not None


def _is_labelled(text: str) -> bool:
    """Says who asks ("PV: Thưa ông …"); in lower case it goes on as a title: "Phóng viên: người kể chuyện"."""
    match = _ASKER.match(fold(text))
    return match is not None and text[match.end() :].lstrip(' –-“"')[:1].isupper()
