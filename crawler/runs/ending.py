"""From a finished session to verdict, stored run and the last line of a crawl."""

from __future__ import annotations

from typing import Any

from crawler import clock
from crawler.runs.monitors import alarms, notes
from crawler.runs.session import Session
from crawler.runs.verdict import Exit, Facts, Verdict, verdict_of
from pipelines.archive import ArchiveError
from pipelines.outcomes import Outcome
from pipelines.storage.base import LostLeaseError, StorageError

Summary = dict[str, Any]


def end_session(session: Session, visits_days: int) -> Summary:
    """Judge the run, write its end, and give the summary that the crawl prints last.

    Visits older than `visits_days` are thinned; 0: never.
    """
    _close_archive(session)
    for health in session.health.values():
        health.settle()
    verdict = _judge(session)
    stats = _stats(session)
    try:
        # Given addresses are no window: what else is open was never asked for by this run.
        left_out = 0 if session.mode.given else session.store.left_out(session.run, session.mode)
        stats["left_out"] = left_out
        if session.storage_error is None and session.lost is None:
            _note_hosts(session)
            session.store.end_run(
                session.run,
                clock.now(),
                verdict.word,
                verdict.code,
                stats,
                session.crash,
                visits_days,
            )
        session.store.close_connection()
    except (StorageError, LostLeaseError) as error:
        left_out = 0
        verdict = Verdict("storage", Exit.STORAGE, str(error))
    return _summary(session, verdict, left_out)


def _close_archive(session: Session) -> None:
    """A full disk may refuse what the archive's file still holds: that ends the run as well."""
    try:
        session.close()
    except ArchiveError as error:
        session.fail(str(error))


def _note_hosts(session: Session) -> None:
    for host, health in session.health.items():
        if health.requests:
            circuit = "open" if health.out else "closed"
            session.store.note_host(session.run, host, health.robots, circuit, clock.now())


def _judge(session: Session) -> Verdict:
    return verdict_of(
        Facts(
            storage_error=session.storage_error,
            lost=session.lost,
            crash=session.crash,
            crashed=session.counts[Outcome.CRASHED],
            visits=sum(session.counts.values()),
            signal=session.signal,
            early=session.early,
            hosts_out={
                host: (health.out, health.why or "")
                for host, health in session.health.items()
                if health.out is not None
            },
            alarms=tuple(alarms(session)),
        )
    )


def _stats(session: Session) -> Summary:
    return {
        "requests": _requests(session),
        "reasons": dict(session.reasons),
        "left_aside": dict(session.left),
        "hosts": {host: health.as_json() for host, health in session.health.items()},
        "robots": {host: health.robots for host, health in session.health.items()},
        "listings": session.listings,
        "covered": dict(session.covered),
        "notes": list(notes(session)),
    }


def _requests(session: Session) -> int:
    return sum(health.requests for health in session.health.values())


def _summary(session: Session, verdict: Verdict, left_out: int) -> Summary:
    summary: Summary = {
        "run": session.run.id,
        "paper": session.paper.name,
        "verdict": verdict.word,
        "exit_code": int(verdict.code),
        "new": session.counts[Outcome.STORED_NEW],
        "updated": session.counts[Outcome.STORED_UPDATE],
        "requests": _requests(session),
        "left_out": left_out,
        "outcomes": dict(sorted(session.counts.items())),
        "hosts": {host: health.as_json() for host, health in session.health.items()},
    }
    if session.refreshing.unknown:
        summary["unknown"] = session.refreshing.unknown
    if verdict.why:
        summary["why"] = verdict.why
    if found := list(notes(session)):
        summary["notes"] = found
    return summary


def refused(verdict: Verdict) -> Summary:
    """The summary of a crawl that never began."""
    return {
        "run": None,
        "verdict": verdict.word,
        "exit_code": int(verdict.code),
        "why": verdict.why,
    }
