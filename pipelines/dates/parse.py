"""One text to one date: own patterns first, dateparser for the rest, nothing invented."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from pipelines.dates.clock import Clock, clock_beside, offset_of
from pipelines.dates.foreign import foreign_days, is_known
from pipelines.dates.forms import Day, days
from pipelines.dates.model import ParsedDate
from pipelines.dates.relative import relative
from pipelines.dates.words import LUNAR_BEHIND, LUNAR_MONTH
from pipelines.rules import DateRules
from pipelines.text import clean, fold, narrow

#: No date line is longer; a longer text is cut, so that no pattern meets a whole page.
MAX_TEXT = 300
#: Two elements side by side without a blank: "29/04/201720:49".
_GLUED = re.compile(r"(?<=[/.-]\d{4})(?=\d{1,2}[:h]\d{2})")
#: A clock and the button or the counter beside it: "6:42:15 CHIn", "06:421.024 lượt xem".
_GLUED_BEHIND = re.compile(
    r"\d(?:\s?(?:SA|CH|AM|PM|giờ|phút)(?=[A-ZĐ][a-zà-ỹ])|:\d{2}(?=\d[\d.,]*\s*(?:lượt|views?)\b))"
)
#: Dots in day and clock alike, and nothing behind: "5.3.2024 14.30".
_DOTTED = re.compile(r"(?<=\d\.\d{4})([\s,|-]{1,3}\d{1,2})\.(?=\d{2}\s*$)")
#: A dot in the clock before the day, which begins the line or says so: "14.30 ngày 5.3.2024".
_DOTTED_FIRST = re.compile(
    r"(?:(?<=^)|(?<=lúc )|(?<=Lúc ))((?:[01]?\d|2[0-3]))\.(?=[0-5]\d(?:\s?[,|–-]\s?|\s)(?:[Nn]gày\s)?\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}(?!\d))"
)
#: How long a player plays: "05/03/2024 ▶ 03:45", "29/04/2017 Video 03:45".
_PLAYED = re.compile(
    r"(?:[▶►⏵▷⏯🔊🔉🎧🎙]\ufe0f?|(?<=\d{4})[\s|,-]{1,3}(?:Video|Audio|Podcast|Nghe):?)"
    r"\s?\d{1,2}:\d{2}(?::\d{2})?(?:\s?/\s?\d{1,2}:\d{2})?(?![\d:])"
)
_LUNAR = re.compile(rf"{LUNAR_MONTH}|{LUNAR_BEHIND}")
#: Seconds or milliseconds since 1970, from 2001 to 2033: telephone numbers begin with another digit.
_EPOCH = re.compile(r"\s*(?:/date\()?(1\d{9}(?:\d{3})?)(?:\.\d+)?(?:\)/)?\s*")
#: ISO 8601's basic form: "20240305T143000Z".
_BASIC = re.compile(r"^\s*(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(?:\d{2}(?:\.\d+)?)?(?=Z|[+-]|\s*$)")
_LANGUAGES = {"vi": ("vi", "en"), "en": ("en", "vi")}
#: Asked in turn where nobody knows the language (pages of newspapers that are none of ours).
_WIDELY_WRITTEN = ("en", "vi", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk")
#: `language` of a page that names none. Words for months that differ between these languages are
#: not the same letters: "mars" is March in all that know it.
UNKNOWN = "und"


def parse_date(
    text: str,
    *,
    language: str | None,
    rules: DateRules,
    fetched_at: str | None,
    month_first: bool = False,
) -> ParsedDate | None:
    """The date that `text` prints, or None where day, month or year is missing.

    `fetched_at` (ISO 8601, UTC) is what relative forms count from; `month_first` is for metadata
    of newspapers that write `1/8/2026` for 8 January. Bounds are not judged here.

    >>> parse_date("Thứ 4, 01/12/2021 | 11:51 [GMT +7]", language="vi", rules=DateRules(),
    ...            fetched_at=None).value
    '2021-12-01T11:51:00+07:00'
    """
    printed = _GLUED.sub(" ", narrow(clean(text[: 4 * MAX_TEXT])[:MAX_TEXT]))
    printed = _GLUED_BEHIND.sub(r"\g<0> ", printed)
    if "." in printed:
        printed = _DOTTED_FIRST.sub(r"\1:", _DOTTED.sub(r"\1:", printed))
    if ":" in printed:
        printed = _PLAYED.sub(" ", printed)
    printed = _BASIC.sub(r"\1-\2-\3T\4:\5", printed)
    folded = fold(printed)
    zone = offset_of(rules.offset)
    epoch = _EPOCH.fullmatch(folded)
    if epoch:
        return _from_epoch(epoch[1], zone)
    day = min(days(folded, month_first=month_first), key=lambda found: found.start, default=None)
    if day is not None:
        return _joined(printed, folded, day, zone, "own")
    moment = instant(fetched_at)
    if moment is not None:
        found = relative(folded, moment, zone or UTC)
        if found is not None:
            return ParsedDate(found.value, "relative", "own", _cut(printed, *found.raw))
    return None if _LUNAR.search(folded) else _foreign(printed, language, zone, fetched_at)


def _foreign(
    printed: str, language: str | None, zone: timezone | None, fetched_at: str | None
) -> ParsedDate | None:
    if not any(map(str.isdigit, printed)):
        return None
    own = language or "vi"
    languages = _LANGUAGES.get(own, (own, "en")) if is_known(own) else _WIDELY_WRITTEN
    day = next(foreign_days(printed, languages, fetched_at), None)
    return _joined(printed, printed.lower(), day, zone, "dateparser") if day else None


def instant(text: str | None) -> datetime | None:
    """An ISO 8601 instant as aware datetime (UTC where no zone is written)."""
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _joined(
    printed: str, folded: str, day: Day, zone: timezone | None, by: str
) -> ParsedDate | None:
    clock = clock_beside(folded, day)
    if clock is None or (clock.zone or zone) is None:
        return ParsedDate(day.day.isoformat(), "day", by, _cut(printed, day.start, day.stop))
    start, stop = min(day.start, clock.start), max(day.stop, clock.stop)
    value = _moment(day, clock, zone)
    if value is None:
        return None
    return ParsedDate(value, "minute", by, _cut(printed, start, stop), clock.zone is None)


def _moment(day: Day, clock: Clock, zone: timezone | None) -> str | None:
    try:
        moment = datetime.combine(day.day, clock.time, clock.zone or zone)
        if clock.next_day:
            moment += timedelta(days=1)
        return (moment.astimezone(zone) if zone else moment).isoformat()
    except OverflowError:  # year 1 or 9999 in another zone
        return None


def _from_epoch(digits: str, zone: timezone | None) -> ParsedDate:
    seconds = int(digits[:10])
    moment = datetime.fromtimestamp(seconds, tz=UTC).astimezone(zone or UTC)
    return ParsedDate(moment.isoformat(), "minute", "own", digits, False)


def _cut(printed: str, start: int, stop: int) -> str:
    for opens, closes in ("()", "[]"):  # "(GMT+7)" as a whole
        inside = printed[start:stop]
        if inside.count(opens) > inside.count(closes) and printed[stop : stop + 1] == closes:
            stop += 1
    return printed[start:stop].strip() or printed
