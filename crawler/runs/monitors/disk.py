"""Room on the disks of database and archive: what must be free, and whether it will last a week."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from crawler.runs.monitors.bench import DAY, HISTORY_DAYS, Bench, cannot_judge
from pipelines.storage.base_watch import FAILED, OK, Fact, Result
from pipelines.storage.times import between

NAME = "disk"
GIB = 1024.0**3
#: Free bytes that must be there, and those that end an alert.
LEAST, LEAST_LEFT = 1.0 * GIB, 1.25 * GIB
#: Days that the free room must last at the pace of the history, and those that end an alert.
DAYS, DAYS_LEFT = 7.0, 10.0


def facts(folders: Mapping[str, Path]) -> list[Fact]:
    """Free and all bytes of each file system, once, under the name of the first folder on it."""
    found: list[Fact] = []
    devices: set[int] = set()
    for name, folder in folders.items():
        place = next((p for p in (folder, *folder.parents) if p.exists()), None)
        if place is None or place.stat().st_dev in devices:
            continue
        devices.add(place.stat().st_dev)
        room = shutil.disk_usage(place)
        found.append(Fact("room", name, "", room.free, room.total))
    return found


def judge(bench: Bench) -> Iterator[Result]:
    """One result a file system."""
    for fact in bench.facts:
        if fact.measure == "room":
            yield _of_place(bench, fact)
    if why := bench.short():
        yield cannot_judge(NAME, f"how long the room lasts: {why}")


def _of_place(bench: Bench, fact: Fact) -> Result:
    subject = f"disk of the {fact.subject}"
    is_open = bench.is_open(subject)
    least = LEAST_LEFT if is_open else LEAST
    room = f"{fact.amount / GIB:.1f} GiB of {fact.total / GIB:.1f} GiB are free"
    if fact.amount < least:
        told = f"{subject}: {room}, {least / GIB:.2f} must be"
        return Result(NAME, subject, FAILED, told, float(fact.amount), least)
    days = _lasts(bench, fact)
    if days is not None and days < (DAYS_LEFT if is_open else DAYS):
        told = f"{subject}: {room}; at the pace of the last four weeks full in {days:.0f} days"
        return Result(NAME, subject, FAILED, told, float(fact.amount), least)
    return Result(NAME, subject, OK, f"{subject}: {room}", float(fact.amount), least)


def _lasts(bench: Bench, fact: Fact) -> float | None:
    """Days until the disk is full at the pace of the history; None: not known, or not filling."""
    if bench.short():
        return None
    known = bench.watch.facts(bench.paper, "room", bench.ago(HISTORY_DAYS))
    first = next((told for told in reversed(known) if told.subject == fact.subject), None)
    if first is None:
        return None
    days = between(first.at, bench.started_at) / DAY
    used = first.amount - fact.amount
    return fact.amount / (used / days) if used > 0 and days >= HISTORY_DAYS / 2 else None
