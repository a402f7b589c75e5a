"""What a run of sections or days costs does not grow with the pages that it leaves out."""

from __future__ import annotations

import pytest

from pipelines.items import Link
from pipelines.outcomes import Outcome, PageKind, Reason
from pipelines.rules import Window
from pipelines.storage.base_mode import Mode
from pipelines.storage.reach import sections_on
from tests.storage_costs import plans, steps
from tests.storage_kit import SITE, Desk, desk, page

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
