"""Which sources outvote, outrank or give way to others before the best is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

from pipelines.dates.candidates import Candidate, Found
from pipelines.dates.labels import is_labelled
from pipelines.dates.told import OF_PAGE

#: So many sources that agree are more than a line that structure alone found.
_VOTES = 2
#: "1 tháng trước" is half a month at least.
_ROUNDED = 2


def vote(found: Found) -> None:
    """Where no rule knows the page, two other sources that agree outvote a line beside the headline.

    It may print the day of an event, or the month before the day; one with a clock or a label does
    not. It stays in the conflict.
    """
    if not found.printed or not found.printed[0].rule.startswith("structure"):
        return
    if found.printed[0].parsed.precision != "day" or is_labelled(found.printed[0].text):
        return
    days = Counter(candidate.day for candidate in (*found.told, *found.outside))
    day, votes = days.most_common(1)[0] if days else ("", 0)
    printed = found.printed[0]
    if votes >= _VOTES and abs((date.fromisoformat(day) - _day_of(printed)).days) > 1:
        found.refused.append(f"{printed.rule}: {printed.parsed.raw} ({votes} others say {day})")
        found.printed = [candidate for candidate in found.printed if candidate.day == day]


def leave_clocks(found: Found, is_now: Callable[[Candidate], bool]) -> None:
    """Metadata of the page that tells the time of the visit is a clock; so is an article's beside "3 ngày trước".

    Where an article of today was meant, whatever else tells its day is kept. A text fetched minutes
    after it was published has metadata of its own, whose name says so.
    """
    for told in list(found.told):
        if (told.rule in OF_PAGE or _is_denied(told, found.printed)) and is_now(told):
            found.told.remove(told)
            found.refused.append(f"{told.rule}: {told.text[:60]} (the page's clock?)")


def _is_denied(told: Candidate, printed: list[Candidate]) -> bool:
    """The page says that it is some days old."""
    first = printed[0] if printed else None
    if first is None or first.parsed.precision != "relative":
        return False
    return abs((_day_of(first) - _day_of(told)).days) > 1


def give_way(found: Found, today: str) -> None:
    """A weak line and a relative form give way to metadata that tells another day, or the minute.

    `today` is the day of fetching (ISO 8601) in the newspaper's zone.
    """
    found.printed = _kept(found.printed, found.told, found, today)
    found.changed = _kept(found.changed, found.told_changed, found, today)


def _kept(
    printed: list[Candidate], told: list[Candidate], found: Found, today: str
) -> list[Candidate]:
    kept = [one for one in printed if not (told and _is_outranked(one, told[0], today))]
    found.refused += [f"{one.rule}: {one.text}" for one in printed if one not in kept]
    return kept


def _is_outranked(printed: Candidate, told: Candidate, today: str) -> bool:
    apart = abs((_day_of(printed) - _day_of(told)).days) > 1
    if printed.parsed.precision == "relative":
        if apart and _is_resaved(printed, told, date.fromisoformat(today)):
            return False
        return apart or told.parsed.precision == "minute"
    return apart and printed.weak


def _is_resaved(printed: Candidate, told: Candidate, today: date) -> bool:
    """Metadata far younger than "1 tuần trước", which no rounding makes: the article was saved again."""
    age, told_age = (today - _day_of(printed)).days, (today - _day_of(told)).days
    return _ROUNDED * told_age < age


def _day_of(candidate: Candidate) -> date:
    return date.fromisoformat(candidate.day)
