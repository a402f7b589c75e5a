"""Monitors: what must hold at the end of a run for it to be `complete`.

Each gives results: `ok`, `failed`, or `cannot judge` with the reason. A failed one makes the run
`degraded`, and alerts follow (`crawler.runs.alerts`). One file a monitor; docs/operating.md says
what each looks at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from crawler.runs.monitors import (
    arrivals,
    atonce,
    coverage,
    disk,
    listings,
    order,
    refused,
    selectors,
)
from crawler.runs.monitors.atonce import notes
from crawler.runs.monitors.bench import Bench, cannot_judge
from crawler.runs.session import Session
from crawler.runs.tally import ALL
from pipelines.outcomes import PageKind
from pipelines.rules import Window
from pipelines.storage.base_watch import CANNOT_JUDGE, FAILED, OK, Fact, Result, SourceState
from pipelines.urls import section_of

__all__ = ["Findings", "is_whole", "judge", "notes", "told"]

#: Those that need the run to be one of the whole newspaper, and to have come to its end.
_BY_HISTORY = (
    coverage.NAME,
    refused.NAME,
    arrivals.NAME,
    listings.NAME,
    order.NAME,
    selectors.NAME,
)


class Findings(NamedTuple):
    """What the monitors of one run found, and what they leave for later runs."""

    started_at: str
    results: tuple[Result, ...] = ()
    facts: tuple[Fact, ...] = ()
    sources: tuple[SourceState, ...] = ()

    @property
    def alarms(self) -> tuple[str, ...]:
        """One line for each that failed."""
        return tuple(r.message for r in self.results if r.state == FAILED)


def is_whole(session: Session) -> bool:
    """The run asked what is new in the whole newspaper: only such runs can be compared."""
    mode = session.mode
    return not (mode.given or mode.backfill) and mode.window == Window()


def judge(session: Session, folders: Mapping[str, Path], spoilt: str | None) -> Findings:
    """All monitors; raises StorageError.

    `folders`: whose room is watched. `spoilt`: how the run ended, when it did not come to its end.
    """
    watch, paper = session.store.watch, session.paper.name
    whole = is_whole(session)
    compared = whole and spoilt is None
    room = tuple(disk.facts(folders))
    bench = Bench(
        session,
        watch.started_at(session.run),
        (*session.tally.facts(), *room) if compared else room,
        watch.open_alerts(paper),
        watch.history_from(paper),
        watch.healed(paper),
    )
    results = list(disk.judge(bench))
    if spoilt is None:
        results += atonce.judge(bench, whole=whole)
    if not compared:
        why = f"the run ended as {spoilt}" if spoilt else "the run was not of the whole newspaper"
        results += [cannot_judge(name, why) for name in _BY_HISTORY]
        return Findings(bench.started_at, tuple(results))
    bench.facts += (order.fact(bench),)
    states = listings.updated(bench)
    results += _compared(bench, states)
    asked = [states[url] for url in session.tally.sources]
    return Findings(bench.started_at, tuple(results), bench.facts, tuple(asked))


def _compared(bench: Bench, states: dict[str, SourceState]) -> Iterator[Result]:
    yield from coverage.judge(bench)
    yield from selectors.judge(bench)
    yield from order.judge(bench)
    of_pages = [*refused.judge(bench)]
    yield from of_pages
    yield from (of_sources := [*listings.judge(bench, states)])
    of_section = {
        section: f"{state.kind} {url}"
        for url, state in sorted(states.items(), reverse=True)
        if state.kind == PageKind.LISTING and (section := section_of(url)) and state.good_at
    }
    yield from arrivals.judge(bench, _explained(of_pages, of_sources, states), of_section)


def _explained(
    of_pages: list[Result], of_sources: list[Result], states: dict[str, SourceState]
) -> dict[str, str]:
    """Why sections bring less, where another monitor says so: one cause is one alert."""
    found = {}
    failed = {r.subject for r in of_sources if r.state != OK}
    for url, state in states.items():
        if f"{state.kind} {url}" in failed and (section := section_of(url)):
            found[section.partition("/")[0]] = f"its listing {url} fails"
    for result in of_pages:
        if result.state == FAILED:
            found[ALL] = result.message
    return found


#: Failures that are stored of one run at most, and messages in one line of those that say the same.
_MOST, _EXAMPLES = 200, 5


def told(results: tuple[Result, ...]) -> list[Result]:
    """What is stored: failures one by one, the rest of each monitor in one line a state."""
    kept: dict[tuple[str, str], Result] = {}
    for result in results:
        if result.state == FAILED:
            key = (result.monitor, result.subject)
            known = kept.get(key)
            both = f"{known.message}; {result.message}" if known else result.message
            kept[key] = result._replace(message=both)
    lines = [*kept.values()][:_MOST]
    if len(kept) > _MOST:
        lines.append(Result("monitors", "*", FAILED, f"and {len(kept) - _MOST} more"))
    for state, subject in ((OK, "*"), (CANNOT_JUDGE, "* cannot be judged")):
        for name in dict.fromkeys(r.monitor for r in results if r.state == state):
            of = [r.message for r in results if (r.monitor, r.state) == (name, state)]
            more = f"; and {len(of) - _EXAMPLES} more" if len(of) > _EXAMPLES else ""
            lines.append(Result(name, subject, state, "; ".join(of[:_EXAMPLES]) + more))
    return lines
