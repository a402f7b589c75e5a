"""The element that a rule set names for the text, where nothing of an article is in it."""

from __future__ import annotations

from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.blocks import walk
from pipelines.fields.boxes import heads_comments, left_out
from pipelines.fields.feet import is_contact, is_foot
from pipelines.fields.marks import is_date_line
from pipelines.fields.model import Frame
from pipelines.fields.parts import Selected
from pipelines.fields.select import select
from pipelines.rules import RuleSet


def is_empty_shell(document: Document, rule_set: RuleSet, selected: Selected | None) -> bool:
    """The element that holds the text on this system is there, and nothing of an article in it.

    What surrounds the text inside it (adverts, related boxes, comments) is no article either.
    """
    found: list[HtmlElement] = []
    for selector in rule_set.fields.body:
        elements = select(document, selector)
        if selected is not None and not found and selected.parts[0] in elements:
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
