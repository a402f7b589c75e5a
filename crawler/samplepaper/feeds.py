"""Feeds, sitemaps and robots.txt."""

from __future__ import annotations

from email.utils import format_datetime
from html import escape

from crawler.samplepaper.model import Article, Edition, Source

XML = "application/xml; charset=utf-8"
RSS = "application/rss+xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def robots(edition: Edition, forbidden: str | None) -> str:
    """Search is forbidden to robots, and one page of advertising."""
    lines = ["User-agent: *", "Disallow: /tim-kiem/"]
    if forbidden:
        lines.append(f"Disallow: {forbidden}")
    lines += ["", f"Sitemap: https://{edition.host}/sitemap.xml", ""]
    return "\n".join(lines)


def feed(source: Source, language: str, section: str | None) -> str:
    """The newest articles of the edition or of one section, with marked addresses."""
    edition = source.editions[language]
    teasers, _ = source.listing(language, section, 1)
    items = "".join(_item(teaser.article, edition) for teaser in teasers)
    title = dict(edition.sections()).get(section or "", edition.site)
    return (
        f'{_DECLARATION}<rss version="2.0"><channel>\n<title>{escape(title)}</title>\n'
        f"<link>https://{edition.host}/{section or ''}</link>\n"
        f"<description>{escape(edition.site)}</description>\n{items}</channel></rss>\n"
    )


def sitemap_index(source: Source, language: str) -> str:
    """The sitemap that robots.txt names: its children alone."""
    host = source.editions[language].host
    rows = "".join(
        f"<sitemap><loc>https://{host}/sitemap/{name}.xml</loc></sitemap>\n"
        for name in source.sitemaps(language)
    )
    return f'{_DECLARATION}<sitemapindex xmlns="{_SITEMAPS}">\n{rows}</sitemapindex>\n'


def sitemap(source: Source, language: str, name: str) -> str:
    """One child."""
    host = source.editions[language].host
    rows = "".join(
        f"<url><loc>https://{host}{article.path}</loc>{_lastmod(article)}</url>\n"
        for article in source.in_sitemap(language, name)
    )
    return f'{_DECLARATION}<urlset xmlns="{_SITEMAPS}">\n{rows}</urlset>\n'


def _lastmod(article: Article) -> str:
    if article.flags.keys() & {"undated", "day_only"}:
        return ""
    return f"<lastmod>{article.at.isoformat()}</lastmod>"


def _item(article: Article, edition: Edition) -> str:
    slug = article.flags.get("old_slug", article.slug)
    link = f"https://{edition.host}/{slug}-a{article.number}.html?utm_source=rss&utm_medium=feed"
    about = article.lead or article.first_paragraph
    date = "" if article.flags.keys() & {"undated", "day_only"} else format_datetime(article.at)
    return (
        f"<item><title>{escape(article.title)}</title><link>{escape(link)}</link>"
        f'<guid isPermaLink="false">{article.number}</guid>'
        + (f"<pubDate>{date}</pubDate>" if date else "")
        + f"<description>{escape(about)}</description></item>\n"
    )
