"""The last resort for newspapers that are none of ours: elements that are named a date.

Asked only where nothing beside the headline, in metadata or in the address tells a day, and answered
only where all of them together tell one: teasers, comments and related boxes have days of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as HtmlElement

from pipelines.dates.printed import MAX_LINE
from pipelines.document import Document
from pipelines.fields.model import Frame
from pipelines.fields.select import common_ancestor, elements, text_of

_NAMED = etree.XPath("descendant-or-self::*[self::time or @class or @id]")
_NAME = re.compile(r"[a-z]+")
_DATES = frozenset(
    ["date", "dates", "datum", "fecha", "data", "pubdate", "published", "publish", "postdate", "time",
     "submitted", "posted", "postmetadata", "meta", "erstellt", "dateline", "timestamp"]
)  # fmt: skip
#: What stands in these is somebody else's day, or none.
_OTHERS = frozenset(
    ["comment", "comments", "kommentar", "sidebar", "related", "teaser", "widget", "footer", "calendar",
     "nav", "menu", "archive", "latest", "recent", "more", "event", "events"]
)  # fmt: skip
_OTHER_TAGS = frozenset(["nav", "footer", "aside"])
_DIGITS = re.compile(r"\d")


def named_texts(document: Document, frame: Frame | None) -> Iterator[str]:
    """Texts of elements named as dates, around headline and text, or on the whole page."""
    around = document.tree
    if frame is not None and frame.headline is not None and frame.body is not None:
        around = common_ancestor(frame.headline, frame.body)
    for element in elements(_NAMED, around):
        if element.tag != "time" and not _names(element) & _DATES:
            continue
        if _is_others(element, around):
            continue
        text = element.get("datetime") or text_of(element)
        if len(text) <= MAX_LINE and len(_DIGITS.findall(text)) >= 4:
            yield text


def _names(element: HtmlElement) -> set[str]:
    told = f"{element.get('class', '')} {element.get('id', '')}".lower()
    return set(_NAME.findall(told))


def _is_others(element: HtmlElement, around: HtmlElement) -> bool:
    for ancestor in (element, *element.iterancestors()):
        if ancestor is around:
            return False
        if ancestor.tag in _OTHER_TAGS or _names(ancestor) & _OTHERS:
            return True
    return False
