"""What a run of sections or days costs does not grow with the pages that it leaves out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipelines.items import Link, Source
from pipelines.outcomes import Outcome, PageKind, Reason
from pipelines.rules import Window
from pipelines.storage import coverage, reparsing
from pipelines.storage.base_mode import Mode
from pipelines.storage.base_reparse import Choice
from pipelines.storage.queries import found, report
from pipelines.storage.reach import sections_on
from tests.storage_kit import SITE, Desk, article, desk, page

__all__ = ["desk"]
HOST = "bao.vn"
MARCH = Window(since="2026-03-01", until="2026-03-31")
MODES = {
    "sections": Mode(window=Window(sections=("kinh-te",))),
    "days": Mode(window=MARCH),
    "days, numbers known": Mode(window=MARCH, bounds={HOST: (1, 40)}),
    "sections and days": Mode(
        window=Window(sections=("kinh-te",), since=MARCH.since, until=MARCH.until)
    ),
    "sections and days, numbers known": Mode(
        window=Window(sections=("kinh-te",), since=MARCH.since, until=MARCH.until),
        bounds={HOST: (1, 40)},
    ),
}


def link(number: int, section: str, day: str | None = None, *, numbered: bool = True) -> Link:
    """An article as a listing names it."""
    hints = {"section": section} | ({"date": day} if day else {})
    known = {"number": number, "space": "main"} if numbered else {}
    return Link(page(number), PageKind.ARTICLE, hints=hints, **known)  # type: ignore[arg-type]


def filled(desk: Desk) -> None:
    """Inside and outside of every window; a listing; one that waits for another try."""
    desk.add(Link(f"{SITE}/kinh-te/", PageKind.LISTING, hints={"section": "kinh-te"}))
    desk.add(link(1, "kinh-te", "2026-03-05"), link(2, "kinh-te/lua", "2026-03-06"))
    desk.add(link(3, "kinh-te-bien", "2026-03-07"), link(4, "the-thao", "2026-03-08"))
    desk.add(link(5, "kinh-te"), link(6, "the-thao"), link(7, "kinh-te", numbered=False))
    desk.add(link(8, "kinh-te", "2026-04-01"), link(90, "kinh-te"), link(91, "kinh-te/gao"))
    desk.visit(page(9), Outcome.DEFERRED, reason=Reason.DNS)


def others(desk: Desk, count: int) -> None:
    """Articles of other sections, days and numbers."""
    desk.add(*(link(1_000 + n, f"khac-{n % 3}", "2026-05-01") for n in range(count)))


def steps(desk: Desk, do: Callable[[], object]) -> int:
    """Steps of SQLite's machine, in tens."""
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += 1
        return 0

    desk.store.connection.raw.set_progress_handler(step, 10)
    do()
    desk.store.connection.raw.set_progress_handler(None, 10)
    return taken


@pytest.mark.parametrize("mode", MODES.values(), ids=MODES)
def test_a_lease_does_not_read_what_the_run_leaves_out(desk: Desk, mode: Mode) -> None:
    filled(desk)

    def leased() -> None:
        desk.mode = mode
        desk.store.release(desk.lease())
        desk.store.due_in(desk.run, mode, desk.now, HOST)

    leased()
    before = steps(desk, leased)
    others(desk, 1_500)
    assert steps(desk, leased) < before + 150


@pytest.mark.parametrize("mode", [m for m in MODES.values() if m.bounds or not m.window.since])
def test_the_start_of_a_run_does_not_read_what_it_leaves_out(desk: Desk, mode: Mode) -> None:
    filled(desk)
    asked = lambda: desk.store.waiting(desk.run, mode, desk.now)  # noqa: E731
    before = steps(desk, asked)
    others(desk, 1_500)
    assert steps(desk, asked) < before + 150


@pytest.mark.parametrize("mode", MODES.values(), ids=MODES)
def test_its_end_counts_what_it_leaves_out_in_an_index(desk: Desk, mode: Mode) -> None:
    filled(desk)
    conn, seen = desk.store.connection.raw, []
    conn.set_trace_callback(seen.append)
    left = desk.store.left_out(desk.run, mode)
    conn.set_trace_callback(None)
    everything = [one for one in seen if " AS first" not in one and "count(*)" in one]
    assert len(everything) == 1
    plan = [row["detail"] for row in conn.execute(f"EXPLAIN QUERY PLAN {everything[0]}")]
    assert all("COVERING INDEX" in detail for detail in plan), plan
    inside, _ = desk.store.waiting(desk.run, mode, desk.now)
    assert left + inside == desk.one("SELECT count(*) FROM pages")


