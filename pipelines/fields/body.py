"""The text of an article: its paragraphs, and what stands before and behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.document import Document
from pipelines.fields.below import closes, signs_pictures
from pipelines.fields.blocks import Block
from pipelines.fields.boxes import left_out
from pipelines.fields.byline import split_off_byline
from pipelines.fields.captions import pair_captions
from pipelines.fields.ending import of_page, pop_byline
from pipelines.fields.frame import same_text
from pipelines.fields.images import read_images
from pipelines.fields.lead import Lead, lone_lead, read_lead
from pipelines.fields.looks import CELL, EM, HEADING, ITEM, LINK, STRONG
from pipelines.fields.marks import PARAGRAPH, is_date_line, is_salutation, is_tool_line
from pipelines.fields.model import LINES, PICTURES, Frame
from pipelines.fields.numbered import is_numbered, is_quotation
from pipelines.fields.people import signatures
from pipelines.fields.select import each
from pipelines.fields.subheads import is_sub_heading
from pipelines.fields.tables import SHORT_CELL, cell_of, row_of, stands_beside
from pipelines.fields.tops import heads_profile, signs_top
from pipelines.fields.verse import is_verse, opens_poem
from pipelines.fields.videos import video_captions
from pipelines.items import Image
from pipelines.rules import FieldRules

_SUB_HEADINGS = frozenset(("h2", "h3", "h4"))
_SENTENCE_END = re.compile(r"[.!?…:;”\"’)\]/]\s*$")


@dataclass(slots=True)
class Text:
    """What the text's part of the page gives."""

    lead: Lead | None = None
    paragraphs: list[str] = field(default_factory=list)
    byline: str | None = None
    #: The byline above the text, in the text's own element.
    signed_above: str | None = None
    images: list[Image] = field(default_factory=list)
    linked: int = 0
    #: The page has no text but this lead: pictures or a video are the article.
    lead_alone: bool = False


def read_text(document: Document, frame: Frame, title: str, rules: FieldRules) -> Text:
    """Lead, paragraphs, byline and pictures of the framed article."""
    out = left_out(document, frame, rules)
    _stop_at_end_rules(document, frame, rules)
    pictures, captions = pair_captions(frame, out)
    captions |= video_captions(frame, out, captions)
    blocks = frame.walk.blocks
    text = Text(images=read_images(document, frame, pictures))
    kept = [
        i
        for i in range(frame.start, frame.stop)
        if i not in out
        and i not in captions
        and blocks[i].text
        and not _repeats(blocks[i], title)
        and not is_tool_line(blocks[i].text)
    ]
    text.linked = sum(1 for i in range(frame.start, frame.stop) if blocks[i].share(LINK) > 0.85)
    kept = kept if frame.rule == PICTURES else _without_head(frame, kept, title, text)
    dated = len(kept) > 2 and of_page(frame, blocks[kept[1]])
    if dated and not _is_of_text(frame, kept[1:]):
        # Between lead and text: it is the page's date, not a paragraph.
        kept.pop(1)
    if kept:
        frame.first = kept[0]
    parts = signatures(frame, kept)
    text.lead, kept = read_lead(document, frame, kept, title, rules, captions, bool(parts))
    if len(kept) > 1 and signs_top(frame, kept, 0, title):
        text.signed_above = blocks[kept[0]].text
        kept = kept[1:]
    while len(kept) > 1 and (of_page(frame, blocks[kept[0]]) or _is_button(blocks[kept[0]])):
        if frame.rule == LINES or _is_of_text(frame, kept) or is_sub_heading(frame, kept):
            break
        kept = kept[1:]
    if kept:
        frame.first = kept[0]
    text.byline, kept = pop_byline(frame, _without_closing(frame, kept), parts)
    kept = _without_closing(frame, kept)
    if text.lead is None:
        text.lead = lone_lead(document, frame, kept, pictures)
        text.lead_alone = text.lead is not None
        kept = [] if text.lead_alone else kept
    text.paragraphs = _paragraphs(frame, kept)
    if text.byline is None and text.paragraphs:
        text.paragraphs[-1], text.byline = split_off_byline(blocks[kept[-1]], text.paragraphs[-1])
    return text


def _stop_at_end_rules(document: Document, frame: Frame, rules: FieldRules) -> None:
    """An element named as end by the rule set closes the text when it stands behind some."""
    for _selector, element in each(document, rules.end, frame.walk.root):
        span = frame.walk.within(element)
        if span and frame.first < span.start < frame.stop:
            frame.stop = span.start


def _repeats(block: Block, title: str) -> bool:
    return same_text(block.text, title)


