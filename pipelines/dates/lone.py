"""Time elements that are no publication though nothing names them: how long a text is read, a match, an event.

Beside the time of a change one that is named nothing may be the publication, or a day that the head tells of.
"""

from __future__ import annotations

import re

from lxml.etree import _Element as HtmlElement

from pipelines.dates.parse import instant
from pipelines.dates.stamps import NONE, SURE, trust
from pipelines.fields.blocks import Block
from pipelines.fields.marks import date_part, tells_day
from pipelines.fields.select import text_of
from pipelines.text import fold

#: A year, or a day with two figures for it; "PT1440M" is how long.
_DATE = re.compile(r"(?!\s*-?P(?:T|\d))(?=.*(?:\d{4}|\d[/.-]\d{1,2}[/.-]\d{2}))", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"\d\s?[:h]\s?\d")


def is_date(value: str) -> bool:
    """True for a machine's value that may be a date."""
    return _DATE.match(value) is not None


def is_of_event(
    element: HtmlElement, value: str, changed: str, block: Block | None, others: list[HtmlElement]
) -> bool:
    """True where `element` of this `value` cannot be the publication that was `changed` then.

    It is later than the change, shows no day, or its line (`block`, without `others`) tells what the
    day is of.
    """
    if _is_after(value, changed):
        return True
    shown = text_of(element)
    if not shown or block is None:
        return False
    if not tells_day(shown):
        return True
    line = block.text
    for other in others:
        told = text_of(other) if other is not element else ""
        line = line.replace(told, " ", 1) if told else line
    span = date_part(shown)
    if span is None or shown not in line or fold(line) == line.lower():
        return False  # how long ago; a line that is not Vietnamese
    clock = _CLOCK.search(shown) is not None
    how = trust(line, shown[slice(*span)], block, beside=True, clock=clock)
    near = any(other.getparent() is element.getparent() for other in others if other is not element)
    return how == NONE or (how != SURE and not near)


def _is_after(value: str, changed: str) -> bool:
    first, second = instant(value), instant(changed)
    if first is not None and second is not None and len(value) > 10 and len(changed) > 10:
        return first > second
    days = _DAY.match(value), _DAY.match(changed)
    return all(days) and value[:10] > changed[:10]
