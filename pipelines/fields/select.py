"""CSS selectors of rule sets, compiled once a process; the wrong ones are named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import cast

from cssselect import HTMLTranslator, SelectorError
from lxml import etree
from lxml.html import HtmlElement

from pipelines.fields.blocks import walk

_TRANSLATOR = HTMLTranslator()


@lru_cache(maxsize=1024)
def compiled(selector: str) -> etree.XPath:
    """The XPath of a CSS selector; `ValueError` names a selector that is none."""
    try:
        return etree.XPath(_TRANSLATOR.css_to_xpath(selector, prefix="descendant-or-self::"))
    except (SelectorError, etree.XPathSyntaxError) as error:
        raise ValueError(f"selector {selector!r}: {error}") from error


def elements(path: etree.XPath, root: HtmlElement) -> list[HtmlElement]:
    """What an XPath for elements finds, typed as such."""
    return cast("list[HtmlElement]", path(root))


def select(root: HtmlElement, selector: str) -> list[HtmlElement]:
    """Elements of `root` that match, in document order."""
    return elements(compiled(selector), root)


def each(root: HtmlElement, selectors: Iterable[str]) -> Iterator[tuple[str, HtmlElement]]:
    """Matches of every selector in the order of the selectors, with the selector."""
    for selector in selectors:
        for element in select(root, selector):
            yield selector, element


def first_text(root: HtmlElement, selectors: Iterable[str]) -> tuple[str, HtmlElement, str] | None:
    """Selector, element and text of the first match that has text."""
    for selector, element in each(root, selectors):
        text = text_of(element)
        if text:
            return selector, element, text
    return None


def text_of(element: HtmlElement) -> str:
    """All text of an element that a reader sees, as one line."""
    return " ".join(block.text for block in walk(element).blocks if block.text)
