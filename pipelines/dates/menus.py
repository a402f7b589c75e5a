"""The names of a newspaper's sections as its own page has them: menu, way to the article, metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.beside import OF_SECTIONS
from pipelines.fields.entries import is_named_menu
from pipelines.fields.machine import machine
from pipelines.fields.tagged import tagged
from pipelines.text import clean, fold

#: No section has a longer name.
_MOST = 9
_LEVELS = 6
_MENU = re.compile(
    r"(?:^|[\s_-])(?:(?:main|top|sub)?(?:menu|nav)|navbar|danh-?muc|chuyen-?muc|bread-?crumbs?|crumbs?)"
)
#: Long names that most newspapers of the Party have.
_LONG_NAMES = re.compile(r"xay dung dang(?: va he thong chinh tri)?|nong nghiep\W+nong thon moi")
_OF_TOPICS = re.compile(
    r"/(?:tags?|tu-khoa|chu-de|su-kien|dong-su-kien|topics?|tim-kiem|search)[/?.-]\w"
)
_NUMBER = re.compile(r"\d{4}")
_CATEGORY = re.compile(
    r"/(?:category|categories|danh-muc|chuyen-muc|the-loai|section|chuyen-trang)/"
)
_EDGES = " \t:|/›»>•·,.()[]-–—"


def names_section(link: HtmlElement, text: str, document: Document) -> bool:
    """True where the page itself says that this link, called `text`, leads to a section."""
    if "category" in (link.get("rel") or "") or _CATEGORY.search(link.get("href") or ""):
        return True
    return is_section_name(text, document)


def is_section_name(text: str, document: Document) -> bool:
    """True for words by which the page calls a section, in any letters."""
    folded = fold(text).strip(_EDGES)
    return bool(folded) and (
        OF_SECTIONS.fullmatch(folded) is not None
        or _LONG_NAMES.fullmatch(folded) is not None
        or folded in section_names(document)
    )


def section_names(document: Document) -> frozenset[str]:
    """What menu, way and metadata call sections, in folded text; made once a page."""
    known = document.cache.get("section_names")
    if isinstance(known, frozenset):
        return known
    found = frozenset(name for text in _names(document) if (name := fold(text).strip(_EDGES)))
    document.cache["section_names"] = found
    return found


def _names(document: Document) -> Iterator[str]:
    facts = machine(document)
    yield from (name for name, _href in facts.breadcrumb)
    yield facts.ld("articleSection") or ""
    told = facts.first_meta("article:section", "section", "category")
    yield told[1] if told else ""
    menus: dict[HtmlElement, bool] = {}
    for link in tagged(document, "a"):
        text = clean("".join(map(str, link.itertext())))
        if 0 < len(text.split()) <= _MOST and _is_entry(link, menus):
            yield text


def _is_entry(link: HtmlElement, menus: dict[HtmlElement, bool]) -> bool:
    """In an element that is a menu by its tag or by its name: lists are of tags and topics as well."""
    href = link.get("href") or ""
    if _NUMBER.search(href) or _OF_TOPICS.search(href.lower()):
        return False
    for level, around in enumerate(link.iterancestors()):
        if level == _LEVELS or around.tag in {"body", "article", "main"}:
            return False
        if around not in menus:
            menus[around] = is_named_menu(around, _MENU)
        if menus[around]:
            return True
    return False
