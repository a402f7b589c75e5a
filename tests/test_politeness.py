"""Pauses as a host sees them: in a run, across runs, and when it asks for one."""

import itertools
from pathlib import Path

from tests.crawling import crawl, rows
from tests.servers import Answer, Server, serve, small_site

TEXT = {"Content-Type": "text/plain"}


def gaps(server: Server) -> list[float]:
    """Seconds between the starts of requests to the newspaper's first host."""
    times = [request.at for request in server.asked if request.host == "baolongan.vn"]
    return [later - earlier for earlier, later in itertools.pairwise(times)]


def urls(*numbers: int) -> str:
    return "urls=" + ",".join(f"https://baolongan.vn/lua-a{n}.html" for n in numbers)


def test_one_request_at_a_time_and_a_second_between_two_by_default(tmp_path: Path) -> None:
    live = {"DOWNLOAD_DELAY": "1", "CONCURRENT_REQUESTS_PER_DOMAIN": "1"}
    with serve(small_site(3)) as server:
        crawl("baolongan", tmp_path / "news.db", server.url, "-a", urls(1, 2, 3), settings=live)
        crawl("baolongan", tmp_path / "news.db", server.url, "-a", urls(1), settings=live)
    assert len(server.asked) == 6  # robots and three pages, robots and one: across both runs
    assert min(gaps(server)) >= 0.95


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
    # what was in the downloader's hands already may follow at once; the rest waits
    assert max(later - earlier for earlier, later in itertools.pairwise(after)) >= 3.5


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
