"""Time elements that are no publication though nothing names them: how long a text is read, a match, an event.

Beside the time of a change one that is named nothing may be the publication, or a day that the head tells of.
"""

from __future__ import annotations

import re

from lxml.etree import _Element as HtmlElement

from pipelines.dates.events import tells_event
from pipelines.dates.parse import instant
from pipelines.fields.blocks import Block
from pipelines.fields.select import text_of

#: A year, or a day with two figures for it; "PT1440M" is how long.
_DATE = re.compile(r"(?!\s*-?P(?:T|\d))(?=.*(?:\d{4}|\d[/.-]\d{1,2}[/.-]\d{2}))", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: What stands for the time in its line.
_MARK = "\0"
_CLOCK = re.compile(r"\d\s?[:h]\s?\d")


def is_date(value: str) -> bool:
    """True for a machine's value that may be a date."""
    return _DATE.match(value) is not None


def is_of_event(
    element: HtmlElement, value: str, changed: str, block: Block | None, others: list[HtmlElement]
) -> bool:
    """True where `element` of this `value` cannot be the publication that was `changed` then.

    It is later than the change, or its line (`block`, without `others`) tells what it is the time of;
    writers, sections and clocks stand beside publications.
    """
    if _is_after(value, changed):
        return True
    shown = text_of(element)
    if not shown or block is None or shown not in block.text:
        return False
    line = block.text.replace(shown, _MARK, 1)
    for other in others:
        told = text_of(other) if other is not element else ""
        line = line.replace(told, " ", 1) if told else line
    return tells_event([line], _MARK, clock=_CLOCK.search(shown) is not None)


def _is_after(value: str, changed: str) -> bool:
    first, second = instant(value), instant(changed)
    if first is not None and second is not None and len(value) > 10 and len(changed) > 10:
        return first > second
    days = _DAY.match(value), _DAY.match(changed)
    return all(days) and value[:10] > changed[:10]
