"""Alerts: one when something breaks, one when it heals.

What broke and healed is written in the transaction that writes the verdict. Then it is told, all of
a run in one message on each channel, and how that went is written too. What could not be told, or
was left by a run that was killed in between, is told by the next run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from crawler.runs.monitors.bench import USUAL_DAYS
from crawler.runs.session import Session
from crawler.runs.verdict import Verdict
from pipelines.outcomes import Outcome
from pipelines.storage.base_watch import FAILED, OK, Alert, Result
from pipelines.storage.times import after

SITE, CRASH, CRASHED_PAGES, STORAGE = "site", "crash", "crashed pages", "storage"
_RAN = frozenset({"complete", "degraded"})
_NOT_OURS = frozenset({"unreachable", "blocked"})


class Changes(NamedTuple):
    """What broke in a run, and which open alerts healed, with what was found."""

    broke: tuple[Result, ...] = ()
    healed: Mapping[int, str] = {}


def of_verdict(verdict: Verdict, session: Session) -> list[Result]:
    """What the end of the run itself says. An interrupted or locked one says nothing."""
    told = f"run {session.run.id}: {verdict.word}" + (f": {verdict.why}" if verdict.why else "")
    found = []
    # Given addresses alone, or one host of several, say nothing of the newspaper's being there.
    opens = not session.mode.given and not session.mode.window.hosts
    if opens and verdict.word in _RAN | _NOT_OURS:
        state = FAILED if verdict.word in _NOT_OURS else OK
        found.append(Result("run", SITE, state, told))
    if verdict.word == "crashed":
        found.append(Result("run", CRASH, FAILED, told))
    elif verdict.word in _RAN | _NOT_OURS:
        found.append(Result("run", CRASH, OK, told))
    if verdict.word in _RAN:
        crashed = session.counts[Outcome.CRASHED]
        pages = f"{crashed} of {sum(session.counts.values())} visits crashed"
        found.append(Result("run", CRASHED_PAGES, FAILED if crashed else OK, pages))
    return found


def changes(results: Sequence[Result], known: Mapping[str, Alert], now: str) -> Changes:
    """From what was found and what is open: what is news.

    A subject has failed when any monitor says so. It has healed when the one that opened the alert
    says `ok` and none the contrary; where that one cannot judge, the alert stays.
    """
    failed = {r.subject: r for r in reversed(results) if r.state == FAILED}
    fine = {(r.subject, r.monitor): r.message for r in reversed(results) if r.state == OK}
    due = {r.subject for r in results if r.state == FAILED and r.due}
    broke = [r for subject, r in failed.items() if subject in due and subject not in known]
    healed = {
        alert.id: fine[subject, alert.monitor]
        for subject, alert in known.items()
        if (subject, alert.monitor) in fine and subject not in failed
    }
    old = after(now, -86_400.0 * USUAL_DAYS)
    for subject, alert in known.items():
        if subject not in failed and alert.id not in healed and alert.opened_at < old:
            healed[alert.id] = f"open for {USUAL_DAYS} days, and it cannot be judged any more"
    return Changes(tuple(reversed(broke)), healed)


def lines(found: Iterable[Result]) -> str:
    """Several results in one line."""
    return "; ".join(f"{r.subject}: {r.message}" for r in found)