def _without_head(frame: Frame, kept: list[int], title: str, text: Text) -> list[int]:
    """Short lines above the first paragraph that are date, tools or names, not text."""
    blocks = frame.walk.blocks
    index = 0
    while index < len(kept):
        block = blocks[kept[index]]
        dated = of_page(frame, block)
        if (len(block.text) >= PARAGRAPH and not dated) or _is_of_text(frame, kept[index:]):
            break
        if stands_beside(frame.walk, block) or is_sub_heading(frame, kept[index:]):
            break
        if heads_profile(frame, kept[index:]) or signs_pictures(frame, kept[index:]):
            break
        if not (dated or (_is_tool(block) and frame.rule != LINES)):
            break
        if text.signed_above is None and signs_top(frame, kept, index, title):
            text.signed_above = block.text
        index += 1
    return kept[index:]


def _without_closing(frame: Frame, kept: list[int]) -> list[int]:
    """Without a last line in which the newspaper says where to write to."""
    own = len(kept) > 1 and closes(frame.walk.blocks[kept[-1]].text)
    return kept[:-1] if own else kept


def _is_of_text(frame: Frame, kept: list[int]) -> bool:
    """The first line looks like others further down: an entry's time, a sub-heading, a verse.

    Between headline and text stands what is there once.
    """
    blocks = [frame.walk.blocks[i] for i in kept]
    first = blocks[0]
    if is_verse(blocks) or opens_poem(blocks):
        return True
    if frame.headline is not None and first.element.getparent() is frame.headline.getparent():
        return False
    if first.flags & HEADING and not first.share(LINK) and first.element.tag in _SUB_HEADINGS:
        heads = len(blocks) > 1 and len(blocks[1].text) >= PARAGRAPH
        if heads and first.element.getparent() is blocks[1].element.getparent():
            return True
        return any(block.element.tag == first.element.tag for block in blocks[1:])
    if not is_date_line(first.text):
        return False
    return any(is_date_line(block.text) and _alike(first, block) for block in blocks[1:])


def _alike(first: Block, other: Block) -> bool:
    """The same element, class and emphasis, in places of the same kind; not the next line."""
    return _look(first) == _look(other)


def _look(block: Block) -> tuple[object, ...]:
    element = block.element
    parent = element.getparent()
    return (
        element.tag,
        element.get("class"),
        None if parent is None else (parent.tag, parent.get("class")),
        block.share(STRONG) > 0.8,
        block.flags & HEADING,
    )


#: Items of a list that is none, as word processors write them.
_BULLETS = ("·", "•", "- ", "– ", "+ ", "* ")


def _is_tool(block: Block) -> bool:
    """A label, a button, a name: no sentence and no sub-heading either."""
    text = block.text
    short = len(text) < 30 and len(text.split()) < 6
    listed = block.flags & ITEM or text.startswith(_BULLETS) or is_numbered(text)
    said = is_quotation(text) or is_salutation(text)
    return short and not (listed or said) and not text.endswith((".", "!", "?", "…", ":"))


def _is_button(block: Block) -> bool:
    """A tool between lead and text ("Nghe đọc bài"); a sub-heading there is bold."""
    return _is_tool(block) and not block.flags & (HEADING | CELL) and not block.share(STRONG | EM)


def _paragraphs(frame: Frame, kept: list[int]) -> list[str]:
    """Blocks as paragraphs; what only a line break or a picture tore apart is joined again."""
    blocks = frame.walk.blocks
    paragraphs: list[str] = []
    before: int | None = None
    for index in kept:
        block = blocks[index]
        if before is not None and _torn(blocks, before, index):
            paragraphs[-1] += " " + block.text
        elif before is not None and _same_row(frame, blocks[before], block):
            paragraphs[-1] += " | " + block.text
        else:
            paragraphs.append(block.text)
        before = index
    return paragraphs


def _same_row(frame: Frame, first: Block, second: Block) -> bool:
    """Cells of one row: of a table of figures, or short ones of any other."""
    row = row_of(frame.walk, second)
    if row is not None:
        return row_of(frame.walk, first) is row
    cells = [cell_of(block.element) for block in (first, second)]
    if None in cells or cells[0] is cells[1]:
        return False
    rows = [cell.getparent() for cell in cells if cell is not None]
    return rows[0] is rows[1] and max(len(first.text), len(second.text)) <= SHORT_CELL


def _torn(blocks: list[Block], before: int, index: int) -> bool:
    first, second = blocks[before], blocks[index]
    if _SENTENCE_END.search(first.text) or not second.text[:1].islower():
        return False
    if second.element is first.element:
        return second.breaks < 2
    # A table inside a paragraph: the parser leaves the rest of it outside any element.
    between = blocks[before + 1 : index]
    return second.element is first.element.getparent() and (
        not between or any(block.image is not None for block in between)
    )
