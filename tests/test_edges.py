"""Endings and answers at the edges: what few people type, and few sites answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawling import crawl, rows, scrapy
from tests.servers import Answer, article, listing, serve, small_site

FIRST = ("-a", "urls=https://baolongan.vn/lua-a1.html")


def test_a_user_agent_that_is_given_is_sent_as_it_is(tmp_path: Path) -> None:
    with serve(small_site(1)) as server:
        crawl("baolongan", tmp_path / "n.db", server.url, *FIRST, settings={"USER_AGENT": "x/1"})
        sent = {asked.headers["User-Agent"] for asked in server.asked}
    assert sent == {"x/1"}


def test_a_user_agent_without_a_contact_asks_no_live_host(tmp_path: Path) -> None:
    database = tmp_path / "n.db"
    words = ("-s", f"DATABASE={database}", "-s", "CONTACT=x@example.org", "-s", "USER_AGENT=curl/8")
    done = scrapy("crawl", "baolongan", *words)
    assert (done.code, done.summary["verdict"]) == (2, "usage")
    assert "e-mail address or a page" in done.summary["why"]
    shown = scrapy("show", "https://baolongan.vn/lua-a1.html", *words)
    assert (shown.code, "e-mail address" in shown.err) == (2, True)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("agent", ["tin/1 (an@example.org)", "tin/1 (+https://example.org/tin)"])
def test_a_user_agent_with_a_contact_needs_no_other(tmp_path: Path, agent: str) -> None:
    # A name that does not resolve: the crawl gets as far as asking.
    origin = "http://no-such-host.invalid"
    done = crawl("baolongan", tmp_path / "n.db", origin, *FIRST, settings={"USER_AGENT": agent})
    assert (done.code, done.summary["verdict"]) == (3, "unreachable")


@pytest.mark.long
@pytest.mark.parametrize("host", ["báo-xã.vn", "xn--bo-x-5nap.vn", "BÁO-XÃ.vn"])
def test_a_host_with_letters_of_its_language_is_one_host(tmp_path: Path, host: str) -> None:
    database = tmp_path / "n.db"
    wire = "báo-xã.vn".encode("idna").decode()
    with serve(
        lambda name, path: small_site(1)("baolongan.vn" if name == wire else name, path)
    ) as server:
        for name in (host, "báo-xã.vn"):
            done = crawl("any", database, server.url, "-a", f"urls=https://{name}/lua-a1.html")
            assert done.code == 0, done.err
        assert set(server.paths(wire)) == {"/robots.txt", "/lua-a1.html"}
    assert rows(database, "SELECT url FROM pages") == [{"url": f"https://{wire}/lua-a1.html"}]
    told = scrapy("explain", f"https://{host}/lua-a1.html", BAOTINH_DATABASE=str(database))
    assert "stored_new" in told.out


def test_a_number_is_a_number_however_many_zeros_stand_before_it(tmp_path: Path) -> None:
    database, inner = tmp_path / "n.db", small_site(0)

    def site(host: str, path: str) -> Answer | None:
        if host == "baolongan.vn" and path == "/kinh-te/":
            return Answer(listing("/lua-a013.html", "/lua-a13.html"))
        if host == "baolongan.vn" and path in {"/lua-a13.html", "/lua-a013.html"}:
            return Answer(article(13))
        return inner(host, path)

    with serve(site) as server:
        done = crawl("baolongan", database, server.url)
        again = crawl("baolongan", database, server.url, "-a", "numbers=13")
    assert (done.summary["new"], done.summary["outcomes"]["duplicate"]) == (1, 1)
    assert again.summary["requests"] == 0
    assert rows(database, "SELECT source_id FROM articles") == [{"source_id": "13"}]
    assert len(rows(database, "SELECT url FROM article_urls WHERE url LIKE '%13.html'")) == 2


@pytest.mark.long
def test_a_site_that_leads_elsewhere_loses_no_page(tmp_path: Path) -> None:
    """Every page redirects to another host: the listings say so, and no article is asked in vain."""
    database, inner, parked = tmp_path / "n.db", small_site(30), {"on": False}
    elsewhere = Answer("", 302, {"Location": "https://noi-khac.example/"})

    def site(host: str, path: str) -> Answer | None:
        if not parked["on"] or path == "/robots.txt":
            return inner(host, path)
        return elsewhere

    with serve(site) as server:
        # The listing was read, and no article is inside this window.
        crawl("baolongan", database, server.url, "-a", "until=2000-01-02", "-a", "sections=kinh-te")
        parked["on"] = True
        done = crawl("baolongan", database, server.url)
        parked["on"] = False
        back = crawl("baolongan", database, server.url)
    assert (done.code, done.summary["verdict"]) == (3, "unreachable")
    assert "has the newspaper moved?" in done.summary["why"]
    assert back.summary["new"] == 30
    assert scrapy("verify", "-s", f"DATABASE={database}").code == 0
