"""New articles against the same weekday and hours of earlier weeks.

What is compared is always one section with all others over the same hours. On a holiday and at Tết
every section slows down, and less is expected of each; where one section stops and the others go
on, something is broken. All of them quiet is told, and is no failure by itself, for the listings
are judged on their own; only a silence of three whole days is: newspapers print at Tết too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median

from crawler.runs.monitors.bench import Bench, cannot_judge
from crawler.runs.monitors.chance import RARE, at_most_of_rate
from crawler.runs.tally import ALL
from pipelines.storage.base_watch import FAILED, OK, Result
from pipelines.storage.times import after

NAME = "arrivals"
#: Hours that are looked back on, the shortest in which enough is expected.
SPANS = (6, 12, 24, 48, 72, 168)
WEEKS, LEAST_WEEKS = 8, 4
#: Articles come in bursts: their count varies about twice as much as independent events'.
BURST = 2.0
#: So many are expected where none at all is rarer than RARE.
EXPECTED = 28.0
SILENT_HOURS, SILENT_LEAST = 192, 20.0
#: Below this share of what is usual a day is called quiet.
QUIET = 0.4


def judge(bench: Bench, broken: Mapping[str, str], listings: Mapping[str, str]) -> Iterator[Result]:
    """One result a section that usually brings articles, and one for all.

    `broken`: sections whose listing has failed, or other reasons that explain what is missing.
    `listings`: the subject of the listing of a section, which is what an alert is about: that it
    stands still and that nothing comes from it is one thing.
    """
    if why := bench.short():
        yield cannot_judge(NAME, why)
        return
    whole = Spans(bench, f"new articles {ALL}")
    yield _of_all(whole)
    for section in sorted(whole.sections):
        if section == ALL:
            continue
        subject = listings.get(section) or f"new articles {section or 'without section'}"
        if why := broken.get(section) or broken.get(ALL):
            yield cannot_judge(NAME, why, subject)
        else:
            spans = Spans(bench, subject) if bench.is_open(subject) else whole
            yield _of_section(bench, spans, section, subject)


class Spans:
    """New articles of the last hours, and those of the same hours of earlier weeks."""

    def __init__(self, bench: Bench, subject: str) -> None:
        self._bench = bench
        self._until = bench.until(subject)
        self._own = {f.subject: f.amount for f in bench.facts if f.measure == "new"}
        self._found: dict[int, tuple[dict[str, int], dict[str, float]] | None] = {}

    @property
    def sections(self) -> set[str]:
        """Sections with new articles in one of the weeks before."""
        return {name for hours in SPANS if (found := self.of(hours)) for name in found[1]}

    def of(self, hours: int) -> tuple[dict[str, int], dict[str, float]] | None:
        """By section: new in the last hours, and expected; None where too few weeks are known."""
        if hours not in self._found:
            self._found[hours] = self._look(hours)
        return self._found[hours]

    def _look(self, hours: int) -> tuple[dict[str, int], dict[str, float]] | None:
        weeks = list(self._weeks(hours))
        if len(weeks) < LEAST_WEEKS:
            return None
        now = self._counts(hours, 0)
        for section, count in self._own.items():
            now[section] = now.get(section, 0) + count
        expected = {
            section: median(week.get(section, 0) for week in weeks)
            for section in {name for week in weeks for name in week}
        }
        return now, expected

    def _weeks(self, hours: int) -> Iterator[dict[str, int]]:
        first = self._bench.history_from
        assert first is not None
        found = 0
        for week in range(1, 2 * WEEKS + 1):
            end = self._bench.ago(7 * week)
            if found == WEEKS or after(end, -3600.0 * hours) < first:
                return
            if end <= self._until:
                found += 1
                yield self._counts(hours, week)

    def _counts(self, hours: int, week: int) -> dict[str, int]:
        end = self._bench.ago(7 * week)
        if week:
            end = after(end, 1.0)  # the run that began then is one of them
        since = after(end, -3600.0 * hours)
        found = self._bench.watch.sums(self._bench.paper, "new", since, end)
        return {s.subject: s.amount for s in found}


def _of_all(spans: Spans) -> Result:
    subject = f"new articles {ALL}"
    days = spans.of(SILENT_HOURS)
    if days is None:
        return cannot_judge(NAME, f"fewer than {LEAST_WEEKS} such weeks are known", subject)
    now, expected = days[0].get(ALL, 0), days[1].get(ALL, 0.0)
    if now == 0 and expected >= SILENT_LEAST:
        told = f"nothing new for {SILENT_HOURS} hours, {expected:.0f} are usual"
        return Result(NAME, subject, FAILED, told, 0.0, 0.0)
    told = f"{now} new in {SILENT_HOURS} hours, {expected:.0f} are usual"
    day = spans.of(24)
    if day is not None and day[0].get(ALL, 0) < QUIET * day[1].get(ALL, 0.0):
        told += "; quiet in every section, which a holiday is"
    return Result(NAME, subject, OK, told, float(now), 0.0)


def _of_section(bench: Bench, spans: Spans, section: str, subject: str) -> Result:
    for hours in SPANS:
        found = spans.of(hours)
        if found is None:
            continue
        now, expected = found
        own, usual = now.get(section, 0), expected.get(section, 0.0)
        others = now.get(ALL, 0) - own
        others_usual = expected.get(ALL, 0.0) - usual
        if others_usual < SILENT_LEAST:
            continue
        mean = usual * min(1.0, others / others_usual)
        if mean < EXPECTED:
            continue
        is_open = bench.is_open(subject)
        missing = at_most_of_rate(own, mean / BURST) < RARE or (is_open and own < mean / 2)
        told = (
            f"{section or 'no section'}: {own} new in {hours} hours; by the same hours of earlier"
            f" weeks and by the other sections {mean:.0f} are expected"
        )
        return Result(NAME, subject, FAILED if missing else OK, told, float(own), mean)
    why = f"{section or 'no section'}: too few new articles are usual, or these days are quiet"
    return cannot_judge(NAME, why, subject)