@pytest.mark.parametrize("mode", MODES.values(), ids=MODES)
def test_what_is_waited_for_is_leased_and_each_page_once(desk: Desk, mode: Mode) -> None:
    filled(desk)
    waiting, _ = desk.store.waiting(desk.run, mode, desk.now)
    desk.mode, desk.clock = mode, 10 * 86_400.0
    tasks = desk.lease()
    assert len({task.page_id for task in tasks}) == len(tasks) == waiting > 2
    assert tasks[0].kind is PageKind.LISTING


def test_which_sections_have_open_articles(desk: Desk) -> None:
    filled(desk)
    conn = desk.store.connection.raw
    assert sections_on(conn, "bao", HOST, ["kinh-te"]) == ["kinh-te", "kinh-te/gao", "kinh-te/lua"]
    assert sections_on(conn, "bao", HOST, ["kinh-te/lua", "kinh-te"]) == [
        "kinh-te/lua",
        "kinh-te",
        "kinh-te/gao",
    ]
    assert sections_on(conn, "bao", "other.vn", ["kinh-te"]) == ["kinh-te"]
    assert sections_on(conn, "bao", HOST, []) == []


def plans(desk: Desk, do: Callable[[], object]) -> list[str]:
    """How the statements of `do` are answered."""
    conn, seen = desk.store.connection.raw, []
    conn.set_trace_callback(seen.append)
    do()
    conn.set_trace_callback(None)
    asked = [one for one in seen if "SELECT" in one]
    assert asked
    return [row["detail"] for one in asked for row in conn.execute(f"EXPLAIN QUERY PLAN {one}")]


@pytest.mark.parametrize(
    "choice", [Choice(), Choice(outcome="rejected"), Choice(since="2026-01-01")]
)
def test_a_reparse_finds_archived_pages_without_reading_articles(
    desk: Desk, choice: Choice
) -> None:
    for number in (1, 2, 3):
        desk.save(article(number, archive_ref=f"a/{number}"))
    conn = desk.store.connection.raw
    for do in (
        lambda: reparsing.count(conn, "bao", choice),
        lambda: reparsing.chosen(conn, "bao", choice, 0),
    ):
        details = [one for one in plans(desk, do) if one.startswith(("SEARCH a ", "SCAN a "))]
        assert details
        assert all("COVERING INDEX articles_kept" in one for one in details), details


def test_a_report_reads_the_newest_articles_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coverage, "NEWEST", 2)
    days = ("2026-03-03", "2026-01-01", "2026-02-02")
    for number, day in enumerate(days, 1):
        told = {"provenance": {"title": Source("jsonld" if number == 2 else "structure")}}
        byline = None if number == 2 else "Tấn Lộc"
        desk.save(article(number, published_at=f"{day}T08:00:00+07:00", byline=byline, **told))
    desk.save(article(4, published_at=None))
    conn = desk.store.connection
    told = report(conn)
    assert told["newest"] == 2
    assert told["coverage"][0]["articles"] == 2
    assert told["coverage"][0]["byline"] == 1.0
    assert [(row["rule"], row["articles"]) for row in told["rules"]] == [("structure", 2)]
    view = desk.row("SELECT * FROM field_coverage")
    assert list(view) == list(told["coverage"][0])
    assert (view["articles"], view["byline"]) == (4, 0.75)

    def grown() -> None:
        report(conn)

    before = steps(desk, grown)
    for number in range(5, 65):
        desk.save(article(number, published_at="2025-01-01T08:00:00+07:00"))
    # The run's own visits by outcome grow with it.
    assert steps(desk, grown) < before + 200


def test_what_is_there_is_counted_in_an_index(desk: Desk) -> None:
    for number, day in enumerate(("2026-03-03", "2026-01-01"), 1):
        desk.save(article(number, published_at=f"{day}T08:00:00+07:00"))
    desk.save(article(3, published_at=None))
    conn = desk.store.connection
    assert found(conn) == [
        {
            "paper": "bao", "language": "vi", "articles": 3, "first_day": "2026-01-01",
            "last_day": "2026-03-03", "words": 240,
        }
    ]  # fmt: skip
    assert "SCAN articles USING COVERING INDEX articles_counted" in plans(desk, lambda: found(conn))
