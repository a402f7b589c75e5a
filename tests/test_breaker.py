"""The circuit breaker: a host that refuses is left alone, and nothing is counted against its pages."""

from pathlib import Path

import pytest

from tests.crawling import crawl, rows
from tests.servers import Answer, Site, serve, small_site

WALL = (
    "<html><head><title>Just a moment...</title></head><body>Checking your browser before"
    " accessing baolongan.vn. <script src='/cdn-cgi/challenge-platform/x.js'></script></body></html>"
)


def failing(answer: Answer, *, articles: int = 30) -> Site:
    """Robots allow, listings are fine, every article is answered so."""
    inner = small_site(articles)
    return lambda host, path: answer if path.startswith("/lua-") else inner(host, path)


KINDS = {
    "403": (Answer("", 403), "blocked", "blocked"),
    "429": (Answer("", 429), "blocked", "rate_limited"),
    "500": (Answer("", 500), "unreachable", "http"),
    "503": (Answer("", 503), "unreachable", "http"),
    "challenge": (Answer(WALL), "blocked", "blocked"),
    "challenge with 403": (Answer(WALL, 403), "blocked", "blocked"),
    "challenge with 503": (Answer(WALL, 503), "blocked", "blocked"),
}
PAGES = "SELECT state, attempts, next_attempt_at FROM pages WHERE kind = 'article'"


@pytest.mark.parametrize("kind", KINDS)
def test_a_host_that_refuses_is_left_alone_with_its_pages_kept(tmp_path: Path, kind: str) -> None:
    database = tmp_path / "news.db"
    answer, verdict, reason = KINDS[kind]
    with serve(failing(answer)) as server:
        done = crawl("baolongan", database, server.url)
        asked = [path for path in server.paths() if path.startswith("/lua-")]
    assert (done.code, done.summary["verdict"]) == (3, verdict)
    assert done.summary["why"].startswith(f"baolongan.vn: {reason}")
    assert 5 <= len(asked) <= 12  # five, and what was on its way
    told = rows(database, "SELECT circuit FROM hosts WHERE host = 'baolongan.vn'")
    assert told == [{"circuit": "open"}]
    pages = rows(database, PAGES)
    assert len(pages) == 30
    # the host was at fault: no try is used up, and nothing waits for a time of its own
    assert {(page["attempts"], page["next_attempt_at"]) for page in pages} == {(0, None)}
    assert {page["state"] for page in pages} == {"pending", "retry"}
    with serve(small_site(30)) as server:
        done = crawl("baolongan", database, server.url)
    assert (done.code, done.summary["new"]) == (0, 30)
    told = rows(database, "SELECT circuit FROM hosts WHERE host = 'baolongan.vn'")
    assert told == [{"circuit": "closed"}]


@pytest.mark.long
def test_a_wall_that_stands_for_many_runs_makes_no_page_fail(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    with serve(failing(Answer("", 503), articles=6)) as server:
        for _ in range(6):  # once more than a page has tries
            assert crawl("baolongan", database, server.url).code == 3
    assert {page["state"] for page in rows(database, PAGES)} == {"retry"}


@pytest.mark.long
def test_a_page_that_fails_alone_uses_up_its_tries_and_ends_no_run(tmp_path: Path) -> None:
    database = tmp_path / "news.db"

    def site(host: str, path: str) -> Answer | None:
        return Answer("", 503) if path == "/lua-a4.html" else small_site(9)(host, path)

    settings = {"CONCURRENT_REQUESTS_PER_DOMAIN": "1"}
    urls = "urls=" + ",".join(f"https://baolongan.vn/lua-a{n}.html" for n in range(1, 10))
    with serve(site) as server:
        for tries in range(1, 6):
            done = crawl("baolongan", database, server.url, "-a", urls, settings=settings)
            (page,) = rows(database, f"{PAGES} AND url LIKE '%a4.html'")
            assert done.code == 0, done.summary
            assert page["attempts"] >= tries
            if page["state"] == "dead":
                break
    assert page["state"] == "dead"
