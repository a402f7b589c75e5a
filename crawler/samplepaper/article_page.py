"""An article's page and its print copy."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from html import escape
from urllib.parse import quote

from crawler.samplepaper import bodies
from crawler.samplepaper.frame import framed, template
from crawler.samplepaper.model import HANOI, Article, Edition, Source

#: Until this day articles are kept in the older layout, and until that one with p.fontd alone.
FIRST_YEAR_ENDS = "2023-06-01"
SECOND_YEAR_ENDS = "2024-06-01"
_ICONS = {"photo": "icophoto", "video": "icovideo"}


def is_old(article: Article) -> bool:
    """Whether it was published in the first year."""
    return f"{article.at:%Y-%m-%d}" < FIRST_YEAR_ENDS


def article_page(source: Source, article: Article) -> str:
    """The whole page, from head to footer."""
    edition, other = _editions(source, article)
    return framed(
        edition,
        other,
        template("article").substitute(_parts(source, article, edition)),
        title=article.title,
        description=_description(article),
        keywords=", ".join(article.tags),
        head=_head(source, article, edition),
    )


def print_page(source: Source, article: Article) -> str:
    """The same text for the printer."""
    edition = source.editions[article.language]
    return template("print").substitute(
        language=edition.language,
        title=escape(article.title),
        host=edition.host,
        path=article.path,
        name=edition.site,
        date="" if "undated" in article.flags else f"{article.at:%d/%m/%Y - %H:%M}",
        lead=f"<p><b>{escape(article.lead)}</b></p>\n" if article.lead else "",
        body=_body(article, edition),
    )


def _parts(source: Source, article: Article, edition: Edition) -> dict[str, str]:
    words = edition.words
    top, _, sub = article.section.partition("/")
    titles = dict(edition.sections())
    icon = _ICONS.get(article.media)
    mark = f'&nbsp;<span class="sprite {icon}"></span>' if icon else ""
    views = 1000 + article.number % 977 + (7 if _changed_views(article) else 0)
    return {
        "host": edition.host,
        "path": article.path,
        "top": top,
        "top_title": escape(titles[top].upper()),
        "sub": _sub_section(edition, article.section, titles) if sub else "",
        "pubdate": _pubdate(article),
        "weight": "fw600" if is_old(article) else "fw700",
        "title_html": _title(article) + mark,
        "lead": _lead(article),
        "body": _body(article, edition),
        "number": str(article.number),
        "cate": str(len(top)),
        "subcate": str(len(sub)),
        "tags": " ".join(_tag(tag) for tag in article.tags),
        "related": _boxes(source, source.related(article)),
        "most": _boxes(source, source.most_read(article.language), dated=False),
        "comments": _comments(article, edition),
        "views": f"{views}",
        **{f"{key}_word": escape(words[key]) for key in ("tags", "related", "comments", "most")},
        **{key: escape(words[key]) for key in ("print", "share")},
    }


def _title(article: Article) -> str:
    """Titles may hold line breaks."""
    text = escape(article.title)
    return text.replace(", ", ",\n", 1) if "title_break" in article.flags else text


def _sub_section(edition: Edition, section: str, titles: dict[str, str]) -> str:
    link = f'<a href="https://{edition.host}/{section}/">{escape(titles[section])}</a>'
    return f'<span class="fw400">{link}</span>'


def _pubdate(article: Article) -> str:
    if article.flags.keys() & {"undated", "day_only"}:
        return ""
    return f'<span class="pubdate 128">{article.at:%d/%m/%Y - %H:%M}</span> '


def _lead(article: Article) -> str:
    if article.lead is None:
        return ""
    lead = escape(article.lead)
    if FIRST_YEAR_ENDS <= f"{article.at:%Y-%m-%d}" < SECOND_YEAR_ENDS:
        return (
            '<div class="detail-desc"><div class="content-fck"><div>'
            f'<p class="fontd fw600">{lead}</p></div></div></div>\n'
        )
    return f'<p class="fontd">{lead}</p>\n'


def _body(article: Article, edition: Edition) -> str:
    layout = bodies.old if is_old(article) else bodies.modern
    return layout(article, edition.host)


def _tag(tag: str) -> str:
    return f'<a class="tag_item" href="/tim-kiem/{quote(tag.replace(" ", "-"))}.html">{escape(tag)}</a>'


def _boxes(source: Source, others: Sequence[Article], *, dated: bool = True) -> str:
    """Related articles carry dates that are not this article's."""
    rows = []
    for other in others[:4]:
        host = source.editions[other.language].host
        day = f' <span class="date">({other.at:%d/%m/%Y - %H:%M})</span>' if dated else ""
        rows.append(f'<li><a href="https://{host}{other.path}">{escape(other.title)}</a>{day}</li>')
    return "\n".join(rows) + "\n"


def _comments(article: Article, edition: Edition) -> str:
    words = edition.words
    rows = []
    for index, (reader, text) in enumerate(zip(words["reader"], words["comment"], strict=True)):
        when = article.at + timedelta(days=index + 1, minutes=17 * (index + 1))
        rows.append(
            f'<div class="item"><b>{escape(reader)}</b> <span class="date">{when:%d/%m/%Y - %H:%M}'
            f"</span><p>{escape(text)}</p></div>"
        )
    return "\n".join(rows[: article.number % 3]) + "\n"


def _head(source: Source, article: Article, edition: Edition) -> str:
    url = f"https://{edition.host}{article.path}"
    lines = [f'<link rel="canonical" href="{url}">']
    for language in ("vi", "en"):
        twin = source.article(article.flags.get(language, -1))
        if twin is not None:
            there = f"https://{source.editions[language].host}{twin.path}"
            lines.append(f'<link rel="alternate" hreflang="{language}" href="{there}">')
    image = next((block["img"] for block in article.blocks if "img" in block), "mac-dinh.jpg")
    layout = "old" if is_old(article) else "new"
    graph = {
        "type": "article",
        "url": url,
        "title": article.title,
        "description": _description(article),
        "image": f"https://{edition.host}{bodies.image_path(article, image, layout=layout)}",
    }
    lines += [f'<meta property="og:{k}" content="{escape(v)}">' for k, v in graph.items()]
    lines.append(f'<script type="application/ld+json">{_linked_data(article)}</script>')
    return "\n".join(lines) + "\n"


def _linked_data(article: Article) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "name": article.title,
        "datePublished": f"{article.at.astimezone(HANOI):%Y-%m-%d}",
        "description": _description(article),
    }
    if "undated" in article.flags:
        del data["datePublished"]
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")


def _description(article: Article) -> str:
    return article.lead or article.first_paragraph


def _changed_views(article: Article) -> bool:
    return bool(article.flags.get("views")) and article.flags.get("day_now", 1) > 1


def _editions(source: Source, article: Article) -> tuple[Edition, Edition]:
    other = "en" if article.language == "vi" else "vi"
    return source.editions[article.language], source.editions[other]
