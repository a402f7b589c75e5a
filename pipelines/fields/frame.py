"""Where an article begins and ends on its page, and which element holds its text.

Selectors of the rule set are a first try. Where none answers, structure decides: long unlinked
paragraphs between the headline and the share line, and the element that holds most of them.
"""

from __future__ import annotations

from collections import defaultdict

from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.behind import behind_lead
from pipelines.fields.blocks import Block, Walk, walk
from pipelines.fields.boxes import MIN_SENTENCE, heads_comments, left_out
from pipelines.fields.comments import comments_start
from pipelines.fields.headline import in_block, in_line, part_printed
from pipelines.fields.lines import find_lines
from pipelines.fields.marks import PARAGRAPH
from pipelines.fields.media import kind_called
from pipelines.fields.model import LINES, PICTURES, STORY, VERSE, Frame
from pipelines.fields.parts import MIN_BODY, select_body
from pipelines.fields.pictured import find_pictures, find_story
from pipelines.fields.select import common_ancestor
from pipelines.fields.shell import is_empty_shell
from pipelines.fields.stacked import stacked
from pipelines.fields.tables import table_around
from pipelines.fields.title import Title
from pipelines.fields.verse import find_verse
from pipelines.fields.weights import alike, end_mark, weights
from pipelines.rules import FieldRules, RuleSet
from pipelines.text import fold

#: Each level above a paragraph counts this much less.
_DECAY = 0.75
_LEVELS = 6
_LINES = frozenset(("p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre"))


def find_frame(document: Document, title: Title | None, rule_set: RuleSet) -> Frame:
    """The frame of the page's article; `body` is None where no text was found."""
    selected = select_body(document, rule_set.fields)
    whole = document.tree.find("body")
    whole = document.tree if whole is None else whole
    root = whole
    if selected is not None and title is not None and title.element is not None:
        root = common_ancestor(title.element, selected.element)
    frame = Frame(walk(root))
    _place_headline(frame, title, document.url)
    if selected is not None:
        frame.rule, frame.body = f"selector:{selected.selector}", selected.element
        frame.parts, frame.between = selected.parts, selected.between
        if not frame.inside:
            frame.body, frame.parts, frame.between = None, (), ()
    if is_empty_shell(document, rule_set, selected):
        frame.empty, frame.rule, frame.body = True, "", None
    if frame.body is None and not frame.empty:
        if root is not whole:
            frame = Frame(walk(whole))
            _place_headline(frame, title, document.url)
        frame.rule = "structure"
        frame.body = _by_structure(document, frame, title, rule_set.fields)
    _place_text(frame)
    return frame


def place(frame: Frame, title: Title | None) -> None:
    """Find headline and text again, now that the title is known."""
    _place_headline(frame, title)
    _place_text(frame)


def _place_headline(frame: Frame, title: Title | None, url: str = "") -> None:
    if title is None:
        return
    element = title.element
    if element is None or not frame.walk.within(element):
        # An element without children is false: `or` would pass over a holder that was found.
        element = _holder(frame.walk, element)
    if element is None:
        _place_by_text(frame, title, url)
        return
    _fence(frame, element, title.text)


def _fence(frame: Frame, element: HtmlElement, text: str) -> None:
    span = frame.walk.within(element)
    # An element that holds more than the headline (a cell with the whole article) fences nothing.
    for index in span:
        if same_text(frame.walk.blocks[index].text, text):
            span = range(index, index + 1)
            break
    frame.headline, frame.above, frame.top = element, span.start, span.stop


def _place_by_text(frame: Frame, title: Title, url: str) -> None:
    found = in_block(frame.walk, title.text) or in_line(frame.walk, title.text)
    if found is None and title.element is None:
        found = part_printed(frame.walk, title.text, url)
        if found is not None:
            title.cut(found.text)
    if found is None:
        return
    if not found.beside:
        _fence(frame, found.element, title.text)
        return
    frame.headline, frame.beside = found.element, found.beside
    frame.above, frame.top = found.block, found.block + 1


def _holder(found: Walk, element: HtmlElement | None) -> HtmlElement | None:
    """The block of an inline headline (`<span itemprop=headline>`)."""
    while element is not None and element not in found.spans:
        element = element.getparent()
    return element if element is not found.root else None


