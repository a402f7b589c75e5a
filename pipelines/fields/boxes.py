"""What stands inside the text and is no part of it: related boxes, adverts, link lists, copies."""

from __future__ import annotations

from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.blocks import Block, Walk
from pipelines.fields.comments import names_comments
from pipelines.fields.digest import digest
from pipelines.fields.headings import heads_paragraph
from pipelines.fields.inserted import is_inserted
from pipelines.fields.linked import is_cited, is_labelled, is_place
from pipelines.fields.looks import HEADING, ITEM, LINK, STRONG
from pipelines.fields.marks import (
    PARAGRAPH,
    SHORT,
    ends_article,
    is_bare_address,
    is_comment_heading,
    is_date_line,
    is_tool,
    names_channel,
    names_related,
)
from pipelines.fields.model import Frame
from pipelines.fields.notices import is_notice, is_player, opening
from pipelines.fields.opened import leads_off, next_part, opened
from pipelines.fields.select import select
from pipelines.fields.tables import stands_beside
from pipelines.rules import FieldRules

#: A linked line that leads to another article has at least so many words.
_LINK_WORDS = 4
_BOX_SHARE = 0.25
#: The shortest line that may be the text of an article.
MIN_SENTENCE = 15


def heads_comments(block: Block) -> bool:
    """The heading above what readers wrote; a tool line above the text is none."""
    if len(block.text) > SHORT:
        return False
    marked = block.flags & HEADING or block.share(STRONG) > 0.8
    return bool(marked) and not block.share(LINK) and is_comment_heading(block.text)


def is_tools(block: Block) -> bool:
    """Buttons side by side, each an element of its own: "Bản in", "Chia sẻ"."""
    parts = [run[0] for run in block.runs if run[0].strip()]
    return len(parts) > 1 and len(block.text) <= SHORT and all(map(is_tool, parts))


def _is_label(block: Block) -> bool:
    text = block.text
    if ends_article(text) or is_tools(block) or is_bare_address(text):
        return True
    if len(text) <= SHORT and len(block.runs) > 1 and is_player([run[0] for run in block.runs]):
        return True
    return names_channel(text) or is_notice(text) or heads_comments(block)


def _heads_text(frame: Frame, index: int) -> bool:
    """A sub-heading called as comments are: paragraphs on both sides of it, in the same element."""
    blocks = frame.walk.blocks
    before = [b for b in blocks[max(frame.start, index - 2) : index] if b.text][-1:]
    behind = [b for b in blocks[index + 1 : min(frame.stop, index + 3)] if b.text][:1]
    place = blocks[index].element.getparent()
    return len(before) == len(behind) == 1 and all(
        len(b.text) >= PARAGRAPH and not b.share(LINK) and b.element.getparent() is place
        for b in (*before, *behind)
    )


def left_out(
    document: Document, frame: Frame, rules: FieldRules, *, weighed: bool = False
) -> set[int]:
    """Indexes between `frame.start` and `frame.stop` that are not the article's.

    `weighed`: for who asks only of what may be text (`frame.weights`); most lines of a page may not,
    and are judged only where they say something of other lines.
    """
    out = _named_out(document, frame, rules)
    blocks = frame.walk.blocks
    seen: set[str] = set()
    asides: dict[HtmlElement, bool] = {}
    begin = frame.top if 0 < frame.top < frame.start else frame.start
    for index in range(begin, frame.stop):
        if index in out or (index < frame.start and blocks[index].image is None):
            continue
        block = blocks[index]
        text = block.text
        if block.image is not None:
            if not weighed and _is_of_others(document, frame, block):
                out.add(index)
            continue
        if text in seen and len(text) > 30 and not stands_beside(frame.walk, block):
            out.add(index)
        elif len(text) <= SHORT and (kind := opening(text)) and not _heads(frame, index):
            out.update(opened(document, frame, index, kind, weighed=weighed))
        elif (not weighed or _may_be_text(block)) and _is_furniture(
            document, frame, index, asides, out
        ):
            out.add(index)
        seen.add(text)
    if not weighed:
        out |= next_part(blocks, begin, frame.stop)
    return out - digest(frame, out, _is_label)


def _named_out(document: Document, frame: Frame, rules: FieldRules) -> set[int]:
    """What a selector names, and what stands between the parts of a text."""
    out: set[int] = set()
    # A byline that a selector names is the byline, and no paragraph.
    for selector in (*rules.remove, *rules.byline):
        for element in select(document, selector, frame.body):
            out.update(_span(frame.walk, element))
    for element in frame.between:
        out.update(frame.walk.within(element))
    return out


