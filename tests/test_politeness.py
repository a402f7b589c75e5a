"""Pauses as a host sees them: in a run, across runs, and when it asks for one."""

import itertools
import json
import subprocess
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from scrapy.http import Response

from crawler import samplepaper
from crawler.newspaper import retry_after
from tests.crawling import command, crawl, crawl_words, environment, rows
from tests.killing import wait_for
from tests.pauses import HELD, ONE, gaps, urls
from tests.servers import Answer, serve, small_site

TEXT = {"Content-Type": "text/plain"}


@pytest.mark.long
def test_one_request_at_a_time_and_a_second_between_two_by_default(tmp_path: Path) -> None:
    live = {"DOWNLOAD_DELAY": "1", "CONCURRENT_REQUESTS_PER_DOMAIN": "1"}
    with serve(small_site(3)) as server:
        crawl("baolongan", tmp_path / "news.db", server.url, "-a", urls(1, 2, 3), settings=live)
        crawl("baolongan", tmp_path / "news.db", server.url, "-a", urls(1), settings=live)
    assert len(server.asked) == 6  # robots and three pages, robots and one: across both runs
    assert min(gaps(server)) >= 0.95


@pytest.mark.long
def test_crawl_delay_is_kept_and_outlives_the_run(tmp_path: Path) -> None:
    def site(host: str, path: str) -> Answer | None:
        if path == "/robots.txt":
            return Answer("User-agent: *\nCrawl-delay: 3\n", headers=TEXT)
        return small_site(3)(host, path)

    with serve(site) as server:
        for number in (1, 2):
            crawl("baolongan", tmp_path / "news.db", server.url, "-a", urls(number))
    # between robots and page, and between the page of one run and the robots of the next
    assert len(gaps(server)) == 3
    assert min(gaps(server)) >= 2.9


