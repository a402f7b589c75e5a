"""Menus by how they are built: which links are their entries, and which lines above a headline are theirs."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree
from lxml.etree import _Element as HtmlElement

from pipelines.fields.select import elements, text_of

_ANCHORS = etree.XPath(".//a[@href]")
_TAGS = frozenset(["nav", "header"])
_MENU = re.compile(r"(?:^|[\s_-])(?:(?:main|top|sub)?-?(?:menu|nav)|navbar)")
#: Menus of the article's neighbours, of pages of a list, of what an article is about.
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:posts?-(?:nav\w*|links|pag\w*)|nav-(?:links|prev\w*|next)|pagination|pager"
    r"|tags?|hashtags?|topics?|keywords?)(?:$|[\s_-])"
)
#: How near a menu's links stand, and how many there are of how many words.
_LEVELS, _NEAR = 6, 3
_ENTRIES, _MOST_ENTRIES, _WORDS = 4, 60, 4


def is_named_menu(element: HtmlElement, names: re.Pattern[str] = _MENU) -> bool:
    """A menu of the site by its tag, or by `names` in its class or id; it holds no headline."""
    named = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    if element.tag not in _TAGS and not names.search(named):
        return False
    return _OTHERS.search(named) is None and element.find(".//h1") is None


def is_in_menu(anchor: HtmlElement, *, above: bool) -> bool:
    """In an element that is one by its tag or name, or among many short links `above` the way."""
    around = list(islice(anchor.iterancestors(), _LEVELS))
    if any(map(is_named_menu, around)):
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
