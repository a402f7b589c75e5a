"""CSS selectors of rule sets, compiled once a process; the wrong ones are named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import cast

from cssselect import HTMLTranslator, SelectorError
from lxml import etree
from lxml.html import HtmlElement

from pipelines.document import Document
from pipelines.fields.blocks import walk

_TRANSLATOR = HTMLTranslator()
_NAME = re.compile(r"[.#]([A-Za-z_][\w-]*)")


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
    """Classes and ids without which the selector cannot match (none where it has alternatives)."""
    return () if "," in selector else tuple(n.encode() for n in _NAME.findall(selector))


def select(document: Document, selector: str, root: HtmlElement | None = None) -> list[HtmlElement]:
    """Elements of the page, or of `root`, that match, in document order."""
    # Most selectors name a class that the page does not have: a look at the source is enough.
    if not all(name in document.source for name in _names(selector)):
        return []
    return elements(compiled(selector), document.tree if root is None else root)


def each(
    document: Document, selectors: Iterable[str], root: HtmlElement | None = None
) -> Iterator[tuple[str, HtmlElement]]:
    """Matches of every selector in the order of the selectors, with the selector."""
    for selector in selectors:
        for element in select(document, selector, root):
            yield selector, element


def first_text(document: Document, selectors: Iterable[str]) -> tuple[str, HtmlElement, str] | None:
    """Selector, element and text of the first match that has text."""
    for selector, element in each(document, selectors):
        text = text_of(element)
        if text:
            return selector, element, text
    return None


def text_of(element: HtmlElement) -> str:
    """All text of an element that a reader sees, as one line."""
    return " ".join(block.text for block in walk(element).blocks if block.text)
