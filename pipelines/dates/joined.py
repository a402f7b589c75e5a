"""Dates that stand in several elements: a label, a clock, a calendar's tile of day, month and year."""

from __future__ import annotations

import re

from pipelines.dates.labels import is_label_alone, is_labelled
from pipelines.fields.blocks import Block
from pipelines.fields.marks import fold

_CLOCK = re.compile(r"\d[:h]\d{2}|giờ")
_CLOCK_ALONE = re.compile(r"\D{0,3}\d{1,2}\s?[:h]\s?\d{2}(?::\d{2})?\D{0,3}")
_START = re.compile(r"\b0?0[:h]00\b")
_PLAY = re.compile(r"[▶►⏵▷⏯🔊🔉🎧🎙]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"(?:ngay )?(?:0?[1-9]|[12]\d|3[01])")
_MONTH = re.compile(r"th(?:ang)?\.?\s?(?:0?[1-9]|1[0-2])")


def _with_clock(blocks: list[Block], block: Block) -> str:
    """The line, joined with the clock that stands alone beside it."""
    index = blocks.index(block)
    for other in (blocks[index + 1 : index + 2], blocks[max(0, index - 1) : index]):
        alone = other and _CLOCK_ALONE.fullmatch(other[0].text) and not _CLOCK.search(block.text)
        if alone and not _is_of_player(other[0]):
            return f"{block.text} {other[0].text}"
    return block.text


def _is_of_player(block: Block) -> bool:
    """The time that a recording takes, beside its player; no clock shows zero of it."""
    if _START.search(block.text) or _PLAY.search(block.text):
        return True
    element = block.element
    before = element.getprevious()
    inside = next(element.iter("audio", "video"), None)
    return inside is not None or (before is not None and before.tag in {"audio", "video"})


def whole_line(blocks: list[Block], block: Block) -> str:
    """The line, with the label that stands alone in the element before it, and its clock."""
    index = blocks.index(block)
    tile = _tile(blocks[max(0, index - 2) : index + 1])
    if tile is not None:
        return tile
    label = blocks[index - 1].text if index else ""
    text = _with_clock(blocks, block)
    return f"{label} {text}" if is_label_alone(label) and not is_labelled(text) else text


def _tile(last: list[Block]) -> str | None:
    """Day, month and year, each in an element of its own."""
    if len(last) < 3 or not _YEAR.fullmatch(last[2].text):
        return None
    day, month = fold(last[0].text), fold(last[1].text)
    whole = _DAY.fullmatch(day) and _MONTH.fullmatch(month)
    return " ".join(block.text for block in last) if whole else None
