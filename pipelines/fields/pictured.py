"""Pages that have no text: their pictures, and the lines beside them."""

from __future__ import annotations

from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.boxes import left_out
from pipelines.fields.marks import ends_article, is_footer
from pipelines.fields.model import Frame
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
        if ends_article(block.text) or is_footer(block.text):
            break
    if not found or len(found) < least:
        return None
    return found[0].getparent() if found[0].tag == "p" else found[0]
