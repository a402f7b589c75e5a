"""Published and modified of a page: all its dates are weighed, none is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from pipelines.dates.clock import offset_of
from pipelines.dates.model import Dates, ParsedDate
from pipelines.dates.parse import instant, parse_date
from pipelines.dates.printed import printed_dates
from pipelines.dates.told import Told, day_in_address, told_modified, told_published
from pipelines.document import Document
from pipelines.fields.machine import machine
from pipelines.fields.model import Fields
from pipelines.items import Source
from pipelines.rules import Newspaper, RuleSet
from pipelines.text import clean

#: A page cannot have been published later than this after it was fetched (zones, clocks).
_AHEAD = timedelta(hours=24)
#: A clock beside the menu is this near to the time of fetching.
_CLOCK = timedelta(minutes=15)


class Candidate(NamedTuple):
    """A readable date with its source."""

    parsed: ParsedDate
    rule: str
    text: str

    @property
    def day(self) -> str:
        """`YYYY-MM-DD` in the newspaper's zone."""
        return self.parsed.value[:10]

    @property
    def told(self) -> str:
        """The rule, and that the zone is the newspaper's where the text has a clock and no zone."""
        assumed = self.parsed.precision == "minute" and self.parsed.assumed_zone
        return f"{self.rule} (assumed zone)" if assumed else self.rule


@dataclass(slots=True)
class _Found:
    """Candidates of one page by kind, and what was refused."""

    printed: list[Candidate] = field(default_factory=list)
    changed: list[Candidate] = field(default_factory=list)
    told: list[Candidate] = field(default_factory=list)
    told_changed: list[Candidate] = field(default_factory=list)
    outside: list[Candidate] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class _Reader:
    """Reads texts to candidates with the rules of one page."""

    def __init__(
        self, newspaper: Newspaper, language: str | None, fetched_at: str, found: _Found
    ) -> None:
        self.rules, self.language = newspaper.dates, language
        self.fetched_at, self.found = fetched_at, found
        self.fetched = instant(fetched_at) or datetime.max.replace(tzinfo=UTC) - timedelta(days=9)

    def read(self, text: str, rule: str, *, month_first: bool = False) -> Candidate | None:
        """The date in `text`, unless it cannot be."""
        parsed = parse_date(
            text,
            language=self.language,
            rules=self.rules,
            fetched_at=self.fetched_at,
            month_first=month_first,
        )
        if parsed is None:
            return None
        why = self._impossible(parsed)
        if why:
            self.found.refused.append(f"{rule}: {parsed.raw} ({why})")
            return None
        rule = rule if parsed.by == "own" else f"{rule}+{parsed.by}"
        return Candidate(parsed, rule, clean(text)[:200])

    def _impossible(self, parsed: ParsedDate) -> str | None:
        latest = self.fetched + _AHEAD
        if len(parsed.value) == 10:
            late = date.fromisoformat(parsed.value) > latest.date()
        else:
            late = datetime.fromisoformat(parsed.value) > latest
        if late:
            return "in the future"
        if parsed.value[:10] < self.rules.online_since.isoformat():
            return f"before the newspaper was online ({self.rules.online_since})"
        return None

    def shows_visit(self, candidate: Candidate) -> bool:
        """The time of the visit itself: what a page's clock prints, and no article does."""
        value = candidate.parsed.value
        local = self.fetched.astimezone(offset_of(self.rules.offset))
        if len(value) == 10:
            return value == local.date().isoformat()
        return abs(datetime.fromisoformat(value) - local) <= _CLOCK

    def told(self, told: Told, printed: list[Candidate]) -> Candidate | None:
        """A machine date; where its order of day and month is open, what is printed decides."""
        first = self.rules.month_first_meta and told.rule != "time-element"
        candidate = self.read(told.text, told.rule, month_first=first)
        if not printed or "/" not in told.text:
            return candidate
        if candidate is not None and candidate.day == printed[0].day:
            return candidate
        other = self.read(told.text, told.rule, month_first=not first)
        return other if other is not None and other.day == printed[0].day else candidate


