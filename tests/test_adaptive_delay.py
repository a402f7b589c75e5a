"""A slow host is asked less often, and the pause that it needs is kept."""

from pathlib import Path

import pytest

from tests.crawling import crawl
from tests.pauses import ONE, gaps, urls
from tests.servers import Answer, Site, serve, small_site


def slow_pages(seconds: float, *numbers: int) -> Site:
    """These articles take so long to answer; all else is quick."""
    inner = small_site(12)
    slow = {f"/lua-a{n}.html" for n in numbers}

    def site(host: str, path: str) -> Answer | None:
        answer = inner(host, path)
        if answer and path in slow:
            answer.delay = seconds
        return answer

    return site


@pytest.mark.long
def test_a_slow_host_is_asked_less_often_and_a_fast_one_again_as_before(tmp_path: Path) -> None:
    settings = ONE | {"DOWNLOAD_DELAY": "0.2"}
    with serve(slow_pages(0.8, 1, 2, 3)) as server:
        given = urls(*range(1, 10))
        done = crawl("baolongan", tmp_path / "news.db", server.url, "-a", given, settings=settings)
    assert (done.code, done.summary["new"]) == (0, 9)
    between = gaps(server)  # robots to 1, 1 to 2, …
    # A start is told by when the server saw it: some milliseconds either way.
    assert 0.1 <= between[0] < 0.7
    assert min(between[1:4]) >= 1.55  # half of the host's time at most: twice 0.8 s
    assert between[4] >= 0.75  # down by halves
    assert max(between[6:]) < 0.6
    assert min(between) >= 0.19


@pytest.mark.long
def test_a_host_that_is_slow_to_fail_is_asked_less_often_too(tmp_path: Path) -> None:
    settings = ONE | {"DOWNLOAD_DELAY": "0.2", "DOWNLOAD_TIMEOUT": "1"}
    with serve(slow_pages(2, 1)) as server:
        crawl("baolongan", tmp_path / "n.db", server.url, "-a", urls(1, 2, 3), settings=settings)
    assert gaps(server)[1] >= 1.95


@pytest.mark.parametrize(
    "settings",
    [{"DOWNLOAD_DELAY": "0"}, {"DOWNLOAD_DELAY": "0.2", "AUTOTHROTTLE_ENABLED": "False"}],
)
def test_s_wins_over_the_adaptive_delay(tmp_path: Path, settings: dict[str, str]) -> None:
    with serve(slow_pages(0.6, 1, 2, 3)) as server:
        given = urls(1, 2, 3, 4)
        crawl("baolongan", tmp_path / "n.db", server.url, "-a", given, settings=ONE | settings)
    assert max(gaps(server)[1:]) < 1.1  # as soon as the answer is there


@pytest.mark.long
def test_the_pause_that_a_slow_host_needs_outlives_the_run(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    live = ONE | {"DOWNLOAD_DELAY": "1"}
    with serve(slow_pages(2, 1)) as server:
        crawl("baolongan", database, server.url, "-a", urls(1), settings=live)
        crawl("baolongan", database, server.url, "-a", urls(2), settings=live)
    assert [request.path for request in server.asked][1:3] == ["/lua-a1.html", "/robots.txt"]
    assert gaps(server)[1] >= 3.9


@pytest.mark.long
def test_a_delay_that_is_set_for_one_host_outlives_the_run(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    live = ONE | {"DOWNLOAD_SLOTS": '{"baolongan.vn": {"delay": 3}}'}
    with serve(small_site(3)) as server:
        for number in (1, 2):
            crawl("baolongan", database, server.url, "-a", urls(number), settings=live)
    assert min(gaps(server)) >= 2.9