@pytest.mark.long
def test_retry_after_pauses_the_host_and_loses_nothing(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    refused = {"left": 1}

    def site(host: str, path: str) -> Answer | None:
        if path.startswith("/lua-a") and refused["left"]:
            refused["left"] -= 1
            return Answer("", 429, {"Retry-After": "4"})
        return small_site(3)(host, path)

    quiet = {"CONCURRENT_REQUESTS_PER_DOMAIN": "1"}
    with serve(site) as server:
        done = crawl("baolongan", database, server.url, "-a", urls(1, 2, 3), settings=quiet)
    assert (done.code, done.summary["new"]) == (0, 3)
    after = [r.at for r in server.asked if r.path.startswith("/lua-a")]
    assert after[1] - after[0] >= 3.9


def test_an_absurd_retry_after_is_capped_and_ends_the_run_as_blocked(tmp_path: Path) -> None:
    database = tmp_path / "news.db"

    def site(host: str, path: str) -> Answer | None:
        if path.startswith("/lua-a"):
            return Answer("", 503, {"Retry-After": "315360000"})
        return small_site(9)(host, path)

    with serve(site) as server:
        done = crawl("baolongan", database, server.url)
    assert done.code == 3
    held = rows(database, "SELECT next_request_at FROM hosts WHERE host = 'baolongan.vn'")
    started = rows(database, "SELECT started_at FROM runs")
    assert held[0]["next_request_at"][:4] == started[0]["started_at"][:4]  # an hour, not ten years
    assert rows(database, "SELECT count(*) AS n FROM articles")[0]["n"] == 0


@pytest.mark.long
def test_retry_after_of_robots_is_kept_and_the_next_run_asks_again(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    refused = {"left": 1}

    def site(host: str, path: str) -> Answer | None:
        if path == "/robots.txt" and refused["left"]:
            refused["left"] -= 1
            return Answer("", 503, {"Retry-After": "5"})
        return small_site(3)(host, path)

    with serve(site) as server:
        first = crawl("baolongan", database, server.url, "-a", urls(1, 2))
        second = crawl("baolongan", database, server.url, "-a", urls(1, 2))
    assert (first.code, first.summary["requests"]) == (3, 1)
    assert (second.code, second.summary["new"]) == (0, 2)
    assert gaps(server)[0] >= 4.9


@pytest.mark.long
def test_retry_after_as_a_date_is_kept_by_the_next_run(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    refused = {"left": 1}

    def site(host: str, path: str) -> Answer | None:
        if path.startswith("/lua-a") and refused["left"]:
            refused["left"] -= 1
            until = datetime.now(UTC) + timedelta(seconds=8)
            return Answer("", 503, {"Retry-After": format_datetime(until, usegmt=True)})
        return small_site(3)(host, path)

    with serve(site) as server:
        one = [word for pair in ONE.items() for word in ("-s", "=".join(pair))]
        words = crawl_words("baolongan", database, server.url, "-a", urls(1, 2), *one)
        with subprocess.Popen(
            command(*words), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as first:
            wait_for(lambda: refused["left"] == 0, "the refusal")
            wait_for(lambda: rows(database, HELD)[0]["n"], "the pause")
            first.kill()
        done = crawl("baolongan", database, server.url, "-a", urls(1, 2), settings=ONE)
    assert (done.code, done.summary["new"]) == (0, 2)
    after = [r.at for r in server.asked if r.path.startswith("/lua-a")]
    # The other page waits as well, in the next run too.
    assert after[1] - after[0] >= 6.5


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0), ("0", 1.0), ("-3", 1.0), ("99999", 3600.0), ("9" * 400, 3600.0), ("", None),
        ("soon", None), ("²", None), ("1.5", None), ("Tue, 24 Nov 2026 10:00:30 GMT", 30.0),
        ("Tue, 24 Nov 2026 10:00:30 -0000", 30.0), ("Tue, 24 Nov 2026 09:00:00 GMT", 1.0),
        ("Fri, 31 Dec 9999 23:59:59 -2300", None), ("Tue, 99 Nov 2026 10:00:30 GMT", None),
    ],
)  # fmt: skip
def test_forms_of_retry_after(value: str, seconds: float | None) -> None:
    response = Response("https://baolongan.vn/", headers={"Retry-After": value.encode("latin-1")})
    assert retry_after(response, "2026-11-24T10:00:00.000Z") == seconds


@pytest.mark.long
def test_a_crawl_delay_of_minutes_is_capped_and_never_ends_a_run(tmp_path: Path) -> None:
    database = tmp_path / "news.db"

    def site(host: str, path: str) -> Answer | None:
        if path == "/robots.txt":
            return Answer("User-agent: *\nCrawl-delay: 120\n", headers=TEXT)
        return small_site(3)(host, path)

    with serve(site) as server:
        for number in (1, 2):
            done = crawl("baolongan", database, server.url, "-a", urls(number), timeout=200)
            assert (done.code, done.summary["new"]) == (0, 1)
    assert min(gaps(server)) >= 59.5
    assert max(gaps(server)) < 66


def sample_gaps(server: samplepaper.Server) -> list[tuple[int, float]]:
    """Status of each answer of the sample newspaper, and seconds from its request to the next."""
    asked = [request for request in server.asked if request.host == "baomau.example"]
    return [(a.status, b.time - a.time) for a, b in itertools.pairwise(asked)]


def test_one_at_a_time_is_one_also_without_a_pause(tmp_path: Path) -> None:
    """Each request comes when the answer to the one before has left, by the server's own log."""
    named = ("-a", "sections=phap-luat", "-a", "language=vi")
    log = tmp_path / "log.jsonl"
    with samplepaper.serve(samplepaper.build_site(), log_file=log, delay=0.1) as server:
        done = crawl("baomau", tmp_path / "news.db", server.url, *named, settings=ONE)
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert done.summary["new"] == 4
    assert [line.get("number", line.get("answered")) for line in lines] == [
        number for request in range(6) for number in (request, request)
    ]


@pytest.mark.long
def test_live_pauses_as_the_sample_server_sees_them(tmp_path: Path) -> None:
    """One at a time, a second between two starts: by its own log, also from one run to the next."""
    live = {"DOWNLOAD_DELAY": "1", "CONCURRENT_REQUESTS_PER_DOMAIN": "1"}
    named = ("-a", "sections=phap-luat", "-a", "language=vi")
    with samplepaper.serve(samplepaper.build_site(), delay=0.05) as server:
        for _ in range(2):
            done = crawl("baomau", tmp_path / "news.db", server.url, *named, settings=live)
            assert done.code == 0
    found = sample_gaps(server)
    assert len(server.asked) == 8  # robots, the section, four articles; robots, the section
    assert [status for status, _ in found] == [200, 200, 200, 200, 200, 200, 304]
    assert min(gap for _, gap in found) >= 0.95


@pytest.mark.long
@pytest.mark.parametrize("settings", [{}, {"DOWNLOAD_DELAY": "1"}, {"DOWNLOAD_DELAY": "0.2"}])
def test_nothing_follows_a_retry_after_too_soon(tmp_path: Path, settings: dict[str, str]) -> None:
    """Nor what was in the downloader's hands already when the answer came."""
    one = {"CONCURRENT_REQUESTS_PER_DOMAIN": "1"} | settings
    named = ("-a", "sections=kinh-te,phap-luat", "-a", "language=vi")
    with samplepaper.serve(samplepaper.build_site(switches=["rate-limited"])) as server:
        crawl("baomau", tmp_path / "news.db", server.url, *named, settings=one)
    refused = [gap for status, gap in sample_gaps(server) if status == 429]
    assert len(refused) >= 5
    assert min(refused) >= 1.95  # "Retry-After: 2"
    delay = float(one.get("DOWNLOAD_DELAY", "0"))
    assert min(gap for _, gap in sample_gaps(server)) >= 0.95 * delay
