"""The dates a reader sees: beside the headline, or in a labelled line under the text.

Never from menu, footer, comments, related boxes or the text itself: only short lines between
headline and first paragraph, just above the headline, or the last lines of the article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree
from lxml.etree import _Element as HtmlElement

from pipelines.dates.above import lines_above, place_without_headline
from pipelines.dates.cards import is_named_on_card, time_cards
from pipelines.dates.joined import whole_line
from pipelines.dates.labels import MAX_LINE, Printed, is_labelled, split_line
from pipelines.dates.others import is_others
from pipelines.dates.pictures import is_caption
from pipelines.dates.sectioned import leads_to_day
from pipelines.dates.tables import is_of_table
from pipelines.dates.times import Times, without_changes
from pipelines.document import Document
from pipelines.fields.blocks import Block
from pipelines.fields.comments import is_signed, names_comments
from pipelines.fields.looks import HEADING, LINK
from pipelines.fields.marks import fold, is_bare_address, is_date_line, is_footer, is_page_date
from pipelines.fields.model import Frame
from pipelines.fields.roles import find_label
from pipelines.fields.select import common_ancestor, each, elements, text_of
from pipelines.rules import FieldRules, Newspaper

#: A date that leads to the day's other articles is no longer than this; a linked headline is.
_LINKED = 45
#: A block that long says something.
_TEXT = 40
_LAST_LINES = 4
_PLAYERS = etree.XPath("preceding::*[self::iframe or self::video or self::audio or self::object]")
_PRECEDING = etree.XPath("preceding::*")
_DIGIT = re.compile(r"\d")
_RELATIVE_WORD = re.compile(r"\bhom (?:qua|nay|kia)\b|yesterday|today|vua xong|just now")


def printed_dates(
    document: Document, frame: Frame | None, rules: FieldRules, newspaper: Newspaper, times: Times
) -> Iterator[Printed]:
    """Candidates, the likeliest first."""
    yield from _named(document, frame, rules, newspaper)
    if frame is None:
        return
    if frame.body is None:
        yield from _under_headline(frame, document)
        return
    if frame.beside:
        yield from split_line(frame.beside, "structure")

    is_card = time_cards(document, frame, newspaper)
    for block, above, behind in _beside_headline(frame, document, is_card):
        text = whole_line(frame.walk.blocks, block)
        if times.changes:
            text = without_changes(text, block, times.changes)
        inside = _is_inside(frame, block, behind)
        for line in split_line(text, "structure", above):
            yield line._replace(behind=behind, inside=inside, block=block)
    for block in _under_text(frame, document):
        if is_labelled(block.text) and not is_of_table(frame, block):
            for line in split_line(block.text, "structure"):
                yield line._replace(behind=True, inside=True, block=block)


def _is_inside(frame: Frame, block: Block, behind: bool) -> bool:
    """In the text's element: behind the lead, or where the headline stands outside of it."""
    if frame.body is None or not _inside(block, frame.body):
        return False
    if not frame.rule.startswith("selector"):
        # The element found may hold the lines around the text as well.
        around = frame.walk.blocks[frame.stop - 1].element.getparent()
        if around is not None and not _inside(block, around):
            return False
    return behind or frame.headline is None or frame.body not in frame.headline.iterancestors()


def _named(
    document: Document, frame: Frame | None, rules: FieldRules, newspaper: Newspaper
) -> Iterator[Printed]:
    """What the rule set names."""
    for selector, element in each(document, rules.published):
        if not is_named_on_card(document, element, frame, newspaper):
            place = _place_of(element, frame)
            yield from split_line(text_of(element), f"selector:{selector}", place)
    for selector, element in each(document, rules.modified):
        if not is_named_on_card(document, element, frame, newspaper):
            yield Printed(text_of(element), f"selector:{selector}", modified=True)


def _place_of(element: HtmlElement, frame: Frame | None) -> str:
    """`outside` the element that headline and text share: a clock may have the same class."""
    if frame is None or frame.headline is None or frame.body is None:
        return ""
    around = common_ancestor(frame.headline, frame.body)
    inside = around.tag in {"body", "html"} or around in element.iterancestors()
    return "" if inside else "outside"


def _under_headline(frame: Frame, document: Document) -> Iterator[Printed]:
    """Of a page without a text (a video, a PDF): lines right under the headline that are nothing else.

    Behind the picture or the player, and behind whatever says something, stand days of others: there
    one with a label is believed alone.
    """
    if frame.headline is None:
        return
    beside = True
    for block in frame.walk.blocks[frame.above + 1 : frame.top + _LAST_LINES]:
        if is_footer(block.text) or _is_elsewhere(block):
            return
        beside = beside and block.image is None and not _is_behind_player(block, frame.headline)
        if not block.text:
            continue
        dated = (
            may_print(block, document)
            and is_date_line(block.text)
            and not is_others(block, document)
        )
        if dated and (is_labelled(block.text) or (beside and is_page_date(block.text, 1))):
            yield from split_line(block.text, "structure")
        elif not dated and (len(block.text) > _TEXT or block.share(LINK)):
            beside = False


