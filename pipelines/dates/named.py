"""The last resort for newspapers that are none of ours: elements that are named a date.

Asked only where nothing beside the headline, in metadata or in the address tells a day, and answered
only where all of them together tell one: teasers, comments and related boxes have days of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as HtmlElement

from pipelines.dates.labels import MAX_LINE, Printed, begins_with_label
from pipelines.dates.pictures import is_caption
from pipelines.dates.printed import may_print
from pipelines.document import Document
from pipelines.fields.blocks import Block
from pipelines.fields.comments import is_signed
from pipelines.fields.marks import is_date_line, is_footer
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
    ["comment", "comments", "kommentar", "leserbrief", "sidebar", "related", "widget", "calendar",
     "nav", "menu", "archive", "latest", "recent", "more", "event", "events"]
)  # fmt: skip
_OTHER_TAGS = frozenset(["nav", "footer", "aside"])
#: The page's own; an `entry-footer` is the article's.
_FOOTER = frozenset(["footer", "foot", "bottom"])
#: "Benni, 10. September 2017" under a text.
_SIGNATURE = 40
_DIGITS = re.compile(r"\d")


def around(document: Document, frame: Frame | None) -> HtmlElement:
    """The element that holds headline and text; the whole page where there is none."""
    if frame is None or frame.headline is None or frame.body is None:
        return document.tree
    return common_ancestor(frame.headline, frame.body)


def named_texts(around: HtmlElement, rule: str, *, times: bool) -> Iterator[Printed]:
    """Texts of elements within this one that are named as dates, and of time elements (`times`)."""
    for element in elements(_NAMED, around):
        named = (times and element.tag == "time") or _names(element) & _DATES
        if not named or _is_others(element, around):
            continue
        text = element.get("datetime") or text_of(element)
        if len(text) <= MAX_LINE and len(_DIGITS.findall(text)) >= 4 and not is_footer(text):
            yield Printed(text, rule)


def texts_around(frame: Frame | None, document: Document) -> Iterator[Printed]:
    """The short lines at either end of the text: by whom, when, in which section."""
    if frame is None or frame.body is None:
        return
    for block in _ends_of_text(frame):
        if may_print(block, document) and not is_signed(block.text):
            yield Printed(block.text, "structure:around")


def _ends_of_text(frame: Frame) -> Iterator[Block]:
    blocks = frame.walk.blocks
    above, last = frame.first - 1, frame.stop - 1
    dated = [block for block in blocks[frame.first : last] if is_date_line(block.text)]
    if above >= frame.top and not dated and not is_caption(blocks, above):
        yield blocks[above]
    # Days between the paragraphs are those of a timeline.
    signed = frame.first < last and len(blocks[last].text) <= _SIGNATURE
    if signed and not dated and not is_caption(blocks, last):
        yield blocks[last]
    for block in blocks[frame.stop : frame.stop + 1]:
        if not _is_others(block.element, None):
            yield block


def labelled_texts(frame: Frame | None) -> Iterator[Printed]:
    """Lines behind the text that begin with when it was published or changed.

    Behind somebody's name the label is a comment's.
    """
    for block in frame.walk.blocks[frame.stop :] if frame is not None else ():
        text = block.text[:MAX_LINE]
        if _is_others(block.element, None):
            continue
        if begins_with_label(text) and not is_footer(text) and len(_DIGITS.findall(text)) >= 4:
            yield Printed(text, "structure:labelled")


def _told(element: HtmlElement) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}".lower()


def _names(element: HtmlElement) -> set[str]:
    return set(_NAME.findall(_told(element)))


def _is_others(element: HtmlElement, around: HtmlElement | None) -> bool:
    for ancestor in (element, *element.iterancestors()):
        if ancestor is around or ancestor.tag == "body":  # its classes are those of the template
            return False
        if ancestor.tag in _OTHER_TAGS or not _FOOTER.isdisjoint(_told(ancestor).split()):
            return True
        if not _OTHERS.isdisjoint(_names(ancestor)):
            return True
    return False
