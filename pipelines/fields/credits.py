"""The byline where the text's own last lines have none: around the text, marked, or told."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from pipelines.document import Document
from pipelines.fields.beside import beside_headline
from pipelines.fields.byline import has_label, is_byline, looks_like_names
from pipelines.fields.comments import comments_start, names_comments
from pipelines.fields.feet import is_foot
from pipelines.fields.looks import LINK, RIGHT
from pipelines.fields.machine import Machine
from pipelines.fields.marks import ends_article, heads_related
from pipelines.fields.model import Frame
from pipelines.fields.select import elements, first_text, text_of
from pipelines.fields.tables import stands_beside
from pipelines.fields.told_authors import is_account, told_author
from pipelines.fields.weights import is_tag_line
from pipelines.items import Source
from pipelines.rules import FieldRules
from pipelines.text import fold

_MARKED = etree.XPath(
    "(//@itemprop/.. | //@rel/..)[@itemprop='author' or @rel='author' or @itemprop='creator']"
    "[not(self::meta)]"
)
_BELOW = 5
_LINKED = 0.85
_LABEL = re.compile(
    r"(?:(?:tác giả|người (?:viết|đăng)|author)\s*:|(?:(?:được )?(?:viết|đăng) )?bởi\s?:?|(?:posted|written) by\s?:?)\s*",
    re.IGNORECASE,
)
#: Behind a name in a line of facts: "Người đăng: Minh Anh vào lúc 14:30".
_BEHIND_NAME = re.compile(r"\s(?:vào lúc|lúc|vào ngày|ngày|at|on)\b.*$")
_MAX_SELECTED = 200
_DIVIDER = re.compile(r"\s[|–—-]\s")


class Told(NamedTuple):
    """What was known before the byline was asked for."""

    #: The names with which the text itself ended.
    byline: str | None
    #: The name above it, in its own element.
    above: str | None
    #: Folded names of the site.
    own: set[str]
    #: A lone name under a text is whose it is, as Vietnamese newspapers sign; elsewhere what stands there
    #: ("Ähnliche Beiträge", "Donate Now") hardly ever is: it needs a label, or metadata that says the same.
    signed: bool = True


def find_byline(
    document: Document, facts: Machine, frame: Frame, rules: FieldRules, text: Told
) -> Source | None:
    """The byline as `Source.raw`; `text` says what it ended with, and whose it is."""
    chosen = first_text(document, rules.byline)
    told = told_author(facts, text.own)
    found: Source | None = None
    if chosen is not None and len(chosen[2]) <= _MAX_SELECTED:
        found = Source(f"selector:{chosen[0]}", chosen[2])
    elif text.byline and _is_theirs(text.byline, text, told):
        found = Source("structure", text.byline)
    else:
        below = _below(frame, text.own | _behind_headline(facts.title))
        if below is not None and not _is_theirs(below.raw or "", text, told):
            below = None
        above = Source("structure", text.above) if text.above and text.signed else None
        around = below or _marked(document) or beside_headline(document, frame, text.own) or above
        found = around or (Source(*told) if told else None)
    if found is None or not found.raw:
        return None
    raw = _LABEL.sub("", found.raw, count=1) if _LABEL.match(found.raw) else found.raw
    same = told is not None and all(fold(name) in fold(raw) for name in told[1].split(", "))
    conflict = f"{told[0]}: {told[1]}" if told is not None and not same else None
    return Source(found.rule, raw, conflict)


def _is_theirs(names: str, text: Told, told: tuple[str, str] | None) -> bool:
    if text.signed or has_label(names):
        return True
    return told is not None and fold(told[1]) in fold(names)


def _behind_headline(title: str) -> set[str]:
    """What the page's title tells behind the headline: the newspaper's name, folded."""
    return {fold(part).strip() for part in _DIVIDER.split(title)[1:]}


def _below(frame: Frame, own: set[str]) -> Source | None:
    """Lines between the last paragraph's element and the share line, or the foot with the site's name."""
    if frame.body is None:
        return None
    blocks = frame.walk.blocks
    inside = frame.inside.stop
    start = max(inside, frame.stop)
    if frame.stop < inside:
        return _below_box(frame, inside)
    end = comments_start(frame.walk, frame.start, min(start + _BELOW + 2, len(blocks)))
    for block in blocks[start : min(end, start + _BELOW)]:
        text = block.text
        if ends_article(text) or heads_related(text) or is_foot(text) or fold(text) in own:
            return None
        if is_tag_line(block):
            return None
        if names_comments(block.element) or any(map(names_comments, block.element.iterancestors())):
            return None
        if text and is_byline(block) and not stands_beside(frame.walk, block):
            return Source("structure", text)
        name = _BEHIND_NAME.sub("", text)
        if name != text and _LABEL.match(name) and has_label(name):
            return Source("structure", name)
    return None


def _below_box(frame: Frame, stop: int) -> Source | None:
    """The signature on the right below a box of links that ends the text within its own element."""
    blocks = frame.walk.blocks
    if not heads_related(blocks[frame.stop].text):
        return None
    behind = (blocks[i] for i in range(frame.stop + 1, stop) if blocks[i].text)
    block = next((block for block in behind if block.share(LINK) < _LINKED), None)
    if block is None or not block.flags & RIGHT or stands_beside(frame.walk, block):
        return None
    return Source("structure", block.text) if is_byline(block) else None


def _marked(document: Document) -> Source | None:
    for element in elements(_MARKED, document.tree)[:3]:
        text = text_of(element)
        if 1 < len(text) <= 100 and looks_like_names(text, strict=False) and not is_account(text):
            return Source("microdata", text)
    return None
