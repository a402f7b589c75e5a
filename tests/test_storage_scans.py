"""What a run asks the database does not grow with what is stored: no statement reads whole tables."""

import re

import pytest

from pipelines.items import Link
from pipelines.outcomes import Outcome, PageKind, Reason
from pipelines.rules import Window
from pipelines.storage.base_mode import Mode
from pipelines.storage.completeness import _SPANS, completeness
from pipelines.storage.exporting import Selection, export_rows
from tests.storage_kit import SITE, Desk, article, desk, page

__all__ = ["desk"]
#: Tables that grow with the newspaper. An index of what is open is as long as what is open.
_WHOLE = re.compile(r"^SCAN (?:pages|articles|article_\w+|visits|provenance|p|a|v)$")
# (An INSERT's plan shows what deferred foreign keys would look for, where any were violated.)
_ASKED = re.compile(r"^\s*(?:SELECT|WITH|UPDATE|DELETE)\b", re.IGNORECASE)


def scans(desk: Desk, do) -> list[str]:
    """Statements that `do` makes and whose plan reads a whole table, with the plan's line."""
    conn, seen = desk.store.connection.raw, []
    conn.set_trace_callback(seen.append)
    do()
    conn.set_trace_callback(None)
    assert len(seen) > 3
    found = []
    for statement in filter(_ASKED.match, seen):
        plan = conn.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
        found += [f"{row['detail']}: {statement}" for row in plan if _WHOLE.match(row["detail"])]
    return found


def filled(desk: Desk) -> None:
    """Articles, a listing, something that waits and something that failed."""
    for number in range(1, 6):
        desk.save(article(number))
    desk.visit(f"{SITE}/kinh-te/", Outcome.LISTED)
    desk.visit(page(8), Outcome.DEFERRED, reason=Reason.DNS)
    desk.visit(page(9), Outcome.CRASHED)
    desk.add(page(10))


@pytest.mark.parametrize("index", ["pages_retry", "pages_crashed", "pages_no_article"])
def test_without_an_index_the_start_of_a_run_reads_every_page(desk: Desk, index: str):
    filled(desk)
    desk.end()
    desk.store.connection.raw.execute(f"DROP INDEX {index}")

    def start() -> None:
        desk.begin()
        desk.store.reopen_listings(desk.run, Mode())

    assert len(scans(desk, start)) == 1


def test_no_run_reads_a_whole_table(desk: Desk):
    filled(desk)
    desk.end()

    def hour() -> None:
        desk.begin()
        for mode in (Mode(), Mode(backfill=True), Mode(window=Window(since="2026-01-01"))):
            desk.store.reopen_listings(desk.run, mode)
            desk.mode = mode
            desk.store.release(desk.lease())
            desk.store.waiting(desk.run, mode, desk.now)
            desk.store.left_out(desk.run, mode)
            desk.store.due_in(desk.run, mode, desk.now, "bao.vn")
        desk.store.due_hosts(desk.run)
        desk.store.had_links(f"{SITE}/kinh-te/")
        desk.visit(Link(f"{SITE}/the-thao/", PageKind.LISTING).url, Outcome.LISTED)
        desk.save(article(11))
        desk.end()

    assert scans(desk, hour) == []


@pytest.mark.parametrize(
    "selection",
    [
        Selection(since="2026-01-01", until="2026-01-02"),
        Selection(paper="bao", since="2026-01-01"),
        Selection(paper="bao", until="2026-01-02"),
        Selection(changed_since="2026-01-01T00:00:00.000Z"),
    ],
)
def test_no_pull_of_some_days_reads_a_whole_table(desk: Desk, selection: Selection):
    filled(desk)

    def pull() -> None:
        for _ in range(3):
            list(export_rows(desk.store.connection, selection))

    assert scans(desk, pull) == []


def test_completeness_reads_no_rows_of_articles(desk: Desk):
    filled(desk)
    found = scans(desk, lambda: completeness(desk.store.connection, "bao"))
    assert found == []
    plans = [
        row["detail"]
        for row in desk.store.connection.raw.execute(
            f"EXPLAIN QUERY PLAN {_SPANS}", ("bao", 1, "", "")
        )
    ]
    assert any("articles_order" in plan for plan in plans), plans
