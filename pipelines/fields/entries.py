"""Menus by how they are built: which links are their entries, and which lines above a headline are theirs."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree
from lxml.etree import _Element as HtmlElement

from pipelines.fields.select import elements, text_of

_ANCHORS = etree.XPath(".//a[@href]")
#: A menu by its name, by how near its links stand, and by how many there are of how many words.
_MENU = re.compile(r"(?:^|[\s_-])(?:(?:main|top|sub)?-?(?:menu|nav)|navbar)")
_LEVELS, _NEAR = 6, 3
_ENTRIES, _MOST_ENTRIES, _WORDS = 4, 60, 4


def is_in_menu(anchor: HtmlElement, *, above: bool) -> bool:
    """In an element that is one by its tag or name, or among many short links `above` the way."""
    around = list(islice(anchor.iterancestors(), _LEVELS))
    named = (f"{e.get('class') or ''} {e.get('id') or ''}".lower() for e in around)
    if any(e.tag in {"nav", "header"} for e in around) or any(map(_MENU.search, named)):
        return True
    lists = [e for e in around[:_NEAR] if e.tag in {"ul", "ol", "tr", "div", "td"}]
    return above and any(_are_entries(elements(_ANCHORS, one)) for one in lists)


def _are_entries(anchors: list[HtmlElement]) -> bool:
    """So many links of a few words each; headlines have more."""
    words = [len(text_of(anchor).split()) for anchor in anchors]
    return _ENTRIES <= len(words) <= _MOST_ENTRIES and sum(words) <= _WORDS * len(words)


def is_menu(element: HtmlElement) -> bool:
    """More links than a way has, in the element or close around it."""
    for level, ancestor in enumerate((element, *element.iterancestors())):
        if level > 3 or ancestor.tag in {"body", "html"}:
            return False
        if (
            ancestor.tag in {"ul", "ol", "nav", "header", "tr", "div"}
            and len(elements(_ANCHORS, ancestor)) > 4
        ):
            return ancestor.find(".//h1") is None
    return False
