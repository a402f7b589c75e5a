"""robots.txt: obeyed by every request, also by those that wait for it together."""

from pathlib import Path

import pytest

from tests.crawling import crawl, rows
from tests.servers import Answer, Server, Site, serve, small_site

TEXT = {"Content-Type": "text/plain"}


def with_robots(robots: Answer, articles: int = 8) -> Site:
    inner = small_site(articles)

    def site(host: str, path: str) -> Answer | None:
        return robots if path == "/robots.txt" else inner(host, path)

    return site


def crawl_some(server: Server, database: Path, count: int = 8) -> tuple[int, dict[str, object]]:
    urls = ",".join(f"https://baolongan.vn/lua-a{n}.html" for n in range(1, count + 1))
    settings = {"CONCURRENT_REQUESTS_PER_DOMAIN": "8"}
    done = crawl("baolongan", database, server.url, "-a", f"urls={urls}", settings=settings)
    return done.code, done.summary


def test_eight_requests_at_once_to_a_host_that_forbids_them_send_none(tmp_path: Path) -> None:
    robots = Answer("User-agent: *\nDisallow: /\n", headers=TEXT, delay=0.5)
    with serve(with_robots(robots)) as server:
        code, summary = crawl_some(server, tmp_path / "news.db")
    assert server.paths() == ["/robots.txt"]
    assert code == 0  # forbidden is an answer, not a failure
    assert summary["outcomes"] == {"skipped": 8}


def test_a_rule_for_us_wins_over_the_rule_for_all(tmp_path: Path) -> None:
    text = "User-agent: *\nDisallow: /\n\nUser-agent: baotinh\nDisallow: /lua-a2.html\n"
    with serve(with_robots(Answer(text, headers=TEXT))) as server:
        code, summary = crawl_some(server, tmp_path / "news.db")
    assert code == 0
    assert summary["outcomes"] == {"skipped": 1, "stored_new": 7}


@pytest.mark.parametrize("status", [500, 503, 429])
def test_robots_that_cannot_be_had_forbid_all_until_the_next_run(
    tmp_path: Path, status: int
) -> None:
    database = tmp_path / "news.db"
    with serve(with_robots(Answer("", status))) as server:
        code, summary = crawl_some(server, database)
        assert set(server.paths()) == {"/robots.txt"}
    assert (code, summary["verdict"]) == (3, "unreachable")
    assert rows(database, "SELECT DISTINCT reason FROM visits") == [
        {"reason": "robots_unavailable"}
    ]
    # every page is still open
    assert (
        rows(database, "SELECT count(*) n FROM pages WHERE state IN ('pending', 'retry')")[0]["n"]
        == 8
    )
    with serve(small_site(8)) as server:
        code, summary = crawl_some(server, database)
    assert (code, summary["new"]) == (0, 8)


@pytest.mark.parametrize("status", [404, 403, 410])
def test_no_robots_are_no_rules(tmp_path: Path, status: int) -> None:
    with serve(with_robots(Answer("User-agent: *\nDisallow: /", status))) as server:
        code, summary = crawl_some(server, tmp_path / "news.db")
    assert (code, summary["new"]) == (0, 8)


def test_a_byte_order_mark_hides_no_rule(tmp_path: Path) -> None:
    robots = Answer(b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n", headers=TEXT)
    with serve(with_robots(robots)) as server:
        _, summary = crawl_some(server, tmp_path / "news.db")
    assert summary["outcomes"] == {"skipped": 8}


def test_the_part_within_the_cap_counts_of_endless_robots(tmp_path: Path) -> None:
    text = "User-agent: *\nDisallow: /lua-a1.html\n" + "# x\n" * 400_000
    with serve(with_robots(Answer(text, headers=TEXT))) as server:
        _, summary = crawl_some(server, tmp_path / "news.db")
    assert summary["outcomes"] == {"skipped": 1, "stored_new": 7}
