"""News in brief: an article of nothing but linked headlines with a paragraph each."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from pipelines.fields.blocks import Block
from pipelines.fields.looks import LINK, STRONG
from pipelines.fields.marks import PARAGRAPH, is_date_line
from pipelines.fields.model import Frame
from pipelines.fields.notices import opening

_LEAD = re.compile(r"sapo|lead|summary|tom-?tat|description")
#: News in brief are so many.
_ITEMS = 3
#: Where no system's element says what the text is: summaries of other articles are shorter, or break off.
_TOLD = 100
_STOPS = (".", "!", "?", "”", '"', ")")


def digest(frame: Frame, out: set[int], is_label: Callable[[Block], bool]) -> set[int]:
    """Indexes of its headlines and paragraphs among those left `out`; `is_label`: lines that are never text.

    Anywhere else, and beside any other text but a lead, such boxes lead to other articles.
    """
    blocks = frame.walk.blocks
    if frame.body is None or not (frame.rule and out):
        return set()  # the text is still being looked for
    inside = [i for i in frame.walk.within(frame.body) if frame.start <= i < frame.stop]
    texts = [i for i in inside if blocks[i].text]
    linked = [i for i in texts if i in out and blocks[i].share(LINK) > 0.85]
    if len(linked) < _ITEMS:
        return set()
    items = [
        (above, below)
        for above, below in pairwise(texts)
        if blocks[above].share(LINK) > 0.85 and not blocks[below].share(LINK)
    ]
    told = {index for item in items for index in item}
    others = [
        i
        for i in texts
        if i not in told and not (is_label(blocks[i]) or is_date_line(blocks[i].text))
    ]
    long = sum(len(blocks[below].text) >= PARAGRAPH for _above, below in items)
    if long < _ITEMS or len(others) > 1:
        return set()
    if frame.rule.startswith("selector:"):
        return told if not others or _is_lead(blocks[others[0]]) else set()
    pictured = any(blocks[i].image is not None for i in inside)
    below_lead = len(others) == 1 and others[0] < items[0][0]
    whole = all(_is_told(blocks[below]) for _above, below in items)
    headed = any(opening(blocks[i].text) for i in texts)
    return told if below_lead and whole and not (pictured or headed) else set()


def _is_lead(block: Block) -> bool:
    """A lead within the text's element: in bold, or called so."""
    named = _LEAD.search((block.element.get("class") or "").lower())
    return block.share(STRONG) > 0.8 or named is not None


def _is_told(block: Block) -> bool:
    whole = block.text.endswith(_STOPS) and not block.text.endswith("..")
    return len(block.text) >= _TOLD and whole and not is_date_line(block.text)
