"""The element that a rule set names for the text, which may stand on a page several times.

An advert or a picture set across the page cuts a text into two elements of one class. They are one text where
they stand beside each other with nothing between them that ends an article or begins another, and the first
is not signed: behind the writer's name stand other texts, about the writer, to the readers, of another article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.blocks import Block, walk
from pipelines.fields.byline import is_byline
from pipelines.fields.looks import CENTER, LINK, RIGHT
from pipelines.fields.marks import PARAGRAPH, ends_article, heads_related, is_comment_heading
from pipelines.fields.people import is_apart
from pipelines.fields.select import select
from pipelines.rules import FieldRules
from pipelines.text import fold

MIN_BODY = 40
#: A part that repeats so much of the larger one is its copy for small screens.
_COPIED = 0.5
_LINKED = 0.85
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
#: A box above the text that a program has written.
_BY_MACHINE = re.compile(r".{0,40}\btom tat\b.{0,30}\b(?:ai|tri tue nhan tao)\b")
_LETTERS = re.compile(r"[\W_]+")


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
    letters = _letters(largest)
    parts: list[HtmlElement] = [largest]
    between: list[HtmlElement] = []
    for ahead in (False, True):
        last = largest
        passed: list[HtmlElement] = []
        for sibling in takewhile(
            lambda one: not _breaks(one, breaks), own.itersiblings(preceding=not ahead)
        ):
            part = outer.get(sibling)
            if part is None:
                passed.append(sibling)
                continue
            if _is_signed(last if ahead else part):
                break
            if any(map(_heads_related, passed)) and not _goes_on(part):
                break
            if not _is_copy(part, letters) and not _BY_MACHINE.match(fold(_first_text(part))):
                parts.append(part)
                between += passed
                passed = []
                last = part
    if len(parts) == 1:
        return alone
    order = {element: place for place, element in enumerate(found)}
    parts.sort(key=lambda element: order[element])
    foreign = tuple(one for one in between if _has_linked_text(one) or _heads_related(one))
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
    first = _first_text(element)
    if heads_related(first):
        # A box of links, or its heading alone; more than that is what stands below an article.
        return any(len(b.text) >= PARAGRAPH and b.share(LINK) < _LINKED for b in _texts(element))
    return ends_article(first) or is_comment_heading(first)


def _heads_related(element: HtmlElement) -> bool:
    return isinstance(element.tag, str) and heads_related(_first_text(element))


def _first_text(element: HtmlElement) -> str:
    return next((block.text for block in _texts(element)), "")


def _texts(element: HtmlElement) -> Iterator[Block]:
    return (block for block in walk(element).blocks if block.text)


def _goes_on(part: HtmlElement) -> bool:
    """Below a box of other articles: paragraphs, and no headline of one of those."""
    texts = list(_texts(part))
    if not texts or len(texts[0].text) < PARAGRAPH:
        return False
    return all(len(block.text) < PARAGRAPH or block.share(LINK) < _LINKED for block in texts)


def _is_signed(part: HtmlElement) -> bool:
    """Ends with who wrote it, on the right, in bold or slanted letters; a picture's credit is in the middle."""
    texts = list(_texts(part))
    if len(texts) < 2 or walk(part).blocks[-1].image is not None:
        return False
    last = texts[-1]
    centred = last.flags & CENTER and not last.flags & RIGHT
    return is_apart(last) and not centred and is_byline(last)


def _letters(element: HtmlElement) -> str:
    return "".join(_LETTERS.sub("", block.text.lower()) for block in _texts(element))


def _is_copy(part: HtmlElement, of: str) -> bool:
    """Most of its sentences are in the other one, however blanks, marks and lines are set."""
    said = [
        _LETTERS.sub("", sentence.lower())
        for block in _texts(part)
        for sentence in _SENTENCE.split(block.text)
    ]
    shared = sum(len(sentence) for sentence in said if sentence in of)
    return shared > _COPIED * sum(map(len, said))


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
