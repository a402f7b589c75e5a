"""`scrapy report`: what went wrong, with an example; what changed against the week before."""

import json
import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from pipelines.items import Source
from pipelines.outcomes import Outcome, Reason
from pipelines.storage.completeness import completeness
from pipelines.storage.weeks import compared, errors, last_line
from tests.crawling import ROOT, command, crawl, environment, rows, scrapy
from tests.servers import Answer, serve, small_site
from tests.storage_kit import Desk, article, at, page

DAY = 86_400
TRACEBACK = """Traceback (most recent call last):
  File "a.py", line {line}, in parse
    body = page[{line}]
KeyError: 'body'
"""


def crawls(desk: Desk, day: float, count: int, **values: object) -> None:
    """A run on this day, with so many new articles."""
    desk.end()
    desk.clock = day * DAY
    desk.begin()
    first = int(day * 1000)
    for number in range(first, first + count):
        desk.save(article(number, **values))


@pytest.fixture
def two_weeks(desk: Desk) -> Desk:
    """Four articles, then a week later six, of which none has a byline: another rule answers."""
    good = {"provenance": {"title": Source("selector:h1")}, "byline": "Tấn Lộc"}
    bad = {"provenance": {"title": Source("structure")}, "byline": None}
    crawls(desk, 1, 2, **good)
    crawls(desk, 2, 2, **good)
    desk.visit(page(1), Outcome.REJECTED, reason=Reason.NO_TITLE)
    crawls(desk, 9, 3, **bad)
    for number in (11, 12, 13):
        desk.visit(page(number), Outcome.REJECTED, reason=Reason.NO_TITLE)
    desk.visit(page(21), Outcome.CRASHED, reason=Reason.EXCEPTION, detail=TRACEBACK.format(line=1))
    desk.visit(page(22), Outcome.CRASHED, reason=Reason.EXCEPTION, detail=TRACEBACK.format(line=9))
    crawls(desk, 10, 3, **bad)
    return desk


def test_what_changed_against_the_week_before(two_weeks: Desk) -> None:
    told = compared(two_weeks.store.connection, "bao", at(10 * DAY))
    changes = told["changes"]
    assert changes["figures"]["runs"] == (3, 2)
    assert changes["figures"]["new articles"] == (4, 6)
    assert changes["outcomes"]["rejected/no_title"] == (1, 3)
    assert changes["outcomes"]["crashed/exception"] == (0, 2)
    assert changes["verdicts"] == {"complete": (3, 1), "running": (0, 1)}
    assert changes["coverage"] == {"byline": (1.0, 0.0)}
    assert {(r["field"], r["rule"], r["before"], r["this"]) for r in changes["rules"]} == {
        ("title", "selector:h1", 1.0, 0.0),
        ("title", "structure", 0.0, 1.0),
    }


def test_weeks_end_with_the_run_and_not_now(two_weeks: Desk) -> None:
    told = compared(two_weeks.store.connection, "bao", at(9 * DAY))
    assert told["this"]["runs"] == 1, "the run a week and a second earlier is of the week before"
    assert told["before"]["figures"]["new articles"] == 4
    assert (told["since"], told["since_before"]) == (at(2 * DAY), "2026-10-27T00:00:00.000Z")


def test_a_week_is_seven_days_to_the_millisecond(two_weeks: Desk) -> None:
    """Of two runs a week apart the earlier is of the week before."""
    connection = two_weeks.store.connection
    assert compared(connection, "bao", at(9 * DAY))["this"]["figures"]["new articles"] == 3
    later = compared(connection, "bao", at(9 * DAY - 0.001))
    assert later["this"]["runs"] == 1
    assert later["this"]["figures"]["new articles"] == 2


def test_without_a_week_before_that_is_what_is_told(two_weeks: Desk) -> None:
    told = compared(two_weeks.store.connection, "bao", at(2 * DAY))
    assert (told["before"], told["changes"]) == (None, None)
    assert told["this"]["figures"]["new articles"] == 4


def test_a_week_without_new_articles_has_no_shares(desk: Desk) -> None:
    crawls(desk, 1, 3)
    crawls(desk, 9, 0)
    told = compared(desk.store.connection, "bao", at(9 * DAY))
    assert (told["changes"]["coverage"], told["changes"]["rules"]) == ({}, [])
    assert told["changes"]["figures"]["new articles"] == (3, 0)


def test_a_reparse_is_no_crawl_of_the_week(two_weeks: Desk) -> None:
    two_weeks.store.connection.raw.execute("UPDATE runs SET mode = 'reparse' WHERE id = 4")
    told = compared(two_weeks.store.connection, "bao", at(10 * DAY))
    assert told["this"]["figures"]["new articles"] == 3


def test_errors_come_by_their_number_each_with_its_newest_example(two_weeks: Desk) -> None:
    found = errors(two_weeks.store.connection, "bao", at(10 * DAY))
    assert [(e["outcome"], e["reason"], e["count"]) for e in found] == [
        ("rejected", "no_title", 3),
        ("crashed", "exception", 2),
    ]
    assert found[0]["url"] == page(13)
    assert found[1]["error"] == "KeyError: 'body'", "one exception, wherever it was raised"
    assert (found[1]["url"], found[1]["run"]) == (page(22), 4)
    assert len(errors(two_weeks.store.connection, "bao", at(10 * DAY), 1)) == 1


