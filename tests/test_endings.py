"""How crawls end: each verdict and exit code, caused for real.

`@ends` says which ending a test reaches, and holds it to that: the test returns its crawl.
`test_every_ending_of_the_table_is_reached` compares what is reached here and in the files beside
this one with README's table.
"""

import contextlib
import importlib
import re
from pathlib import Path

import pytest

from crawler.runs.verdict import Exit
from pipelines.storage.tables_frontier import VERDICTS
from tests.crawling import ROOT, Done, crawl, rows, scrapy
from tests.endings import REACHED, ends
from tests.servers import Answer, serve, small_site


@ends(0, "complete")
def test_a_quiet_crawl_is_complete_and_the_last_line_is_json(tmp_path: Path) -> Done:
    with serve(small_site()) as server:
        done = crawl("baolongan", tmp_path / "news.db", server.url)
    assert done.summary["new"] == 6
    assert done.out.strip().count("\n") == 0
    return done


@ends(0, "complete")
def test_nothing_new_is_complete(tmp_path: Path) -> Done:
    with serve(small_site()) as server:
        crawl("baolongan", tmp_path / "news.db", server.url)
        done = crawl("baolongan", tmp_path / "news.db", server.url)
    assert done.summary["new"] == 0
    return done


@ends(0, "complete")
def test_a_host_that_forbids_all_that_was_wanted_is_complete(tmp_path: Path) -> Done:
    robots = Answer("User-agent: *\nDisallow: /lua-\n", headers={"Content-Type": "text/plain"})
    wanted = "urls=https://baolongan.vn/lua-a1.html,https://baolongan.vn/lua-a2.html"
    with serve(lambda h, p: robots if p == "/robots.txt" else small_site()(h, p)) as server:
        done = crawl("baolongan", tmp_path / "news.db", server.url, "-a", wanted)
    assert done.summary["outcomes"] == {"skipped": 2}
    return done


@ends(1, "degraded")
def test_a_listing_that_used_to_have_articles_and_has_none_is_degraded(tmp_path: Path) -> Done:
    database = tmp_path / "news.db"
    inner = small_site()
    empty = Answer("<html><body><ul></ul></body></html>")
    with serve(inner) as server:
        crawl("baolongan", database, server.url)
    with serve(lambda h, p: empty if p == "/kinh-te/" else inner(h, p)) as server:
        done = crawl("baolongan", database, server.url)
    assert "lists no article, and used to" in done.summary["why"]
    return done


@ends(6, "crashed")
def test_a_stage_that_breaks_is_our_fault(tmp_path: Path) -> Done:
    broken = (
        'ITEM_PIPELINES={"tests.breakers.FieldsStage": 400, "pipelines.stages.FieldsStage": null}'
    )
    return _crashed(tmp_path / "news.db", "-s", broken)


@ends(6, "crashed")
def test_an_exception_outside_a_page_is_our_fault(tmp_path: Path) -> Done:
    return _crashed(tmp_path / "news.db", "-s", "SCHEDULER=tests.nowhere.Scheduler")


def _crashed(database: Path, *words: str) -> Done:
    with serve(small_site()) as server:
        done = crawl("baolongan", database, server.url, *words)
    run = rows(database, "SELECT verdict, exit_code FROM runs")
    assert run == [{"verdict": "crashed", "exit_code": 6}]
    return done


@ends(2, "usage")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["-a", "sine=2017-01-01"], "Did you mean -a since"),
        (["-a", "since=2017-13-01"], "since=2017-13-01"),
        (["-a", "since=1/4/2017"], "YYYY-MM-DD"),
        (["-a", "since=2017-05-01", "-a", "until=2017-04-01"], "after until"),
        (["-a", "mode=all"], "mode=all"),
        (["-a", "mode=backfill", "-a", "since=0001-01-01"], "years 1900 to 9000"),
        (["-s", "REFRESH_BUDGET=x"], "REFRESH_BUDGET=x"),
        (["-s", "DOWNLOAD_DELAY=abc"], "DOWNLOAD_DELAY=abc"),
        (["-s", "CONCURRENT_REQUESTS_PER_DOMAIN=0"], "1 or more"),
        (["-a", "language=fr"], "language=fr"),
        (["-a", "sections=Kinh tế"], "section slugs"),
        (["-a", "urls=https://vnexpress.net/x-a1.html"], "no page of baolongan"),
        (["-a", "urls=@/nowhere/list.txt"], "nowhere"),
        (["-a", "origin=127.0.0.1:8000"], "http://127.0.0.1:8000"),
        (["-a", "nonsense"], "NAME=VALUE"),
        (["--nosuch"], "--nosuch"),
    ],
)
def test_a_mistake_is_told_in_one_line_and_nothing_is_touched(
    tmp_path: Path, words: list[str], told: str
) -> Done:
    database = tmp_path / "news.db"
    done = crawl("baolongan", database, "http://127.0.0.1:1", *words)
    assert told in done.summary["why"]
    assert done.summary["run"] is None
    assert not list(tmp_path.iterdir())
    return done


@ends(2, "usage")
@pytest.mark.parametrize(
    ("paper", "variables", "told"),
    [
        ("baolongn", {}, "Did you mean baolongan"),
        ("baolongan", {}, "CONTACT is not set"),
        ("baolongan", {"BAOTINH_DATABSE": "x.db"}, "Did you mean BAOTINH_DATABASE"),
    ],
)
def test_a_misspelt_newspaper_or_setting_and_a_missing_contact(
    tmp_path: Path, paper: str, variables: dict[str, str], told: str
) -> Done:
    done = scrapy("crawl", paper, "-s", f"DATABASE={tmp_path / 'news.db'}", **variables)
    assert told in done.summary["why"]
    assert not list(tmp_path.iterdir())
    return done


def test_arguments_of_scrapyd_are_accepted_and_kept(tmp_path: Path) -> None:
    with serve(small_site()) as server:
        done = crawl(
            "baolongan", tmp_path / "news.db", server.url, "-a", "_job=26d1b1a6d6f111e0be5c"
        )
    assert done.code == 0
    assert (
        "26d1b1a6d6f111e0be5c"
        in rows(tmp_path / "news.db", "SELECT arguments FROM runs")[0]["arguments"]
    )


def test_no_crawl_leaves_a_process_behind(tmp_path: Path) -> None:
    with serve(small_site()) as server:
        assert crawl("baolongan", tmp_path / "news.db", server.url).code == 0
    left = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (folder / "cmdline").read_bytes().split(b"\0")
            left += [words] if str(tmp_path).encode() in b" ".join(words) else []
    assert not left


def test_every_ending_of_the_table_is_reached() -> None:
    """README's table, the code's lists and the tests above name the same endings."""
    lines = re.findall(
        r"^\| (\d+) \| ([a-z, ]+) \|", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE
    )
    table = {(int(code), word) for code, words in lines for word in words.split(", ")}
    for file in Path(__file__).parent.glob("test_endings*.py"):
        importlib.import_module(f"tests.{file.stem}")
    assert table == REACHED
    assert {code for code, _ in table} == {code.value for code in Exit}
    # `usage` and `locked` leave no run behind; `killed` is what the next run writes.
    assert {word for _, word in table} == {*VERDICTS, "usage", "locked"} - {"killed"}


def test_a_promise_of_an_ending_is_held_to() -> None:
    @ends(0, "complete")
    def broken() -> Done:
        return Done(0, '{"verdict": "degraded", "exit_code": 0}', "")

    with pytest.raises(AssertionError):
        broken()
