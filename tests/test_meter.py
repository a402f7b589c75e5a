"""The meter of a crawl: what cannot be told is not told."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from crawler.runs.progress import Meter, in_words, span
from crawler.runs.session import Session
from pipelines.storage.base import StorageError


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


class Frontier:
    """Answers `waiting`, taking `cost` seconds for it."""

    def __init__(self, clock: Clock, cost: float = 0.0) -> None:
        self.clock, self.cost, self.asked = clock, cost, 0
        self.answer: tuple[int, float | None] = (600, 0.0)
        self.broken = False

    def waiting(self, *_: object) -> tuple[int, float | None]:
        self.asked += 1
        self.clock.at += self.cost
        if self.broken:
            raise StorageError("disk I/O error")
        return self.answer


def metered(cost: float = 0.0) -> tuple[Meter, Any, Clock]:
    clock = Clock()
    session = SimpleNamespace(
        store=Frontier(clock, cost), run=None, mode=None, counts={}, left_out_now=0, ready={},
        open_tasks={}, storage_error=None, lost=None, stopping=False,
    )  # fmt: skip
    session.counts = {"stored_new": 0}
    return Meter(cast("Session", session), clock), session, clock


def test_nothing_is_estimated_from_nothing() -> None:
    meter, session, clock = metered()
    facts = meter.facts()
    assert (facts.rate, facts.seconds_left, facts.section) == (None, None, None)
    clock.at, session.counts["stored_new"] = 2.0, 2
    assert meter.facts().seconds_left is None  # two pages are no ground
    clock.at, session.counts["stored_new"] = 60.0, 60
    session.ready = {"bao.vn": [None] * 3}
    session.store.answer = (597, 0.0)
    facts = meter.facts()
    assert (facts.done, facts.pending, facts.new) == (60, 600, 60)
    assert (facts.rate, facts.seconds_left) == (60.0, 600.0)
    assert "time left 10 min" in in_words(facts)


def test_pages_that_wait_and_a_crawl_that_stops_have_no_estimate() -> None:
    meter, session, clock = metered()
    clock.at, session.counts["stored_new"] = 60.0, 60
    session.store.answer = (5, 3600.0)
    assert meter.facts().seconds_left is None
    session.store.answer, clock.at = (5, 0.0), 120.0
    assert meter.facts().seconds_left is not None
    session.stopping = True
    assert meter.facts().seconds_left is None


def test_the_rate_is_that_of_the_last_minutes() -> None:
    meter, session, clock = metered()
    for minute in range(1, 21):
        clock.at = 60.0 * minute
        session.counts["stored_new"] += 100 if minute <= 10 else 10
        facts = meter.facts()
    assert facts.rate == pytest.approx(10)
    assert meter.facts(at_end=True).rate == pytest.approx(55)


def test_a_costly_count_is_asked_seldom() -> None:
    meter, session, clock = metered(cost=0.45)  # among a million pages, with a window of days
    while clock.at < 200:
        meter.facts()
        clock.at += 0.5
    assert session.store.asked <= 5


def test_a_store_that_does_not_answer_leaves_pending_unknown() -> None:
    meter, session, clock = metered()
    session.store.broken = True
    clock.at, session.counts["stored_new"] = 60.0, 60
    facts = meter.facts()
    assert (facts.pending, facts.seconds_left) == (None, None)
    assert "unknown pending" in in_words(facts)


def test_spans_in_words() -> None:
    seconds = (None, 0.2, 59.4, 61.0, 3540.0, 7380.0)
    assert [span(s) for s in seconds] == ["unknown", "0 s", "59 s", "1 min", "59 min", "2 h 3 min"]
