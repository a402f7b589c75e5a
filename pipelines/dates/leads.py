"""What a link beside a date leads to, where the addresses of a newspaper are not known.

Its words, its address and the page's other links tell a headline from a section, a button and the
day's archive; a section may have as many words as a headline.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml.etree import _Element as HtmlElement

from pipelines.dates.menus import names_section
from pipelines.document import Document
from pipelines.fields.marks import date_part, is_tool, names_channel
from pipelines.fields.select import text_of
from pipelines.text import clean, fold

#: A headline has so many words.
_HEADLINE = 5
#: Pages of a topic or a writer have numbers too.
_OF_MANY = re.compile(
    r"/(?:su-kien|dong-su-kien|chu-de|chuyen-de|tac-gia|nha-bao|author|topic|tags?)/|-event\d+\b"
)
#: The same article on paper, read aloud, or in another language; a file.
_COPY = re.compile(
    r"(?:^|/)(?:print|in|in-bai|ban-in|pdf|audio|rss)(?:[/.-]|$)|\.(?:pdf|mp3|mp4|m4a|docx?|jpe?g|png|xml)$"
)
#: The number of an article: at the end of a part of it, or of five digits and more. What a
#: headline says of a year, or an archive of a day, is none.
_NUMBER = re.compile(
    r"\d{5,}|(?!(?<!\w)(?:19|20)\d\d(?!\d))(?<!\d)\d{4}(?=(?:\.\w{2,5})?(?:[/?&#]|$))"
)
_DAY = re.compile(r"(?<!\d)(?:19|20)\d\d[/-]?[01]\d(?:[/-]?[0-3]\d)?(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_TITLES = frozenset(["h2", "h3", "h4"])
_OF_SECTION = re.compile(r"(?:^|[\s_-])cat")
#: Two of three words of a headline stand in its address.
_TWO, _THREE = 2, 3


def said(text: str) -> list[str]:
    """The words of a link without the date that it may print."""
    span = date_part(text)
    if span is not None:
        text = f"{text[: span[0]]} {text[span[1] :]}"
    return _WORD.findall(text)


def leads_to_many(link: HtmlElement) -> bool:
    """True for a link to the pages of a writer, of a topic."""
    path = f"{_path(link.get('href') or '')}/"
    return (link.get("rel") or "").lower() == "author" or _OF_MANY.search(path) is not None


def is_headline(link: HtmlElement, box: HtmlElement, document: Document, *, in_head: bool) -> bool:
    """True for a link of `box` whose words are the headline of another article.

    `in_head` of this article stand its section, its writer and its copies: there the address has to
    be an article's and say what the words say, or the link has to look like a teaser.
    """
    href = link.get("href") or ""
    text = clean(text_of(link))
    words = said(text)
    if len(words) < _HEADLINE or "#" in href or is_tool(text) or names_channel(text):
        return False
    path = _path(href)
    if _OF_MANY.search(path) or _COPY.search(path) or names_section(link, text, document):
        return False
    return not in_head or _is_teaser(link, box, path, words, document)


def _is_teaser(
    link: HtmlElement, box: HtmlElement, path: str, words: list[str], document: Document
) -> bool:
    numbered = has_number(path)
    if not numbered and has_number(_path(document.url)):
        return False  # this newspaper's articles have a number
    # What the page itself calls a section has been asked before: no other has a headline's words.
    if _repeats(path, words):
        return True
    if numbered and (_is_titled(link) or len(_last_words(path)) < _TWO):
        return True
    return any(
        other.get("href") == link.get("href") and other.find(".//img") is not None
        for other in box.iter("a")
    )


def _repeats(path: str, words: list[str]) -> bool:
    """The address says what the words say, or begins to."""
    folded, last = {fold(word) for word in words}, _last_words(path)
    told = set(_WORD.findall(path))
    if _THREE * len(folded & told) >= _TWO * len(folded):
        return True
    return len(last) >= _THREE and folded.issuperset(last)


def _is_titled(link: HtmlElement) -> bool:
    """In a heading that is not the section's, or around one."""
    around = (link, *link.iterancestors(*_TITLES), *link.iter(*_TITLES))
    titles = [one for one in around if one.tag in _TITLES]
    return bool(titles) and not any(_OF_SECTION.search(one.get("class") or "") for one in titles)


def has_number(path: str) -> bool:
    """True for an address, with its query or without, that has an article's number."""
    return _NUMBER.search(_DAY.sub("", path)) is not None


def _last_words(path: str) -> list[str]:
    """Words of the last part of an address, without its ending and the names of its fields."""
    last = path.partition("?")[0].rstrip("/").rpartition("/")[2]
    return [word for word in _WORD.findall(last.rpartition(".")[0] or last) if len(word) > 1]


def _path(href: str) -> str:
    try:
        parts = urlsplit(href.strip().lower())
    except ValueError:
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
