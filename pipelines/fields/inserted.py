"""What newspapers put between the paragraphs: adverts, polls, cards of other articles.

Known by what the element is called (`.ads`, `.quang-cao`, `.article-poll`) or holds (buttons to choose
with, a linked headline), and only where it is small beside the text: the text's own element may be
called `block_ads_connect` as well.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from lxml.etree import _Element as HtmlElement

from pipelines.fields.blocks import Walk
from pipelines.fields.looks import LINK
from pipelines.fields.model import Frame
from pipelines.text import fold

_NAMED = re.compile(
    r"(?:[a-z\d]+[-_])*"
    # Scripts call a whole text `banner-inpage`.
    r"(?:banners?\d*|(?:ads?|advs?|advert\w*|adsense|adsbygoogle|adsweb|quang[-_]?cao|qc|sponsor(?:ed|s)?|promo(?:tion)?"
    r"|fb-(?:post|video|page|like|share|comments)|newsletters?"
    r"|tai[-_]?tro|polls?|binh[-_]?chon|tham[-_]?do(?:[-_]y[-_]?kien)?|survey)"
    r"(?:[-_][a-z\d]+)*\d*)"
)
#: Boxes in which the page asks for money, by what they are called.
_GIVE = re.compile(
    r"(?:[a-z\d]+[-_])*(?:ung[-_]?ho|donat(?:e|ions?)|dong[-_]?gop)(?:[-_](?:box|qr|block))?"
)
_QR = re.compile(r"\b(?:ma )?qr\b|quet ma")
_MAX_NAME = 60
#: At most this part of the text.
_SHARE = 1 / 3
_HEADLINE_WORDS = 4
_BOXES = ("div", "form", "section", "fieldset", "ul")


def is_inserted(element: HtmlElement, frame: Frame) -> bool:
    """True for an element within the text's that is none of the article's."""
    told = [text for text in (element.get("id"), element.get("class")) if text]
    called = any(map(_names, told)) or (any(map(_gives, told)) and _asks_to_give(element))
    if not (called or _asks(element, frame.walk) or _is_card(element, frame)):
        return False
    return _is_small(element, frame)


@lru_cache(maxsize=1_024)
def _names(text: str) -> bool:
    return any(len(name) <= _MAX_NAME and _NAMED.fullmatch(name) for name in text.lower().split())


def _asks_to_give(element: HtmlElement) -> bool:
    """A box with a code to pay by; what an article of charity tells in its text stays."""
    if element.find(".//img") is None:
        return False
    return _QR.search(fold(" ".join(map(str, element.itertext())))) is not None


@lru_cache(maxsize=1_024)
def _gives(text: str) -> bool:
    return any(len(name) <= _MAX_NAME and _GIVE.fullmatch(name) for name in text.lower().split())


def _asks(element: HtmlElement, found: Walk) -> bool:
    """A poll: the reader is to choose one of several answers."""
    if found.asking is None:
        # Once a page, for most have none.
        choices: Counter[HtmlElement] = Counter()
        for one in found.root.iter("input"):
            if one.get("type", "").lower() in {"radio", "checkbox"}:
                choices.update(one.iterancestors(*_BOXES))
        # A form asks whatever it offers.
        found.asking = {box for box, count in choices.items() if count > 1 or box.tag == "form"}
    return element in found.asking


def _is_card(element: HtmlElement, frame: Frame) -> bool:
    """An `article` inside the article that begins with a linked headline."""
    if element.tag != "article":
        return False
    blocks = frame.walk.blocks
    first = next((blocks[i] for i in frame.walk.within(element) if blocks[i].text), None)
    run = next((run for run in first.runs if run[0].strip()), None) if first is not None else None
    return run is not None and bool(run[1] & LINK) and len(run[0].split()) >= _HEADLINE_WORDS


def _is_small(element: HtmlElement, frame: Frame) -> bool:
    blocks = frame.walk.blocks
    whole = sum(len(block.text) for block in blocks[frame.start : frame.stop])
    inside = sum(len(blocks[i].text) for i in frame.walk.within(element))
    return inside <= _SHARE * whole
