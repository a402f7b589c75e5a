"""Pages that have no text: their pictures, and the lines beside them."""

from __future__ import annotations

from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.boxes import left_out
from pipelines.fields.feet import is_foot
from pipelines.fields.looks import CAPTION, LINK
from pipelines.fields.marks import PARAGRAPH, ends_article, heads_related
from pipelines.fields.model import STORY, Frame
from pipelines.fields.select import common_ancestor
from pipelines.rules import FieldRules


def find_pictures(
    document: Document, page: Frame, rules: FieldRules, least: int
) -> HtmlElement | None:
    """Of a page without a text: the element that holds its first own picture and what is beside it.

    None where fewer than `least` pictures of its own stand on the page.
    """
    left = left_out(document, page, rules)
    found: list[HtmlElement] = []
    for index in range(page.top, page.stop):
        block = page.walk.blocks[index]
        if block.image is not None and index not in left:
            found.append(block.element)
        if ends_article(block.text) or is_foot(block.text):
            break
    if not found or len(found) < least:
        return None
    return found[0].getparent() if found[0].tag == "p" else found[0]


def find_story(
    document: Document, page: Frame, rules: FieldRules, lead: HtmlElement
) -> HtmlElement | None:
    """The element of a photo story's pictures, where `lead` holds the one text above them and no picture.

    None for all others: pages with another text, with fewer pictures, or with those of other articles.
    """
    blocks = page.walk.blocks
    own = page.walk.within(lead)
    texts = [
        i
        for i in own
        if i >= page.top and len(blocks[i].text) >= PARAGRAPH and not blocks[i].flags & CAPTION
    ]
    if len(texts) != 1 or any(blocks[i].image is not None for i in own):
        return None
    shown: list[int] = []
    for index in range(own.stop, page.stop):
        block = blocks[index]
        if ends_article(block.text) or is_foot(block.text) or heads_related(block.text):
            break
        if block.image is not None and not block.flags & LINK:
            shown.append(index)
    if len(shown) < STORY:
        return None
    left = left_out(document, page, rules)
    places = [blocks[i].element for i in shown if i not in left]
    if len(places) < STORY:
        return None
    around = places[0]
    for place in places[1:]:
        around = common_ancestor(around, place)
    inside = page.walk.within(around)
    if not inside or inside.start < own.stop:
        return None
    captioned = any(blocks[i].text for i in inside)
    return around if captioned or _shares_box(page, lead, around) else None


def _shares_box(page: Frame, lead: HtmlElement, pictures: HtmlElement) -> bool:
    """The lead stands in one box with the headline, and the pictures outside it."""
    if page.headline is None:
        return False
    box = common_ancestor(page.headline, lead)
    return box is not common_ancestor(page.headline, pictures)
