"""The lead: what the page prints apart between headline and text.

Never the description of the metadata: where that repeats the first paragraph, there is no lead.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.apart import beside_container, stands_above
from pipelines.fields.blocks import Block
from pipelines.fields.byline import COUNTED, is_byline, looks_like_names
from pipelines.fields.frame import same_text
from pipelines.fields.interview import is_question
from pipelines.fields.looks import CELL, CENTER, EM, HEADING, ITEM, LINK, RIGHT, STRONG
from pipelines.fields.marks import (
    PARAGRAPH,
    ends_article,
    heads_related,
    is_date_line,
    is_salutation,
    names_related,
)
from pipelines.fields.media import told_video
from pipelines.fields.model import STORY, Frame
from pipelines.fields.notices import is_notice
from pipelines.fields.numbered import is_numbered
from pipelines.fields.select import common_ancestor, each, text_of
from pipelines.items import Source
from pipelines.rules import FieldRules

MAX_LEAD = 1_500
_MIN_LETTERS = 30
_MIN_WORDS = 6
#: What somebody is takes no more letters.
_MAX_POST = 100
_STOPS = (".", "!", "?", "…", ":", ";", "”", '"', ")")


@dataclass(slots=True)
class Lead:
    """The lead and the rule that found it."""

    text: str
    source: Source


def read_lead(
    document: Document,
    frame: Frame,
    kept: list[int],
    title: str,
    rules: FieldRules,
    captions: set[int],
    parted: bool = False,
) -> tuple[Lead | None, list[int]]:
    """The lead, and `kept` without its blocks; `parted`: the text has parts, each with a heading."""
    blocks = frame.walk.blocks
    lead = _by_selector(document, title, rules)
    if lead is None:
        lead = _above_text(frame, title, captions)
    if lead is not None:
        parts = set(lead.text.split("\n\n"))
        while kept and blocks[kept[0]].text in parts:
            kept = kept[1:]
        return lead, kept
    text = blocks[kept[0]].text if kept else ""
    heading = parted and not text.endswith(_STOPS)
    if len(kept) > 1 and not heading and _first_is_apart(frame, kept):
        return Lead(text, Source("structure", text)), kept[1:]
    return None, kept


def _by_selector(document: Document, title: str, rules: FieldRules) -> Lead | None:
    for selector, element in each(document, rules.lead):
        text = element.get("content") if element.tag == "meta" else _with_next(element)
        if text and len(text) <= MAX_LEAD and not same_text(text, title):
            return Lead(text, Source(f"selector:{selector}", text))
    return None


def _with_next(element: HtmlElement) -> str:
    """The text of a lead's element, and of those of its tag and class right behind it."""
    texts = [text_of(element)]
    following = element.getnext()
    while following is not None and following.tag == element.tag:
        if not element.get("class") or following.get("class") != element.get("class"):
            break
        texts.append(text_of(following))
        following = following.getnext()
    return "\n\n".join(text for text in texts if text)


def _above_text(frame: Frame, title: str, captions: set[int]) -> Lead | None:
    """The longest text between the headline and the first paragraph, with its own siblings."""
    blocks = frame.walk.blocks
    assert frame.body is not None
    if not frame.top:
        return None
    above = [
        blocks[i]
        for i in range(frame.top, frame.start)
        if i not in captions and _may_be_lead(blocks[i], title) and not _is_post(frame, i)
    ]
    if not above:
        return None
    longest = max(above, key=lambda block: len(block.text))
    parent = longest.element.getparent()
    parts = [
        block.text
        for block in above
        if block is longest
        or block.element is longest.element
        or (parent is not frame.walk.root and block.element.getparent() is parent)
    ]
    text = "\n\n".join(dict.fromkeys(parts))
    return Lead(text, Source("structure", text)) if len(text) <= MAX_LEAD else None


def _is_post(frame: Frame, index: int) -> bool:
    """What a writer is, between name and date: "Tấn Lộc", "Phó giám đốc Trung tâm …", "05/03/2024"."""
    text = frame.walk.blocks[index].text
    if len(text) > _MAX_POST or text.endswith(_STOPS):
        return False
    around = frame.walk.blocks
    above = [b.text for b in around[max(frame.top, index - 3) : index] if _has_letters(b.text)]
    below = next((b.text for b in around[index + 1 : frame.start] if b.text), "")
    return bool(above) and looks_like_names(COUNTED.sub("", above[-1])) and is_date_line(below)


