"""What a reparse, a report and a look at what is there cost does not grow with all that is stored."""

from __future__ import annotations

import pytest

from pipelines.items import Source
from pipelines.storage import coverage, reparsing
from pipelines.storage.base_reparse import Choice
from pipelines.storage.queries import found, report
from tests.storage_costs import plans, steps
from tests.storage_kit import Desk, article, desk

__all__ = ["desk"]


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
