"""Day or month first in `08/01/2026`: what the line itself tells, where nothing is known of the newspaper."""

from __future__ import annotations

import re
from datetime import date

from pipelines.text import fold

#: A clock that is marked SA or CH: Vietnamese alone, and day first.
_VIETNAMESE = re.compile(r"\d\s?(?:SA|CH)\b")
#: None of the countries of this zone puts the month first.
_ZONE = re.compile(r"\b(?:gmt|utc)\s?\+\s?0?7(?!\d)")
#: Names of the days from Monday, right before the date: "Thursday, 08/01/2026".
_WEEKDAYS = (
    "mon(?:day)?|thu (?:hai|2)", "tue(?:s(?:day)?)?|thu (?:ba|3)", "wed(?:nesday)?|thu (?:tu|4)",
    "thu(?:rs(?:day)?)?|thu (?:nam|5)", "fri(?:day)?|thu (?:sau|6)", "sat(?:urday)?|thu (?:bay|7)",
    "sun(?:day)?|chu nhat",
)  # fmt: skip
_WEEKDAY = re.compile(
    rf"\b(?:{'|'.join(f'({names})' for names in _WEEKDAYS)})" + r"\b[\s.,|–-]{1,4}(?=\d{1,2}\s?/)"
)


def is_day_first(text: str) -> bool:
    """True where the form of the clock, or its zone, is of those who put the day first."""
    return _VIETNAMESE.search(text) is not None or _ZONE.search(fold(text)) is not None


def by_weekday(text: str, orders: tuple[str, str]) -> str | None:
    """That of two days (ISO 8601) which is the weekday that stands before the date; None: neither, or no weekday."""
    match = _WEEKDAY.search(fold(text))
    if match is None or match.lastindex is None:
        return None
    fitting = [day for day in orders if date.fromisoformat(day).weekday() == match.lastindex - 1]
    return fitting[0] if len(fitting) == 1 else None