def _has_letters(text: str) -> bool:
    """Not the counter of a writer's articles, "(37)"."""
    return any(map(str.isalpha, text))


def _may_be_lead(block: Block, title: str) -> bool:
    text = block.text
    if len(text) < _MIN_LETTERS or len(text.split()) < _MIN_WORDS or same_text(text, title):
        return False
    if block.share(LINK) > 0.5 or block.flags & (RIGHT | ITEM):
        return False
    if is_salutation(text):
        return False
    unlike = is_date_line(text) or ends_article(text) or heads_related(text) or is_byline(block)
    return not (unlike or names_related(text) or is_notice(text))


def _first_is_apart(frame: Frame, kept: list[int]) -> bool:
    """The first block looks unlike all paragraphs that follow it."""
    blocks = frame.walk.blocks
    first = blocks[kept[0]]
    rest = [blocks[i] for i in kept[1:] if len(blocks[i].text) >= PARAGRAPH]
    if not _may_be_lead(first, "") or len(first.text) > MAX_LEAD:
        return False
    if _is_of_text(frame, kept):
        return False
    if stands_above(frame, kept):
        return not is_question(first, [blocks[i] for i in kept[1:]])
    if not rest:
        return False
    if any(_emphasised(first, flag) and not _most(rest, flag) for flag in (STRONG, EM, HEADING)):
        return not is_question(first, [blocks[i] for i in kept[1:]])
    between = blocks[kept[0] + 1 : kept[1]]
    if any(_is_pages_date(block) for block in between):
        return True
    if first.element is frame.body:
        return False
    if len(rest) < 2:
        return beside_container(frame, first, rest[0])
    if _other_place(first, rest):
        return True
    sentence = first.text.endswith(_STOPS)
    # One of them may end in a name.
    return not sentence and sum(not b.text.endswith(_STOPS) for b in rest) <= len(rest) // 3


def _is_of_text(frame: Frame, kept: list[int]) -> bool:
    """The first of several sub-headings, or half a sentence that something tore apart."""
    blocks = frame.walk.blocks
    first = blocks[kept[0]]
    if first.flags & HEADING and any(
        blocks[i].flags & HEADING and blocks[i].element.tag == first.element.tag for i in kept[1:]
    ):
        return True
    second = blocks[kept[1]].text
    return first.text.endswith(",") or (second[:1].islower() and not is_numbered(second))


def _is_pages_date(block: Block) -> bool:
    """One beside a link is a related article's; a counter alone ("Lượt xem: 12") is no date."""
    return is_date_line(block.text) and not is_notice(block.text) and not block.share(LINK)


def lone_lead(
    document: Document, frame: Frame, kept: list[int], pictures: Iterable[int]
) -> Lead | None:
    """The only text of a page of pictures or of a video, where it is set apart from them.

    Between headline and pictures stands a lead, in the pictures' own element a text. One that is set
    in bold above them all is a lead there too.
    """
    if len(kept) != 1:
        return None
    shown = sorted(pictures)
    block = frame.walk.blocks[kept[0]]
    if not _may_be_lead(block, "") or len(block.text) > MAX_LEAD:
        return None
    story = len(shown) >= STORY and kept[0] < shown[0]
    beside = frame.walk.blocks[shown[0]].element if story else told_video(document)
    if beside is None:
        return None
    apart = frame.headline is not None and (
        common_ancestor(block.element, beside) in {*frame.headline.iterancestors()}
    )
    if apart or (story and any(_emphasised(block, flag) for flag in (STRONG, EM, HEADING))):
        return Lead(block.text, Source("structure", block.text))
    return None


def _emphasised(block: Block, flag: int) -> bool:
    return bool(block.flags & flag) or block.share(flag) > 0.9


def _most(blocks: list[Block], flag: int) -> bool:
    return sum(_emphasised(block, flag) for block in blocks) * 2 >= len(blocks)


def _other_place(first: Block, rest: list[Block]) -> bool:
    """Another element, class or parent than the paragraphs have, who agree among themselves."""
    tags = {block.element.tag for block in rest}
    classes = {block.element.get("class") for block in rest}
    own = first.element.get("class")
    alike = len(classes) == len(tags) == 1
    if alike and (first.element.tag not in tags or (own and own not in classes)):
        return True
    parents = {block.element.getparent() for block in rest}
    if len(parents) > 1 or first.element.getparent() in parents or first.flags & CENTER:
        return False
    if any(parent is not None and parent.tag == "blockquote" for parent in parents):
        return False
    return not (first.flags & CELL and not rest[0].flags & CELL)
