"""Relative forms: "3 giờ trước", "Hôm qua, 14:30", counted from the time of fetching."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from pipelines.dates.clock import clock_beside
from pipelines.dates.forms import Day

#: Words of a unit, how long it is, and whether a form that ends in it tells the hour.
_UNITS = (
    (r"giay|seconds?|secs?", timedelta(seconds=1), True),
    (r"phut|minutes?|mins?|'", timedelta(minutes=1), True),
    (r"gio|tieng|h|hours?|hrs?", timedelta(hours=1), True),
    (r"ngay|days?", timedelta(days=1), False),
    (r"tuan|weeks?", timedelta(weeks=1), False),
)
#: Too coarse: a year ago is any day of two years.
_COARSE = r"thang|months?|nam|years?|yrs?"
_WORDS = "|".join([*(words for words, _, _ in _UNITS), _COARSE])
_PART = rf"(?:\d{{1,4}}|\b(?:an?|one|mot))\s?(?:{_WORDS})"
#: "3 giờ trước", and what Drupal writes: "1 năm 3 ngày trước", "2 days, 5 hours ago".
_AGO = re.compile(
    # "Thứ 3 tuần trước" is a Tuesday.
    rf"(?:^|[^\d.,/:-])(?<!\bthu )(?<!\bt)({_PART}(?:\s?(?:,|va|and)?\s{_PART}){{0,3}})\s(?:truoc|ago)\b"
)
_EACH = re.compile(rf"(\d{{1,4}}|an?|one|mot)\s?({_WORDS})(?![a-z])")
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
    match = _AGO.search(text)
    if match:
        return _ago(match[1], local, match.span())
    match = _NOW.search(text)
    if match:
        return _back(local, timedelta(0), True, match.span())
    return _named(text, local, zone)


def _ago(parts: str, local: datetime, span: tuple[int, int]) -> Relative | None:
    """The sum of the parts, as exact as the smallest; None where one of them is too coarse."""
    ago, smallest, exact = timedelta(0), _MOST, False
    for count, word in _EACH.findall(parts):
        unit = next((unit for unit in _UNITS if re.fullmatch(unit[0], word)), None)
        if unit is None:
            return None
        ago += (int(count) if count.isdigit() else 1) * unit[1]
        if unit[1] < smallest:
            _words, smallest, exact = unit
    return _back(local, ago, exact, span) if ago <= _MOST else None


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
