"""Refresh: stored articles asked again by age, within a budget; edits and withdrawals found."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from crawler import samplepaper
from pipelines.storage.revisiting import DAY, HOUR, LATEST, SOONEST, pause
from tests.crawling import crawl, rows
from tests.refreshing import ALL, Changing, dressed, edited
from tests.servers import Answer, article, listing, serve, small_site


def test_a_refresh_finds_edits_and_withdrawals_and_nothing_else(tmp_path: Path) -> None:
    site, database = Changing(), tmp_path / "n.db"
    with serve(site) as server:
        assert crawl("baolongan", database, server.url).summary["new"] == 8
        site.odd = {
            1: Answer(edited(1)),
            2: Answer(dressed(2)),
            3: Answer("không còn", 404),
            4: Answer("đã gỡ", 410),
            5: Answer("", 301, {"Location": "/"}),
        }
        done = crawl("baolongan", database, server.url, *ALL)
    assert done.summary["outcomes"] == {
        "stored_update": 1,
        "unchanged": 4,
        "withdrawn": 3,
    }
    assert rows(database, "SELECT source_id, version, status FROM articles ORDER BY source_id") == [
        {
            "source_id": str(n),
            "version": 2 if n == 1 else 1,
            "status": "withdrawn" if n in {3, 4, 5} else "live",
        }
        for n in range(1, 9)
    ]
    (told,) = rows(database, "SELECT cause, changes FROM article_versions WHERE version = 2")
    assert told == {"cause": "edit", "changes": '["body"]'}
    assert len(rows(database, "SELECT * FROM withdrawn")) == 3


@pytest.mark.long
def test_a_withdrawn_article_that_is_back_is_live_again(tmp_path: Path) -> None:
    site, database = Changing({1: Answer(article(1), 200)}), tmp_path / "n.db"
    with serve(site) as server:
        crawl("baolongan", database, server.url)
        site.odd = {1: Answer("", 404)}
        assert crawl("baolongan", database, server.url, *ALL).summary["outcomes"]["withdrawn"] == 1
        site.odd = {}
        crawl("baolongan", database, server.url, *ALL)
    sql = "SELECT status, version, withdrawn_at FROM articles WHERE source_id = '1'"
    assert rows(database, sql) == [{"status": "live", "version": 1, "withdrawn_at": None}]


def test_validators_are_sent_and_a_304_costs_no_body(tmp_path: Path) -> None:
    body = Answer(article(1), headers={"Content-Type": "text/html", "ETag": '"eins"'})
    site, database = Changing({1: body}, articles=1), tmp_path / "n.db"
    with serve(site) as server:
        crawl("baolongan", database, server.url)
        site.odd = {1: Answer("", 304)}
        done = crawl("baolongan", database, server.url, *ALL)
        last = [asked for asked in server.asked if asked.path == "/lua-a1.html"][-1]
    assert last.headers["If-None-Match"] == '"eins"'
    assert done.summary["outcomes"] == {"not_modified": 1}


def test_only_what_is_due_is_asked_and_the_budget_holds(tmp_path: Path) -> None:
    database = tmp_path / "n.db"
    with serve(small_site(8)) as server:
        crawl("baolongan", database, server.url)
        nothing = crawl("baolongan", database, server.url, "-a", "mode=refresh")
        assert nothing.code == 0
        assert nothing.summary["requests"] == 0
        with sqlite3.connect(database) as conn:
            conn.execute(
                "UPDATE pages SET revisit_at = '2026-01-0' || (number + 1) || 'T00:00:00.000Z'"
                " WHERE number <= 5"
            )
        before = len(server.asked)
        done = crawl(
            "baolongan",
            database,
            server.url,
            "-a",
            "mode=refresh",
            settings={"REFRESH_BUDGET": "3", "CONCURRENT_REQUESTS_PER_DOMAIN": "1"},
        )
        asked = [r.path for r in server.asked[before:] if r.path != "/robots.txt"]
    # The first two wait for robots.txt together, and either may be on its way before the other.
    assert sorted(asked) == ["/lua-a1.html", "/lua-a2.html", "/lua-a3.html"], "longest overdue"
    assert done.summary["outcomes"] == {"unchanged": 3}
    assert done.summary["left_out"] == 0
    due = rows(database, "SELECT number FROM pages WHERE revisit_at < '2026-02' ORDER BY 1")
    assert [row["number"] for row in due] == [4, 5]


@pytest.mark.parametrize(
    "named",
    [
        ("-a", "numbers=2-3"),
        ("-a", "urls=https://baolongan.vn/lua-a2.html,https://baolongan.vn/lua-a3.html"),
    ],
)
def test_named_articles_are_asked_now(tmp_path: Path, named: tuple[str, str]) -> None:
    database = tmp_path / "n.db"
    with serve(small_site(4)) as server:
        crawl("baolongan", database, server.url)
        before = len(server.asked)
        done = crawl("baolongan", database, server.url, "-a", "mode=refresh", *named)
        asked = {r.path for r in server.asked[before:]} - {"/robots.txt"}
    assert asked == {"/lua-a2.html", "/lua-a3.html"}
    assert done.code == 0


def test_an_article_is_asked_by_one_address_its_own(tmp_path: Path) -> None:
    """Met by a new slug first: the address that the page names itself is the one asked again."""
    own = article(1).replace("<head>", '<head><link rel="canonical" href="/lua-a1.html">')
    inner = small_site(1)

    def site(host: str, path: str) -> Answer | None:
        if host == "baolongan.vn" and path in {"/lua-a1.html", "/lua-moi-a1.html"}:
            return Answer(own)
        if path == "/kinh-te/":
            return Answer(listing("/lua-moi-a1.html", "/lua-a1.html"))
        return inner(host, path)

    database = tmp_path / "n.db"
    with serve(site) as server:
        crawl("baolongan", database, server.url)
    due = rows(database, "SELECT url FROM pages WHERE revisit_at IS NOT NULL")
    assert due == [{"url": "https://baolongan.vn/lua-a1.html"}]


def test_the_younger_the_sooner() -> None:
    ages = [0, HOUR, 8 * HOUR, 2 * DAY, 30 * DAY, 400 * DAY, 4_000 * DAY]
    pauses = [pause(age) for age in ages]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (SOONEST, LATEST)
    assert pauses[3] == 12 * HOUR


def test_an_article_that_was_asked_by_number_is_unchanged_not_a_duplicate(tmp_path: Path) -> None:
    inner = small_site(3)

    def site(host: str, path: str) -> Answer | None:
        if host == "baolongan.vn" and path.startswith("/detail-a"):
            return Answer("", 301, {"Location": path.replace("detail-", "lua-")})
        return inner(host, path)

    database = tmp_path / "n.db"
    with serve(site) as server:
        assert crawl("baolongan", database, server.url, "-a", "numbers=1-3").summary["new"] == 3
        done = crawl("baolongan", database, server.url, *ALL)
    assert done.summary["outcomes"] == {"unchanged": 3}


@pytest.mark.long
def test_a_refresh_as_the_sample_server_counts_it(tmp_path: Path) -> None:
    """Each article once, with its validators; a body only where the page is another one."""
    database = tmp_path / "news.db"
    with samplepaper.serve(samplepaper.build_site()) as server:
        assert crawl("baomau", database, server.url).code == 0
        before = len(server.asked)
        assert crawl("baomau", database, server.url, "-a", "mode=refresh").code == 0
        assert len(server.asked) == before, "nothing is due, so not even robots.txt is asked"
    dated = rows(database, "SELECT url FROM articles WHERE published_at IS NOT NULL")
    with samplepaper.serve(samplepaper.build_site(day=2)) as server:
        done = crawl("baomau", database, server.url, *ALL)
    asked = [a for a in server.asked if a.path != "/robots.txt"]
    addresses = {f"https://{a.host}{a.path}" for a in asked if a.status != 301}
    assert addresses == {row["url"] for row in dated}
    assert done.summary["requests"] == len(server.asked) == len(addresses) + 2  # robots
    assert all(a.conditional for a in server.asked)
    other = {a.path.rpartition("-a")[2]: a.status for a in server.asked if a.status != 304}
    assert other == {
        "20835.html": 200,  # corrected
        "20849.html": 404,  # withdrawn
        "20876.html": 200,  # its counter alone
    }
    assert not [a.path for a in server.asked if a.status == 304 and a.bytes]
    assert {k: v for k, v in done.summary["outcomes"].items() if k != "not_modified"} == {
        "stored_update": 1,
        "unchanged": 1,
        "withdrawn": 1,
    }
