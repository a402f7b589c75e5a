"""Six weeks of hourly runs under an injected clock: verdicts and alerts are as a table says.

The tables in data/six_weeks/ are written by hand. Nothing but what they name may happen: a verdict
that is not there, or an alert too many, fails. Runs are real but for Scrapy's engine and the network
(see `tests.hours`), so that a thousand of them take a minute or two.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from crawler import clock
from crawler.runs.monitors import disk
from tests.crawling import rows
from tests.hours import MONDAY, PAPER, ROOT, SECTIONS, Life, Town, mended

FOLDER = Path(__file__).parent / "data/six_weeks"
GIB = 1024**3


class Line(NamedTuple):
    """One line of a table; hours are counted from the beginning."""

    kind: str
    name: str
    hours: tuple[int, ...]


class Stretch(NamedTuple):
    """What came of it: a verdict's first and last hour, or an alert's two hours."""

    name: str
    begin: int
    end: int


def table(name: str) -> list[Line]:
    found = []
    for line in (FOLDER / name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            kind, what, *times = (cell.strip() for cell in line.split("|"))
            hours = (24 * int(day) + int(hour) for day, hour in map(str.split, times))
            found.append(Line(kind, what, tuple(hours)))
    return found


def live(life: Life, lines: list[Line], hours: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All hours; the verdict of each."""
    room = {"free": 40 * GIB}
    usage = shutil.disk_usage(life.database.parent)._replace(total=100 * GIB)
    monkeypatch.setattr(disk.shutil, "disk_usage", lambda _: usage._replace(free=room["free"]))
    monkeypatch.setattr(clock, "present", life.present)
    events = [line for line in lines if line.kind == "happens"]
    verdicts = []
    for hour in range(hours):
        life.now = MONDAY + timedelta(hours=hour)
        now = {line.name for line in events if line.hours[0] <= hour <= line.hours[1]}
        room["free"] = GIB // 2 if "low-disk" in now else 40 * GIB
        _happen(life, now)
        life.town.live(life.now)
        summary = life.hour(
            crash="Traceback\nValueError: boom" if "crash" in now else None,
            full_disk="full-disk" in now,
            kill="kill" in now,
        )
        gone = "killed" if "kill" in now else "storage"
        verdicts.append(summary["verdict"] if summary else gone)
    return verdicts


def _happen(life: Life, now: set[str]) -> None:
    town = life.town
    town.everywhere = (403, "Forbidden") if "blocked" in now else None
    town.odd = {"/the-thao/": (404, "không có")} if "dead-listing" in now else {}
    town.pace = 0.0 if "holiday" in now else 0.1 if "tet" in now else 1.0
    if "full-disk" in now:
        town.pace = 6.0
    town.new_template = bool(now & {"template", "mended"})
    town.signed = "template" not in now
    if "mended" in now and life.paper is PAPER:
        life.paper = mended(PAPER, life.now)
    if "old-pages" not in now:
        town.stuck = {}
    elif not town.stuck:
        town.stuck = {"kinh-te": life.now - timedelta(hours=1)}


def stretches(verdicts: list[str]) -> list[Stretch]:
    found: list[Stretch] = []
    for hour, verdict in enumerate(verdicts):
        if found and found[-1].name == verdict and found[-1].end == hour - 1:
            found[-1] = found[-1]._replace(end=hour)
        elif verdict != "complete":
            found.append(Stretch(verdict, hour, hour))
    return found


def alerts(life: Life, last: int) -> list[Stretch]:
    """What was told, from breaking to healing; an alert told twice, or healed unbroken, raises."""
    found: list[Stretch] = []
    broken: dict[str, int] = {}
    for at, event, subject in life.teller.heard:
        hour = _hour(at)
        if event == "broke":
            assert subject not in broken, f"{subject} was told twice"
            broken[subject] = len(found)
            found.append(Stretch(subject, hour, last))
        else:
            place = broken.pop(subject)
            found[place] = found[place]._replace(end=hour)
    return found


