"""From a finished session to verdict, stored run and the last line of a crawl."""

from __future__ import annotations

from typing import Any

from crawler import clock
from crawler.runs.alerts import Changes
from crawler.runs.monitors import Findings, notes
from crawler.runs.session import Session
from crawler.runs.verdict import Exit, Facts, Verdict, verdict_of
from crawler.runs.watching import Watching
from pipelines.archive import ArchiveError
from pipelines.outcomes import Outcome
from pipelines.storage.base import LostLeaseError, StorageError
from pipelines.storage.base_watch import Watched

Summary = dict[str, Any]


def end_session(session: Session, visits_days: int, watching: Watching | None = None) -> Summary:
    """Judge the run, write its end, tell what broke or healed, and give what the crawl prints last.

    Visits older than `visits_days` are thinned; 0: never.
    """
    watching = watching or Watching()
    _close_archive(session)
    for health in session.health.values():
        health.settle()
    verdict, left_out, news = _judge(session, ()), 0, Changes()
    try:
        # Given addresses are no window: what else is open was never asked for by this run.
        left_out = 0 if session.mode.given else session.store.left_out(session.run, session.mode)
        if session.storage_error is None and session.lost is None:
            findings = watching.found(session, _spoilt(verdict))
            verdict = _judge(session, findings.alarms)
            news = _write(session, verdict, left_out, findings, watching, visits_days)
            watching.written(session.store, session.run, verdict)
        elif session.only_archive_failed and session.lost is None:
            # So that `runs` says why; what is told of it, and when, is as for a database that failed.
            _end_run(session, verdict, left_out, visits_days)
        session.store.close_connection()
    except (StorageError, LostLeaseError) as error:
        left_out, news = 0, Changes()
        verdict = Verdict("storage", Exit.STORAGE, str(error))
    if verdict.code == Exit.STORAGE:
        watching.not_written(session.paper.name, verdict.why or verdict.word)
    return _summary(session, verdict, left_out, news)


def _spoilt(verdict: Verdict) -> str | None:
    """The word of a verdict that keeps a run from being compared with others."""
    return None if verdict.code in {Exit.COMPLETE, Exit.DEGRADED} else verdict.word


def _write(
    session: Session,
    verdict: Verdict,
    left_out: int,
    findings: Findings,
    watching: Watching,
    visits_days: int,
) -> Changes:
    watched, news = watching.watched(session, findings, verdict)
    _end_run(session, verdict, left_out, visits_days, watched)
    return news


def _end_run(
    session: Session,
    verdict: Verdict,
    left_out: int,
    visits_days: int,
    watched: Watched | None = None,
) -> None:
    _note_hosts(session)
    session.store.end_run(
        session.run,
        clock.now(),
        verdict.word,
        verdict.code,
        _stats(session) | {"left_out": left_out},
        session.crash,
        visits_days,
        watched,
    )


def _close_archive(session: Session) -> None:
    """A full disk may refuse what the archive's file still holds: that ends the run as well."""
    try:
        session.close()
    except ArchiveError as error:
        session.fail(str(error), of_archive=True)


def _note_hosts(session: Session) -> None:
    for host, health in session.health.items():
        if health.requests:
            circuit = "open" if health.out else "closed"
            session.store.note_host(session.run, host, health.robots, circuit, clock.now())


def _judge(session: Session, alarms: tuple[str, ...]) -> Verdict:
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
            alarms=alarms,
        )
    )


def _stats(session: Session) -> Summary:
    return {
        "requests": _requests(session),
        "reasons": dict(session.reasons),
        "left_aside": dict(session.left),
        "hosts": {host: health.as_json() for host, health in session.health.items()},
        "robots": {host: health.robots for host, health in session.health.items()},
        "listings": session.tally.listings,
        "covered": dict(session.tally.covered),
        "notes": list(notes(session)),
    }


def _requests(session: Session) -> int:
    return sum(health.requests for health in session.health.values())


def _summary(session: Session, verdict: Verdict, left_out: int, news: Changes) -> Summary:
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
    if news.broke or news.healed:
        summary["alerts"] = {
            "broke": [result.subject for result in news.broke],
            "healed": len(news.healed),
        }
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
