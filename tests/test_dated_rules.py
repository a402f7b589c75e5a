"""A layout holds for its days: each page is read with the rules of the day on which it was fetched."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from crawler import catalogue
from pipelines import flow
from pipelines.items import RawPage
from pipelines.outcomes import PageKind
from pipelines.rules import FieldRules, RuleSet
from tests.crawling import crawl, rows, scrapy
from tests.servers import article, serve, small_site
from tests.warcs import Answer, write

PAPER = catalogue.newspapers()["baolongan"]
#: The lead stands elsewhere in each: what a row has tells which rules read it.
OLD = RuleSet(name="x/1", fields=FieldRules(lead=("p.fontd",)), valid_to=date(2019, 12, 31))
NEW = RuleSet(
    name="x/2",
    fields=FieldRules(title=("h1",), body=("#newscontents",)),
    valid_from=date(2020, 1, 1),
)


def page(fetched_at: str) -> RawPage:
    return RawPage(
        url="https://baolongan.vn/lua-a1.html",
        paper="baolongan",
        kind=PageKind.ARTICLE,
        fetched_at=fetched_at,
        status=200,
        headers=[("Content-Type", "text/html")],
        body=article(1).encode(),
    )


@pytest.mark.parametrize(
    ("fetched_at", "name"),
    [
        ("2017-05-01T00:00:00.000Z", "x/1"),
        ("2019-12-31T16:59:59.999Z", "x/1"),
        ("2019-12-31T17:00:00.000Z", "x/2"),  # the first of January in Vietnam
        ("2026-01-01T00:00:00.000Z", "x/2"),
    ],
)
def test_the_day_is_the_newspaper_s(fetched_at: str, name: str) -> None:
    reading = flow.read_page(page(fetched_at), replace(PAPER, rule_sets=(NEW, OLD)))
    assert reading.rule_set is not None
    assert reading.rule_set.name == name


def test_a_day_without_rules_takes_the_last() -> None:
    gap = replace(OLD, name="x/0", valid_to=date(2010, 1, 1))
    paper = replace(PAPER, rule_sets=(NEW, gap))
    assert paper.rule_set_for(date(2015, 1, 1)).name == "x/0"
    assert paper.rule_set_for(None).name == "x/2"


def test_a_newspaper_that_is_none_of_ours_is_read_with_its_system_s_rules_of_the_day() -> None:
    paper = catalogue.foreign("bao.example", "https")
    at = {"2019-05-01T00:00:00.000Z": "family_a/2020", "2026-05-01T00:00:00.000Z": "family_a/2022"}
    for fetched_at, name in at.items():
        reading = flow.read_page(replace(page(fetched_at), url="https://bao.example/x"), paper)
        assert reading.rule_set is not None
        assert reading.rule_set.name == name


def test_no_newspaper_has_a_day_of_two_layouts_or_of_none() -> None:
    """Each set of a newspaper begins on the day after the next older one ended."""
    for paper in catalogue.newspapers().values():
        for newer, older in zip(paper.rule_sets, paper.rule_sets[1:], strict=False):
            assert newer.valid_from is not None, paper.name
            assert older.valid_to is not None, paper.name
            assert (newer.valid_from - older.valid_to).days == 1, paper.name
        assert paper.rule_sets[0].valid_to is None
        assert paper.rule_sets[-1].valid_from is None


@pytest.mark.long
def test_crawl_and_reparse_take_the_rules_of_the_page_s_day(tmp_path: Path) -> None:
    database, file = tmp_path / "news.db", tmp_path / "old.warc.gz"
    with serve(small_site(2)) as server:
        assert crawl("baolongan", database, server.url).code in {0, 1}
    write(file, [Answer(11, date="2019-03-02T03:04:05Z"), Answer(12, date="2023-03-02T03:04:05Z")])
    words = ("reparse", "-s", f"DATABASE={database}")
    assert scrapy(*words, "--paper", "baolongan", "--warc", str(file)).code == 0
    sql = "SELECT source_id, rules FROM articles ORDER BY CAST(source_id AS INTEGER)"
    found = [(row["source_id"], row["rules"]) for row in rows(database, sql)]
    assert found == [
        ("1", "family_a/2022"),
        ("2", "family_a/2022"),
        ("11", "family_a/2020"),
        ("12", "family_a/2022"),
    ]
    done = scrapy(*words)
    assert (done.code, done.summary["same"]) == (0, done.summary["read"])
    assert scrapy("verify", "--deep", "-s", f"DATABASE={database}").code == 0
