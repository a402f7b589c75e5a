"""Time elements in an article's head: which is of the publication, which of a change.

Themes print both and show one of them; classes and microdata say which is which, their order does not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as HtmlElement

from pipelines.dates.cards import is_on_card
from pipelines.dates.labels import tells_change
from pipelines.dates.lone import is_date, is_of_event
from pipelines.document import Document
from pipelines.fields.blocks import Block
from pipelines.fields.model import Frame
from pipelines.fields.select import elements, marked, text_of
from pipelines.fields.tagged import tagged
from pipelines.rules import Newspaper

_TIMES = etree.XPath(
    "//time | //abbr[@title] | (//@itemprop/..)[@itemprop = 'datePublished' or @itemprop = 'dateModified']"
    "[not(self::meta)]"
)
_PUBLISHED = frozenset(["published", "dt-published"])
_UPDATED = frozenset(["updated", "dt-updated", "modified", "dt-modified"])
#: The theme that has it prints the newspaper's clock with `+00:00`.
_LOCAL = "td-module-date"
#: A theme's single time is called both.
_ENTRY = "entry-date"

#: Rules of times that stand in the page's own text, not in its head.
IN_TEXT = frozenset(["time-element", "microdata"])


class Told(NamedTuple):
    """A machine-readable date as written, and the rule that found it."""

    text: str
    rule: str
    #: Some way above the headline: there stands the page's clock too.
    above: bool = False
    #: Why it is not believed.
    refused: str = ""
    #: What writes it tells the newspaper's own clock, whatever zone stands behind it.
    local: bool = False


class Times(NamedTuple):
    """What the time elements of the article's head tell, and those that tell a change beside one of the publication."""

    published: Told | None = None
    modified: Told | None = None
    changes: tuple[HtmlElement, ...] = ()


def time_elements(document: Document, frame: Frame | None, newspaper: Newspaper) -> Times:
    """The times of the article's head, never those of a comment or teaser."""

    def is_own(element: HtmlElement) -> bool:
        return not is_on_card(document, element, frame, newspaper)

    # A value that is no date ("PT4M", how long a text is read) counts for nothing.
    times = [e for e in _times(document) if not (told := _value(e)) or is_date(told)]
    if not times:
        return Times()
    places = _places(frame)
    published = _first_own(times, places, is_own)
    own = _changes(times, places, published, is_own)
    while published is not None and own and _is_of_event(published, own[0], times, frame):
        times.remove(published)
        published = _first_own(times, places, is_own)
        own = _changes(times, places, published, is_own)
    if published is not None:
        first, changed = _told(published), _told(own[0]) if own else None
        same = first is not None and changed is not None and changed.text == first.text
        return Times(first, None if same else changed, own)  # a theme prints both of all articles
    if own:  # the only time that the theme prints
        return Times(_told(own[0]))
    return Times(_alone_above(times, places, is_own))


def _first_own(
    times: list[HtmlElement], places: dict[HtmlElement, str], is_own: Callable[[HtmlElement], bool]
) -> HtmlElement | None:
    """The first that is named a publication wherever it stands, or stands in the head; no time of a change."""
    for element in times:
        if _is_change(element):
            continue
        if _is_published(element) and is_own(element):
            return element
        if _value(element) and _place(element, places) == "head" and is_own(element):
            return element
    return None


def _changes(
    times: list[HtmlElement],
    places: dict[HtmlElement, str],
    published: HtmlElement | None,
    is_own: Callable[[HtmlElement], bool],
) -> tuple[HtmlElement, ...]:
    """Those of a change that stand in the head, or beside the publication."""
    return tuple(
        element
        for element in times
        if _is_change(element)
        and (_place(element, places) == "head" or _is_beside(element, published))
        and is_own(element)
    )


def _is_of_event(
    element: HtmlElement, change: HtmlElement, times: list[HtmlElement], frame: Frame | None
) -> bool:
    """A time that nothing names a publication, and that cannot be the one that was changed."""
    if frame is None or _is_published(element) or _ENTRY in element.get("class", "").split():
        return False
    shown = text_of(element)
    head = frame.walk.blocks[frame.above : max(frame.first, frame.top)]
    lines = [block for block in head if shown and shown in block.text]
    around = (element, *element.iterancestors())
    block = next((one for above in around for one in lines if one.element is above), None)
    return is_of_event(element, _value(element), _value(change), block, times)


def _alone_above(
    times: list[HtmlElement], places: dict[HtmlElement, str], is_own: Callable[[HtmlElement], bool]
) -> Told | None:
    """Some way above the headline, where there is no other time that it could be the time of."""
    above = {_value(e): e for e in times if _value(e) and _place(e, places) == "above"}
    if len(above) != 1:
        return None
    value, element = above.popitem()
    told = Told(value, "time-element", above=True, local=_is_local(element))
    return told if is_own(element) else None


def without_changes(text: str, block: Block, changes: tuple[HtmlElement, ...]) -> str:
    """A line without the times of a change that stand unlabelled in it."""
    if tells_change(text):
        return text
    for element in changes:
        if element is block.element or block.element in element.iterancestors():
            told = text_of(element)
            text = text.replace(told, " ", 1) if told else text
    return text.strip()


def _told(element: HtmlElement) -> Told | None:
    told = _value(element) or element.get("content")
    if not told and _is_change(element):
        told = text_of(element)
    rule = "microdata" if element.get("itemprop") and _is_marked(element) else "time-element"
    return Told(told, rule, local=_is_local(element)) if told else None


def _is_local(element: HtmlElement) -> bool:
    return _LOCAL in element.get("class", "").split()


def _value(element: HtmlElement) -> str:
    return element.get("title" if element.tag == "abbr" else "datetime") or ""


def _times(document: Document) -> list[HtmlElement]:
    if marked(document, "datePublished"):
        return elements(_TIMES, document.tree)
    named = [e for e in tagged(document, "abbr") if e.get("title") is not None]
    return elements(_TIMES, document.tree) if named else tagged(document, "time")


def _is_published(element: HtmlElement) -> bool:
    """The page itself says that this is the time of publication (microdata, microformats)."""
    named = not _PUBLISHED.isdisjoint(element.get("class", "").split())
    return named or element.get("itemprop") == "datePublished" or "pubdate" in element.attrib


def _is_change(element: HtmlElement) -> bool:
    """The page itself says that this is the time of a change, and of nothing else."""
    told = element.get("itemprop")
    if told is not None and told in {"datePublished", "dateModified"}:
        return told == "dateModified"
    classes = set(element.get("class", "").split())
    if classes.isdisjoint(_UPDATED) or "pubdate" in element.attrib:
        return False
    return classes.isdisjoint(_PUBLISHED) and _ENTRY not in classes


def _is_marked(element: HtmlElement) -> bool:
    return _is_published(element) or _is_change(element)


def _is_beside(element: HtmlElement, other: HtmlElement | None) -> bool:
    return other is not None and element.getparent() is other.getparent()


def _place(element: HtmlElement, places: dict[HtmlElement, str]) -> str | None:
    around = element.iterancestors() if places else ()
    return next((places[ancestor] for ancestor in around if ancestor in places), None)


def _places(frame: Frame | None) -> dict[HtmlElement, str]:
    """Elements of the headline and between it and the text (`head`), and before it (`above`)."""
    if frame is None:
        return {}
    blocks = frame.walk.blocks
    head = blocks[frame.above : max(frame.first, frame.top)]
    above = {block.element: "above" for block in blocks[: frame.above]}
    return above | {block.element: "head" for block in head}