def test_a_run_that_broke_outside_its_pages_is_an_error_too(two_weeks: Desk) -> None:
    two_weeks.store.end_run(
        two_weeks.run, two_weeks.now, "crashed", 6, {}, TRACEBACK.format(line=3)
    )
    two_weeks.begin()
    found = errors(two_weeks.store.connection, "bao", at(11 * DAY))
    assert ("run", "KeyError: 'body'", None) in {
        (e["outcome"], e["error"], e["url"]) for e in found
    }


@pytest.mark.parametrize(
    ("traceback", "line"),
    [
        (TRACEBACK, "KeyError: 'body'"),
        ("ValueError: a\nb\n", "b"),
        ("the page ended without a result", "the page ended without a result"),
        (None, "(nothing was told)"),
        ("", "(nothing was told)"),
        ("Traceback (most recent call last):\n  x", "x"),
    ],
)
def test_the_line_of_a_traceback(traceback: str | None, line: str) -> None:
    assert last_line(traceback) == line


def test_numbers_that_no_page_answered_for_are_named(desk: Desk) -> None:
    for number in (10, 11, 14, 15, 20):
        desk.save(article(number))
    desk.add(page(17))
    known = "UPDATE pages SET number_space = 'main', number = 17 WHERE url = ?"
    desk.store.connection.raw.execute(known, (page(17),))
    (row,) = completeness(desk.store.connection, "bao")
    assert row["unknown"] == [(18, 19), (16, 16), (12, 13)]
    assert row["unaccounted"] == 5


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A week ago all was well; now one page crashes the parser, and one is gone."""
    path = tmp_path_factory.mktemp("report") / "news.db"
    with serve(small_site(6)) as server:
        assert crawl("baolongan", path, server.url).code == 0
    with closing(sqlite3.connect(path)) as connection:
        moved = "strftime('%Y-%m-%dT%H:%M:%fZ', {}, '-8 days')"
        connection.execute(f"UPDATE runs SET started_at = {moved.format('started_at')}")
        connection.commit()
    inner = small_site(9)

    def site(host: str, path: str) -> Answer | None:
        return Answer("gone", 410) if path == "/lua-a8.html" else inner(host, path)

    with serve(site) as server:
        assert crawl("baolongan", path, server.url).code in {0, 1}
    return path


def test_the_report_for_people_and_for_programs(database: Path) -> None:
    done = scrapy("report", "-s", f"DATABASE={database}", COLUMNS="80")
    assert done.code == 0, done.err
    assert "beside the week before" in done.out
    assert "HTTP 410" in done.out
    assert "https://baolongan.vn/lua-a8.html (run 2)" in done.out
    told = json.loads(scrapy("report", "--json", "-s", f"DATABASE={database}").out)
    assert told["weeks"]["changes"]["figures"]["new articles"] == [6, 2]
    (gone,) = [error for error in told["errors"] if error["http_status"] == 410]
    assert gone["url"] == "https://baolongan.vn/lua-a8.html"
    first = scrapy("report", "--run", "1", "-s", f"DATABASE={database}")
    assert "There is no week before: no crawl of baolongan began from" in first.out


@pytest.mark.long
def test_it_fits_80_columns_and_cuts_nothing_in_a_pipe_and_on_a_terminal(database: Path) -> None:
    env = environment() | {"TERM": "xterm"}
    env.pop("COLUMNS")
    words = command("report", "-s", f"DATABASE={database}")
    piped = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True).stdout
    typed = subprocess.run(
        ["script", "-qec", f"stty cols 80; {' '.join(words)}", "/dev/null"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
    ).stdout
    for text in (piped, re.sub(r"\x1b\[[\d;]*m", "", typed)):
        assert "Last runs" in text
        assert "…" not in text
        assert text.count("──────") >= 5
        wide = [line for line in text.splitlines() if len(line.rstrip()) > 80]
        assert all("://" in line or "In /" in line for line in wide), wide
    assert "\x1b" not in piped


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--paper", "baolongn"], "Did you mean baolongan"),
        (["--paper", "baocantho"], "there is no run of baocantho"),
        (["--paper", "baocantho", "--run", "1"], "run 1 is one of baolongan"),
        (["--run", "99"], "no run 99"),
    ],
)
def test_what_is_not_there_is_told(database: Path, words: list[str], told: str) -> None:
    done = scrapy("report", *words, "-s", f"DATABASE={database}")
    assert (done.code, told in done.err) == (2, True), done.err


@pytest.mark.long
def test_crashes_are_told_by_their_exception(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    with serve(small_site(3)) as server:
        crawl(
            "baolongan", database, server.url,
            settings={"SPIDER_MODULES": "tests.spiders.broken_parse"},
        )  # fmt: skip
    told = json.loads(scrapy("report", "--json", "-s", f"DATABASE={database}").out)
    (crash,) = [error for error in told["errors"] if error["outcome"] == "crashed"]
    assert crash["error"] == "RuntimeError: broken on purpose"
    crashed = rows(database, "SELECT url FROM visits WHERE outcome = 'crashed'")
    assert crash["count"] == len(crashed)
    assert {"url": crash["url"]} in crashed
