"""The element that a rule set names for the text, which may stand on a page several times.

An advert or a picture set across the page cuts a text into two elements of one class. They are one text where
they stand beside each other with nothing between them that ends an article or begins another.
"""

from __future__ import annotations

from itertools import takewhile
from typing import NamedTuple

from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.blocks import walk
from pipelines.fields.marks import ends_article, heads_related, is_comment_heading
from pipelines.fields.select import select
from pipelines.rules import FieldRules

MIN_BODY = 40
#: A part that repeats so much of the larger one is its copy for small screens.
_COPIED = 0.5


class Selected(NamedTuple):
    """What the body selectors of a rule set found."""

    selector: str
    #: Holds all parts: the only one itself, or the element around them.
    element: HtmlElement
    #: The elements that were selected and are one text, in order; never empty.
    parts: tuple[HtmlElement, ...]
    #: What stands between the parts and is not the text's: whole boxes with links of their own.
    between: tuple[HtmlElement, ...] = ()


def select_body(document: Document, rules: FieldRules) -> Selected | None:
    """The first selector that finds as much as a text, and what it finds."""
    for selector in rules.body:
        found = select(document, selector)
        if not found:
            continue
        largest = max(found, key=_size) if len(found) > 1 else found[0]
        if _is_filled(largest) or largest.find(".//img") is not None:
            return _together(document, selector, largest, found, rules)
    return None


def _together(
    document: Document,
    selector: str,
    largest: HtmlElement,
    found: list[HtmlElement],
    rules: FieldRules,
) -> Selected:
    alone = Selected(selector, largest, (largest,))
    others = {element for element in found if not _is_in_another(element, found)}
    if len(others) < 2 or largest not in others:
        return alone
    # Each may stand in a wrapper of its own; the wrappers are beside each other then.
    outer = {_wrapper(element): element for element in others}
    own = _wrapper(largest)
    around = own.getparent()
    if around is None:
        return alone
    breaks = set().union(*(select(document, each) for each in (*rules.title, *rules.end)))
    lines = _lines(largest)
    parts: list[HtmlElement] = [largest]
    between: list[HtmlElement] = []
    for siblings in (own.itersiblings(preceding=True), own.itersiblings()):
        passed: list[HtmlElement] = []
        for sibling in takewhile(lambda one: not _breaks(one, breaks), siblings):
            part = outer.get(sibling)
            if part is None:
                passed.append(sibling)
            elif not _is_copy(_lines(part), lines):
                parts.append(part)
                between += passed
                passed = []
    if len(parts) == 1:
        return alone
    order = {element: place for place, element in enumerate(found)}
    parts.sort(key=lambda element: order[element])
    foreign = tuple(element for element in between if _has_linked_text(element))
    return Selected(selector, around, tuple(parts), foreign)


def _is_in_another(element: HtmlElement, found: list[HtmlElement]) -> bool:
    return any(above in found for above in element.iterancestors())


def _wrapper(element: HtmlElement) -> HtmlElement:
    """The outermost element that holds this one and no other."""
    outer = element
    while (parent := outer.getparent()) is not None and parent.tag not in {"body", "html"}:
        if len(parent) > 1 or (parent.text or "").strip() or (outer.tail or "").strip():
            break
        outer = parent
    return outer


def _breaks(element: HtmlElement, marks: set[HtmlElement]) -> bool:
    """Another headline, or what closes an article: behind it stands another text."""
    if not isinstance(element.tag, str):
        return False
    if element.tag == "h1" or not marks.isdisjoint(element.iter()):
        return True
    if element.find(".//h1") is not None:
        return True
    first = next((b.text for b in walk(element).blocks if b.text), "")
    return ends_article(first) or heads_related(first) or is_comment_heading(first)


def _lines(element: HtmlElement) -> set[str]:
    return {block.text for block in walk(element).blocks if block.text}


def _is_copy(lines: set[str], of: set[str]) -> bool:
    shared = sum(map(len, lines & of))
    return shared > _COPIED * sum(map(len, lines))


def _has_linked_text(element: HtmlElement) -> bool:
    return any(any(text.strip() for text in link.itertext()) for link in element.iter("a"))


def _is_filled(element: HtmlElement) -> bool:
    """As much text as an article has at least; the rest is not counted."""
    size = 0
    for text in element.itertext():
        size += len(text.strip())
        if size >= MIN_BODY:
            return True
    return False


def _size(element: HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())
