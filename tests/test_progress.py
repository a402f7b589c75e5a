"""A crawl tells how far it is, and its log can be read by people or by programs."""

import json
import re
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.crawling import crawl, crawl_words
from tests.pty_crawl import crawl_on_a_terminal
from tests.servers import Answer, Site, serve, small_site

HIDDEN, SHOWN = "\x1b[?25l", "\x1b[?25h"
BAR = re.compile(
    r"(\d+) done, (\d+) pending, (\d+) new, ([\d,]+|unknown) pages/min,"
    r" time left (unknown|\d+ (?:s|min)), section kinh-te"
)


def slow_site(articles: int, delay: float) -> Site:
    inner = small_site(articles)

    def site(host: str, path: str) -> Answer | None:
        answer = inner(host, path)
        if answer and path.startswith("/lua-"):
            answer.delay = delay
        return answer

    return site


def words(tmp_path: Path, origin: str, **settings: str) -> list[str]:
    one = {"CONCURRENT_REQUESTS_PER_DOMAIN": "1"}
    return crawl_words("baolongan", tmp_path / "news.db", origin, settings=one | settings)


def json_lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.long
def test_on_a_terminal_a_bar_lives_below_the_log(tmp_path: Path) -> None:
    with serve(slow_site(24, 0.2)) as server:
        done = crawl_on_a_terminal(words(tmp_path, server.url))
    assert done.code == 0
    assert done.out.count("\n") == 1
    assert done.summary["new"] == 24
    drawn = [tuple(found.groups()) for found in BAR.finditer(done.err)]
    middle = [d for d in drawn if int(d[0]) > 5]
    assert len({d[0] for d in middle}) >= 4, drawn  # it moves
    assert any(d[3] != "unknown" and d[4].endswith(" s") for d in middle), drawn
    total = sum(done.summary["outcomes"].values())
    late = [d for d in drawn if total - 10 < int(d[0]) < total]  # after the listing was counted
    assert late
    assert {int(d[0]) + int(d[1]) for d in late} == {total}, late
    assert done.err.count("stored_new https://") == 24
    assert not re.search(r"section kinh-te(?:\x1b\[[0-9;]*m|\s)*20\d\d-", done.err)  # not behind it
    assert (done.err.count(HIDDEN), done.err.count(SHOWN)) == (1, 1)
    assert done.err.rindex(SHOWN) > done.err.rindex(HIDDEN)


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_that_cannot_or_shall_not_draw_gets_plain_lines(
    tmp_path: Path, env: dict[str, str]
) -> None:
    with serve(small_site()) as server:
        done = crawl_on_a_terminal(words(tmp_path, server.url), **env)
    assert done.code == 0
    assert "\x1b" not in done.err
    assert "At the end: " in done.err


def test_a_signal_leaves_the_terminal_as_it_was(tmp_path: Path) -> None:
    with serve(slow_site(200, 0.1)) as server:

        def interrupt(process: subprocess.Popen[bytes]) -> None:
            deadline = time.monotonic() + 60
            while sum(p.startswith("/lua-") for p in server.paths()) < 12:
                assert time.monotonic() < deadline
                assert process.poll() is None
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)

        done = crawl_on_a_terminal(words(tmp_path, server.url), once_running=interrupt)
    assert (done.code, done.summary["verdict"]) == (130, "interrupted")
    assert HIDDEN in done.err
    assert done.err.rindex(SHOWN) > done.err.rindex(HIDDEN)


def test_without_a_terminal_a_plain_line_comes_at_its_interval(tmp_path: Path) -> None:
    with serve(slow_site(12, 0.2)) as server:
        done = crawl(
            "baolongan",
            tmp_path / "news.db",
            server.url,
            settings={"LOGSTATS_INTERVAL": "0.5", "CONCURRENT_REQUESTS_PER_DOMAIN": "1"},
            FORCE_COLOR="1",
            NO_COLOR="",
            TERM="xterm-256color",
        )
    told = [line for line in done.err.splitlines() if "] INFO: Progress: " in line]
    assert len(told) >= 3
    assert all(BAR.search(line) for line in told[1:]), told
    assert done.err.count("At the end: ") == 1
    assert re.search(r"At the end: (\d+) done, 0 pending, 12 new", done.err)
    assert "Crawled " not in done.err  # Scrapy's own line a minute would be a second one
    assert "\x1b" not in done.err


