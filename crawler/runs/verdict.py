"""From what happened in a run to its verdict and exit code: the contract's table."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import NamedTuple


class Exit(IntEnum):
    """Every exit code a crawl can end with; no other is ever given."""

    COMPLETE = 0
    DEGRADED = 1
    USAGE = 2
    UNREACHABLE = 3
    LOCKED = 4
    STORAGE = 5
    CRASHED = 6
    INTERRUPTED = 130


class Verdict(NamedTuple):
    """The word, the exit code, and one line for a person."""

    word: str
    code: Exit
    why: str | None = None


class Facts(NamedTuple):
    """What the verdict is made of."""

    storage_error: str | None = None
    #: Another process took the lock over while this one was stopped.
    lost: str | None = None
    #: Traceback of an exception outside a page.
    crash: str | None = None
    #: Visits that crashed, and all visits.
    crashed: int = 0
    visits: int = 0
    signal: str | None = None
    #: Scrapy's reason for a spider that was closed with work left (CLOSESPIDER_…, MEMUSAGE_…).
    early: str | None = None
    #: Host to (unreachable or blocked, why).
    hosts_out: Mapping[str, tuple[str, str]] = {}
    #: Monitors that failed, one line each.
    alarms: tuple[str, ...] = ()


#: More than this share of the visits, and at least that many, is a crash of the run.
CRASH_SHARE, CRASH_LEAST = 0.05, 3


def verdict_of(facts: Facts) -> Verdict:
    """The worst that applies, in the order storage, locked, crashed, interrupted, unreachable, degraded."""
    if facts.storage_error:
        return Verdict("storage", Exit.STORAGE, facts.storage_error)
    if facts.lost:
        return Verdict("locked", Exit.LOCKED, facts.lost)
    if facts.crash:
        return Verdict("crashed", Exit.CRASHED, facts.crash.strip().splitlines()[-1])
    if facts.crashed >= CRASH_LEAST and facts.crashed > CRASH_SHARE * facts.visits:
        return Verdict("crashed", Exit.CRASHED, f"{facts.crashed} of {facts.visits} visits crashed")
    if facts.signal:
        return Verdict("interrupted", Exit.INTERRUPTED, facts.signal)
    if facts.early:
        return Verdict("interrupted", Exit.INTERRUPTED, f"closed by Scrapy: {facts.early}")
    if facts.hosts_out:
        word = "blocked" if any(s == "blocked" for s, _ in facts.hosts_out.values()) else None
        lines = [f"{host}: {why}" for host, (_, why) in sorted(facts.hosts_out.items())]
        return Verdict(word or "unreachable", Exit.UNREACHABLE, "; ".join(lines))
    if facts.crashed:
        return Verdict("degraded", Exit.DEGRADED, f"{facts.crashed} visits crashed")
    if facts.alarms:
        return Verdict("degraded", Exit.DEGRADED, "; ".join(facts.alarms))
    return Verdict("complete", Exit.COMPLETE)
