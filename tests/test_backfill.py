"""Backfill: a window of the past by listings, sitemaps and numbers; ranges of numbers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.samplepaper import Answer as SampleAnswer
from crawler.samplepaper import Server, build_site
from crawler.samplepaper import serve as serve_sample
from tests.crawling import Done, crawl, rows, scrapy
from tests.servers import Answer, article, listing, serve, small_site

PAGES = 20_000


@dataclass
class Hidden:
    """A large sample newspaper whose listings are short, without a sitemap: numbers alone lead."""

    numbers_answer: bool = True

    def __post_init__(self) -> None:
        self.site = build_site(pages=PAGES, seed=3)

    def answer(self, host: str, target: str, headers: Mapping[str, str]) -> SampleAnswer:
        if "sitemap" in target or "rss" in target:
            return SampleAnswer(404)
        if "?p=" in target and int(target.rpartition("=")[2]) > 2:
            return SampleAnswer(404)
        if "/detail-" in target and not self.numbers_answer:
            return SampleAnswer(404)
        return self.site.answer(host, target, headers)

    def published(self, since: str, until: str) -> set[str]:
        made = (self.site.source.article(100_000 + n) for n in range(PAGES))
        return {str(a.number) for a in made if a and since <= a.at.isoformat()[:10] <= until}


def stored(database: Path) -> set[str]:
    return {row["source_id"] for row in rows(database, "SELECT source_id FROM articles")}


@pytest.mark.long
def test_a_week_of_the_past_is_found_by_number(tmp_path: Path) -> None:
    site, database = Hidden(), tmp_path / "n.db"
    window = ("-a", "mode=backfill", "-a", "since=2022-03-01", "-a", "until=2022-03-07")
    with serve_sample(site) as server:
        done = crawl("baomau", database, server.url, *window)
        again = crawl("baomau", database, server.url, *window)
    wanted = site.published("2022-03-01", "2022-03-07")
    assert stored(database) == wanted
    assert len(wanted) > 60
    # Beside the articles: robots, front and section pages (28), probes, and a day before and after.
    assert done.summary["requests"] < len(wanted) + 160
    assert again.summary["new"] == 0
    assert again.summary["requests"] < 80, "what is known of the numbers is not asked again"


@pytest.mark.long
def test_without_an_end_the_window_reaches_to_the_newest(tmp_path: Path) -> None:
    site, database = Hidden(), tmp_path / "n.db"
    with serve_sample(site) as server:
        crawl("baomau", database, server.url, "-a", "mode=backfill", "-a", "since=2025-05-25")
    assert stored(database) == site.published("2025-05-25", "9999")


@pytest.mark.long
def test_before_the_first_number_there_is_an_end(tmp_path: Path) -> None:
    site, database = Hidden(), tmp_path / "n.db"
    with serve_sample(site) as server:
        done = crawl(
            "baomau", database, server.url, "-a", "mode=backfill", "-a", "until=2020-06-03"
        )
    assert stored(database) == site.published("0", "2020-06-03")
    assert done.summary["requests"] < 300


@pytest.mark.long
def test_where_numbers_do_not_answer_the_listings_are_walked(tmp_path: Path) -> None:
    site, database = Hidden(numbers_answer=False), tmp_path / "n.db"
    window = ("-a", "mode=backfill", "-a", "since=2025-05-25", "-a", "until=2025-05-26")
    with serve_sample(site) as server:
        done = crawl("baomau", database, server.url, *window)
        asked = [asked.path for asked in server.asked if "detail" in asked.path]
    assert 1 <= len(asked) <= 4, "a few numbers that are known to exist tell"
    assert done.code == 0, done.summary
    assert stored(database) == site.published("2025-05-25", "2025-05-26")


@pytest.mark.long
def test_a_jump_in_the_numbers_inside_a_window_costs_no_request_a_number(tmp_path: Path) -> None:
    """From one day to the next the newspaper counts on from 12,000 higher."""
    last, jump = 2_000, 14_000

    def site(host: str, path: str) -> Answer | None:
        if host == "baolongan.vn" and path.startswith(("/detail-a", "/lua-a")):
            number = int(path.rpartition("-a")[2].removesuffix(".html"))
            if not (1 <= number <= last or jump <= number <= jump + 60):
                return None
            day = 1 + number // 100 if number <= last else 22 + (number - jump) // 10
            return Answer(article(number, date=f"{day:02}/01/2026 - 08:00"))
        if path == "/kinh-te/":
            return Answer(listing(*(f"/lua-a{n}.html" for n in range(jump + 60, jump + 50, -1))))
        return small_site(0)(host, path)

    database = tmp_path / "n.db"
    window = ("-a", "mode=backfill", "-a", "since=2026-01-20", "-a", "until=2026-01-26")
    with serve(site) as server:
        done = crawl("baolongan", database, server.url, *window, timeout=300)
    wanted = {str(n) for n in (*range(1_900, last + 1), *range(jump, jump + 50))}
    assert wanted <= stored(database)
    # Each host is asked: what the first does not hold the second may.
    assert done.summary["requests"] < (jump - last) / 2
    told = json.loads(scrapy("report", "--json", BAOTINH_DATABASE=str(database)).out)
    (space,) = told["completeness"]["number_spaces"]
    assert space["unaccounted"] == 0
    assert space["explained"]["hole"] > 8_000


def test_a_range_of_numbers_is_asked_and_what_is_known_is_not(tmp_path: Path) -> None:
    site, database = Hidden(), tmp_path / "n.db"
    with serve_sample(site) as server:
        crawl("baomau", database, server.url, "-a", "numbers=100010-100019")
        before = len(server.asked)
        done = crawl("baomau", database, server.url, "-a", "numbers=99998-100024")
        asked = [a.path for a in server.asked[before:] if a.path != "/robots.txt"]
        third = crawl("baomau", database, server.url, "-a", "numbers=99998-100024")
    assert stored(database) == {str(n) for n in range(100_000, 100_025)}
    assert done.summary["new"] == 15
    numbers = {target.rpartition("-a")[2].removesuffix(".html") for target in asked}
    assert numbers == {str(n) for n in (*range(99_998, 100_010), *range(100_020, 100_025))}
    assert done.summary["outcomes"]["rejected"] >= 4, "two that do not exist, in both editions"
    assert (third.code, third.summary["requests"]) == (0, 0)


def test_the_address_of_a_listing_is_no_news_for_an_article_known_by_number(
    tmp_path: Path,
) -> None:
    inner = small_site(3)

    def site(host: str, path: str) -> Answer | None:
        if host == "baolongan.vn" and path.startswith("/detail-a"):
            number = path.removeprefix("/detail-a").removesuffix(".html")
            head = f'<head><link rel="canonical" href="/lua-a{number}.html">'
            return Answer(article(int(number)).replace("<head>", head))
        return inner(host, path)

    database = tmp_path / "n.db"
    with serve(site) as server:
        crawl("baolongan", database, server.url, "-a", "numbers=1-3")
        done = crawl("baolongan", database, server.url)
        asked = server.paths()
    assert done.summary["new"] == 0
    assert not [path for path in asked if path.startswith("/lua-")]


def test_a_number_that_answers_under_its_name_only_is_not_lost(tmp_path: Path) -> None:
    """Another article links it while its number is being asked, and the number answers nothing."""

    def site(host: str, path: str) -> Answer | None:
        if host == "baolongan.vn" and path == "/detail-a1.html":
            link = (
                "<p><a href=\"/lua-a2.html\">Đọc tiếp ở đây nhé bà con</a></p><div id='linkshare'>"
            )
            return Answer(article(1).replace("<div id='linkshare'>", link))
        return None if path.startswith("/detail") else small_site(2)(host, path)

    database = tmp_path / "n.db"
    with serve(site) as server:
        crawl(
            "baolongan",
            database,
            server.url,
            "-a",
            "numbers=1-2",
            "-a",
            "language=vi",
            settings={"CONCURRENT_REQUESTS_PER_DOMAIN": "1"},
        )
    assert stored(database) == {"1", "2"}


@pytest.mark.long
def test_completeness_is_a_figure_of_the_report(tmp_path: Path) -> None:
    def site(host: str, path: str) -> Answer | None:
        if path == "/kinh-te/":
            return Answer(listing(*(f"/lua-a{n}.html" for n in (1, 2, 4, 5, 7, 9))))
        if path == "/lua-a4.html":
            return Answer("không có", 404)
        if path == "/lua-a5.html":
            return Answer(article(5).replace("<p>", "<i>").replace("Cánh đồng", ""), 503)
        return small_site(9)(host, path)

    database = tmp_path / "n.db"
    with serve(site) as server:
        crawl("baolongan", database, server.url)
    told = json.loads(scrapy("report", "--json", BAOTINH_DATABASE=str(database)).out)
    (space,) = told["completeness"]["number_spaces"]
    assert space == {
        "number_space": "main",
        "first": 1,
        "last": 9,
        "numbers": 9,
        "stored": 4,
        "absent": 1,
        "open": 1,
        "explained": {},
        "unaccounted": 3,
        "unknown": [[8, 8], [6, 6], [3, 3]],
    }
    shown = scrapy("report", BAOTINH_DATABASE=str(database)).out
    assert "unaccounted" in shown


@pytest.mark.long
def test_a_number_that_leads_to_another_is_accounted_for(tmp_path: Path) -> None:
    def site(host: str, path: str) -> Answer | None:
        if path == "/kinh-te/":
            return Answer(listing(*(f"/lua-a{n}.html" for n in (1, 2, 3, 4))))
        if path == "/lua-a3.html":
            return Answer("", 301, {"Location": "/lua-a2.html"})
        return small_site(4)(host, path)

    database = tmp_path / "n.db"
    with serve(site) as server:
        crawl("baolongan", database, server.url)
    told = json.loads(scrapy("report", "--json", BAOTINH_DATABASE=str(database)).out)
    (space,) = told["completeness"]["number_spaces"]
    assert (space["stored"], space["unaccounted"]) == (3, 0)
    assert space["explained"] == {"duplicate": 1}


def test_sitemaps_that_changed_last_before_the_window_are_not_read(tmp_path: Path) -> None:
    def site(host: str, path: str) -> Answer | None:
        xml = {"Content-Type": "application/xml"}
        if path == "/sitemap.xml":
            children = "".join(
                f"<sitemap><loc>https://baolongan.vn/sitemap/{year}.xml</loc>"
                f"<lastmod>{year}-12-31T20:00:00+07:00</lastmod></sitemap>"
                for year in (2019, 2020, 2021)
            )
            return Answer(f"<sitemapindex>{children}</sitemapindex>", headers=xml)
        if path.startswith("/sitemap/"):
            year = path[9:13]
            return Answer(
                f"<urlset><url><loc>https://baolongan.vn/lua-a{year}.html</loc>"
                f"<lastmod>{year}-05-01</lastmod></url></urlset>",
                headers=xml,
            )
        if path.startswith("/lua-a20"):
            return Answer(article(int(path[6:10]), date=f"01/05/{path[6:10]} - 08:00"))
        return small_site(0)(host, path) if host == "baolongan.vn" else None

    database = tmp_path / "n.db"
    with serve(site) as server:
        window = ("-a", "mode=backfill", "-a", "since=2020-03-01", "-a", "until=2020-06-30")
        crawl("baolongan", database, server.url, *window)
        asked = server.paths()
    assert stored(database) == {"2020"}
    assert "/sitemap/2019.xml" not in asked
    assert "/lua-a2019.html" not in asked


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("numbers=12-", "two with a hyphen"),
        ("numbers=9-3", "the first number is the larger one"),
        ("numbers=1-9000000", "at most 1,000,000"),
    ],
)
def test_a_wrong_range_is_a_usage_error(tmp_path: Path, given: str, said: str) -> None:
    database = tmp_path / "n.db"
    done = crawl("baolongan", database, "http://127.0.0.1:9", "-a", given)
    assert (done.code, said in done.err) == (2, True)
    assert not database.exists()


def test_a_range_of_numbers_as_the_sample_server_counts_it(tmp_path: Path) -> None:
    """Each number once at the edition that has it; what is known is not asked; what is absent is told."""
    database = tmp_path / "n.db"

    def asked(server: Server, first: int, last: int) -> tuple[Counter[tuple[int, int]], Done]:
        before = len(server.asked)
        done = crawl("baomau", database, server.url, "-a", f"numbers={first}-{last}")
        pages = [a for a in server.asked[before:] if a.path != "/robots.txt"]
        assert done.summary["requests"] == len(server.asked) - before
        return Counter((_number(a.path), a.status) for a in pages), done

    with serve_sample(build_site(60)) as server:
        first, _ = asked(server, 100_010, 100_020)
        more, _ = asked(server, 100_008, 100_022)
        beyond, done = asked(server, 100_055, 100_065)
    assert all(first[n, 200] == 1 for n in range(100_010, 100_021))
    assert set(first.values()) == {1}  # the other edition answers 404 where it was asked first
    assert more == {(n, 200): 1 for n in (100_008, 100_009, 100_021, 100_022)}
    assert {n for n, status in beyond if status == 200} == set(range(100_055, 100_060))
    absent = {(n, 404): 2 for n in range(100_060, 100_066)}  # asked of both editions
    assert absent.items() <= beyond.items()
    assert done.summary["new"] == 5
    assert stored(database) == {
        str(n) for n in (*range(100_008, 100_023), *range(100_055, 100_060))
    }


def _number(path: str) -> int:
    return int(path.rpartition("-a")[2].removesuffix(".html"))
