"""Readers' comments that no heading announces: known by who signed them, and when.

A comment is a name, a time with its clock and some lines of text; buttons ("Thích", "Trả lời") stand
below it. An article's own head looks the same, so only what stands behind its text is asked.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.etree import _Element as HtmlElement

from pipelines.fields.blocks import Block, Walk
from pipelines.fields.byline import looks_like_names
from pipelines.fields.looks import HEADING, LINK, STRONG
from pipelines.fields.marks import SHORT, date_part, fold

#: A paragraph of an article has at least so many letters, a line of a comment so many.
_PARAGRAPH = 60
_LINE = 15
#: Blocks of one comment at most.
_SMALL = 6
_MAX_NAME = 6
#: Not `comments-open` or `comment-count`, which stand at the article itself.
_NAMED = re.compile(
    r"(?:[a-z\d]+[-_])*(?:comments?|cmts?|binh[-_]?luan|y[-_]?kien|phan[-_]?hoi|disqus)"
    r"(?:[-_]?(?:list|box|area|wrap|wrapper|items?|container|section|form|content|block|thread))?"
)
_CLOCK = re.compile(r"\d{1,2}\s?(?::|h|gio)\s?\d{2}\b|\b(?:truoc|ago)\b")
_BESIDE_NAME = re.compile(
    r"(?:\b(?:đăng|gửi|viết|lúc|ngày|vào|at|on|posted|says?|said)\b|\d{1,2}\s?(?::|h|giờ)\s?\d{2}(?::\d\d)?|[^\w\s.])",
    re.IGNORECASE,
)
_BUTTON = r"(?:thich|tra loi|phan hoi|bao cao|chia se|like|reply|report|share)"
_ANSWER = re.compile(
    rf"(?:[\s·•|,.()\d-]|{_BUTTON}|(?:giay|phut|gio|ngay|tuan|thang|nam|minutes?|hours?|days?)"
    r"|truoc|ago)+"
)


def names_comments(element: HtmlElement) -> bool:
    """True for an element that is called the comments': `#comment`, `.list-comment`, `.binh-luan`."""
    told = (element.get("id"), element.get("class"))
    return any(_names_comments(text) for text in told if text)


@lru_cache(maxsize=1_024)
def _names_comments(text: str) -> bool:
    return any(_NAMED.fullmatch(name) for name in text.lower().split())


def comments_start(found: Walk, start: int, stop: int) -> int:
    """Index of the first comment between `start` and `stop`; `stop` where there is none."""
    blocks = found.blocks
    lines = [i for i in range(start, stop) if blocks[i].text]
    said = [blocks[i] for i in lines]
    paragraphs = 0
    for place, block in enumerate(said):
        if paragraphs and _is_answer(block.text) and not _is_heading(block):
            return _begin(blocks, lines, place)
        behind = said[place + 1 : place + 3] if paragraphs > 1 else []
        if behind and _is_line(behind[0]):
            if is_signed(block.text):
                return lines[place]
            if len(behind) > 1 and _is_comment(found, lines[place], behind):
                return lines[place]
        paragraphs += len(block.text) >= _PARAGRAPH and block.share(LINK) < 0.5
    return stop


def _begin(blocks: list[Block], lines: list[int], place: int) -> int:
    """Where the comment above its buttons begins: with a name, else with its text."""
    above, text = max(0, place - 2), max(0, place - 1)
    first = blocks[lines[above]]
    # "Lê Thử: Tôi thấy …" names its writer itself.
    told = looks_like_names(blocks[lines[text]].text.partition(":")[0])
    return lines[above if not told and (_is_name(first) or is_signed(first.text)) else text]


def _is_line(block: Block) -> bool:
    return len(block.text) >= _LINE and not block.share(LINK) and not _is_time(block.text)


def _is_heading(block: Block) -> bool:
    """Above a lawyer's answer the word is printed as sub-headings are."""
    return bool(block.flags & HEADING) or (block.share(STRONG) > 0.8 and not block.share(LINK))


def _is_answer(text: str) -> bool:
    """Nothing but buttons, one of which answers: "Thích Trả lời 2 giờ trước"."""
    if len(text) > SHORT:
        return False
    folded = fold(text)
    return ("tra loi" in folded or "reply" in folded) and bool(_ANSWER.fullmatch(folded))


def is_signed(text: str) -> bool:
    """A name and a time with its clock: "Lê Thử 30/04/2017 08:12"."""
    span = date_part(text) if _has_clock(text) else None
    if span is None:
        return False
    name = " ".join(_BESIDE_NAME.sub(" ", f"{text[: span[0]]} {text[span[1] :]}").split())
    return 0 < len(name.split()) <= _MAX_NAME and looks_like_names(name)


def _is_time(text: str) -> bool:
    return _has_clock(text) and date_part(text) is not None


def _has_clock(text: str) -> bool:
    return len(text) <= SHORT and _CLOCK.search(fold(text)) is not None


def _is_name(block: Block) -> bool:
    text = block.text
    return len(text.split()) <= _MAX_NAME and len(text) < 50 and looks_like_names(text)


def _is_comment(found: Walk, index: int, behind: list[Block]) -> bool:
    """A name, text and time in one small element of their own."""
    name = found.blocks[index]
    box: HtmlElement | None = name.element.getparent()
    if box is None or not _is_name(name) or not _is_time(behind[1].text):
        return False
    inside = found.within(box)
    if inside.start != index or len(inside) > _SMALL:
        return False
    return all(box in {block.element, *block.element.iterancestors()} for block in behind)
