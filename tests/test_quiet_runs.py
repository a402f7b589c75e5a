"""Runs that find nothing new, as the sample server counts their requests."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from crawler import samplepaper
from tests.crawling import crawl


def quiet_requests(site: samplepaper.Site) -> Iterator[tuple[str, str]]:
    """All that a quiet run may ask of the large sample newspaper, by host and path."""
    for language, edition in site.source.editions.items():
        sitemaps = (f"/sitemap/{name}.xml" for name in site.source.sitemaps(language))
        sections = (f"/{slug}/" for slug, _ in edition.sections())
        feed = f"/{edition.feed.strip('/')}"
        for path in ("/robots.txt", "/", feed, "/sitemap.xml", *sitemaps, *sections):
            yield edition.host, path


@pytest.mark.long
def test_a_quiet_run_as_the_sample_server_counts_it(tmp_path: Path) -> None:
    """Robots, feed, sitemap, first page of each listing: each once, all 304, not one body byte."""
    site, database = samplepaper.build_site(500), tmp_path / "news.db"
    with samplepaper.serve(site) as server:
        assert crawl("baomau", database, server.url).summary["new"] == 500
        walked = len(server.asked)
        for _ in range(2):
            before = len(server.asked)
            done = crawl("baomau", database, server.url)
            asked = server.asked[before:]
            assert done.summary["requests"] == len(asked)
            assert done.summary["outcomes"] == {"not_modified": len(asked) - 2}  # not the robots
            assert Counter((a.host, a.path) for a in asked) == Counter(quiet_requests(site))
            assert {a.status for a in asked} == {304}
            assert sum(a.bytes for a in asked) == 0
    assert walked > 500
    assert len(list(quiet_requests(site))) == 29


class Unconditional:
    """The sample newspaper on a server that knows no conditional requests."""

    def __init__(self, pages: int) -> None:
        self.site = samplepaper.build_site(pages)

    def answer(self, host: str, target: str, headers: Mapping[str, str]) -> samplepaper.Answer:
        answer = self.site.answer(host, target, {"Accept-Encoding": "gzip"})
        kept = {k: v for k, v in answer.headers.items() if k not in {"ETag", "Last-Modified"}}
        return replace(answer, headers=kept)


@pytest.mark.long
def test_a_quiet_run_without_validators_asks_for_the_same_and_no_article(tmp_path: Path) -> None:
    site, database = Unconditional(500), tmp_path / "news.db"
    with samplepaper.serve(site) as server:
        assert crawl("baomau", database, server.url).summary["new"] == 500
        first, before = sum(a.bytes for a in server.asked), len(server.asked)
        done = crawl("baomau", database, server.url)
        asked = server.asked[before:]
    assert (done.code, done.summary["new"]) == (0, 0)
    assert Counter((a.host, a.path) for a in asked) == Counter(quiet_requests(site.site))
    assert {a.status for a in asked} == {200}
    assert not any(a.conditional for a in asked)
    assert sum(a.bytes for a in asked) < first / 10


@pytest.mark.long
def test_after_days_off_the_sample_server_sees_no_walk_of_the_archive(tmp_path: Path) -> None:
    """300 articles, then 340: the forty are found, and listings are read until they are known."""
    database = tmp_path / "news.db"
    with samplepaper.serve(Unconditional(300)) as server:
        assert crawl("baomau", database, server.url).summary["new"] == 300
    site = Unconditional(340)
    # The large newspaper spreads its days over its numbers; only the number tells what is new.
    with samplepaper.serve(site) as server:
        done = crawl("baomau", database, server.url)
    articles = [a.path for a in server.asked if a.path.endswith(".html")]
    numbers = sorted(int(path.rpartition("-a")[2].removesuffix(".html")) for path in articles)
    assert (done.code, done.summary["new"]) == (0, 40)
    assert numbers == list(range(100_300, 100_340))
    others = Counter((a.host, a.path) for a in server.asked if not a.path.endswith(".html"))
    assert others - Counter(quiet_requests(site.site)) == Counter()
