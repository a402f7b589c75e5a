"""Monitors of what is read: fields, rules, refused pages and dates, each with a healthy neighbour."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from crawler.runs.tally import COVERED
from pipelines.items import Source
from pipelines.outcomes import Outcome
from pipelines.rules import Floors
from pipelines.storage.base_watch import Fact
from pipelines.storage.sqlite import SqliteStore
from pipelines.storage.times import after
from tests.hours import PAPER
from tests.monitor_bench import NOW, RULES, Bench
from tests.storage_kit import Desk, article


@pytest.mark.parametrize(("old", "state"), [(1, "ok"), (20, "failed")])
def test_dates_that_all_go_back_alike_are_seen_by_their_age(
    bench: Bench, old: int, state: str
) -> None:
    bench.read(20)
    bench.session.tally.dated = Counter(all=20, old=old)
    assert bench.state("order", "dates of new articles") == {state}


def test_a_field_that_is_gone_fails_and_its_neighbours_do_not(bench: Bench) -> None:
    bench.read(20, lacking="byline")
    found = bench.failed()
    assert list(found) == ["field byline"]
    assert "0 of 20" in found["field byline"].message
    assert "100%" in found["field byline"].message


def test_a_field_that_is_gone_in_one_section_alone_is_named(bench: Bench) -> None:
    """The others are so many that the newspaper as a whole hardly falls."""
    bench.session.tally.new.update({"kinh-te": 60, "the-thao": 9})
    for name in COVERED:
        bench.session.tally.having[name, "kinh-te"] = 60
        bench.session.tally.having[name, "the-thao"] = 0 if name == "tags" else 9
    # Those of the last week count too, run by run, until there are twenty.
    found = {r.subject: r for r in bench.judge().results if r.monitor == "coverage"}
    assert found["field tags"].state == "failed"
    assert "the-thao" in found["field tags"].message
    assert found["field lead"].state == "ok"


def test_refused_pages_fail_by_their_reason(bench: Bench) -> None:
    bench.read(6)
    bench.session.tally.refused["empty_body"] = 14
    bench.session.tally.refused["no_title"] = 1
    assert list(bench.failed()) == ["refused empty_body"]


def test_a_few_refused_pages_do_not(bench: Bench) -> None:
    bench.read(18)
    bench.session.tally.refused["empty_body"] = 2
    assert bench.failed() == {}


@pytest.mark.parametrize(
    ("rule", "fails"),
    [("structure", True), ("selector:p.sapo", False), ("selector:p.fontd", False)],
)
def test_a_selector_that_stopped_answering(bench: Bench, rule: str, fails: bool) -> None:
    """Another selector of ours that answered in the history too may take its place."""
    for hours in (48, 40):
        at = after(NOW, -3600 * hours + 60)
        bench.before(at, [Fact("rule", "lead", f"{RULES}: selector:p.sapo", 1, 6)])
    bench.read(12, rule=f"{RULES}: {rule}")
    assert (list(bench.failed()) == ["field lead"]) is fails


@pytest.mark.parametrize(("rule", "fails"), [("structure", True), ("selector:p.sapo", False)])
def test_a_selector_without_its_name_in_the_history_is_any(
    bench: Bench, rule: str, fails: bool
) -> None:
    """Older runs tell of tags and section as given by "selector", whichever it was."""
    bench.store.connection.raw.execute(
        "UPDATE monitor_facts SET part = ? WHERE measure = 'rule' AND subject = 'lead'",
        (f"{RULES}: selector",),
    )
    bench.read(12, rule=f"{RULES}: {rule}")
    assert (list(bench.failed()) == ["field lead"]) is fails


def test_new_rules_are_not_held_against_the_old_ones(bench: Bench) -> None:
    bench.read(12, rule=f"{RULES}: structure")
    tally = bench.session.tally
    tally.rule_sets.clear()
    tally.rules.clear()
    tally.rule_sets["family_a/new"] = 12
    assert bench.state("selectors", "field lead") == {"cannot judge"}
    tally.rules["lead", "family_a/new", "selector:p.intro"] = 12
    assert bench.state("selectors", "field lead") == {"ok"}


@pytest.mark.parametrize("wrong", [True, False])
def test_dates_against_the_order_of_numbers(wrong: bool) -> None:
    store = SqliteStore.in_memory()
    bench = Bench(store)
    store.end_run(bench.run, NOW, "complete", 0, {})
    desk = Desk(store, PAPER.name)
    desk.end()
    desk.run = bench.session.run = bench._begin()
    for number in range(60):
        # Every third date is read two months too early; the numbers beside it say so.
        days = number // 10 - (60 if wrong and number % 3 == 0 else 0)
        made = article(
            1000 + number,
            paper=PAPER.name,
            published_at=f"{date(2026, 2, 1) + timedelta(days=days)}T08:00:00+07:00",
            provenance={"published_at": Source("meta")},
            body=f"Bài số {number}. " * 30,
        )
        desk.save(made, url=f"https://bao.vn/bai-a{1000 + number}.html")
    assert bench.state("order", "dates in order") == {"failed" if wrong else "ok"}
    store.close_connection()


def test_a_floor_is_judged_from_the_first_run_on() -> None:
    store = SqliteStore.in_memory()
    young = Bench(store, days=0)
    young.read(20, lacking="published_at")
    found = young.failed()
    assert list(found) == ["field published_at"]
    assert "the floor is 90%" in found["field published_at"].message
    store.close_connection()


@pytest.mark.parametrize(("articles", "fails"), [(20, True), (60, False)])
def test_most_pages_refused_in_one_run(articles: int, fails: bool) -> None:
    store = SqliteStore.in_memory()
    young = Bench(store, days=0)
    young.read(articles)
    young.session.counts[Outcome.REJECTED] = 30
    assert (list(young.failed()) == ["refused in one run"]) is fails
    young.session.paper = replace(PAPER, floors=Floors(articles=0.9 if articles == 60 else 0.1))
    assert (list(young.failed()) == ["refused in one run"]) is not fails
    store.close_connection()
