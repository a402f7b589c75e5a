"""What a heading opens: a box with other articles, an advert, a list of contents."""

from __future__ import annotations

import re

from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.blocks import Block
from pipelines.fields.looks import ITEM, LINK
from pipelines.fields.marks import PARAGRAPH, SHORT, fold
from pipelines.fields.model import Frame

#: A series goes on, and what its next part is called.
_GOES_ON = re.compile(r"\W*con (?:tiep|nua)\W*")
_NEXT = re.compile(
    r"\W*(?:bai|ky|phan)\s(?:\d{1,2}|[ivx]{1,4}|cuoi|tiep|tiep theo|sau|toi)\s?[:.–-]\s?\S"
)
#: It is announced within so many blocks of the text's end.
_LAST = 6
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".jfif", ".bmp")


def opened(document: Document, frame: Frame, index: int, kind: str, *, weighed: bool) -> range:
    """The box or list that a heading opens, itself included; see `opening`."""
    if kind == "contents":
        return _contents_below(frame.walk.blocks, index, frame.stop)
    box = _box(document, frame, index, weighed=weighed)
    if kind == "summary" and len(box) == 1:
        return _items_below(frame.walk.blocks, index, frame.stop)
    return box


def next_part(blocks: list[Block], start: int, stop: int) -> set[int]:
    """Lines right behind "(Còn tiếp)" that announce the next part of a series."""
    found: set[int] = set()
    said = False
    for index in range(max(start, stop - _LAST), stop):
        text = blocks[index].text
        if said and len(text) <= 2 * SHORT and _NEXT.match(fold(text)):
            found.add(index)
        elif text:
            said = len(text) <= SHORT and _GOES_ON.fullmatch(fold(text)) is not None
    return found


def _items_below(blocks: list[Block], index: int, stop: int) -> range:
    behind = range(index + 1, stop)
    return range(index, next((i for i in behind if not blocks[i].flags & ITEM), stop))


def _contents_below(blocks: list[Block], index: int, stop: int) -> range:
    """The heading and its links to places on the page itself; without one it heads a text."""
    end = index + 1
    while end < stop and blocks[end].share(LINK) > 0.85 and _stays_on_page(blocks[end]):
        end += 1
    return range(index, end) if end > index + 1 else range(0)


def _stays_on_page(block: Block) -> bool:
    element = block.element
    links = [element] if element.tag == "a" else list(element.iter("a"))
    return bool(links) and all("#" in (link.get("href") or "") for link in links)


def _box(document: Document, frame: Frame, index: int, *, weighed: bool) -> range:
    """The box that a heading opens: the largest element that begins with it, or the links below.

    An advert may stand at the top of the text's own element: what holds the text is no box.
    """
    blocks, body = frame.walk.blocks, frame.body
    box = range(index, index + 1)
    element: HtmlElement | None = blocks[index].element
    size = frame.stop - frame.start
    while element is not None and element is not body:
        span = frame.walk.within(element)
        if span and (span.start < index or len(span) > max(2, size // 2)):
            break
        if _holds_text(frame, span, weighed=weighed):
            break
        box = span or box
        element = element.getparent()
    stop = box.stop
    while stop < frame.stop and _follows_heading(document, blocks[stop]):
        stop += 1
    return range(box.start, max(stop, box.stop))


def _holds_text(frame: Frame, span: range, *, weighed: bool) -> bool:
    """Most of the text; a paragraph of it, while the text is still being looked for (`weighed`)."""
    letters = _letters(frame.walk.blocks[span.start : span.stop])
    if weighed or not letters:
        return letters > 0
    return 2 * letters > _letters(frame.walk.blocks[frame.start : frame.stop])


def _letters(blocks: list[Block]) -> int:
    """Of the paragraphs among them."""
    texts = (block.text for block in blocks if not block.share(LINK))
    return sum(len(text) for text in texts if len(text) >= PARAGRAPH)


def _follows_heading(document: Document, block: Block) -> bool:
    if block.image is not None:
        return leads_off(document, block)
    return block.share(LINK) > 0.5


def leads_off(document: Document, block: Block) -> bool:
    """A picture that is a link to another page: a banner, or another article's thumbnail."""
    if not block.flags & LINK or block.image is None:
        return False
    anchor = next(block.image.iterancestors("a"), None)
    url = document.resolve(anchor.get("href") or "") if anchor is not None else None
    if url is None or url.partition("#")[0] == document.url:
        return False
    return not url.lower().partition("?")[0].endswith(_PICTURES)
