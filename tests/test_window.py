"""Windows of days that listings lead to: numbers tell which undated links may belong to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.samplepaper import Server, build_site, serve
from tests.crawling import crawl, rows

PAGES = 1_500
SITE = build_site(pages=PAGES, seed=3)


def published(since: str, until: str, section: str = "") -> set[str]:
    """Numbers of the sample's articles of these days, of one section and its sub-sections."""
    made = (SITE.source.article(100_000 + n) for n in range(PAGES))
    return {
        str(a.number)
        for a in made
        if a and since <= a.at.isoformat()[:10] <= until and a.section.startswith(section)
    }


def stored(database: Path) -> set[str]:
    return {row["source_id"] for row in rows(database, "SELECT source_id FROM articles")}


def articles_asked(server: Server) -> int:
    return sum(asked.path.endswith(".html") for asked in server.asked)


def test_days_of_a_section_are_found_without_its_other_articles(tmp_path: Path) -> None:
    database = tmp_path / "n.db"
    window = ("-a", "since=2021-03-01", "-a", "until=2021-05-31", "-a", "sections=kinh-te")
    with serve(SITE) as server:
        done = crawl(
            "baomau", database, server.url, "-a", "mode=backfill", "-a", "language=vi", *window
        )
        asked = articles_asked(server)
    wanted = published("2021-03-01", "2021-05-31", "kinh-te")
    assert done.code == 0, done.err[-2000:]
    assert stored(database) == wanted
    assert len(wanted) > 3
    # The probes are of any section.
    assert asked < len(wanted) + 70
    later = len(published("2021-06-01", "9999", "kinh-te"))
    assert later > 150


@pytest.mark.long
def test_a_new_crawl_with_days_asks_for_no_article_of_others(tmp_path: Path) -> None:
    database = tmp_path / "n.db"
    window = ("-a", "since=2021-03-01", "-a", "until=2021-03-14")
    with serve(SITE) as server:
        done = crawl("baomau", database, server.url, *window)
        first = articles_asked(server)
        again = crawl("baomau", database, server.url, *window)
        second = articles_asked(server) - first
        whole = crawl("baomau", database, server.url)
    wanted = published("2021-03-01", "2021-03-14")
    assert done.code == again.code == whole.code == 0
    assert done.summary["new"] == len(wanted) > 3
    assert first < len(wanted) + 100
    assert second == 0, "what is known of the numbers is not asked again"
    assert stored(database) == published("0", "9999"), "what was left out is still to come"
