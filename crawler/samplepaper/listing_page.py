"""Front page, section pages and their page links; the pages that are no articles."""

from __future__ import annotations

from html import escape
from typing import Any

from crawler.samplepaper.frame import framed, template
from crawler.samplepaper.model import Edition, Source, Teaser

_CUT = 90


def listing_page(
    source: Source, language: str, section: str | None, number: int, extra: list[dict[str, Any]]
) -> str:
    """The top story, the list without dates, and links to the other pages."""
    edition, other = both(source, language)
    teasers, pages = source.listing(language, section, number)
    title = dict(edition.sections()).get(section or "", edition.site)
    main = template("listing").substitute(
        host=edition.host,
        section=f"{section}/" if section else "",
        section_title=escape(title.upper()),
        top=_top(teasers[0]) if teasers else "",
        entries="".join(_entry(teaser, edition) for teaser in teasers[1:]),
        extra=_extra(extra),
        pages=_pages(edition.host, section, number, pages) if section and pages > 1 else "",
    )
    head = f'<link rel="canonical" href="https://{edition.host}/{section or ""}">\n'
    if section:
        name = section.replace("/", "-")
        head += (
            '<link rel="alternate" type="application/rss+xml" '
            f'href="https://{edition.host}/rss/{name}.rss">\n'
        )
    head += '<meta property="og:type" content="website">\n'
    return framed(edition, other, main, title=title if section else "", head=head)


def both(source: Source, language: str) -> tuple[Edition, Edition]:
    """This edition and the other one."""
    return source.editions[language], source.editions["en" if language == "vi" else "vi"]


def missing_page(source: Source, language: str) -> str:
    """What is shown where nothing is (with status 404, and once with 200)."""
    edition, other = both(source, language)
    words = edition.words
    text = f"<div class='err'><h1>{words['missing']}</h1><p>{words['missing_text']}</p></div>\n"
    return framed(edition, other, text, title=words["missing"])


def empty_page(source: Source, language: str, title: str, day: str) -> str:
    """An article's frame with a headline and nothing below it."""
    edition, other = both(source, language)
    main = (
        '<div id="colcate1"><div class="sharemxh"><span class="pubdate 128">'
        f'{day}</span></div>\n<h1 class="margintopbot10 fw700">{escape(title)}</h1>\n'
        '<div id="newscontents"><div class="content-fck slider-jsgallery">\n<p>&nbsp;</p>\n'
        f'</div></div>\n<div id="linkshare">{edition.words["share"]}</div></div>\n'
    )
    return framed(edition, other, main, title=title)


def _top(teaser: Teaser) -> str:
    return f'<a href="{escape(teaser.href)}">{escape(teaser.article.title)}</a>'


def _entry(teaser: Teaser, edition: Edition) -> str:
    article, href = teaser.article, escape(teaser.href)
    lead = article.lead or article.first_paragraph
    cut = lead if len(lead) <= _CUT else lead[:_CUT].rsplit(" ", 1)[0] + "…"
    thumb = (
        f"https://{edition.host}/image/news/{article.at:%Y}/{article.at:%Y%m%d}/thumbnail/240x160/"
        f"{article.number}_{int(article.at.timestamp())}.jpg"
    )
    return (
        f'<li><a class="b-img" href="{href}"><img src="{thumb}" alt=""></a>'
        f'<a class="b-title" href="{href}"><h3>{escape(article.title)}</h3></a>'
        f'<p class="b-content">{escape(cut)}</p></li>\n'
    )


def _extra(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return ""
    links = "".join(
        f'<li><a href="{escape(row.get("url") or row["path"])}">{escape(row["title"])}</a></li>\n'
        for row in rows
    )
    return f'<div class="boxkhac"><ul>\n{links}</ul></div>\n'


def _pages(host: str, section: str, number: int, pages: int) -> str:
    """«, <, five numbers, >, »: numbers absolute, the others relative to the base address."""
    first = max(1, min(number - 2, pages - 4))
    shown = range(first, min(pages, first + 4) + 1)
    relative = f"../../../../{section}?p="
    links = [
        ("«", f"{relative}1"),
        ("<", f"{relative}{max(1, number - 1)}"),
        *((str(page), f"https://{host}/{section}?p={page}") for page in shown),
        (">", f"{relative}{min(pages, number + 1)}"),
        ("»", f"{relative}{pages}"),
    ]
    return " ".join(
        f'<a class="active" href="{href}">{escape(text)}</a>'
        if text == str(number)
        else f'<a href="{href}">{escape(text)}</a>'
        for text, href in links
    )
