"""Runs as a whole: what history a monitor needs, which runs are judged, what is kept of them."""

from __future__ import annotations

import pytest

from crawler.runs.monitors import told
from crawler.runs.monitors.chance import Share, at_most, at_most_of_rate, fell
from pipelines.outcomes import Outcome
from pipelines.rules import Window
from pipelines.storage.base_mode import Mode
from pipelines.storage.base_watch import FAILED, Watched
from pipelines.storage.sqlite import SqliteStore
from pipelines.storage.times import after
from tests.hours import PAPER, ROOT
from tests.monitor_bench import NOW, RULES, Bench, seen, usual_facts


def test_a_usual_run_fails_nowhere_and_every_monitor_judges(bench: Bench) -> None:
    bench.read(6)
    results = bench.judge().results
    assert [r for r in results if r.state == FAILED] == []
    judged = {r.monitor for r in results if r.state == "ok"}
    assert {"coverage", "refused", "arrivals", "selectors", "floor", "site"} <= judged


def test_what_has_healed_breaks_by_what_comes_after_alone(bench: Bench) -> None:
    """The twenty newest of a slow section reach back into the bad days."""
    conn = bench.store.connection.raw
    conn.execute(
        "UPDATE monitor_facts SET amount = 0 WHERE measure = 'covered' AND subject = 'byline'"
        " AND at >= ? AND at < ?",
        (after(NOW, -3600 * 40), after(NOW, -3600 * 6)),
    )
    bench.read(10)
    assert "field byline" in bench.failed()
    conn.execute(
        "INSERT INTO alerts (paper, subject, monitor, message, opened_run, opened_at, closed_run,"
        " closed_at) VALUES (?, 'field byline', 'coverage', 'x', 1, ?, 2, ?)",
        (PAPER.name, after(NOW, -3600 * 38), after(NOW, -3600 * 3)),
    )
    assert "field byline" not in bench.failed()


@pytest.mark.parametrize(("days", "judges"), [(0, False), (27, False), (36, True)])
def test_under_four_weeks_nothing_is_judged_by_history(days: int, judges: bool) -> None:
    store = SqliteStore.in_memory()
    young = Bench(store, days=days)
    young.read(30, lacking="lead", rule=f"{RULES}: structure")
    results = [r for r in young.judge().results if r.monitor in {"coverage", "selectors", "order"}]
    assert ({r.state for r in results} == {"cannot judge"}) is not judges
    if not judges:
        assert all("28" in r.message for r in results)
    assert bool(young.failed()) is judges
    store.close_connection()


@pytest.mark.parametrize(
    "mode", [Mode(backfill=True), Mode(numbers=(1, 9)), Mode(window=Window(since="2026-01-01"))]
)
def test_runs_of_a_part_are_not_compared_and_leave_no_facts(bench: Bench, mode: Mode) -> None:
    bench.session.mode = mode
    bench.read(30, lacking="byline")
    findings = bench.judge()
    assert [r for r in findings.results if r.state == FAILED] == []
    assert findings.facts == ()
    why = {r.message for r in findings.results if r.monitor == "coverage"}
    assert why == {"the run was not of the whole newspaper"}


def test_what_is_stored_of_a_run_is_a_few_dozen_lines(bench: Bench) -> None:
    for number in range(300):
        bench.session.tally.sources[f"{ROOT}/m{number}/"] = seen(Outcome.LISTED, links=5)
    lines = told(bench.judge().results)
    assert len(lines) < 30
    assert len({(r.monitor, r.subject) for r in lines}) == len(lines)


def test_facts_are_kept_for_twelve_weeks(bench: Bench) -> None:
    bench.store.end_run(bench.run, NOW, "complete", 0, {}, watched=Watched(NOW))
    late = after(NOW, 86_400.0 * 80)
    bench.past(late, usual_facts())
    oldest = bench.store.watch.history_from(PAPER.name)
    assert oldest is not None
    assert after(late, -86_400.0 * 84) <= oldest


@pytest.mark.parametrize(("count", "total", "share"), [(3, 20, 0.5), (0, 8, 0.9), (19, 20, 0.97)])
def test_the_binomial_is_that_of_the_books(count: int, total: int, share: float) -> None:
    import math

    exact = sum(
        math.comb(total, n) * share**n * (1 - share) ** (total - n) for n in range(count + 1)
    )
    assert at_most(count, total, share) == pytest.approx(exact)


def test_the_poisson_is_that_of_the_books() -> None:
    assert at_most_of_rate(0, 14.0) == pytest.approx(8.315e-7, rel=1e-3)
    assert at_most_of_rate(5, 14.0) == pytest.approx(0.005532, rel=1e-3)


def test_an_open_alert_heals_later_than_it_opens() -> None:
    """Between the two a share neither opens nor heals, so that alerts do not come by turns."""
    before = Share(950, 1000)
    assert not fell(Share(15, 20), before, is_open=False)
    assert fell(Share(15, 20), before, is_open=True)
    assert not fell(Share(18, 20), before, is_open=True)
    assert fell(Share(8, 20), before, is_open=False)
