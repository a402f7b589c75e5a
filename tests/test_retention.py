"""Visits grow old: they are thinned, and nothing that matters goes with them."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.crawling import crawl, rows, scrapy
from tests.servers import serve, small_site

#: Years of crawls take a while to make.
pytestmark = pytest.mark.long


def made_older(database: Path, days: int) -> None:
    """As if every run so far had ended so many days earlier."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(
            "UPDATE runs SET finished_at = strftime('%Y-%m-%dT%H:%M:%fZ', finished_at, ?)",
            (f"-{days} days",),
        )
        connection.commit()


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four articles, then two quiet hours, all of it two years ago; and a run of today."""
    database = tmp_path_factory.mktemp("years") / "news.db"
    with serve(small_site(4)) as server:
        for _ in range(3):
            assert crawl("baolongan", database, server.url).code == 0
        made_older(database, 730)
        assert crawl("baolongan", database, server.url, settings={"VISITS_DAYS": "365"}).code == 0
    return database


@pytest.fixture
def three_runs(crawled: Path, tmp_path: Path) -> Path:
    """A copy that may be spoilt."""
    shutil.copytree(crawled.parent, tmp_path / "copy")
    return tmp_path / "copy" / "news.db"


def test_old_visits_go_and_those_that_stored_something_stay(three_runs: Path) -> None:
    first, second, last = (
        rows(three_runs, f"SELECT * FROM visits WHERE run_id = {run}") for run in (1, 2, 4)
    )
    assert {visit["outcome"] for visit in first} == {"stored_new"}
    assert len(first) == 4
    assert second == []
    assert len(last) > 4
    newest = rows(three_runs, "SELECT page_id FROM visits GROUP BY page_id")
    visited = rows(three_runs, "SELECT id FROM pages WHERE outcome IS NOT NULL")
    assert len(newest) == len(visited), "every page keeps its newest visit"


def test_a_runs_counts_stay_and_verify_knows_why(three_runs: Path) -> None:
    first = rows(three_runs, "SELECT listed, stored_new, thinned FROM runs")[0]
    assert first["stored_new"] == 4
    assert first["listed"] > 0
    assert first["thinned"] >= first["listed"]
    verified = scrapy("verify", "-s", f"DATABASE={three_runs}")
    assert verified.code == 0, verified.out


@pytest.mark.parametrize("change", ["thinned = thinned + 1", "listed = listed - 1"])
def test_a_visit_that_is_missing_is_still_told(three_runs: Path, change: str) -> None:
    with closing(sqlite3.connect(three_runs)) as connection:
        connection.execute(f"UPDATE runs SET {change} WHERE id = 1")
        connection.commit()
    verified = scrapy("verify", "-s", f"DATABASE={three_runs}")
    assert verified.code == 1
    assert "run 1" in verified.out


def test_a_story_and_a_report_are_told_all_the_same(three_runs: Path) -> None:
    database = f"DATABASE={three_runs}"
    told = scrapy("explain", "https://baolongan.vn/lua-a1.html", "-s", database)
    assert told.code == 0
    assert "stored_new" in told.out
    report = json.loads(scrapy("report", "--run", "1", "--json", "-s", database).out)
    assert report["run"]["outcomes"]["stored_new"] == 4


def test_nothing_goes_while_it_is_young_or_kept_for_ever(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    with serve(small_site(2)) as server:
        crawl("baolongan", database, server.url)
        before = rows(database, "SELECT count(*) AS n FROM visits WHERE run_id = 1")
        crawl("baolongan", database, server.url)
        made_older(database, 4_000)
        crawl("baolongan", database, server.url, settings={"VISITS_DAYS": "0"})
    assert rows(database, "SELECT count(*) AS n FROM visits WHERE run_id = 1") == before


def test_days_that_are_no_number_are_refused(tmp_path: Path) -> None:
    done = crawl(
        "baolongan", tmp_path / "n.db", "http://127.0.0.1:9", settings={"VISITS_DAYS": "x"}
    )
    assert (done.code, "VISITS_DAYS=x" in done.err) == (2, True)
