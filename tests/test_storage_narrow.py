"""What a lease costs grows neither with the pages that a run leaves out nor with its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from pipelines.items import Link
from pipelines.outcomes import Outcome, PageKind, Reason
from pipelines.rules import Window
from pipelines.storage.base_mode import Mode
from pipelines.storage.reach import sections_on
from pipelines.storage.sqlite import SqliteStore
from tests.storage_costs import plans, steps
from tests.storage_kit import SITE, Desk, desk, page

__all__ = ["desk"]
HOST = "bao.vn"
LATER = "2027-01-01T00:00:00.000Z"
MARCH = Window(since="2026-03-01", until="2026-03-31")
ECONOMY = Window(sections=("kinh-te",))
BOTH = MARCH._replace(sections=ECONOMY.sections)
MODES = {
    "sections": Mode(window=ECONOMY),
    "days": Mode(window=MARCH),
    "days, numbers known": Mode(window=MARCH, bounds={HOST: (1, 40)}),
    "sections and days": Mode(window=BOTH),
    "sections and days, numbers known": Mode(window=BOTH, bounds={HOST: (1, 40)}),
    "days, numbers looked for": Mode(window=MARCH, probing=True),
    "sections and days, numbers looked for": Mode(window=BOTH, probing=True),
}
GIVEN = {
    "everything": Mode(),
    "addresses": Mode(only_urls=(page(5), page(404), page(1))),
    "numbers": Mode(numbers=(1, 40)),
    "another host": Mode(window=Window(hosts=("en.bao.vn",))),
}


def link(
    number: int,
    section: str | None,
    day: str | None = None,
    *,
    numbered: bool = True,
    **hints: object,
) -> Link:
    """An article as a listing names it."""
    told = {"section": section, "date": day, **hints}
    known = {"number": number, "space": "main"} if numbered else {}
    return Link(page(number), PageKind.ARTICLE, hints=told, **known)  # type: ignore[arg-type]


#: What there may be thousands of.
MANY: dict[str, Callable[[int], Link]] = {
    "of one day of the window": lambda n: link(n, "kinh-te", "2026-03-05"),
    "of another day": lambda n: link(n, "kinh-te", "2026-05-01"),
    "undated": lambda n: link(n, "kinh-te"),
    "undated, of another section": lambda n: link(n, "the-thao"),
    "undated, of no section": lambda n: link(n, None),
    "undated, changed before": lambda n: link(n, "kinh-te", lastmod="2020-01-01"),
    "asked, without a day": lambda n: link(n, "kinh-te", undated=True),
    "without number": lambda n: link(n, "kinh-te", numbered=False),
    "without number, of another day": lambda n: link(n, "kinh-te", "2020-01-01", numbered=False),
    "without number, changed before": lambda n: link(
        n, "kinh-te", numbered=False, lastmod="2020-01-01"
    ),
    "of below the section": lambda n: link(n, "kinh-te/lua"),
    "sitemaps changed before": lambda n: Link(
        f"{SITE}/sitemap-{n}.xml", PageKind.SITEMAP, hints={"lastmod": "2020-01-01"}
    ),
}


def filled(desk: Desk) -> None:
    """Inside and outside of every window; a listing; one that waits for another try."""
    desk.add(Link(f"{SITE}/kinh-te/", PageKind.LISTING, hints={"section": "kinh-te"}))
    desk.add(link(1, "kinh-te", "2026-03-05"), link(2, "kinh-te/lua", "2026-03-06"))
    desk.add(link(3, "kinh-te-bien", "2026-03-07"), link(4, "the-thao", "2026-03-08"))
    desk.add(link(5, "kinh-te"), link(6, "the-thao"), link(7, "kinh-te", numbered=False))
    desk.add(link(8, "kinh-te", "2026-04-01"), link(90, "kinh-te"), link(91, "kinh-te/gao"))
    desk.add(link(10, None, by_number=1, probe=1), link(11, "the-thao", "2026-03-09", probe=1))
    desk.visit(page(9), Outcome.DEFERRED, reason=Reason.DNS)


def others(desk: Desk, count: int) -> None:
    """Articles of other sections, days and numbers."""
    desk.add(*(link(1_000 + n, f"khac-{n % 3}", "2026-05-01") for n in range(count)))


def asked(desk: Desk, mode: Mode) -> None:
    """What the engine asks each time that a host has nothing ready."""
    desk.mode = mode
    tasks = desk.lease(16, host=HOST)
    desk.store.due_in(desk.run, mode, desk.now, HOST)
    desk.store.release(tasks)


@pytest.fixture
def quick() -> Iterator[Desk]:
    store = SqliteStore.in_memory()
    yield Desk(store)
    store.close_connection()


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        pytest.param(mode, kind, id=f"{name}: {kind}")
        for name, mode in (MODES | GIVEN).items()
        for kind in MANY
        # Without days nothing tells sitemaps apart, and they are few: a run of sections looks through them.
        if (name, kind) != ("sections", "sitemaps changed before")
    ],
)
def test_a_lease_costs_the_same_however_many_wait(quick: Desk, mode: Mode, kind: str) -> None:
    filled(quick)
    quick.add(*(MANY[kind](1_000 + n) for n in range(40)))
    asked(quick, mode)
    before = steps(quick, lambda: asked(quick, mode))
    quick.add(*(MANY[kind](2_000 + n) for n in range(1_000)))
    assert steps(quick, lambda: asked(quick, mode)) < before + 150


@pytest.mark.parametrize("mode", [MODES["sections"], *GIVEN.values()], ids=["sections", *GIVEN])
def test_a_lease_does_not_read_what_waits_for_another_try(quick: Desk, mode: Mode) -> None:
    filled(quick)

    def failed(first: int, count: int) -> None:
        quick.add(*(link(first + n, "kinh-te") for n in range(count)))
        quick.rows(
            "UPDATE pages SET state = 'retry', next_attempt_at = ? WHERE number >= 1000", LATER
        )

    failed(1_000, 40)
    asked(quick, mode)
    before = steps(quick, lambda: asked(quick, mode))
    failed(2_000, 1_000)
    assert steps(quick, lambda: asked(quick, mode)) < before + 150


@pytest.mark.parametrize("mode", [*MODES.values(), *GIVEN.values()], ids=[*MODES, *GIVEN])
def test_pages_are_leased_in_the_order_of_an_index(quick: Desk, mode: Mode) -> None:
    filled(quick)
    quick.mode = mode
    found = plans(quick, quick.lease)
    assert any("USING" in plan for plan in found)
    assert [plan for plan in found if "TEMP B-TREE" in plan] == []


def test_given_addresses_are_looked_up_once_a_round(quick: Desk) -> None:
    """In the order given, and none twice, though thousands are done already."""
    given = [page(n) for n in range(2_000, 0, -1)]
    quick.add(*given)
    plain = steps(quick, lambda: quick.store.release(quick.lease(16, host=HOST)))
    quick.mode = Mode(only_urls=tuple(given))
    assert quick.store.waiting(quick.run, quick.mode, quick.now) == (2_000, 0.0)
    first = steps(quick, lambda: quick.lease(16, host=HOST))
    assert first < plain + 150
    found = [task.url for _ in range(110) for task in quick.lease(16, host=HOST)]
    assert found == given[16:1_776]
    assert steps(quick, lambda: quick.lease(16, host=HOST)) < first + 50
    quick.store.release(quick.lease(16, host=HOST))
    while tasks := quick.lease(16, host=HOST):
        found += [task.url for task in tasks]
    assert sorted(found) == sorted({*given[16:1_776], *given[1_792:]})


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
