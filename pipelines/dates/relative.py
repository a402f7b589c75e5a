"""Relative forms: "3 giờ trước", "Hôm qua, 14:30", counted from the time of fetching."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from pipelines.dates.clock import clock_beside
from pipelines.dates.forms import Day

_UNITS = (
    (r"giay|seconds?|secs?", timedelta(seconds=1), True),
    (r"phut|minutes?|mins?|'", timedelta(minutes=1), True),
    (r"gio|tieng|h|hours?|hrs?", timedelta(hours=1), True),
    (r"ngay|days?", timedelta(days=1), False),
    (r"tuan|weeks?", timedelta(weeks=1), False),
)
_AGO = [
    (re.compile(rf"(?:^|[^\d.,/:-])(\d{{1,4}})\s?(?:{words})\s(?:truoc|ago)\b"), step, exact)
    for words, step, exact in _UNITS
]
_ONE_AGO = re.compile(r"\b(?:an?|one|mot)\s(hour|minute|day|gio|phut|ngay)\s(?:ago|truoc)\b")
_ONE = {"hour": 2, "gio": 2, "minute": 1, "phut": 1, "day": 3, "ngay": 3}
_NOW = re.compile(r"\b(?:vua xong|vua moi|just now|moi day)\b")
_NAMED = re.compile(r"\b(hom kia|hom qua|hom nay|yesterday|today)\b")
_DAYS_BACK = {"hom kia": 2, "hom qua": 1, "yesterday": 1, "hom nay": 0, "today": 0}
#: What a day named so may stand right behind; behind any other word it belongs to it: "Chuyện hôm nay".
_BEFORE_NAMED = re.compile(
    r"(?:^|[^a-z\s])\s*$|\b(?:dang|cap nhat|xuat ban|luc|ngay|vao|tu|sang|trua|chieu|toi|dem|thu \w{2,4}"
    r"|chu nhat|posted|published|updated|on|at|late|early|\d\s?h|gio|phut)\s+$"
)
#: Sites that say "3 giờ trước" do so for days, not years.
_MOST = timedelta(days=400)


class Relative(NamedTuple):
    """What a relative form means."""

    #: With clock, or the day alone.
    value: str
    raw: tuple[int, int]


def relative(text: str, fetched_at: datetime, zone: timezone) -> Relative | None:
    """The time that folded `text` means, seen from `fetched_at` (aware)."""
    local = fetched_at.astimezone(zone)
    for pattern, step, exact in _AGO:
        match = pattern.search(text)
        if match and int(match[1]) * step <= _MOST:
            return _back(local, int(match[1]) * step, exact, match.span())
    match = _ONE_AGO.search(text)
    if match:
        _words, step, exact = _UNITS[_ONE[match[1]]]
        return _back(local, step, exact, match.span())
    match = _NOW.search(text)
    if match:
        return _back(local, timedelta(0), True, match.span())
    return _named(text, local, zone)


def _back(local: datetime, ago: timedelta, exact: bool, span: tuple[int, int]) -> Relative | None:
    try:
        moment = local - ago
    except OverflowError:
        return None
    if not exact:
        return Relative(moment.date().isoformat(), span)
    return Relative(moment.replace(second=0, microsecond=0).isoformat(), span)


def _named(text: str, local: datetime, zone: timezone) -> Relative | None:
    match = _NAMED.search(text)
    if match is None:
        return None
    try:
        day = (local - timedelta(days=_DAYS_BACK[match[1]])).date()
    except OverflowError:
        return None
    clock = clock_beside(text, Day(day, *match.span()))
    if clock is None and not _BEFORE_NAMED.search(text[: match.start()]):
        return None
    if clock is None or clock.next_day:
        return Relative(day.isoformat(), match.span())
    start, stop = min(match.start(), clock.start), max(match.end(), clock.stop)
    moment = datetime.combine(day, clock.time, clock.zone or zone).astimezone(zone)
    return Relative(moment.isoformat(), (start, stop))