def read_dates(
    document: Document,
    fields: Fields,
    newspaper: Newspaper,
    rule_set: RuleSet,
    fetched_at: str,
    hints: Mapping[str, Any] | None = None,
) -> Dates:
    """When the page says it was published and changed; refused and differing dates are kept.

    `fetched_at` is ISO 8601 in UTC. A printed minute goes before metadata; metadata that names the
    minute of a printed day completes it; listing hint and address come last.
    """
    found = _Found()
    reader = _Reader(newspaper, fields.language, fetched_at, found)
    _collect(found, reader, document, fields, rule_set)
    _collect_outside(found, reader, document, hints or {})
    dates = Dates()
    published = _published(found)
    if published is not None:
        _set_published(dates, published, found)
    elif found.refused:
        dates.provenance["published_at"] = Source("none", None, "; ".join(found.refused)[:500])
    _set_modified(dates, published, found)
    return dates


def _collect(
    found: _Found, reader: _Reader, document: Document, fields: Fields, rule_set: RuleSet
) -> None:
    for line in printed_dates(document, fields.frame, rule_set.fields):
        candidate = reader.read(line.text, line.rule)
        if candidate is not None and not (line.clock_like and reader.shows_visit(candidate)):
            kind = found.changed if line.modified else found.printed
            kind.append(candidate)
    facts = machine(document)
    for told in told_published(document, facts, fields.frame):
        candidate = reader.told(told, found.printed or found.changed)
        if candidate is not None:
            found.told.append(candidate)
    for told in told_modified(facts):
        candidate = reader.told(told, found.changed or found.printed)
        if candidate is not None:
            found.told_changed.append(candidate)


def _collect_outside(
    found: _Found, reader: _Reader, document: Document, hints: Mapping[str, Any]
) -> None:
    address = day_in_address(document.url, reader.rules)
    hint = hints.get("date_raw") or hints.get("date")
    for text, rule in ((address, "address"), (hint, "hint")):
        candidate = reader.read(str(text), rule) if text else None
        if candidate is not None:
            found.outside.append(candidate)


def _published(found: _Found) -> Candidate | None:
    """The best source, completed by one that knows the minute of the same day."""
    certain = found.printed
    if not certain and found.told and found.changed:
        # Only "updated" is printed, and metadata tells the publication apart from it.
        certain = [found.told[0]]
    order = [*certain, *found.changed, *found.told, *found.outside]
    if not order:
        return None
    best = order[0]
    if best.parsed.precision == "minute":
        return best
    for other in order[1:]:
        if other.parsed.precision == "minute" and other.day == best.day:
            return other
    return best


def _set_published(dates: Dates, best: Candidate, found: _Found) -> None:
    dates.published_at = best.parsed.value
    dates.published_precision = best.parsed.precision
    dates.published_raw = best.parsed.raw
    others = [*found.printed[:1], *found.told, *found.outside]
    notes = [f"{c.rule}: {c.text}" for c in others if _disagrees(best, c)]
    notes += found.refused
    conflict = "; ".join(dict.fromkeys(notes))[:500] or None
    dates.provenance["published_at"] = Source(best.told, best.text, conflict)


def _disagrees(best: Candidate, other: Candidate) -> bool:
    if "relative" in {best.parsed.precision, other.parsed.precision}:
        return abs((_day(best) - _day(other)).days) > 1
    if best.parsed.precision == other.parsed.precision == "minute":
        return best.parsed.value[:16] != other.parsed.value[:16]
    return best.day != other.day


def _day(candidate: Candidate) -> date:
    return date.fromisoformat(candidate.day)


def _set_modified(dates: Dates, published: Candidate | None, found: _Found) -> None:
    printed = [c for c in found.changed if c is not published]
    for candidate in (*printed, *found.told_changed):
        if published is not None and candidate.day < published.day:
            note = "before it was published"
            dates.provenance["modified_at"] = Source("none", candidate.text, note)
            continue
        dates.modified_at = candidate.parsed.value
        dates.modified_raw = candidate.parsed.raw
        dates.provenance["modified_at"] = Source(candidate.told, candidate.text)
        return