def _is_elsewhere(block: Block) -> bool:
    around = (block.element, *block.element.iterancestors())
    return any(one.tag in {"footer", "aside", "nav"} or names_comments(one) for one in around)


def _is_behind_player(block: Block, headline: HtmlElement) -> bool:
    players = elements(_PLAYERS, block.element)
    return any(headline in elements(_PRECEDING, player) for player in players)


def _beside_headline(
    frame: Frame, document: Document, is_card: Callable[[Block], bool] | None
) -> Iterator[tuple[Block, str, bool]]:
    """Lines that may hold a date, where above the headline they stand, and whether behind a lead."""
    blocks = frame.walk.blocks
    texts = _first_text(frame)
    behind = False
    # The headline's element may hold its date as well, as a block of its own.
    for index in range(frame.above + 1, frame.first):
        block = blocks[index]
        titled = block.flags & HEADING and not is_date_line(block.text)
        of_text = index > texts and (titled or _is_timeline(frame))
        mine = (
            may_print(block, document)
            and not is_others(block, document)
            and not is_of_table(frame, block)
        )
        mine = mine and not (is_card and is_card(block))
        if mine and not of_text and not is_caption(blocks, index):
            place = "" if frame.headline is not None else place_without_headline(frame, block)
            yield block, place, behind
        behind = behind or (index >= frame.top and _is_said(block))
    for block, place in lines_above(frame, lambda block: may_print(block, document)):
        if not (is_card and is_card(block)):
            yield block, place, False


def _is_said(block: Block) -> bool:
    """A lead, or a picture: what stands behind it stands in the text."""
    if block.image is not None or len(block.text) < _TEXT:
        return block.image is not None
    labelled = ":" in block.text[:_TEXT] and find_label(block.text) is not None
    return not labelled and not is_date_line(block.text)


def _first_text(frame: Frame) -> int:
    """The first block of the article's own element that says something: what follows is its text.

    Where the system's element was found nothing in it is a date line; elsewhere a lead may come first.
    """
    if frame.body is None:
        return frame.first
    inside = frame.walk.within(frame.body)
    if frame.rule.startswith("selector"):
        return inside.start - 1 if inside.start > frame.top else frame.first
    blocks = frame.walk.blocks
    begin = max(inside.start, frame.top)
    return next((i for i in range(begin, frame.first) if len(blocks[i].text) >= _TEXT), frame.first)


def _is_timeline(frame: Frame) -> bool:
    """Days stand between its paragraphs as well."""
    if frame.rule.startswith("selector"):
        return True
    lines = frame.walk.blocks[frame.first : frame.stop]
    return any(len(block.text) <= _LINKED and is_date_line(block.text) for block in lines)


def _inside(block: Block, around: HtmlElement) -> bool:
    return block.element is around or around in block.element.iterancestors()


def may_print(block: Block, document: Document) -> bool:
    """True for a line that may hold a date: short, with figures, no linked headline, no licence."""
    text = block.text
    if not 4 <= len(text) <= MAX_LINE or is_footer(text) or is_bare_address(text):
        return False
    if len(text) > _LINKED and block.share(LINK) > 0.7 and not leads_to_day(block, document):
        return False
    return bool(_DIGIT.search(text) or _RELATIVE_WORD.search(fold(text)))


_FOOT = re.compile(r"(?:^|[\s_-])(?:foot(?:er)?|bottom|chan-?trang)(?:$|[\s_-])")


def _is_foot(block: Block, frame: Frame) -> bool:
    """Outside the element that headline and text share, or in one that is called the foot."""
    if frame.headline is not None and frame.body is not None:
        around = common_ancestor(frame.headline, frame.body)
        if around.tag not in {"body", "html"} and not _inside(block, around):
            return True
    for element in (block.element, *block.element.iterancestors()):
        told = f"{element.get('class', '')} {element.get('id', '')}".lower()
        if element.tag == "footer" or (told != " " and _FOOT.search(told) and "entry" not in told):
            return True
    return False


def _under_text(frame: Frame, document: Document) -> list[Block]:
    blocks = frame.walk.blocks
    last = blocks[max(frame.first + 1, frame.stop - _LAST_LINES) : frame.stop]
    # What ended the text may be the line of its date, but not somebody's comment, nor the page's foot.
    last += [
        block
        for block in blocks[frame.stop : frame.stop + 1]
        if not is_signed(block.text) and not _is_foot(block, frame)
    ]
    return [block for block in reversed(last) if may_print(block, document)]
