"""Feeds and sitemaps: good entries are kept, bombs refused, damage told."""

import gzip

import pytest

from pipelines.links import FeedError, feed_links, sitemap_links
from pipelines.outcomes import PageKind
from tests.test_urls import PAPER

FEED = "https://thu.example/rss/home.rss"
ITEM = """<item><title><![CDATA[Lúa <b>mùa</b>]]></title>
<link>http://www.thu.example/lua-mua-a12.html?utm_source=rss</link>
<pubDate>Fri, 02 Oct 2026 08:15:00 +0700</pubDate></item>"""


def rss(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss><channel>{"".join(items)}</channel></rss>'.encode()


def test_an_entry_gives_address_alias_title_and_date() -> None:
    found = feed_links(rss(ITEM), FEED, PAPER)
    link = found.links["https://thu.example/lua-mua-a12.html"]
    assert link.aliases == ("http://www.thu.example/lua-mua-a12.html?utm_source=rss",)
    assert link.hints["date_raw"] == "Fri, 02 Oct 2026 08:15:00 +0700"
    assert link.kind is PageKind.ARTICLE


def test_atom_links_are_read_too() -> None:
    body = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="self" href="/x"/>'
        b'<link href="/lua-a7.html"/><published>2026-10-02T08:15:00+07:00</published></entry></feed>'
    )
    found = feed_links(body, FEED, PAPER)
    assert list(found.links) == ["https://thu.example/lua-a7.html"]


def test_one_bad_byte_or_entity_costs_its_spot_not_the_feed() -> None:
    broken = rss("<item><title>A &nbsp; \x01 B</title><link>/a-a1.html</link></item>", ITEM)
    found = feed_links(broken, FEED, PAPER)
    assert len(found.links) == 2


def test_what_is_left_aside_is_counted() -> None:
    found = feed_links(
        rss(
            "<item><link>https://other.example/a-a1.html</link></item>",
            "<item><title>x</title></item>",
        ),
        FEED,
        PAPER,
    )
    assert found.left == {"off_site": 1, "address": 1}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>404</body></html>",
        b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>',
        b'<!DOCTYPE r SYSTEM "http://127.0.0.1:1/x.dtd"><rss/>',
        b"\x1f\x8bnot gzip",
    ],
)
def test_what_is_no_feed_is_refused(body: bytes) -> None:
    with pytest.raises(FeedError):
        feed_links(body, FEED, PAPER)
    with pytest.raises(FeedError):
        sitemap_links(body, {}, PAPER)


def test_a_sitemap_gives_articles_with_dates_and_children_with_depth() -> None:
    urlset = (
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        b' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>'
        b"<loc>https://thu.example/lua-a7.html</loc><lastmod>2026-01-02</lastmod><news:news>"
        b"<news:publication_date>2026-01-01T08:00:00+07:00</news:publication_date></news:news></url>"
        b"</urlset>"
    )
    found = sitemap_links(gzip.compress(urlset), {}, PAPER)
    hints = found.links["https://thu.example/lua-a7.html"].hints
    assert hints == {"date_raw": "2026-01-01T08:00:00+07:00", "lastmod": "2026-01-02"}

    index = b"<sitemapindex><sitemap><loc>https://thu.example/s2.xml</loc></sitemap></sitemapindex>"
    child = sitemap_links(index, {"depth": 1}, PAPER).links["https://thu.example/s2.xml"]
    assert (child.kind, child.hints["depth"]) == (PageKind.SITEMAP, 2)
    assert not sitemap_links(index, {"depth": 3}, PAPER).links  # a loop ends here
    assert sitemap_links(index, {"depth": 3}, PAPER).left == {"too_deep": 1}


def test_a_gzip_bomb_is_refused() -> None:
    with pytest.raises(FeedError, match="larger than"):
        sitemap_links(gzip.compress(b"<urlset>" + b" " * 60_000_000), {}, PAPER)
