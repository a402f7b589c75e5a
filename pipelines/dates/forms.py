"""Own patterns: the days that Vietnamese newspapers print.

Every pattern needs day, month and year; all run on folded text, are linear, and bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from pipelines.dates.words import LUNAR_BEHIND, MONTH_WORD, MONTHS


class Day(NamedTuple):
    """A day and where in the text it stands."""

    day: date
    start: int
    stop: int


_ISO = re.compile(r"(?<!\d)(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)")
#: A dash behind the year may lead to the clock: "5-3-2024-14h30".
_DMY = re.compile(
    r"(?<![\d/.-])(?<!\d,)(\d{1,2})\s?([-–—/.])\s?(\d{1,2})\s?([-–—/.])\s?((?:19|20)?\d{2})"
    r"(?!\d|/\d|-\d(?!\d?[h:]\d)|\.\d)"
)
#: A letter that was lost on the way stands as U+FFFD or as a question mark.
_WORDS = re.compile(
    rf"(?<!\d)(\d{{1,2}})\s?(?:[-,/]\s?)?th[a\ufffd?]ng\s?(\d{{1,2}}|{MONTH_WORD})\b\s?[-,/.]?\s?"
    r"(?:n[a\ufffd?]m\s?)?(\d{4})(?!\d)"
)
_SHORT = re.compile(r"(?<!\d)(\d{1,2})\s?[-,/]?\s?th\.?\s?(\d{1,2})\s?[-,/.]?\s?(\d{4})(?!\d)")
_MONTH_FIRST = re.compile(
    rf"\bth(?:ang)?\.?\s?(\d{{1,2}}|{MONTH_WORD})\s(?:ngay\s)?(\d{{1,2}})\s?,\s?(?:nam\s)?(\d{{4}})(?!\d)"
)
#: "05-Mar-24", which dateparser does not read; with dashes only, for "May 24" names no year.
_ENGLISH = re.compile(
    r"(?<![\d-])(\d{1,2})-(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}-(\d{2})"
    r"(?![\d-])"
)
_ENGLISH_MONTHS = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]
_LUNAR = re.compile(LUNAR_BEHIND)
_DIGITS = re.compile(r"\s*(\d{2})(\d{2})(\d{4})\s*")
_DIGITS_YEAR_FIRST = re.compile(r"\s*(\d{4})(\d{2})(\d{2})\s*")


def days(text: str, *, month_first: bool = False) -> Iterator[Day]:
    """Days in folded `text`, pattern by pattern."""
    whole = _all_digits(text)
    if whole is not None:
        yield whole
        return
    for pattern, read in _FORMS:
        for match in pattern.finditer(text):
            day = read(match, month_first)
            if day is not None and _LUNAR.match(text, match.end()) is None:
                yield Day(day, *match.span())


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar or the age of newspapers has none such."""
    if not 1900 <= year < 2200:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _all_digits(text: str) -> Day | None:
    match = _DIGITS.fullmatch(text)
    found = day_of(int(match[3]), int(match[2]), int(match[1])) if match else None
    if match and found and found.year >= 1990:
        return Day(found, *match.span())
    match = _DIGITS_YEAR_FIRST.fullmatch(text)
    found = day_of(int(match[1]), int(match[2]), int(match[3])) if match else None
    return Day(found, *match.span()) if match and found and found.year >= 1990 else None


def _iso(match: re.Match[str], _month_first: bool) -> date | None:
    return day_of(int(match[1]), int(match[3]), int(match[4]))


def _dmy(match: re.Match[str], month_first: bool) -> date | None:
    first, second, year = int(match[1]), int(match[3]), int(match[5])
    if year < 100:
        # Two digits are a year only behind equal marks: "5-10/12" is no date.
        if match[2] != match[4]:
            return None
        year += 2000
    if month_first:
        first, second = second, first
    # A number above 12 can only be the day, whatever the order should be.
    return day_of(year, second, first) or day_of(year, first, second)


def _words(match: re.Match[str], _month_first: bool) -> date | None:
    return day_of(int(match[3]), _month(match[2]), int(match[1]))


def _month_words(match: re.Match[str], _month_first: bool) -> date | None:
    return day_of(int(match[3]), _month(match[1]), int(match[2]))


def _month(word: str) -> int:
    return int(word) if word.isdigit() else MONTHS[word]


def _english(match: re.Match[str], _month_first: bool) -> date | None:
    month = _ENGLISH_MONTHS.index(match[2]) + 1
    return day_of(2000 + int(match[3]), month, int(match[1]))


_Reader = Callable[[re.Match[str], bool], date | None]
_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_ISO, _iso),
    (_DMY, _dmy),
    (_WORDS, _words),
    (_SHORT, _words),
    (_MONTH_FIRST, _month_words),
    (_ENGLISH, _english),
)
