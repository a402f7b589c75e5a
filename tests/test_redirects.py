"""Where a redirect leads is a page of the frontier before it is asked, and ends with the visit."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.crawling import command, crawl, crawl_words, environment, rows, scrapy
from tests.servers import Answer, Site, listing, serve, small_site

OLD, NEW = "https://baolongan.vn/cu-a1.html", "https://baolongan.vn/lua-a1.html"
PAGES = "SELECT url, state, outcome, reason FROM pages WHERE kind = 'article' ORDER BY url"


def moved(*, to: str = "/lua-a1.html", listed: tuple[str, ...] = ("/cu-a1.html",)) -> Site:
    """One article, listed under an address that leads to another one."""
    inner = small_site(1)

    def site(host: str, path: str) -> Answer | None:
        if host == "baolongan.vn" and path == "/cu-a1.html":
            return Answer("", 301, {"Location": to})
        if host == "baolongan.vn" and path == "/kinh-te/":
            return Answer(listing(*listed))
        return inner(host, path)

    return site


def sound(database: Path) -> None:
    done = scrapy("verify", "-s", f"DATABASE={database}")
    assert done.code == 0, done.out


def told(url: str, state: str, outcome: str, reason: str | None = None) -> dict[str, str | None]:
    return {"url": url, "state": state, "outcome": outcome, "reason": reason}


def test_each_hop_has_its_page_its_visit_and_one_outcome(tmp_path: Path) -> None:
    database, inner = tmp_path / "n.db", moved(to="/giua-a1.html")

    def site(host: str, path: str) -> Answer | None:
        if path == "/giua-a1.html":
            return Answer("", 302, {"Location": "/lua-a1.html"})
        return inner(host, path)

    with serve(site) as server:
        done = crawl("baolongan", database, server.url)
        asked = server.paths()
        refreshed = crawl(
            "baolongan", database, server.url, "-a", "mode=refresh", "-a", "numbers=1"
        )
        again = server.paths()[len(asked) :]
    between = "https://baolongan.vn/giua-a1.html"
    assert rows(database, PAGES) == [
        told(OLD, "done", "stored_new"),
        told(between, "done", "duplicate"),
        told(NEW, "done", "unchanged"),
    ]
    assert (done.summary["new"], done.summary["outcomes"]["duplicate"]) == (1, 2)
    assert asked.count("/lua-a1.html") == 1
    assert again == ["/robots.txt", "/lua-a1.html"], "its own address is the one that is refreshed"
    assert refreshed.summary["outcomes"] == {"unchanged": 1}
    found = rows(database, "SELECT url, discovered_from FROM pages WHERE kind = 'article'")
    assert {row["url"]: row["discovered_from"] for row in found}[NEW] == OLD
    sound(database)


@pytest.mark.long
def test_a_target_that_is_stored_already_is_not_asked_again(tmp_path: Path) -> None:
    database = tmp_path / "n.db"
    with serve(moved(listed=("/lua-a1.html",))) as server:
        crawl("baolongan", database, server.url)
    with serve(moved(listed=("/cu-a1.html", "/lua-a1.html"))) as server:
        done = crawl("baolongan", database, server.url)
        asked = [path for path in server.paths() if path.endswith(".html")]
        named = crawl("baolongan", database, server.url, "-a", f"urls={OLD}")
        whole = [path for path in server.paths() if path.endswith(".html")]
    assert asked == ["/cu-a1.html"]
    assert whole == ["/cu-a1.html", "/cu-a1.html", "/lua-a1.html"], "a named address is asked now"
    assert done.summary["outcomes"]["duplicate"] == 1
    assert named.code == 0
    assert {"url": OLD} in rows(database, "SELECT url FROM article_urls")
    sound(database)


def test_a_target_that_waits_in_the_same_run_is_asked_once(tmp_path: Path) -> None:
    database = tmp_path / "n.db"
    one = {"CONCURRENT_REQUESTS_PER_DOMAIN": "1"}
    more = tuple(f"/lua-a{n}.html" for n in range(2, 6))
    with serve(moved(listed=("/cu-a1.html", *more, "/lua-a1.html"))) as server:
        crawl("baolongan", database, server.url, settings=one)
        asked = server.paths()
    assert asked.count("/lua-a1.html") == 1
    assert rows(database, PAGES)[0] == told(OLD, "done", "stored_new")
    sound(database)


@pytest.mark.parametrize(
    ("answer", "old", "new"),
    [
        (Answer("", 404), ("done", "rejected", "not_found"), ("done", "rejected", "not_found")),
        # The second try, half a minute later, is waited for.
        pytest.param(
            Answer("", 503),
            ("retry", "deferred", "http"),
            ("retry", "deferred", "http"),
            marks=pytest.mark.long,
        ),
    ],
)
def test_a_target_shares_the_fate_of_the_visit(
    tmp_path: Path, answer: Answer, old: tuple[str, ...], new: tuple[str, ...]
) -> None:
    database, inner = tmp_path / "n.db", moved()
    site: Site = lambda host, path: answer if path == "/lua-a1.html" else inner(host, path)  # noqa: E731
    with serve(site) as server:
        crawl("baolongan", database, server.url)
    assert rows(database, PAGES) == [told(OLD, *old), told(NEW, *new)]
    sound(database)
    if answer.status == 503:
        with serve(inner) as server:
            crawl("baolongan", database, server.url, "-a", f"urls={NEW},{OLD}")
        assert rows(database, "SELECT url FROM articles") == [{"url": NEW}]
        sound(database)


@pytest.mark.long
def test_a_place_on_the_way_is_never_asked_by_itself(tmp_path: Path) -> None:
    database = tmp_path / "n.db"
    with serve(moved(to="/dang-nhap/")) as server:
        crawl("baolongan", database, server.url)
        crawl("baolongan", database, server.url)
        asked = server.paths()
    sql = "SELECT state, outcome, reason FROM pages WHERE url LIKE '%dang-nhap%'"
    assert rows(database, sql) == [{"state": "done", "outcome": "rejected", "reason": "redirect"}]
    assert asked.count("/dang-nhap/") == asked.count("/cu-a1.html")
    sound(database)


def test_a_section_that_moved_is_read_under_its_old_address_until_the_new_one_is_linked(
    tmp_path: Path,
) -> None:
    database, inner, front = tmp_path / "n.db", small_site(3), {"link": "/kinh-te/"}

    def site(host: str, path: str) -> Answer | None:
        if host == "baolongan.vn" and path == "/kinh-te/":
            return Answer("", 301, {"Location": "/kinh-te-moi/"})
        if host == "baolongan.vn" and path == "/kinh-te-moi/":
            return inner(host, "/kinh-te/")
        if host == "baolongan.vn" and path == "/":
            return Answer(f'<html><body><a href="{front["link"]}">Kinh tế</a></body></html>')
        return inner(host, path)

    sql = "SELECT outcome, reason FROM pages WHERE url LIKE '%/kinh-te-moi/'"
    with serve(site) as server:
        done = crawl("baolongan", database, server.url)
        assert (done.code, done.summary["new"]) == (0, 3)
        assert rows(database, sql) == [{"outcome": "rejected", "reason": "redirect"}]
        front["link"] = "/kinh-te-moi/"
        assert crawl("baolongan", database, server.url).code == 0
    assert rows(database, sql) == [{"outcome": "listed", "reason": None}]
    sound(database)


@pytest.mark.long
def test_a_crawl_that_is_killed_on_the_way_loses_nothing(tmp_path: Path) -> None:
    database, inner, slow = tmp_path / "n.db", moved(), {"seconds": 30.0}

    def site(host: str, path: str) -> Answer | None:
        answer = inner(host, path)
        if answer is not None and path == "/lua-a1.html":
            answer.delay = slow["seconds"]
        return answer

    with serve(site) as server:
        words = command(*crawl_words("baolongan", database, server.url))
        quiet = subprocess.DEVNULL
        with subprocess.Popen(words, env=environment(), stdout=quiet, stderr=quiet) as process:
            end = time.monotonic() + 60
            while "/lua-a1.html" not in server.paths():
                assert time.monotonic() < end
                time.sleep(0.05)
            assert {"url": NEW} in rows(database, "SELECT url FROM pages WHERE state = 'leased'")
            process.send_signal(signal.SIGKILL)
        slow["seconds"] = 0.0
        done = crawl("baolongan", database, server.url)
    assert (done.code, done.summary["new"]) == (0, 1)
    assert len(rows(database, "SELECT 1 FROM article_versions")) == 1
    sound(database)


@pytest.mark.long
def test_what_a_window_leaves_out_waits_with_its_hops(tmp_path: Path) -> None:
    database = tmp_path / "n.db"
    window = ("-a", "mode=backfill", "-a", "since=2026-02-01", "-a", "sections=kinh-te")
    with serve(moved()) as server:
        crawl("baolongan", database, server.url, *window)
        sql = "SELECT state, outcome, day FROM pages WHERE url IN (?, ?)"
        left = {"state": "pending", "outcome": None, "day": "2026-01-08"}
        assert rows(database, sql, (OLD, NEW)) == [left, left]
        done = crawl("baolongan", database, server.url)
    assert done.summary["new"] == 1
    sound(database)
