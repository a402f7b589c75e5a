"""Links to the pages of writers, told from those of sections."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import cast

from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.blocks import Block
from pipelines.fields.tagged import tagged
from pipelines.text import clean, fold

_MAX_NAME = 160
_AUTHOR_LINK = re.compile(
    r"(?:^|[/?&._-])(?:tac-?gia(?!-tac-pham)|authors?|but-?danh|phong-?vien|nguoi-?viet|cong-?tac-?vien)(?:[/=._-]|$)"
)
_AUTHOR_CLASS = re.compile(r"(?<![a-z])(?:authors?|tac-?gia|byline|but-?danh)(?![a-z])")


def links_author(block: Block) -> bool:
    """The line is a link to the pages of its writer."""
    element = block.element
    anchors = [element, *element.iterancestors("a")] if not len(element) else []
    return any(is_author(anchor) for anchor in (*anchors, *element.iter("a")))


def is_author(anchor: HtmlElement) -> bool:
    """A link that says so: its relation, its class or its address."""
    told = (anchor.get("rel") or "").lower() == "author"
    called = _AUTHOR_CLASS.search((anchor.get("class") or "").lower())
    return (
        told
        or called is not None
        or _AUTHOR_LINK.search((anchor.get("href") or "").lower()) is not None
    )


def links_named(document: Document, name: str) -> list[HtmlElement]:
    """Links of the page that are called so: sections of the menu, or the writer's page."""
    kept = document.cache.get("links_named")
    if isinstance(kept, dict):
        return cast("dict[str, list[HtmlElement]]", kept).get(name, [])
    known: dict[str, list[HtmlElement]] = defaultdict(list)
    for anchor in tagged(document, "a"):
        known[fold(clean("".join(map(str, anchor.itertext()))[:_MAX_NAME]))].append(anchor)
    document.cache["links_named"] = known
    return known.get(name, [])