def _hour(at: datetime) -> int:
    return int((at - MONDAY).total_seconds() // 3600)


def unlike(lines: list[Line], kind: str, found: list[Stretch]) -> Iterator[str]:
    """Where what came of it is not as the table says."""
    wanted = [line for line in lines if line.kind == kind]
    left = list(found)
    for line in wanted:
        first, first_to, last, last_to = line.hours
        fits = [
            one
            for one in left
            if one.name == line.name
            and first <= one.begin <= first_to
            and last <= one.end <= last_to
        ]
        if fits:
            left.remove(fits[0])
        else:
            yield f"not found: {line}"
    yield from (f"too many: {one} ({_day(one.begin)} to {_day(one.end)})" for one in left)


def _day(hour: int) -> str:
    return f"{hour // 24} {hour % 24:02}"


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """A thousand runs log some ten thousand lines."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def lived(name: str, days: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Life:
    lines = table(name)
    life = Life(folder, Town(MONDAY))
    verdicts = live(life, lines, 24 * days, monkeypatch)
    wrong = [
        *unlike(lines, "verdict", stretches(verdicts)),
        *unlike(lines, "alert", alerts(life, 24 * days)),
    ]
    assert not wrong, "\n".join(wrong)
    return life


def test_three_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    life = lived("days.txt", 3, tmp_path, monkeypatch)
    compared = rows(
        life.database,
        "SELECT DISTINCT state FROM monitor_results"
        " WHERE monitor IN ('coverage', 'arrivals', 'selectors', 'order')",
    )
    assert compared == [{"state": "cannot judge"}]  # there are no four weeks of history


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_six_weeks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    life = lived("weeks.txt", 42, tmp_path, monkeypatch)
    states = rows(
        life.database,
        "SELECT monitor, min(r.started_at) AS first FROM monitor_results JOIN runs r ON r.id = run_id"
        " WHERE monitor IN ('coverage', 'arrivals', 'selectors', 'order') AND state <> 'cannot judge'"
        " GROUP BY monitor",
    )
    assert len(states) == 4
    assert all(row["first"] >= "2026-02-16" for row in states), states  # four weeks later
    stored = {row["url"] for row in rows(life.database, "SELECT url FROM articles")}
    # What was printed in the last hour of the old pages' days is there too: nothing was lost.
    assert len(stored) >= len(life.town.printed) - 1
    assert set(SECTIONS) == {
        row["section"] for row in rows(life.database, "SELECT DISTINCT section FROM articles")
    }


def test_runs_of_a_part_tell_what_became_of_themselves_and_nothing_of_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    life = Life(tmp_path, Town(MONDAY))
    monkeypatch.setattr(clock, "present", life.present)
    for hour in range(12):
        life.now = MONDAY + timedelta(hours=hour)
        life.town.live(life.now)
        life.hour()
    # By hand: what is given, what the site does, and what is told then.
    days = [
        ({"sections": "the-thao"}, "gone", []),  # degraded, and the next whole run judges it
        ({"urls": f"{ROOT}/tin-a1.html"}, "wall", []),
        ({"sections": "kinh-te"}, "wall", [("broke", "site")]),
        ({"urls": f"{ROOT}/tin-a2.html"}, "", []),
        ({"sections": "kinh-te"}, "", [("healed", "site")]),
        ({}, "", []),
    ]
    for hour, (given, fares, told) in enumerate(days, 12):
        life.now = MONDAY + timedelta(hours=hour)
        life.town.everywhere = (403, "Forbidden") if fares == "wall" else None
        life.town.odd = {"/the-thao/": (404, "gone")} if fares == "gone" else {}
        before = len(life.teller.heard)
        summary = life.hour(given=given)
        assert summary is not None
        assert (summary["verdict"] == "degraded") is (fares == "gone")
        assert [(event, what) for _, event, what in life.teller.heard[before:]] == told, given


def test_the_table_is_compared_in_both_directions() -> None:
    """So the tests above can fail."""
    lines = [Line("alert", "site", (10, 10, 14, 15))]
    assert list(unlike(lines, "alert", [Stretch("site", 10, 15)])) == []
    for found in ([], [Stretch("site", 11, 15)], [Stretch("site", 10, 16)], [Stretch("x", 10, 15)]):
        assert list(unlike(lines, "alert", found))
    assert list(unlike(lines, "alert", [Stretch("site", 10, 15), Stretch("site", 20, 21)]))
