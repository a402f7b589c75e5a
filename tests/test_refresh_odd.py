"""Refresh: odd answers, names that are not stored, and hops."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.crawling import crawl, rows
from tests.refreshing import ALL, Changing
from tests.servers import Answer, serve, small_site


def test_a_host_that_is_down_withdraws_nothing(tmp_path: Path) -> None:
    site, database = Changing(), tmp_path / "n.db"
    with serve(site) as server:
        crawl("baolongan", database, server.url)
        site.odd = {n: Answer("lỗi", 503) for n in range(1, 9)}
        done = crawl("baolongan", database, server.url, *ALL)
    assert done.code == 3
    assert rows(database, "SELECT count(*) AS n FROM articles WHERE status = 'live'") == [{"n": 8}]


def test_many_withdrawals_at_once_are_an_alarm(tmp_path: Path) -> None:
    site, database = Changing(), tmp_path / "n.db"
    with serve(site) as server:
        crawl("baolongan", database, server.url)
        site.odd = {n: Answer("", 404) for n in range(1, 7)}
        done = crawl("baolongan", database, server.url, *ALL)
    assert (done.code, done.summary["verdict"]) == (1, "degraded")
    assert "6 of 8 pages are gone" in done.summary["why"]


EMPTY = "<html><head><title>Báo Long An Online</title></head><body><div>Menu</div></body></html>"


GONE = (
    "<html><head><title>Không tìm thấy trang - Báo Long An Online</title></head><body>"
    "<p>Bài viết này không tồn tại hoặc đã bị xóa.</p><a href='/'>Về trang chủ</a></body></html>"
)


@pytest.mark.long
def test_a_page_that_says_with_a_200_that_it_is_gone_is_a_withdrawal(tmp_path: Path) -> None:
    site, database = Changing({9: Answer(GONE)}), tmp_path / "n.db"
    with serve(site) as server:
        crawl("baolongan", database, server.url)
        site.odd |= {1: Answer(GONE)}
        done = crawl("baolongan", database, server.url, *ALL)
        unknown = "urls=https://baolongan.vn/lua-a9.html"
        never = crawl("baolongan", database, server.url, "-a", unknown)
    assert done.summary["outcomes"] == {"withdrawn": 1, "unchanged": 7}
    assert rows(database, "SELECT source_id FROM articles WHERE status = 'withdrawn'") == [
        {"source_id": "1"}
    ]
    assert never.summary["outcomes"] == {"rejected": 1}
    last = "SELECT outcome, reason FROM visits ORDER BY id DESC LIMIT 1"
    assert rows(database, last) == [{"outcome": "rejected", "reason": "soft_404"}]


CHALLENGE = (
    "<html><head><title>Just a moment...</title></head><body>Không tìm thấy trang</body></html>"
)


LOGIN = "<html><head><title>Đăng nhập</title></head><body><input type='password'></body></html>"


@pytest.mark.long
@pytest.mark.parametrize(
    "odd",
    [
        Answer(EMPTY),
        Answer(CHALLENGE),
        Answer(LOGIN),
        Answer("", 302, {"Location": "https://noi-khac.example/"}),
        Answer("", 302, {"Location": "/captcha.html"}),
        Answer("", 302, {"Location": "/dang-nhap/"}),
    ],
)
def test_an_odd_answer_neither_withdraws_nor_forgets_an_article(
    tmp_path: Path, odd: Answer
) -> None:
    site, database = Changing(), tmp_path / "n.db"
    with serve(site) as server:
        crawl("baolongan", database, server.url)
        site.odd = dict.fromkeys(range(1, 9), odd)
        done = crawl("baolongan", database, server.url, *ALL)
        assert done.summary["outcomes"].get("withdrawn", 0) == 0
        site.odd = {}
        again = crawl("baolongan", database, server.url, *ALL)
    if odd.body in {CHALLENGE, LOGIN}:
        assert done.code == 3
    if odd.status == 302:
        assert done.code == (1 if "noi-khac" in odd.headers["Location"] else 3)
    assert again.summary["outcomes"] == {"unchanged": 8}
    assert rows(database, "SELECT count(*) AS n FROM articles WHERE status = 'live'") == [{"n": 8}]


@pytest.mark.parametrize(
    ("named", "unknown"),
    [
        ("numbers=2-9", 5),
        ("urls=https://baolongan.vn/lua-a2.html,https://baolongan.vn/lua-a77.html", 1),
    ],
)
def test_what_is_named_and_not_stored_is_told(tmp_path: Path, named: str, unknown: int) -> None:
    database = tmp_path / "n.db"
    with serve(small_site(4)) as server:
        crawl("baolongan", database, server.url)
        done = crawl("baolongan", database, server.url, "-a", "mode=refresh", "-a", named)
    assert (done.code, done.summary["unknown"]) == (0, unknown)
    assert f"{unknown} of the " in done.summary["notes"][0]
    assert f"{unknown} of the " in done.err
    assert sum(done.summary["outcomes"].values()) == (3 if "numbers" in named else 1)


@pytest.mark.long
def test_hops_and_second_tries_are_of_the_budget_too(tmp_path: Path) -> None:
    site, database = Changing(), tmp_path / "n.db"
    with serve(site) as server:
        crawl("baolongan", database, server.url)
        with sqlite3.connect(database) as conn:
            conn.execute(
                "UPDATE pages SET revisit_at = printf('2026-01-%02d', number) WHERE number > 0"
            )
        site.odd = {
            1: Answer("", 301, {"Location": "/lua-moi-a1.html"}),
            2: Answer("", 429, {"Retry-After": "1"}),
        }
        before = len(server.asked)
        settings = {"REFRESH_BUDGET": "5", "CONCURRENT_REQUESTS_PER_DOMAIN": "1"}
        refresh = ("-a", "mode=refresh")
        done = crawl("baolongan", database, server.url, *refresh, settings=settings)
        asked = [r.path for r in server.asked[before:] if r.path != "/robots.txt"]
    assert len(asked) == 5, asked
    assert "5 requests are used up" in done.summary["notes"][0]
    assert rows(database, "SELECT count(*) AS n FROM pages WHERE state = 'leased'") == [{"n": 0}]
