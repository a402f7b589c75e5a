"""What a page says about itself for machines: JSON-LD, Open Graph, meta tags, links.

JSON-LD is read tolerantly (comments, trailing commas, raw line breaks, `@graph`, lists, several
blocks); what still is no JSON is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.tagged import tagged
from pipelines.text import clean, fold

_COMMENT = re.compile(r"<!--|-->|//<!\[CDATA\[|//\]\]>|<!\[CDATA\[|\]\]>")
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Posting|Report|Review)$")
_MAX_LD = 500_000
_WHOLE = re.compile(
    r'["\'](@type|datePublished|dateCreated|dateModified)["\']\s*:\s*\[?\s*["\']([^"\'<>{}]{1,60})["\']'
)
#: The writer of such a node: his name alone, or a node of one level.
_WRITER = re.compile(
    r'"author"\s*:\s*\[?\s*(?:"(?P<name>[^"\\<>{}]{2,60})"\s*[,}\]]|(?P<node>\{[^{}]{2,400}\}))'
)
_MAX_DEPTH = 4
#: The type of nearly all others.
_SCRIPT = "text/javascript"


@dataclass(slots=True)
class Machine:
    """The machine-readable head of a page."""

    #: The JSON-LD node of the article; empty where there is none.
    article: dict[str, Any] = field(default_factory=dict)
    #: Every node of an article, teasers' too.
    articles: list[dict[str, Any]] = field(default_factory=list)
    #: The JSON-LD node of the page itself (`WebPage`), which tells its date where no article does.
    page: dict[str, Any] = field(default_factory=dict)
    #: The first JSON-LD node of a video: the page's own where there is no article.
    video: dict[str, Any] = field(default_factory=dict)
    #: JSON-LD nodes with a name, by their `@id`: other nodes name their author by it alone.
    named: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: Names and addresses of the JSON-LD breadcrumb, outermost first.
    breadcrumb: list[tuple[str, str]] = field(default_factory=list)
    #: Lower-case `property`, `name` or `itemprop` of a meta tag to its first content.
    meta: dict[str, str] = field(default_factory=dict)
    #: Contents of `article:tag`, which may be repeated.
    meta_tags: list[str] = field(default_factory=list)
    #: (rel, hreflang, href) of link elements.
    links: list[tuple[str, str, str]] = field(default_factory=list)
    #: The text of the title element.
    title: str = ""

    def ld(self, *keys: str) -> str | None:
        """The first of these keys of the article's node that holds text."""
        for key in keys:
            value = self.article.get(key)
            if isinstance(value, str) and clean(value):
                return plain(value)
        return None

    def first_meta(self, *names: str) -> tuple[str, str] | None:
        """Name and content of the first of these meta tags that is there."""
        for name in names:
            if self.meta.get(name):
                return name, self.meta[name]
        return None


def plain(text: str) -> str:
    """Text of JSON-LD, whose strings may hold references of HTML, escaped once more."""
    return clean(unescape(unescape(text)))


def machine(document: Document) -> Machine:
    """Read once a page; later calls give the same object."""
    known = document.cache.get("machine")
    if isinstance(known, Machine):
        return known
    found = Machine()
    for element in tagged(document, "meta"):
        _read_meta(element, found)
    for element in tagged(document, "link"):
        _read_link(element, found)
    for element in tagged(document, "script"):
        kind = element.get("type")
        if kind != _SCRIPT and _is_linked_data(element, kind):
            _read_block(element.text or "", found)
    # Pictures may have titles of their own behind it.
    found.title = clean(next((title.text or "" for title in tagged(document, "title")), ""))
    found.article = _own(found)
    document.cache["machine"] = found
    return found


def _own(found: Machine) -> dict[str, Any]:
    """The node of the page among those of its teasers: it has the page's headline, or the most to say."""
    called = fold(f"{found.title} {found.meta.get('og:title', '')}")

    def weight(node: dict[str, Any]) -> tuple[bool, int]:
        headline = node.get("headline")
        named = isinstance(headline, str) and fold(clean(headline)) in called
        return named and bool(headline), len(node)

    return max(found.articles, key=weight, default={})


def _read_meta(element: HtmlElement, found: Machine) -> None:
    told = element.get("content")
    name = element.get("property") or element.get("name") or element.get("itemprop")
    content = clean(told) if told and name else ""
    if not name or not content:
        return
    name = name.strip().lower()
    if name == "article:tag":
        found.meta_tags.append(content)
    found.meta.setdefault(name, content)


def _read_link(element: HtmlElement, found: Machine) -> None:
    rel = (element.get("rel") or "").lower()
    href = element.get("href")
    if href and rel in {"canonical", "alternate"}:
        found.links.append((rel, (element.get("hreflang") or "").lower(), href))


def _is_linked_data(script: HtmlElement, kind: str | None) -> bool:
    """JSON-LD says so in its type; some pages forget it."""
    if kind is None:
        return (script.text or "")[:40].lstrip().startswith('{"@context"')
    return "ld+json" in kind


def _read_block(text: str, found: Machine) -> None:
    data = _loads(text.lstrip("\ufeff"))
    if data is None:
        data = _salvaged(text)
    for node in _nodes(data, 0):
        kinds = node.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        names = [kind for kind in kinds if isinstance(kind, str)]
        if isinstance(node.get("@id"), str) and node.get("name"):
            found.named.setdefault(node["@id"], node)
        if any(_ARTICLE_TYPE.search(name) for name in names):
            found.articles.append(node)
        elif "WebPage" in names:
            found.page = found.page or node
        elif "VideoObject" in names:
            found.video = found.video or node
        elif "BreadcrumbList" in names and not found.breadcrumb:
            found.breadcrumb = list(_crumbs(node))


def _salvaged(text: str) -> dict[str, Any]:
    """Of JSON that nothing mends (a quote within a text, a cut end), what stands whole: kind, dates, writer."""
    text = text[:_MAX_LD]
    found: dict[str, Any] = {}
    writer = _WRITER.search(text)
    author = (writer["name"] or _loads(writer["node"])) if writer is not None else None
    if writer is not None and author:
        # The kind of the writer is not that of the article.
        text = text[: writer.start()] + text[writer.end() :]
        found["author"] = author
    return found | {match[1]: match[2] for match in reversed(list(_WHOLE.finditer(text)))}


def _loads(text: str) -> Any:
    if len(text) > _MAX_LD:
        return None
    for repair in (False, True):
        if repair:
            text = _TRAILING_COMMA.sub("", _COMMENT.sub("", text)).strip().rstrip(";")
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Top-level nodes; what is nested in properties (related lists) is not the article."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(data, list):
        for entry in data:
            yield from _nodes(entry, depth + 1)
    elif isinstance(data, dict):
        if "@graph" in data:
            yield from _nodes(data["@graph"], depth + 1)
        if isinstance(data.get("mainEntity"), dict):
            yield from _nodes(data["mainEntity"], depth + 1)
        yield data


def _crumbs(node: dict[str, Any]) -> Iterator[tuple[str, str]]:
    entries = node.get("itemListElement")
    for entry in entries if isinstance(entries, list) else []:
        if not isinstance(entry, dict):
            continue
        item = entry.get("item")
        inner = item if isinstance(item, dict) else {"@id": item}
        name = entry.get("name") or inner.get("name")
        href = inner.get("@id") or inner.get("url")
        if isinstance(name, str) and isinstance(href, str):
            yield clean(name), href
