"""Runs after the first: what is asked, and what is not."""

from pathlib import Path

import pytest

from tests.crawling import crawl, rows, sample_server
from tests.servers import Answer, Server, Site, article, listing, serve, small_site

PER_PAGE = 10


class Section:
    """A site whose one section grows: article numbers, newest first, with a box of the latest."""

    def __init__(self, newest: int, *, pinned: int | None = None, box: bool = False) -> None:
        self.newest, self.pinned, self.box = newest, pinned, box
        self._inner = small_site(0)

    def __call__(self, host: str, path: str) -> Answer | None:
        if host == "baolongan.vn" and path.startswith("/kinh-te/"):
            return self._page(int(path.partition("?p=")[2] or 1))
        if path.startswith("/lua-a"):
            return Answer(article(int(path.removeprefix("/lua-a").removesuffix(".html"))))
        return self._inner(host, path)

    def _page(self, page: int) -> Answer | None:
        first = self.newest - (page - 1) * PER_PAGE
        if first < 1:
            return None
        numbers = list(range(first, max(first - PER_PAGE, 0), -1))
        if self.pinned and page == 1:
            numbers.insert(0, self.pinned)
        if self.box:
            numbers += range(self.newest, max(self.newest - 5, 0), -1)
        more = f"/kinh-te/?p={page + 1}" if first > PER_PAGE else None
        return Answer(listing(*(f"/lua-a{n}.html" for n in numbers), next_page=more))


def asked_by(server: Server, database: Path, *words: str) -> tuple[list[str], dict[str, object]]:
    """What one crawl asked of the section and its articles, and its summary."""
    before = len(server.asked)
    done = crawl("baolongan", database, server.url, *words)
    assert done.code == 0, done.err[-2000:]
    paths = [r.path for r in server.asked[before:] if r.path.startswith(("/kinh-te/", "/lua-"))]
    return sorted(paths), done.summary


