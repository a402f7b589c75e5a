"""The whole crawl wired through Scrapy's settings and signals, whole and broken."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines import stages
from tests.crawling import ROOT, Done, crawl, rows
from tests.servers import serve, small_site

STAGES = ["Archive", "Open", "Links", "Fields", "Dates", "Validation", "Storage"]


def small_crawl(database: Path, *words: str) -> Done:
    with serve(small_site(6)) as server:
        return crawl("baolongan", database, server.url, *words)


def with_broken(name: str) -> list[str]:
    """Words that put a broken stage in the place of the right one."""
    pipelines = {
        f"{'tests.breakers' if stage == name else stages.__name__}.{stage}Stage": 100 * place
        for place, stage in enumerate(STAGES, 1)
    }
    replaced = {f"{stages.__name__}.{name}Stage": None}
    return ["-s", f"ITEM_PIPELINES={json.dumps(pipelines | replaced)}"]


def spider(module: str) -> list[str]:
    return ["-s", f"SPIDER_MODULES=tests.spiders.{module}"]


@pytest.mark.parametrize("name", STAGES)
def test_a_stage_that_breaks_crashes_the_run_and_keeps_every_page(
    tmp_path: Path, name: str
) -> None:
    database = tmp_path / "news.db"
    done = small_crawl(database, *with_broken(name))
    assert (done.code, done.summary["verdict"]) == (6, "crashed")
    kept = rows(
        database,
        "SELECT p.outcome, v.detail, v.archive_ref FROM pages p JOIN visits v ON v.url = p.url"
        " WHERE p.kind = 'article'",
    )
    assert [row["outcome"] for row in kept] == ["crashed"] * 6
    assert all("broken on purpose" in row["detail"] for row in kept)
    if name != "Archive":
        assert all(row["archive_ref"] for row in kept)
    # mended: nothing has to be done by hand where the page itself was not kept
    if name == "Archive":
        assert small_crawl(database).summary["new"] == 6


@pytest.mark.parametrize(
    "words",
    [
        spider("broken_start"),
        spider("broken_make"),
        ["-s", 'EXTENSIONS={"tests.breakers.BrokenAtStart": 1}'],
        ["-s", 'EXTENSIONS={"tests.breakers.BrokenAtClose": 1}'],
        ["-s", "SCHEDULER=tests.nowhere.Scheduler"],
    ],
    ids=["start", "spider", "extension", "spider_closed", "scheduler"],
)
def test_what_breaks_outside_a_page_crashes_the_run_and_loses_nothing(
    tmp_path: Path, words: list[str]
) -> None:
    database = tmp_path / "news.db"
    done = small_crawl(database, *words)
    assert (done.code, done.summary["verdict"]) == (6, "crashed")
    run = rows(database, "SELECT verdict, exit_code, traceback FROM runs")
    assert (run[0]["verdict"], run[0]["exit_code"]) == ("crashed", 6)
    assert run[0]["traceback"]
    again = small_crawl(database)
    assert again.code == 0
    assert rows(database, "SELECT count(*) AS n FROM articles")[0]["n"] == 6


@pytest.mark.long
@pytest.mark.parametrize(
    "words",
    [
        spider("broken_parse"),
        spider("silent_parse"),
        ["-s", 'DOWNLOADER_MIDDLEWARES={"tests.breakers.BrokenInDownload": 1}'],
        ["-s", 'SPIDER_MIDDLEWARES={"tests.breakers.LosesItems": 1}'],
        ["-s", 'ITEM_PIPELINES={"tests.breakers.Dropper": 1}'],
    ],
    ids=["callback", "silent callback", "downloader", "spider middleware", "no stages of ours"],
)
def test_a_page_that_ends_without_a_word_is_a_crashed_visit(
    tmp_path: Path, words: list[str]
) -> None:
    database = tmp_path / "news.db"
    done = small_crawl(database, *words)
    assert done.code == 6
    crashed = rows(database, "SELECT count(*) AS n FROM visits WHERE outcome = 'crashed'")
    assert crashed[0]["n"] >= 6
    assert rows(database, "SELECT count(*) AS n FROM pages WHERE state = 'leased'")[0]["n"] == 0


def test_a_foreign_stage_that_drops_is_counted(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    pipelines = {f"{stages.__name__}.{stage}Stage": n for n, stage in enumerate(STAGES)}
    pipelines = json.dumps(pipelines | {"tests.breakers.Dropper": 2.5})
    done = small_crawl(database, "-s", f"ITEM_PIPELINES={pipelines}")
    sql = "SELECT outcome, reason FROM visits WHERE url LIKE '%/lua-%'"
    assert done.code == 0
    assert rows(database, sql) == [{"outcome": "rejected", "reason": "dropped"}] * 6


def test_dataclass_dict_and_scrapy_item_give_equal_rows(tmp_path: Path) -> None:
    """itemadapter is the one way in which stages touch items."""
    columns = "url, title, lead, body, byline, published_at, section, language, content_hash, rules"
    results = []
    for module in ("crawler.spiders", "tests.spiders.yields_dict", "tests.spiders.yields_item"):
        database = tmp_path / f"{module}.db"
        done = small_crawl(database, "-s", f"SPIDER_MODULES={module}")
        assert (done.code, done.summary["new"]) == (0, 6)
        results.append(rows(database, f"SELECT {columns} FROM articles ORDER BY url"))
    assert results[0] == results[1] == results[2]
    assert len(results[0]) == 6


def test_scrapy_s_own_feed_gives_the_articles(tmp_path: Path) -> None:
    feed = tmp_path / "articles.jsonl"
    done = small_crawl(tmp_path / "news.db", "-o", str(feed))
    assert done.code == 0
    articles = [json.loads(line) for line in feed.read_text("utf-8").splitlines()]
    assert len(articles) == 6
    assert {a["byline"] for a in articles} == {"Minh Thư"}
    assert all("đầu mùa" in a["title"] for a in articles)  # written as letters, not escapes


@pytest.mark.parametrize(
    ("command", "least"), [("crawl", 50_000), ("reparse", 50_000), ("list", 700)]
)
def test_only_commands_that_read_many_pages_look_for_cycles_seldom(command: str, least: int):
    asked = "import gc, crawler.settings; print(gc.get_threshold()[0])"
    words = [sys.executable, "-c", f"import sys; sys.argv = ['scrapy', {command!r}]; {asked}"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) == least