def _by_structure(
    document: Document, frame: Frame, title: Title | None, rules: FieldRules
) -> HtmlElement | None:
    stop = len(frame.walk.blocks)
    page = Frame(frame.walk, body=frame.walk.root, top=frame.top, start=frame.top, stop=stop)
    page.headline, frame.page = frame.headline, page
    furniture = furniture_of(document, page, rules, weighed=True)
    found = _heaviest(frame, furniture, MIN_BODY)
    if found is not None and (lines := behind_lead(page, furniture, found)) is not None:
        frame.rule, below = lines
        return below
    if found is not None:
        return _of_story(document, frame, page, rules, found)
    if frame.headline is None:
        return None
    # A notice of one short sentence under a headline is an article too.
    found = _heaviest(frame, furniture, MIN_SENTENCE)
    if found is None:
        found = find_verse(frame.walk.blocks, frame.top, furniture)
        frame.rule = "structure" if found is None else VERSE
    if found is None:
        found = find_lines(page, furniture)
        frame.rule = "structure" if found is None else LINES
    if found is None and title is not None:
        least = STORY if kind_called(title.text) is None else 1
        found = find_pictures(document, page, rules, least)
        frame.rule = "structure" if found is None else PICTURES
    return found


def _of_story(
    document: Document, frame: Frame, page: Frame, rules: FieldRules, found: HtmlElement
) -> HtmlElement:
    """The element found, or that of the pictures whose lead alone it holds."""
    story = find_story(document, page, rules, found)
    if story is None:
        return found
    frame.rule = PICTURES
    return story


def furniture_of(
    document: Document, page: Frame, rules: FieldRules, *, weighed: bool = False
) -> set[int]:
    """Blocks of related boxes, teasers, comments on a whole page (`Frame.page`); see `left_out`."""
    blocks = page.walk.blocks
    found = left_out(document, page, rules, weighed=weighed)
    comments = next((i for i in range(page.top, page.stop) if heads_comments(blocks[i])), page.stop)
    comments = comments_start(page.walk, page.top, comments)
    if not _together(blocks, comments, page.stop):
        found.update(range(comments, page.stop))
    return found


def _together(blocks: list[Block], start: int, stop: int) -> bool:
    """Paragraphs beside each other: a text. Comments stand each in a box of its own."""
    weight = weights(blocks, start, stop, PARAGRAPH)
    places = [blocks[i].element.getparent() for i in range(start, stop) if weight[i]]
    return len(set(places)) < len(places)


def _heaviest(frame: Frame, furniture: set[int], least: int) -> HtmlElement | None:
    """The element that holds most of the text between headline and end."""
    blocks = frame.walk.blocks
    weight = weights(blocks, frame.top, len(blocks), least)
    for index in furniture:
        weight[index] = 0.0
    stop = end_mark(blocks, weight, frame.top, len(blocks))
    scores: dict[HtmlElement, float] = defaultdict(float)
    for index in range(frame.top, stop):
        element: HtmlElement | None = blocks[index].element
        factor = weight[index]
        for _level in range(_LEVELS if factor else 0):
            if element is None or element.tag in {"html", "aside", "footer"}:
                break
            scores[element] += factor
            factor *= _DECAY
            element = element.getparent()
    if not scores:
        return None
    best = max(scores, key=lambda element: scores[element])
    if scores[best] < least:
        return None
    # One paragraph is not the element that holds the text: its lines stand beside each other.
    parent = best.getparent()
    if best.tag in _LINES and parent is not None:
        best = parent
    table = table_around(frame.walk, best)
    if table is not None and (around := table.getparent()) is not None:
        best = around
    best = stacked(frame, best, weight, stop)
    for part in alike(best, blocks, weight, stop):
        best = common_ancestor(best, part)
    return _with_pictures(frame, best)


def _with_pictures(frame: Frame, found: HtmlElement) -> HtmlElement:
    """The element around one that holds a single text, where a photo story stands beside it."""
    parent = found.getparent()
    if len(frame.walk.within(found)) != 1 or parent is None or parent.tag in {"body", "html"}:
        return found
    behind = frame.walk.within(parent)
    own = frame.walk.within(found).stop
    blocks = frame.walk.blocks
    shown = [i for i in behind if i >= own and blocks[i].image is not None]
    return parent if len(shown) >= STORY else found


def _place_text(frame: Frame) -> None:
    if frame.body is None:
        return
    within = frame.inside
    blocks = frame.walk.blocks
    frame.start = max(within.start, frame.top if frame.top < within.stop else 0)
    weight = weights(blocks, frame.start, within.stop)
    stop = end_mark(blocks, weight, frame.start, within.stop)
    frame.stop = comments_start(frame.walk, frame.start, stop)
    frame.first = next(
        (i for i in range(frame.start, frame.stop) if weight[i] >= PARAGRAPH), frame.start
    )


def same_text(first: str, second: str) -> bool:
    """Equal but for case and marks."""
    return len(first) == len(second) and fold(first) == fold(second)
