"""CSS selectors of rule sets, compiled once a process; the wrong ones are named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, cast

from cssselect import HTMLTranslator, SelectorError
from lxml import etree
from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.blocks import walk
from pipelines.fields.index import NameIndex, simple
from pipelines.fields.tagged import tagged
from pipelines.text import clean

_TRANSLATOR = HTMLTranslator()
# Asked for the attribute and its element: six times as fast as `//*[@itemprop]`.
_ITEMPROP = etree.XPath("//@itemprop/..")
_NAME = re.compile(r"""[.#'"]\s?([A-Za-z_][\w-]*)""")
#: A class that begins so, or has this in it.
_PART_OF_CLASS = re.compile(r"""\[class[\^*]=(['"])\s?([\w-]+)\1\]""")


@lru_cache(maxsize=1024)
def compiled(selector: str) -> etree.XPath:
    """The XPath of a CSS selector; `ValueError` names a selector that is none."""
    try:
        return etree.XPath(_TRANSLATOR.css_to_xpath(selector, prefix="descendant-or-self::"))
    except (SelectorError, etree.XPathSyntaxError) as error:
        raise ValueError(f"selector {selector!r}: {error}") from error


def elements(path: etree.XPath, root: HtmlElement, **variables: str) -> list[HtmlElement]:
    """What an XPath for elements finds, typed as such."""
    return cast("list[HtmlElement]", path(root, **variables))


@lru_cache(maxsize=1024)
def _names(selector: str) -> tuple[bytes, ...]:
    """Classes, ids and values without which the selector cannot match (none where it has alternatives)."""
    return () if "," in selector else tuple(n.encode() for n in _NAME.findall(selector))


@lru_cache(maxsize=1024)
def _part_of_class(selector: str) -> str | None:
    match = _PART_OF_CLASS.fullmatch(selector)
    return match[2] if match else None


def select(document: Document, selector: str, root: HtmlElement | None = None) -> list[HtmlElement]:
    """Elements of the page, or of `root`, that match, in document order."""
    steps = simple(selector)
    if steps is not None:
        return _index(document).find(steps, root)
    # A name that the page does not have needs no search.
    part = _part_of_class(selector)
    if part is not None and not any(part in name for name in _index(document).classes):
        return []
    if part is None and not all(_on_page(document, name) for name in _names(selector)):
        return []
    return elements(compiled(selector), document.tree if root is None else root)


def _on_page(document: Document, name: bytes) -> bool:
    known = document.cache.get(f"has {name!r}")
    if not isinstance(known, bool):
        known = document.cache[f"has {name!r}"] = name in document.source
    return known


def _index(document: Document) -> NameIndex:
    known = document.cache.get("names")
    if isinstance(known, NameIndex):
        return known
    made = NameIndex(document.tree)
    document.cache["names"] = made
    return made


class Links(NamedTuple):
    """Every `a` of a page in order, and the `href` of each as written ("": it has none)."""

    anchors: list[HtmlElement]
    hrefs: list[str]


def links(document: Document) -> Links:
    """The links of the page; made once."""
    known = document.cache.get("links")
    if not isinstance(known, Links):
        found = tagged(document, "a")
        known = Links(found, [anchor.get("href") or "" for anchor in found])
        document.cache["links"] = known
    return known


def marked(document: Document, *properties: str) -> list[HtmlElement]:
    """Elements that microdata gives one of these properties, in order; no meta tags."""
    known = document.cache.get("itemprop")
    if not isinstance(known, list):
        told = _on_page(document, b"itemprop")
        known = document.cache["itemprop"] = elements(_ITEMPROP, document.tree) if told else []
    return [e for e in known if e.get("itemprop") in properties and e.tag != "meta"]


def each(
    document: Document, selectors: Iterable[str], root: HtmlElement | None = None
) -> Iterator[tuple[str, HtmlElement]]:
    """Matches of every selector in the order of the selectors, with the selector."""
    for selector in selectors:
        for element in select(document, selector, root):
            yield selector, element


def common_ancestor(first: HtmlElement, second: HtmlElement) -> HtmlElement:
    """The lowest element that holds both."""
    above = {first, *first.iterancestors()}
    for element in (second, *second.iterancestors()):
        if element in above:
            return element
    return first.getroottree().getroot()


def first_text(document: Document, selectors: Iterable[str]) -> tuple[str, HtmlElement, str] | None:
    """Selector, element and text of the first match that has text."""
    for selector, element in each(document, selectors):
        text = text_of(element)
        if text:
            return selector, element, text
    return None


def text_of(element: HtmlElement) -> str:
    """All text of an element that a reader sees, as one line."""
    if not len(element):
        return clean(element.text or "")
    return " ".join(block.text for block in walk(element).blocks if block.text)
