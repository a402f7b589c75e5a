"""What a saved page is by its content, and which addresses its menus name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element as HtmlElement

from crawler import catalogue, clock
from crawler.systems import generic
from pipelines.document import Document
from pipelines.fields import machine
from pipelines.flow import read_page
from pipelines.items import RawPage
from pipelines.outcomes import PageKind
from pipelines.text import clean

Verdict = Literal["article", "section", "unclear"]

_MENUS = ("nav", "ul", "ol", "menu", "header", "div", "tr")
#: An address says nothing here; `/?p=1` is not the first page of the front.
_ADDRESSES = replace(generic.ADDRESSES, query_number="p")
#: A menu has so many entries; more are a site map, or the whole page.
_ENTRIES = range(3, 121)
#: Names of sections are short, headlines are not.
_WORDS = 5
_LONG_SHARE = 0.1


def verdict_of(url: str, body: bytes, document: Document) -> Verdict:
    """An article has a headline, a text and a day; a section has links."""
    parts = urlsplit(url)
    if parts.path in {"", "/"} and not parts.query:
        return "section"
    foreign = catalogue.foreign((parts.hostname or "").lower(), parts.scheme)
    paper = replace(foreign, addresses=_ADDRESSES)
    headers = [("Content-Type", "text/html")]
    page = RawPage(
        url=url, paper=paper.name, kind=PageKind.ARTICLE, fetched_at=clock.now(), status=200,
        headers=headers, body=body, final_url=url,
    )  # fmt: skip
    reading = read_page(page, paper)
    facts = machine(document)
    said = bool(facts.articles) or facts.meta.get("og:type", "").lower() == "article"
    if reading.article is None:
        # A broken article and a section both are none; what says that it is an article is not one
        # of the sections.
        return "unclear" if facts.articles else "section"
    return "article" if said or reading.article.published_at else "unclear"


def menu_links(document: Document, base: str) -> Iterator[str]:
    """Addresses in the page's menus, resolved: boxes in which nearly all links have short names."""
    hrefs: dict[str, None] = {}
    for element in document.tree.iter(*_MENUS):
        anchors = [a for a in element.iter("a") if a.get("href")]
        if len(anchors) in _ENTRIES and _is_menu(anchors):
            hrefs |= dict.fromkeys(clean(str(a.get("href"))) for a in anchors)
    for href in hrefs:
        try:
            url = urljoin(base, href)
            urlsplit(url)
        except ValueError:
            continue  # no address at all
        if url.startswith(("http://", "https://")):
            yield url


def _is_menu(anchors: list[HtmlElement]) -> bool:
    lengths = [len(clean("".join(a.itertext())).split()) for a in anchors]
    long = sum(length > _WORDS for length in lengths)
    return long <= _LONG_SHARE * len(anchors) and all(length <= 2 * _WORDS for length in lengths)