def _is_furniture(
    document: Document, frame: Frame, index: int, asides: dict[HtmlElement, bool], out: set[int]
) -> bool:
    block = frame.walk.blocks[index]
    linked = block.share(LINK) > 0.85
    if linked and is_place(frame, index, out):
        return False
    if _is_aside(block.element, frame, asides):
        return True
    if _leads_away(block):
        told = linked or is_labelled(block)
        return not (told and is_cited(document, frame, index))
    if not _is_label(block) or _heads(frame, index):
        return False
    return not (heads_comments(block) and _heads_text(frame, index))


def _heads(frame: Frame, index: int) -> bool:
    return heads_paragraph(frame.walk.blocks, index, frame.start, frame.stop)


def _may_be_text(block: Block) -> bool:
    return len(block.text) >= MIN_SENTENCE and block.share(LINK) < 0.5


def _span(found: Walk, element: HtmlElement) -> range:
    """Blocks of an element; an inline one counts where it fills its block."""
    span = found.within(element)
    if span or element.tag in {"div", "p", "table", "ul"}:
        return span
    parent = element.getparent()
    inside = found.within(parent) if parent is not None else span
    return inside if len(inside) == 1 and parent is not None and len(parent) == 1 else span


def _leads_away(block: Block) -> bool:
    """A line that is a link as a whole, or says that it leads to another article."""
    linked = block.share(LINK)
    if linked > 0.85:
        links = sum(bool(run[1] & LINK and run[0].strip()) for run in block.runs)
        several = links > 1 or len(block.text.split()) >= _LINK_WORDS
        # One linked name may be the byline; a row of links, or a linked headline, is none.
        return several or bool(block.flags & (ITEM | HEADING))
    if not linked:
        return False
    if is_labelled(block):
        return True
    if len(block.text) >= 300 or not names_related(block.text):
        return False
    # "Mời quý độc giả đón đọc: Kỳ 2": the words before a short link may be longer than it.
    behind = block.text.partition(":")[2].strip()
    return linked > 0.4 or (bool(behind) and linked * len(block.text) > 0.8 * len(behind))


def _is_of_others(document: Document, frame: Frame, block: Block) -> bool:
    """A picture of another article, or of an advert."""
    others = _linked_teaser(block, frame) or leads_off(document, block)
    return others or _is_inserted(block, frame)


def _linked_teaser(block: Block, frame: Frame) -> bool:
    """A picture that shares a box with a linked headline: another article's thumbnail."""
    element: HtmlElement | None = block.element
    for _level in range(3):
        if element is None or element is frame.body:
            return False
        inside = frame.walk.within(element)
        texts = [frame.walk.blocks[i] for i in inside if frame.walk.blocks[i].text]
        if texts:
            return _leads_away(texts[0]) and len(inside) < 8
        element = element.getparent()
    return False


def _is_inserted(block: Block, frame: Frame) -> bool:
    """A picture of an advert."""
    for element in (block.element, *block.element.iterancestors()):
        if element is frame.body:
            return False
        if is_inserted(element, frame):
            return True
    return False


def _is_aside(element: HtmlElement | None, frame: Frame, known: dict[HtmlElement, bool]) -> bool:
    """Inside an `aside`, or a box that begins with a link and is full of them.

    `known` keeps what was found of each element: neighbours stand in the same boxes.
    """
    chain: list[HtmlElement] = []
    found = False
    while element is not None and element is not frame.body:
        if element in known:
            found = known[element]
            break
        chain.append(element)
        element = element.getparent()
    for inner in reversed(chain):
        box = inner.tag != "p" and _is_teaser_box(inner, frame)
        foot = inner.tag == "footer" and not _is_of_quote(inner)
        said = names_comments(inner) and frame.walk.within(inner).start >= frame.top
        other = inner.tag == "aside" or foot or box or said or is_inserted(inner, frame)
        found = known[inner] = found or other
    return found


def _is_of_quote(footer: HtmlElement) -> bool:
    """`blockquote > footer`: who said it."""
    parent = footer.getparent()
    return parent is not None and parent.tag in {"blockquote", "figure", "q"}


def _is_teaser_box(element: HtmlElement, frame: Frame) -> bool:
    inside = frame.walk.within(element)
    if not 2 <= len(inside) <= 30 or element.find(".//a") is None:
        return False
    if inside.start < frame.top:
        return False  # it holds the headline
    texts = [block for i in inside if (block := frame.walk.blocks[i]).text]
    if len(texts) < 2 or not _leads_away(texts[0]):
        return False
    headed = texts[0].flags & (HEADING | ITEM) and texts[0].share(LINK) > 0.85
    # The headline itself may tell of yesterday.
    if headed and sum(not is_date_line(block.text) for block in texts[1:]) == 1:
        return True  # another article's headline and summary
    total = sum(len(block.text) for block in texts)
    return sum(len(b.text) * b.share(LINK) for b in texts) >= _BOX_SHARE * total
