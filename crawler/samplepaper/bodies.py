"""The text of an article as HTML: in the layout of today, and in the older one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from html import escape

from crawler.samplepaper.model import Article, Block, slug_of

_JUSTIFY = '<p style="text-align: justify;">'
_CENTER = '<p style="text-align: center;">'
_ADVERT = '<div class="AMN_res_300x250"><a href="https://quang-cao.example/">Quảng cáo</a></div>\n'


def modern(article: Article, host: str) -> str:
    """Paragraphs, pictures with captions in four shapes, an advert, the byline on the right."""
    parts = [_block(article, block, host) for block in article.blocks]
    if len(parts) > 3:
        parts.insert(2, _ADVERT)
    return "".join(parts) + _byline(article)


def old(article: Article, host: str) -> str:
    """The photo in a table inside the first paragraph; the byline without strong."""
    blocks = list(article.blocks)
    photo = next((block for block in blocks if "img" in block), None)
    parts: list[str] = []
    for block in blocks:
        if block is photo:
            continue
        text = _block(article, block, host)
        if photo is not None and not parts:
            text = text.replace(_JUSTIFY, _JUSTIFY + _photo_table(article, photo, host), 1)
        parts.append(text)
    return "".join(parts) + f'<p align="right">{escape(article.byline)}</p>\n'


def image_path(article: Article, name: str, *, layout: str = "new") -> str:
    """Where the picture lies: folders carry the day."""
    day = f"{article.at:%Y}/{article.at:%Y%m%d}"
    if layout == "old":
        return f"/image/news/{day}/fckimage/{name}"
    return f"/image/fckeditor/upload/{day}/images/{name}"


def decomposed(text: str) -> str:
    """As the captions of this system are typed: with combining marks."""
    return unicodedata.normalize("NFD", text)


def _photo_table(article: Article, block: Block, host: str) -> str:
    source = f"https://{host}{image_path(article, block['img'], layout='old')}"
    return (
        '<table align="right" border="0" cellpadding="3" width="300"><tbody><tr><td>'
        f'<img alt="{escape(article.title)}" src="{source}" width="300"></td></tr>'
        f"<tr><td>{escape(block['caption'])}</td></tr></tbody></table>"
    )


def _block(article: Article, block: Block, host: str) -> str:
    kind = next(key for key in _KINDS if key in block)
    return _KINDS[kind](article, block, host)


def _image(article: Article, block: Block, host: str) -> str:
    title = escape(article.title)
    image = (
        f'<img class="zoomimg" title="{title}" alt="{title}" '
        f'data-socail-link="https://{host}{article.path}" '
        f'src="https://{host}{image_path(article, block["img"])}">'
    )
    said = escape(decomposed(block["caption"]))
    return {
        1: f'{_CENTER}{image}<br><em style="color: gray;">{said}</em></p>\n',
        2: f"{_CENTER}{image}</p>\n{_CENTER}<em>{said}</em></p>\n",
        3: f'{_CENTER}{image}</p>\n<p><em style="color:#808080;">{said}</em></p>\n',
        4: f"{_CENTER}{image}</p>\n<em>{said}</em>\n",
    }[block["shape"]]


def _table(_article: Article, block: Block, _host: str) -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>\n"
        for row in block["table"]
    )
    return f'<table border="1" class="table"><tbody>\n{rows}</tbody></table>\n'


def _list(_article: Article, block: Block, _host: str) -> str:
    return "<ul>\n" + "".join(f"<li>{escape(item)}</li>\n" for item in block["list"]) + "</ul>\n"


def _linked(_article: Article, block: Block, _host: str) -> str:
    before, number, title, after = block["linked"]
    link = f'<a href="/{slug_of(title)}-a{number}.html">{escape(title)}</a>'
    return f"{_JUSTIFY}{escape(before)}{link}{escape(after)}</p>\n"


def _video(article: Article, block: Block, host: str) -> str:
    source = f"https://{host}/media/{article.at:%Y}/{block['video']}"
    return f'<div class="video-player"><video controls src="{source}"></video></div>\n'


def _byline(article: Article) -> str:
    name = escape(article.byline)
    if article.byline.startswith("Theo "):
        return f'<p class="author ignore">{name}</p>\n'
    return f'<p style="text-align: right;"><strong>{name}</strong></p>\n'


_KINDS: dict[str, Callable[[Article, Block, str], str]] = {
    "p": lambda _a, block, _h: f"{_JUSTIFY}{escape(block['p'])}</p>\n",
    "h": lambda _a, block, _h: f"{_JUSTIFY}<strong>{escape(block['h'])}</strong></p>\n",
    "quote": lambda _a, block, _h: f"<blockquote><p>{escape(block['quote'])}</p></blockquote>\n",
    "img": _image,
    "table": _table,
    "list": _list,
    "linked": _linked,
    "video": _video,
}
