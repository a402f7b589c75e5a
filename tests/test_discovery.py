"""Sections and pages are discovered: menu, feed, sitemap, robots; every form of pagination is walked."""

from pathlib import Path

import pytest

from tests.crawling import crawl, rows
from tests.servers import Answer, Site, article, listing, serve

TEXT = {"Content-Type": "text/plain"}
XML = {"Content-Type": "application/xml"}
HOST = "https://baolongan.vn"


def site_of(pages: dict[str, Answer | str], robots: str = "User-agent: *\nDisallow:\n") -> Site:
    def site(host: str, path: str) -> Answer | None:
        if path == "/robots.txt":
            return Answer(robots, headers=TEXT)
        if host != "baolongan.vn":
            return None
        if path in pages:
            page = pages[path]
            return page if isinstance(page, Answer) else Answer(page)
        if path.startswith("/lua-a"):
            return Answer(article(int(path.removeprefix("/lua-a").removesuffix(".html"))))
        return None

    return site


def crawled(site: Site, database: Path) -> set[int]:
    """Numbers of the articles that a crawl of the site stores."""
    with serve(site) as server:
        done = crawl("baolongan", database, server.url)
    assert done.code == 0, done.err[-1500:]
    return {int(row["source_id"]) for row in rows(database, "SELECT source_id FROM articles")}


def some(start: int) -> tuple[str, ...]:
    return tuple(f"/lua-a{n}.html" for n in range(start, start + 3))


def with_link(start: int, link: str, head: str = "") -> str:
    return (
        listing(*some(start))
        .replace("</body>", f"{link}</body>")
        .replace("<head>", f"<head>{head}")
    )


FORMS: dict[str, tuple[list[str], str, str]] = {
    # name: addresses of pages 2 and 3, the link to page {n} at {url}, more in the head
    "?p=": (["/van-hoa?p=2", "/van-hoa?p=3"], '<a href="{url}">{n}</a>', ""),
    "?page=": (["/van-hoa/?page=2", "/van-hoa/?page=3"], '<a href="{url}">{n}</a>', ""),
    "/page/2/": (["/van-hoa/page/2/", "/van-hoa/page/3/"], '<a href="{url}">{n}</a>', ""),
    "rel=next": (["/van-hoa/?p=2", "/van-hoa/?p=3"], "", '<link rel="next" href="{url}">'),
    "Trang sau": (["/van-hoa?p=2", "/van-hoa?p=3"], '<a href="{url}">Trang sau</a>', ""),
    ">": (["/van-hoa?p=2", "/van-hoa?p=3"], '<a href="{url}">&gt;</a>', ""),
    "an offset": (["/van-hoa/?tu=3", "/van-hoa/?tu=6"], '<a href="{url}">Trang sau</a>', ""),
    "rel=next of an offset": (
        ["/van-hoa/?o=3", "/van-hoa/?o=6"],
        "",
        '<link rel="next" href="{url}">',
    ),
    "a picture": (["/van-hoa/?p=2", "/van-hoa/?p=3"], '<a title="Trang sau" href="{url}"></a>', ""),
    "www": (
        ["/van-hoa?p=2", "/van-hoa?p=3"],
        '<a href="http://www.baolongan.vn{url}">{n}</a>',
        "",
    ),
    "trang-2.html": (
        ["/van-hoa/trang-2.html", "/van-hoa/trang-3.html"],
        '<a href="{url}">{n}</a>',
        "",
    ),
    "base href": (
        ["/van-hoa?p=2", "/van-hoa?p=3"],
        '<a href="../../..{url}">&gt;</a>',
        f'<base href="{HOST}/static/templates/version1/">',
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_pagination_is_walked(tmp_path: Path, form: str) -> None:
    addresses, link, head = FORMS[form]
    pages: dict[str, Answer | str] = {
        "/": '<html><body><a href="/van-hoa/">Văn hóa</a></body></html>'
    }
    for number, path in enumerate(["/van-hoa/", *addresses], 1):
        more = addresses[number - 1] if number <= len(addresses) else None
        filled = [part.format(url=more, n=number + 1) if more else "" for part in (link, head)]
        pages[path] = with_link(10 * number, filled[0], filled[1])
    assert crawled(site_of(pages), tmp_path / "news.db") == {
        n for start in (10, 20, 30) for n in range(start, start + 3)
    }


def test_a_section_that_only_the_menu_knows_and_its_sub_section_are_walked(tmp_path: Path) -> None:
    menu = '<a href="/van-hoa/">Văn hóa</a> <a href="/van-hoa/le-hoi/">Lễ hội</a>'
    pages: dict[str, Answer | str] = {
        "/": f"<html><body>{menu}</body></html>",
        "/van-hoa/": listing(*some(10)),
        "/van-hoa/le-hoi/": listing(*some(20)),
    }
    database = tmp_path / "news.db"
    assert len(crawled(site_of(pages), database)) == 6
    sections = rows(database, "SELECT DISTINCT section FROM pages WHERE kind = 'listing'")
    assert {"van-hoa", "van-hoa/le-hoi"} <= {row["section"] for row in sections}


def test_feed_and_sitemaps_that_robots_names_lead_to_articles(tmp_path: Path) -> None:
    def entry(number: int) -> str:
        return f"<url><loc>{HOST}/lua-a{number}.html</loc><lastmod>2026-01-08</lastmod></url>"

    index = f"<sitemapindex><sitemap><loc>{HOST}/ban-do/1.xml</loc></sitemap></sitemapindex>"
    feed = f"<rss><channel><item><link>{HOST}/lua-a1.html</link></item></channel></rss>"
    pages: dict[str, Answer | str] = {
        "/": "<html><body>Trang chủ</body></html>",
        "/rss/home.rss": Answer(feed, headers=XML),
        "/ban-do.xml": Answer(index, headers=XML),
        "/ban-do/1.xml": Answer(f"<urlset>{entry(2)}{entry(3)}</urlset>", headers=XML),
    }
    robots = f"User-agent: *\nDisallow:\nSitemap: {HOST}/ban-do.xml\n"
    assert crawled(site_of(pages, robots), tmp_path / "news.db") == {1, 2, 3}


def test_an_endless_calendar_ends(tmp_path: Path) -> None:
    """A listing whose every page leads on, and which repeats its last page for ever."""

    def site(host: str, path: str) -> Answer | None:
        if host == "baolongan.vn" and path.startswith("/kinh-te/"):
            page = int(path.partition("?p=")[2] or 1)
            shown = some(10 * min(page, 3))
            return Answer(listing(*shown, next_page=f"/kinh-te/?p={page + 1}"))
        return site_of({"/": "<html><body>x</body></html>"})(host, path)

    with serve(site) as server:
        done = crawl("baolongan", tmp_path / "news.db", server.url, "-a", "mode=backfill")
        pages = [path for path in server.paths() if path.startswith("/kinh-te/")]
    assert (done.code, done.summary["new"]) == (0, 9)
    assert len(pages) <= 8, "there and back"