def test_the_same_crawl_again_changes_nothing_and_asks_for_no_article(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    with serve(Section(25)) as server:
        asked_by(server, database)
        stored = rows(database, "SELECT * FROM articles ORDER BY id")
        paths, summary = asked_by(server, database)
    assert paths == ["/kinh-te/"]
    assert (summary["new"], summary["updated"]) == (0, 0)
    assert rows(database, "SELECT * FROM articles ORDER BY id") == stored
    assert len(stored) == 25


def test_a_walk_stops_at_the_first_page_without_news(tmp_path: Path) -> None:
    database, site = tmp_path / "news.db", Section(95)
    with serve(site) as server:
        asked_by(server, database)
        site.newest = 98
        paths, summary = asked_by(server, database)
    # page 1 has news, page 2 none
    assert paths == ["/kinh-te/", "/kinh-te/?p=2", *[f"/lua-a{n}.html" for n in (96, 97, 98)]]
    assert summary["new"] == 3


def test_after_days_off_it_catches_up_without_walking_the_archive(tmp_path: Path) -> None:
    database, site = tmp_path / "news.db", Section(95)
    with serve(site) as server:
        asked_by(server, database)
        site.newest = 131
        paths, summary = asked_by(server, database)
    listings = [path for path in paths if path.startswith("/kinh-te/")]
    assert summary["new"] == 36
    # Down to the first page without news, and back from the last that ended with some.
    walked = [path.rpartition("=")[2] for path in listings]
    assert sorted(walked) == sorted(["/kinh-te/", "/kinh-te/", *"2233445"])


def test_articles_taken_back_while_listings_are_read_hide_no_other(tmp_path: Path) -> None:
    """The newspaper takes two back while page 4 is read: page 5 begins with the third."""
    live, gone = list(range(95, 0, -1)), [93, 92]

    def site(host: str, path: str) -> Answer | None:
        if host == "baolongan.vn" and path.startswith("/kinh-te/"):
            page = int(path.partition("?p=")[2] or 1)
            shown = [f"/lua-a{n}.html" for n in live[(page - 1) * PER_PAGE : page * PER_PAGE]]
            more = f"/kinh-te/?p={page + 1}" if len(live) > page * PER_PAGE else None
            if page == 4:
                live[:] = [n for n in live if n not in gone]
            return Answer(listing(*shown, next_page=more)) if shown else None
        return Section(95)(host, path)

    database = tmp_path / "news.db"
    with serve(site) as server:
        crawl("baolongan", database, server.url)
    stored = {int(row["source_id"]) for row in rows(database, "SELECT source_id FROM articles")}
    assert set(live) <= stored


def test_a_box_of_the_latest_on_every_page_does_not_keep_the_walk_going(tmp_path: Path) -> None:
    database, site = tmp_path / "news.db", Section(95, box=True)
    with serve(site) as server:
        asked_by(server, database)
        site.newest = 98
        paths, _ = asked_by(server, database)
    assert [path for path in paths if path.startswith("/kinh-te/")] == [
        "/kinh-te/",
        "/kinh-te/?p=2",
    ]


def test_a_pinned_old_article_on_top_does_not_stop_the_walk(tmp_path: Path) -> None:
    database, site = tmp_path / "news.db", Section(40, pinned=3)
    with serve(site) as server:
        asked_by(server, database)
        site.newest = 55
        _, summary = asked_by(server, database)
    assert summary["new"] == 15


def test_an_interrupted_first_walk_is_finished_by_the_next_run(tmp_path: Path) -> None:
    """Page 2 answers 503 once: the pages behind it are found by the next run."""
    database, site = tmp_path / "news.db", Section(45)
    broken = {"on": True}

    def flaky(host: str, path: str) -> Answer | None:
        if broken["on"] and path == "/kinh-te/?p=2":
            return Answer("", 503, {"Retry-After": "120", "Content-Type": "text/html"})
        return site(host, path)

    with serve(flaky) as server:
        done = crawl("baolongan", database, server.url)
        assert done.code == 3  # the host asked for a pause
        assert rows(database, "SELECT count(*) AS n FROM articles")[0]["n"] <= 10
        broken["on"] = False
        site.newest = 46
        import sqlite3

        with sqlite3.connect(database) as connection:  # two minutes later
            connection.execute("UPDATE pages SET next_attempt_at = NULL WHERE state = 'retry'")
            connection.execute("UPDATE hosts SET next_request_at = NULL")
        connection.close()
        crawl("baolongan", database, server.url)
    assert rows(database, "SELECT count(*) AS n FROM articles")[0]["n"] == 46


def dated(inner: Site) -> Site:
    """Every article of 2026 on its own January day, by its number."""

    def site(host: str, path: str) -> Answer | None:
        if path.startswith("/lua-a"):
            number = int(path.removeprefix("/lua-a").removesuffix(".html"))
            return Answer(article(number, date=f"{number:02}/01/2026 - 08:00"))
        return inner(host, path)

    return site


def test_a_window_then_none_every_article_is_there(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    words = ("-a", "since=2026-01-05", "-a", "until=2026-01-08")
    with serve(dated(Section(20))) as server:
        _, summary = asked_by(server, database, *words)
        days = rows(database, "SELECT published_day AS day FROM articles ORDER BY day")
        assert [row["day"] for row in days] == [f"2026-01-{n:02}" for n in range(5, 9)]
        assert summary["new"] == 4
        assert summary["left_out"] == 16
        # what was left out is known by its day now: the same window asks for none of it again
        paths, _ = asked_by(server, database, *words)
        assert not [path for path in paths if path.startswith("/lua-")]
        _, summary = asked_by(server, database)
    assert summary["new"] == 16
    assert rows(database, "SELECT count(*) AS n FROM articles")[0]["n"] == 20
    assert rows(database, "SELECT count(*) AS n FROM pages WHERE state <> 'done'")[0]["n"] == 0


def test_sections_and_language_narrow_and_leave_the_rest_pending(tmp_path: Path) -> None:
    database = tmp_path / "news.db"

    def site(host: str, path: str) -> Answer | None:
        if host != "baolongan.vn":
            return None
        if path == "/phap-luat/":
            return Answer(listing("/an-a101.html", "/an-a102.html"))
        if path.startswith("/an-a"):
            return Answer(article(int(path[5:8]), title=f"Phiên tòa số {path[5:8]} vừa mở"))
        return small_site(5)(host, path)

    with serve(site) as server:
        done = crawl("baolongan", database, server.url, "-a", "sections=phap-luat")
        assert (done.code, done.summary["new"]) == (0, 2)
        assert "/kinh-te/" not in server.paths()
        assert not server.paths("news.baolongan.vn")
        done = crawl("baolongan", database, server.url, "-a", "language=vi")
        assert done.summary["new"] == 5
    assert "/" not in server.paths("news.baolongan.vn")


def test_a_section_that_is_not_there_is_told_and_degraded(tmp_path: Path) -> None:
    with serve(small_site(5)) as server:
        done = crawl("baolongan", tmp_path / "news.db", server.url, "-a", "sections=khong-co")
    assert (done.code, done.summary["verdict"]) == (1, "degraded")
    assert "section khong-co" in done.summary["why"]


@pytest.mark.long
def test_a_section_without_news_is_complete_again_and_again(tmp_path: Path) -> None:
    """Its listing answers 304, and the other edition has none of that name."""
    with sample_server(tmp_path / "log.jsonl") as url:
        for _ in range(3):
            done = crawl("baomau", tmp_path / "news.db", url, "-a", "sections=kinh-te")
            assert (done.code, done.summary["verdict"]) == (0, "complete"), done.summary


@pytest.mark.long
def test_a_child_sitemap_is_read_again_when_its_index_says_that_it_changed(tmp_path: Path) -> None:
    xml = {"Content-Type": "application/xml"}
    changed = {"2020": "2020-12-31", "2021": "2021-05-01"}

    def site(host: str, path: str) -> Answer | None:
        if host == "baolongan.vn" and path == "/sitemap.xml":
            children = "".join(
                f"<sitemap><loc>https://baolongan.vn/sitemap/{year}.xml</loc>"
                f"<lastmod>{day}</lastmod></sitemap>"
                for year, day in changed.items()
            )
            return Answer(f"<sitemapindex>{children}</sitemapindex>", headers=xml)
        if path.startswith("/sitemap/"):
            number = int(path[9:13]) + (changed["2021"] == "2021-06-01")
            loc = f"<url><loc>https://baolongan.vn/lua-a{number}.html</loc></url>"
            return Answer(f"<urlset>{loc}</urlset>", headers=xml)
        return small_site(0)(host, path)

    database = tmp_path / "n.db"
    with serve(site) as server:
        crawl("baolongan", database, server.url)
        before = len(server.asked)
        crawl("baolongan", database, server.url)
        quiet = [r.path for r in server.asked[before:]]
        changed["2021"] = "2021-06-01"
        before = len(server.asked)
        done = crawl("baolongan", database, server.url)
        busy = [r.path for r in server.asked[before:]]
        before = len(server.asked)
        crawl("baolongan", database, server.url, "-a", "mode=backfill")
        whole = [r.path for r in server.asked[before:]]
    assert not [path for path in quiet if path.startswith("/sitemap/")]
    assert [path for path in busy if path.startswith("/sitemap/")] == ["/sitemap/2021.xml"]
    assert done.summary["new"] == 1
    assert {"/sitemap/2020.xml", "/sitemap/2021.xml"} <= set(whole)
