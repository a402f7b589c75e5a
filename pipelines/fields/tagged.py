"""Elements of a page by their tag, from one pass over the tree.

A pass over a page of 60 KB takes as long as all selectors together that find nothing; the rules
that read head, links, headings and times would make one each.
"""

from __future__ import annotations

from typing import cast

from lxml.etree import _Element as HtmlElement

from pipelines.document import Document

_TAGS = ("a", "abbr", "h1", "link", "meta", "script", "time", "title")


def tagged(document: Document, tag: str) -> list[HtmlElement]:
    """The elements with this tag, in document order; `KeyError` for a tag that the pass leaves out."""
    known = document.cache.get("tagged")
    if not isinstance(known, dict):
        known = document.cache["tagged"] = _by_tag(document.tree)
    return cast("dict[str, list[HtmlElement]]", known)[tag]


def _by_tag(tree: HtmlElement) -> dict[str, list[HtmlElement]]:
    found: dict[str, list[HtmlElement]] = {tag: [] for tag in _TAGS}
    for element in tree.iter(*_TAGS):
        found[str(element.tag)].append(element)
    return found
