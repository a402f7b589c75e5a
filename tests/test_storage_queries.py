"""What commands read: report, the story of an address, export rows, the archived page."""

import pytest

from pipelines.items import Link, Source
from pipelines.outcomes import Outcome, PageKind, Reason
from pipelines.storage import queries
from pipelines.storage.exporting import QueryError, Selection, columns, export_rows
from pipelines.storage.queries import NoSuchRunError
from tests.storage_kit import BODY, Desk, article, page


def exported(desk: Desk, **selection: str) -> list[str]:
    rows = export_rows(desk.store.connection, Selection(**selection))
    return [row["source_id"] for row in rows]


@pytest.fixture
def four(desk: Desk) -> Desk:
    for number, day in ((3, "2026-11-03"), (1, "2026-11-01T23:00:00+07:00"), (2, None)):
        desk.save(article(number, published_at=day))
    desk.save(article(4, paper="khac", url="https://khac.vn/4", published_at="2026-11-02"))
    return desk


@pytest.mark.parametrize(
    ("selection", "numbers"),
    [
        ({}, ["3", "1", "2", "4"]),
        ({"paper": "bao"}, ["3", "1", "2"]),
        ({"since": "2026-11-02"}, ["3", "4"]),
        ({"until": "2026-11-01"}, ["1"]),
        ({"since": "2026-11-01", "until": "2026-11-02", "paper": "khac"}, ["4"]),
        ({"where": "published_day IS NULL OR source_id = '3'", "paper": "bao"}, ["3", "2"]),
        ({"where": "title LIKE '%số 2' -- the second"}, ["2"]),
    ],
)
def test_export_selects_in_a_stable_order(four: Desk, selection, numbers):
    assert exported(four, **selection) == numbers


@pytest.mark.parametrize("where", ["nonsense", "title =", "1) (", "1; DELETE FROM articles", '"'])
def test_a_bad_where_is_told(four: Desk, where):
    with pytest.raises(QueryError, match="no condition on articles"):
        exported(four, where=where)


def test_export_has_every_column_in_the_order_of_the_table(four: Desk):
    names = columns(four.store.connection)
    assert names[:4] == ["id", "paper", "number_space", "source_id"]
    assert "published_day" in names
    row = next(export_rows(four.store.connection, Selection()))
    assert row.keys() == names


def test_a_full_export_and_what_changed_since_is_the_new_full_export(four: Desk):
    def rows(**selection: str) -> dict[int, tuple]:
        found = export_rows(four.store.connection, Selection(**selection))
        skip = columns(four.store.connection).index("last_seen_at")
        return {row["id"]: tuple(row)[:skip] + tuple(row)[skip + 1 :] for row in found}

    mirror, since = rows(), four.now
    four.clock += 60
    four.save(article(1, published_at="2026-11-01T23:00:00+07:00", body=BODY + "\n\nThêm."))
    four.save(article(3, published_at="2026-11-03"))
    four.visit(page(2), Outcome.WITHDRAWN)
    four.save(article(9, published_at="2026-10-01"))
    four.save(
        article(1, published_at="2026-11-01T23:00:00+07:00", body="Ngắn.", title="Mùa gặt sớm")
    )
    mirror |= rows(changed_since=since)
    assert mirror == rows()
    four.clock += 60
    assert rows(changed_since=four.now) == {}


def test_the_story_of_an_address(desk: Desk):
    alias = f"{page(1)}?utm_source=x"
    desk.add(Link(page(1), PageKind.ARTICLE, aliases=(alias,)))
    assert queries.explain(desk.store.connection, alias)["page"]["state"] == "pending"
    desk.visit(page(1), Outcome.DEFERRED, reason=Reason.TIMEOUT)
    desk.save(article(1))
    story = queries.explain(desk.store.connection, page(1))
    assert [visit["outcome"] for visit in story["visits"]] == ["deferred", "stored_new"]
    assert story["article"]["source_id"] == "1"
    assert {row["url"] for row in story["urls"]} == {page(1), alias}
    assert queries.explain(desk.store.connection, alias)["article"]["source_id"] == "1"
    assert queries.explain(desk.store.connection, page(404)) is None


def test_a_report_of_one_run(desk: Desk):
    desk.save(article(1, provenance={"title": Source("jsonld", conflict="og: X")}))
    desk.visit(page(2), Outcome.REJECTED, reason=Reason.NO_TITLE)
    desk.next_run()
    told = queries.report(desk.store.connection, 1)
    assert told["run"]["outcomes"]["stored_new"] == 1
    assert told["run"]["stats"] == {"requests": 1}
    assert {"outcome": "rejected", "reason": "no_title", "visits": 1} in told["reasons"]
    assert told["coverage"][0]["byline"] == 1.0
    assert told["rules"] == [{"field": "title", "rule": "jsonld", "articles": 1, "conflicts": 1}]
    assert queries.report(desk.store.connection)["run"]["id"] == 2
    assert [run["id"] for run in queries.runs(desk.store.connection)] == [2, 1]
    with pytest.raises(NoSuchRunError, match="no run 99"):
        queries.report(desk.store.connection, 99)


def test_counts(four: Desk):
    told = queries.counts(four.store.connection, "bao")
    assert told["articles"] == {"live": 3}
    assert told["pages"] == {"done": 4}
    assert told["rows"]["visits"] == 4
    assert told["papers"] == {"bao": 3, "khac": 1}


def test_the_archived_page_of_an_article_its_versions_and_other_pages(desk: Desk):
    desk.save(article(1, archive_ref="a:1"), archive_ref="a:1")
    desk.save(article(1, archive_ref="a:2", byline="Khác"), archive_ref="a:2")
    desk.visit(page(2), Outcome.REJECTED, archive_ref="a:3")
    desk.visit(page(3), Outcome.DEFERRED, reason=Reason.TIMEOUT)

    def ref(what: str, version: int | None = None) -> tuple[str, str] | None:
        return queries.archived_page(desk.store.connection, what, version)

    assert ref("1") == ref(page(1)) == ("bao", "a:2")
    assert ref("1", 1) == ("bao", "a:1")
    assert ref("1", 3) is None
    assert ref(page(2)) == ("bao", "a:3")
    assert ref(page(3)) is None
    assert ref("99") is None