def test_a_log_of_json_lines_is_json_from_its_first_line_to_its_last(tmp_path: Path) -> None:
    inner = small_site()

    def site(host: str, path: str) -> Answer | None:
        return Answer(status=404) if path == "/lua-a3.html" else inner(host, path)

    with serve(site) as server:
        done = crawl("baolongan", tmp_path / "news.db", server.url, settings={"LOG_AS": "json"})
    assert done.out.count("\n") == 1
    lines = json_lines(done.err)
    assert all({"time", "level", "logger", "message", "run", "paper"} <= set(x) for x in lines)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z", line["time"]) for line in lines)
    visits = [line for line in lines if "outcome" in line]
    assert {(v["run"], v["paper"]) for v in visits} == {(1, "baolongan")}
    new = [v for v in visits if v["outcome"] == "stored_new"]
    assert {v["url"] for v in new} == {
        f"https://baolongan.vn/lua-a{n}.html" for n in (1, 2, 4, 5, 6)
    }
    assert all(isinstance(v["page"], int) for v in visits)
    gone = next(v for v in visits if v["url"].endswith("a3.html"))
    assert gone["outcome"] == "rejected"
    assert gone["reason"]
    end = next(line for line in lines if line["message"].startswith("At the end"))
    assert (end["new"], end["pending"]) == (5, 0)


def test_an_exception_is_a_field_beside_the_page_it_is_about(tmp_path: Path) -> None:
    modules = {"SPIDER_MODULES": "tests.spiders.broken_parse", "LOG_AS": "json"}
    with serve(small_site()) as server:
        done = crawl("baolongan", tmp_path / "news.db", server.url, settings=modules)
    assert done.code == 6
    raised = [line for line in json_lines(done.err) if "exception" in line]
    assert len(raised) == 6
    assert all("RuntimeError: broken on purpose" in line["exception"] for line in raised)
    assert all("/lua-" in line["url"] and line["page"] for line in raised)


def test_why_a_crawl_ended_badly_is_a_json_line_too(tmp_path: Path) -> None:
    done = crawl(
        "baolongan", tmp_path / "news.db", "http://127.0.0.1:9", settings={"LOG_AS": "json"}
    )
    assert done.code == 3
    assert json_lines(done.err)[-1]["message"].startswith("scrapy crawl: unreachable: ")


def test_json_lines_go_to_the_log_file_when_one_is_given(tmp_path: Path) -> None:
    log = tmp_path / "crawl.log"
    with serve(small_site()) as server:
        done = crawl(
            "baolongan",
            tmp_path / "news.db",
            server.url,
            settings={"LOG_FILE": str(log)},
            BAOTINH_LOG_AS="json",
        )
    assert (done.code, done.err) == (0, "")
    assert any(line.get("outcome") == "stored_new" for line in json_lines(log.read_text()))


def test_json_on_a_terminal_stays_json(tmp_path: Path) -> None:
    with serve(small_site()) as server:
        done = crawl_on_a_terminal(words(tmp_path, server.url, LOG_AS="json"))
    assert done.code == 0
    assert json_lines(done.err)


@pytest.mark.parametrize("told", ["-s", "environment"])
def test_an_unknown_form_is_a_usage_error_that_names_the_known(tmp_path: Path, told: str) -> None:
    given = ["-s", "LOG_AS=jsonl"] if told == "-s" else []
    env = {} if given else {"BAOTINH_LOG_AS": "jsonl"}
    done = crawl("baolongan", tmp_path / "news.db", "http://127.0.0.1:9", *given, **env)
    assert (done.code, done.summary["verdict"]) == (2, "usage")
    assert "LOG_AS=jsonl" in done.summary["why"]
    assert "text, json" in done.summary["why"]
    assert not list(tmp_path.iterdir())
