"""Health of each front page, listing, feed and sitemap, over the runs.

A source that never gave anything is no failure: newspapers' files name what many of them have.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.runs.monitors.bench import HISTORY_DAYS, USUAL_DAYS, Bench, cannot_judge
from crawler.runs.tally import Seen
from pipelines.outcomes import Outcome, PageKind
from pipelines.storage.base_watch import FAILED, OK, Result, SourceState

NAME = "listings"
#: Runs in a row until an alert is due: an answer that something is gone, and no answer.
GONE_RUNS, SILENT_RUNS = 2, 3
#: "Not updated" is measured in articles that were new elsewhere in the newspaper.
QUIET_TIMES, QUIET_LEAST, CHANGES_LEAST = 3, 30, 10
MOST_A_RUN = 10
_EMPTY = "lists no article"
_ANSWERED = frozenset({Outcome.LISTED, Outcome.REJECTED, Outcome.SKIPPED})


def updated(bench: Bench) -> dict[str, SourceState]:
    """The state of every source after this run."""
    states = bench.watch.sources(bench.paper)
    # One section that catches up brings in an hour what the others would have brought in days.
    new = min(bench.session.tally.new.total(), MOST_A_RUN)
    for url, seen in bench.session.tally.sources.items():
        state = states.get(url)
        if state is None:
            # What a run before the first monitors knew of it counts too.
            good = bench.started_at if bench.session.store.had_links(url) else None
            state = SourceState(url, str(seen.kind), bench.started_at, good)
        states[url] = state
        _meet(state, seen, new, bench.started_at)
    return states


def _meet(state: SourceState, seen: Seen, new: int, at: str) -> None:
    """One more run: what came of it, and whether its list has changed."""
    if why := _bad(state, seen):
        state.bad_runs, state.why = state.bad_runs + 1, why
        return
    state.bad_runs, state.why = 0, None
    if seen.outcome is Outcome.LISTED:
        state.links = seen.links
        if seen.links:
            state.good_at = at
    elif state.good_at is not None:
        state.good_at = at
    if seen.digest is None or seen.digest == state.digest:
        state.quiet += new
        return
    if state.digest is not None:
        state.changes += 1
        if state.quiet <= _most(state):
            state.longest_quiet = max(state.longest_quiet, state.quiet)
    state.digest, state.changed_at, state.quiet = seen.digest, at, 0


def _bad(state: SourceState, seen: Seen) -> str | None:
    """What it gave instead of articles; None when it is as it should be."""
    if seen.outcome is Outcome.NOT_MODIFIED:
        return None
    if seen.outcome is not Outcome.LISTED:
        return f"{seen.outcome}/{seen.reason}" if seen.reason else str(seen.outcome)
    if not seen.links and state.good_at is not None:
        return _EMPTY
    return None


def _most(state: SourceState) -> int:
    return max(QUIET_LEAST, QUIET_TIMES * state.longest_quiet)


def judge(bench: Bench, states: dict[str, SourceState]) -> Iterator[Result]:
    """One result a source that was asked in this run and has ever given anything."""
    if why := bench.short():
        yield cannot_judge(NAME, f"whether listings are updated: {why}")
    editions = bench.session.paper.editions
    # Sitemaps that others name come and go with the months they are of.
    named = {f"{e.scheme}://{e.host}{path}" for e in editions for path in e.sitemaps}
    for url in bench.session.tally.sources:
        state = states[url]
        if state.good_at is not None and (state.kind != PageKind.SITEMAP or url in named):
            yield _of_source(bench, state)


def _of_source(bench: Bench, state: SourceState) -> Result:
    subject = f"{state.kind} {state.url}"
    answered = bench.session.tally.sources[state.url].outcome in _ANSWERED
    patience = GONE_RUNS if answered else SILENT_RUNS
    assert state.good_at is not None
    if state.bad_runs and state.good_at < bench.ago(USUAL_DAYS):
        told = f"{subject}: nothing for {USUAL_DAYS} days, which is no longer missed"
        return Result(NAME, subject, OK, told)
    if state.bad_runs and (answered or state.bad_runs >= patience):
        told = f"{subject} {state.why}, and used to"
        if state.why != _EMPTY:
            told = f"{subject} ended as {state.why}, and used to list articles"
        told += f" ({state.bad_runs} runs in a row)" if state.bad_runs > 1 else ""
        due = state.bad_runs >= patience
        return Result(NAME, subject, FAILED, told, float(state.bad_runs), float(patience), due)
    if state.bad_runs:
        return cannot_judge(NAME, f"{subject}: {state.why}, {state.bad_runs} runs", subject)
    known = state.first_at <= bench.ago(HISTORY_DAYS) and state.changes >= CHANGES_LEAST
    if known and state.kind != PageKind.SITEMAP and state.quiet > _most(state):
        told = (
            f"{subject}: the same list since {state.changed_at}, while {state.quiet} articles were"
            f" new elsewhere; never more than {state.longest_quiet} before"
        )
        return Result(NAME, subject, FAILED, told, float(state.quiet), float(_most(state)))
    return Result(NAME, subject, OK, f"{subject}: {state.links} articles", float(state.links))
