"""The element that a rule set names for the text: found, filled, or an empty shell."""

from __future__ import annotations

from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.blocks import walk
from pipelines.fields.boxes import heads_comments, left_out
from pipelines.fields.feet import is_contact, is_foot
from pipelines.fields.marks import is_date_line
from pipelines.fields.model import Frame
from pipelines.fields.select import select
from pipelines.rules import RuleSet

MIN_BODY = 40


def select_body(document: Document, rule_set: RuleSet) -> tuple[str, HtmlElement] | None:
    """Selector and element of the first that holds as much as a text."""
    for selector in rule_set.fields.body:
        found = select(document, selector)
        if len(found) > 1:
            found.sort(key=lambda element: -_size(element))
        if found and (_is_filled(found[0]) or found[0].find(".//img") is not None):
            return selector, found[0]
    return None


def _is_filled(element: HtmlElement) -> bool:
    """As much text as an article has at least; the rest is not counted."""
    size = 0
    for text in element.itertext():
        size += len(text.strip())
        if size >= MIN_BODY:
            return True
    return False


def is_empty_shell(
    document: Document, rule_set: RuleSet, selected: tuple[str, HtmlElement] | None
) -> bool:
    """The element that holds the text on this system is there, and nothing of an article in it.

    What surrounds the text inside it (adverts, related boxes, comments) is no article either.
    """
    found: list[HtmlElement] = []
    for selector in rule_set.fields.body:
        elements = select(document, selector)
        if selected is not None and not found and selected[1] in elements:
            return False  # the first that is there has text
        found += elements
    return bool(found) and not any(
        _has_media(element) or _holds_text(document, element, rule_set) for element in found
    )


def _holds_text(document: Document, element: HtmlElement, rule_set: RuleSet) -> bool:
    whole = Frame(walk(element), body=element)
    blocks = whole.walk.blocks
    whole.stop = next((i for i, b in enumerate(blocks) if heads_comments(b)), len(blocks))
    out = left_out(document, whole, rule_set.fields)
    return any(
        blocks[i].image is not None
        or not (
            is_foot(blocks[i].text) or is_contact(blocks[i].text) or is_date_line(blocks[i].text)
        )
        for i in range(whole.stop)
        if i not in out
    )


def _has_media(element: HtmlElement) -> bool:
    return next(element.iter("iframe", "video", "audio", "embed", "object"), None) is not None


def _size(element: HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())
