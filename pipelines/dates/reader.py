"""Texts of one page read to candidates: what cannot be is refused, an open order is weighed."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, timedelta, timezone

from pipelines.dates.above import BOX, NEXT, OUTSIDE
from pipelines.dates.ahead import is_ahead, without_utc
from pipelines.dates.american import is_american
from pipelines.dates.candidates import Candidate, Found, is_apart, without_midnight
from pipelines.dates.clock import offset_of
from pipelines.dates.labels import Printed, begins_with_label, is_labelled
from pipelines.dates.lines import is_sentence, tells_other
from pipelines.dates.model import ParsedDate
from pipelines.dates.order import by_weekday, is_day_first
from pipelines.dates.parse import UNKNOWN, instant, parse_date
from pipelines.dates.stamps import NONE, SURE, WEAK, trust
from pipelines.dates.times import IN_TEXT, Told
from pipelines.dates.unknown import foreign_rules, page_language
from pipelines.document import Document
from pipelines.fields.language import is_vietnamese
from pipelines.rules import DateRules, Newspaper
from pipelines.text import clean

#: A page cannot have been published later than this after it was fetched (zones, clocks).
_AHEAD = timedelta(hours=24)
#: A clock beside the menu is this near to the time of fetching.
_CLOCK = timedelta(minutes=15)
#: So long a page may have been kept with the clock of the day on which it was made.
_KEPT_PAGE = timedelta(days=1)
#: Both numbers may be the month.
_EITHER_ORDER = re.compile(r"(?<!\d)(?:0?[1-9]|1[0-2])\s?/\s?(?:0?[1-9]|1[0-2])\s?/\s?\d")
#: Why a line is refused whose words tell of something else.
OF_TEXT = "(of the text?)"
_HALF_DAY = re.compile(r"\d\s?[ap]\.?\s?m\b", re.IGNORECASE)


class Reader:
    """Reads texts to candidates with the rules of one page."""

    def __init__(
        self,
        document: Document,
        newspaper: Newspaper,
        language: str | None,
        fetched_at: str,
        found: Found,
    ) -> None:
        self.document, self.newspaper = document, newspaper
        self.rules, self.language = newspaper.dates, language
        self.foreign = newspaper.foreign
        #: Vietnamese newspapers print their day where `printed` looks; elsewhere stand other days.
        self.is_vietnamese = is_vietnamese(document, language)
        if newspaper.foreign:
            self.language = language or page_language(document) or UNKNOWN
            self.rules = foreign_rules(newspaper.dates, document, language)
        self.fetched_at, self.found = fetched_at, found
        self._known: dict[tuple[str, str | None, bool], ParsedDate | None] = {}
        self.fetched = instant(fetched_at) or datetime.max.replace(tzinfo=UTC) - timedelta(days=9)

    def read(self, text: str, rule: str, *, month_first: bool = False) -> Candidate | None:
        """The date in `text`, unless it cannot be."""
        parsed = self.parsed(text, self.rules, month_first=month_first)
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

    def day_of(self, text: str) -> str | None:
        """The day that `text` of a machine tells, whether it can be or not."""
        american = self.is_vietnamese and is_american(text)
        parsed = self.parsed(text, self.rules, month_first=american)
        return parsed.value[:10] if parsed else None

    def parsed(
        self, text: str, rules: DateRules, *, month_first: bool = False
    ) -> ParsedDate | None:
        """The date in `text` by these rules, whether it can be or not."""
        # What a selector names stands beside the headline as well.
        asked = (text, rules.offset, month_first)
        if asked not in self._known:
            self._known[asked] = parse_date(
                text,
                language=self.language,
                rules=rules,
                fetched_at=self.fetched_at,
                month_first=month_first,
            )
        return self._known[asked]

    @property
    def today(self) -> str:
        """The day of fetching, in the newspaper's zone."""
        return self.fetched.astimezone(self.zone).date().isoformat()

    @property
    def zone(self) -> timezone:
        """The newspaper's zone; UTC where it is not known."""
        return offset_of(self.rules.offset) or UTC

    def is_now(self, candidate: Candidate) -> bool:
        """True for the time of fetching, or its day: whoever made the page may have printed the clock."""
        return self._may_be_clock("", candidate)

    def is_of_visit(self, candidate: Candidate) -> bool:
        """True for a day on which the page may have been made, by a server that keeps it for hours."""
        return self._may_be_clock(NEXT, candidate)

    def _may_be_clock(self, place: str, candidate: Candidate) -> bool:
        """Above the headline: the time of the visit, or of when the page was put together."""
        value = candidate.parsed.value
        local = self.fetched.astimezone(self.zone)
        if place in {NEXT, OUTSIDE, BOX}:
            # Servers keep whole pages for hours.
            return abs(local.date() - date.fromisoformat(value[:10])) <= _KEPT_PAGE
        if len(value) == 10:
            return value == local.date().isoformat()
        return abs(datetime.fromisoformat(value) - local) <= _CLOCK

    def printed(self, line: Printed, told: Callable[[], Collection[str]]) -> Candidate | None:
        """A printed date; where it may mean another, or be a clock, the days `told` decide."""
        candidate = self.read(line.text, line.rule)
        if candidate is None or is_sentence(line, candidate.parsed.raw):
            return None
        if line.rule.startswith("named") and self._may_be_clock(line.above, candidate):
            return None
        if line.rule.startswith("structure") and tells_other(line.text):
            return None
        if candidate.parsed.raw.isdigit() and line.rule == "structure":
            return None  # nobody prints the seconds since 1970: a number of something else
        if is_apart(line):
            return self._apart(line, candidate, told)
        how = self._trust(line, candidate)
        if how == NONE:
            self.found.refused.append(f"{line.rule}: {candidate.text[:80]} {OF_TEXT}")
            return None
        found = self._placed(line, candidate, told)
        return found._replace(weak=True) if found is not None and how == WEAK else found

    def _trust(self, line: Printed, candidate: Candidate) -> str:
        """How far a line of a Vietnamese page that structure found is its own."""
        if self.language != "vi" or not line.rule.startswith("structure"):
            return SURE
        first = self.found.printed[0] if self.found.printed and not line.modified else None
        if first is not None and first.parsed.precision == "minute":
            return SURE  # nobody asks: what stands there already is taken
        parsed = candidate.parsed
        clock = parsed.precision != "day"
        whole = line.line or line.text
        beside = not line.behind
        return trust(whole, parsed.raw, line.block, beside=beside, clock=clock, inside=line.inside)

    def _placed(
        self, line: Printed, candidate: Candidate, told: Callable[[], Collection[str]]
    ) -> Candidate | None:
        """A date of the page itself, unless it is a clock, or its order stays open."""
        if line.above and not is_labelled(line.text) and self._may_be_clock(line.above, candidate):
            if candidate.day in told():
                return candidate
            self.found.refused.append(f"{line.rule}: {candidate.parsed.raw} (the page's clock?)")
            return None
        open_order = _EITHER_ORDER.search(candidate.parsed.raw)
        if self.rules.order_known or not open_order or candidate.day in told():
            return candidate
        other = self.read(line.text, line.rule, month_first=True)
        if other is not None and (other.day in told() or other.day == candidate.day):
            return other
        named = by_weekday(line.text, (candidate.day, other.day)) if other is not None else None
        if other is not None and named == other.day:
            return other
        # With AM and PM an English edition may write as Americans do.
        of_vietnam = self.is_vietnamese and not (
            is_american(candidate.parsed.raw) or _HALF_DAY.search(line.text)
        )
        if named is not None or of_vietnam or is_day_first(line.text):
            return candidate
        self.found.refused.append(f"{line.rule}: {candidate.parsed.raw} (day or month first?)")
        return None

    def refuse_unread(self, told: Told) -> None:
        """Keep a machine date that is none; one without a figure was never meant to be."""
        known = any(note.startswith(f"{told.rule}: ") for note in self.found.refused)
        if not known and any(map(str.isdigit, told.text)):
            self.found.refused.append(f"{told.rule}: {clean(told.text)[:60]} (no date that can be)")

    def _apart(
        self, line: Printed, candidate: Candidate, told: Callable[[], Collection[str]]
    ) -> Candidate | None:
        """Of the page around the article: believed with a label, or where another tells its day."""
        labelled = line.above == OUTSIDE and begins_with_label(line.text) and not line.modified
        clock = self._may_be_clock(line.above, candidate)
        if labelled or (candidate.day in told() and not clock and not line.modified):
            return candidate
        self.found.refused.append(f"{line.rule}: {candidate.parsed.raw} (the page's clock?)")
        return None

    def told(self, told: Told, printed: list[Candidate]) -> Candidate | None:
        """A machine date; where its order of day and month is open, what is printed decides."""
        american = self.is_vietnamese and is_american(told.text)
        first = (self.rules.month_first_meta or american) and told.rule not in IN_TEXT
        candidate = self.read(told.text, told.rule, month_first=first)
        if candidate is not None:
            candidate = without_midnight(self._in_own_zone(candidate, told))
        if candidate is not None and told.above and self._may_be_clock("", candidate):
            self.found.refused.append(f"{told.rule}: {told.text[:60]} (the page's clock?)")
            return None
        if "/" not in told.text or (candidate and printed and candidate.day == printed[0].day):
            return candidate
        other = self.read(told.text, told.rule, month_first=not first)
        if other is not None and printed and other.day == printed[0].day:
            return without_midnight(other)
        same = american or (candidate and other and candidate.day == other.day)
        same = same or is_day_first(told.text)
        if candidate and self.foreign and not same and _EITHER_ORDER.search(candidate.parsed.raw):
            # Of other forms it is known of newspapers of ours alone.
            self.found.refused.append(f"{told.rule}: {told.text} (day or month first?)")
            return None
        return candidate

    def _in_own_zone(self, candidate: Candidate, told: Told) -> Candidate:
        """What a theme tells with `+00:00` that writes its own clock so, or a time element that would lie ahead."""
        text = without_utc(told.text)
        if text is None or candidate.parsed.precision != "minute" or self.rules.offset is None:
            return candidate
        # Metadata of a page that is to come tells UTC as always.
        ahead = told.rule in IN_TEXT and is_ahead(candidate.parsed, self.fetched)
        if not told.local and not ahead:
            return candidate
        parsed = self.parsed(text, self.rules)
        if parsed is None or (not told.local and is_ahead(parsed, self.fetched)):
            return candidate
        return candidate._replace(parsed=parsed)
