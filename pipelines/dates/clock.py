"""The clock and the zone beside a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta, timezone
from typing import NamedTuple

from pipelines.dates.forms import Day
from pipelines.dates.words import AFTERNOON, MORNING

_PART = r"(?:\s?(?P<part{n}>a\.m\.?|p\.m\.?|am|pm|sa|ch|sang|trua|chieu|toi|dem)\b)?"
_CLOCK = re.compile(
    r"(?<![\d:/.])(?<!(?<!\d{4})-)(?P<hour>\d{1,2})\s?(?:[:h]\s?(?P<minute>\d{2})(?:\s?[:'p]\s?(?P<second>\d{2}))?"
    r"(?:[.,]\d{1,9})?(?!\d)|h\s?(?P<minute3>\d)(?=\s?(?:'|p\b|phut))|(?:gio|g|h)\s?kem\s?(?P<less>\d{1,2})(?:\s?(?:phut|p)\b)?"
    r"|(?:gio|h)\s?(?P<half>ruoi)\b|(?:gio|g)\s?(?P<minute2>\d{1,2})(?:\s?(?:phut|p)\b)?"
    r"(?:\s?(?P<second2>\d{1,2})\s?giay)?|(?:gio|h)\b(?!\s?\d)|(?=\s?(?:am|pm|sa|ch)\b))"
    + _PART.format(n="")
)
_ZONE = re.compile(
    r"[\[(\s]*(?:\b(?:gmt|utc)\s?(?P<sign>[+-])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?"
    r"|(?<=\d)\s?(?P<sign2>[+-])(?P<hours2>\d{2}):?(?P<minutes2>\d{2})?(?![\dh])"
    r"|(?<=\d)\s?(?P<zulu>z|gmt|utc)\b|(?<=[\[(])\s?(?P<bracketed>gmt|utc)\s?[\])](?!\s?\+)|\b(?P<ict>ict|gio viet nam|gio ha noi)\b)"
)
#: "3 giờ trước" is no time of day.
_AGO = re.compile(r"\s?(?:(?:phut|giay|p)\b)?\s?(?:truoc|ago)\b")
#: A clock further from its day than this belongs to something else.
_NEAR = 40


class Clock(NamedTuple):
    """A time of day, whether 24:00 moved it to the next day, and its zone if printed."""

    time: time
    next_day: bool
    zone: timezone | None
    start: int
    stop: int


def clock_beside(text: str, day: Day) -> Clock | None:
    """The clock nearest to `day` in folded `text`; None where only the day is printed."""
    best: tuple[int, re.Match[str]] | None = None
    for match in _clocks(text, day):
        if _AGO.match(text, match.end()):
            continue
        gap = match.start() - day.stop if match.start() >= day.stop else day.start - match.end()
        if gap <= _NEAR and (best is None or gap < best[0]):
            best = (gap, match)
    if best is None:
        return None
    match = best[1]
    found = _time(match)
    if found is None:
        return None
    zone, stop = _zone(text, match.end(), day)
    return Clock(found[0], found[1], zone, match.start(), stop)


def _clocks(text: str, day: Day) -> Iterator[re.Match[str]]:
    """Clocks beside the day; one that runs into it ends there: "14h05/03/2024", "20:49' 29/04/2017"."""
    for match in _CLOCK.finditer(text):
        if match.start() >= day.stop or match.end() <= day.start:
            yield match
        elif match.start() < day.start:
            cut = _CLOCK.match(text, match.start(), day.start)
            if cut is not None:
                yield cut


def _time(match: re.Match[str]) -> tuple[time, bool] | None:
    hour = int(match["hour"])
    minute = int(match["minute"] or match["minute2"] or match["minute3"] or 0)
    second = int(match["second"] or match["second2"] or 0)
    hour = _hour(hour, match["part"])
    if match["half"] is not None:
        minute = 30
    if match["less"] is not None and hour > 0:
        hour, minute = hour - 1, 60 - int(match["less"])
    if (hour, minute, second) == (24, 0, 0):
        return time(0, 0), True
    if hour > 23 or not 0 <= minute <= 59 or second > 59:
        return None
    return time(hour, minute, second), False


def _hour(hour: int, part: str | None) -> int:
    """On 24 hours; a part of the day that contradicts the number changes nothing."""
    if part is None or hour > 12:
        return hour
    if part in MORNING:
        return 0 if hour == 12 else hour
    if part in AFTERNOON:
        return hour if hour == 12 else hour + 12
    if part == "trua":
        return hour + 12 if hour < 4 else hour
    # "12 giờ đêm" ends the day, "11 giờ đêm" is late, "2 giờ đêm" early.
    return hour + 12 if hour >= 6 else hour


def _zone(text: str, start: int, day: Day) -> tuple[timezone | None, int]:
    """A zone right behind the clock, or behind the day where the clock stands first."""
    for place in (start, day.stop):
        match = _ZONE.match(text, place) or _ZONE.match(text, place - 1)
        if match is None:
            continue
        if match["zulu"] or match["bracketed"]:
            return timezone(timedelta(0)), match.end()
        if match["ict"]:
            return timezone(timedelta(hours=7)), match.end()
        sign = -1 if (match["sign"] or match["sign2"]) == "-" else 1
        hours = int(match["hours"] or match["hours2"])
        minutes = int(match["minutes"] or match["minutes2"] or 0)
        if hours <= 14 and minutes < 60:
            return timezone(sign * timedelta(hours=hours, minutes=minutes)), match.end()
    return None, start


def offset_of(text: str | None) -> timezone | None:
    """`+07:00` as a zone; None stays None."""
    if text is None:
        return None
    zone = datetime.fromisoformat(f"2000-01-01T00:00:00{text}").tzinfo
    assert isinstance(zone, timezone)
    return zone
