"""A page as the row of text blocks and pictures that a reader sees, in order.

One walk over a subtree gives all that the structural rules need: each block's text, the element
that holds it, how much of it is linked or emphasised, how it is aligned, and where pictures
stand between the texts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast

from lxml import etree
from lxml.etree import _Element as HtmlElement

from pipelines.fields.looks import EM, TAG_FLAGS, flags_of
from pipelines.fields.unfolded import unfolding
from pipelines.text import clean

_SKIPPED = frozenset([
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "select",
    "option", "button", "textarea", "nav", "head", "title", "video", "audio", "canvas", "map",
    "dialog", "input",
])  # fmt: skip
_INLINE = frozenset([
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
    "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "o:p", "st1:place",
])  # fmt: skip
_PICTURES = frozenset(["img", "amp-img"])
#: What shows a video; a frame of anything else (an advert, a map) is none.
_PLAYERS = frozenset(("iframe", "video"))
_OF_VIDEO = re.compile(r"youtu\.?be|vimeo|video|player|dailymotion|tiktok|\.mp4|\.m3u8")
#: Elements with attributes that looks depend on, found at once; most have none.
_STYLED = etree.XPath(".//@style/.. | .//@align/.. | .//@hidden/..")
#: A caption that runs straight into text of this many letters is a block of its own.
_AFTER_CAPTION = 60
#: A run that long, ended by one of these, is a paragraph: "TP.HCM" is none.
_PARAGRAPH_RUN = 60
_STOPS = frozenset(".!?…")
#: A place that a report begins with is no longer.
_PLACE_WORDS, _PLACE_LETTERS = range(2, 6), 30


#: Where text stands: its flags, the nearest element that is not inline, that one's flags, and the
#: index of its first block.
_Place = tuple[int, HtmlElement, int, int]


@dataclass(slots=True, eq=False)
class Block:
    """A run of text between two block boundaries, or one picture."""

    #: The nearest element that is not inline.
    element: HtmlElement
    #: Pieces of text with their flags, as met.
    runs: list[tuple[str, int]] = field(default_factory=list)
    #: Flags of `element` and its ancestors (alignment, cell, heading …).
    flags: int = 0
    #: The picture; then the block has no text.
    image: HtmlElement | None = None
    #: How many line breaks divide it from the block before (0: another element does).
    breaks: int = 0
    text: str = ""
    #: Right behind a video.
    player: bool = False

    def share(self, flag: int) -> float:
        """Which part of the letters carries `flag`, 0 to 1."""
        if len(self.runs) == 1:
            return 1.0 if self.runs[0][1] & flag else 0.0
        total = marked = 0
        for text, flags in self.runs:
            size = len(text.strip())
            total += size
            if flags & flag:
                marked += size
        return marked / total if total else 0.0


@dataclass(slots=True)
class Walk:
    """The blocks of a subtree, and which of them each element holds (`start:stop`)."""

    root: HtmlElement
    blocks: list[Block] = field(default_factory=list)
    spans: dict[HtmlElement, tuple[int, int]] = field(default_factory=dict)
    #: Which tables are of figures, as far as it was asked (see `tables`).
    tables: dict[HtmlElement, bool] = field(default_factory=dict)
    #: Boxes in which the reader is to choose; None: not looked for yet.
    asking: set[HtmlElement] | None = None

    def within(self, element: HtmlElement) -> range:
        """Indexes of the blocks inside `element`; empty when the walk did not meet it."""
        return range(*self.spans.get(element, (0, 0)))


class _Builder:
    """Collects runs of text into blocks, element by element."""

    def __init__(self, root: HtmlElement) -> None:
        self.walk = Walk(root)
        self.runs: list[tuple[str, int]] = []
        self.breaks = 0
        self.player = False
        #: What shows a hidden text that is read; none of the text itself.
        self.buttons: set[HtmlElement] = set()
        self.styled = set(cast("list[HtmlElement]", _STYLED(root)))

    def flush(self, element: HtmlElement, flags: int) -> None:
        """End the current block; blank ones leave no trace."""
        runs, self.runs = self.runs, []
        while len(runs) > 1 and runs[-1][0].isspace():
            runs.pop()
        blocks = self.walk.blocks
        if len(runs) > 1 and blocks and blocks[-1].image is not None:
            cut = _caption_run(runs)
            self._add(runs[:cut], element, flags)
            runs = runs[cut:]
        self._add(runs, element, flags)

    def _add(self, runs: list[tuple[str, int]], element: HtmlElement, flags: int) -> None:
        if not runs:
            return
        text = clean(runs[0][0] if len(runs) == 1 else _joined(runs))
        if text:
            made = Block(element, runs, flags, None, self.breaks, text, self.player)
            self.walk.blocks.append(made)
            self.breaks, self.player = 0, False

    def say(self, text: str | None, flags: int) -> None:
        """One more run; blanks begin no block."""
        if text and (self.runs or not text.isspace()):
            self.runs.append((text, flags))

    def enter(self, element: HtmlElement, place: _Place) -> _Place | None:
        """Where the text inside `element` stands; None: it has none that is read."""
        flags, holder, held, start = place
        tag = element.tag
        shows = self.buttons and element in self.buttons
        if not isinstance(tag, str) or tag in _SKIPPED or shows:
            if tag in _PLAYERS and _shows_video(element):
                self.flush(holder, held)
                self.player = True
            return None
        if tag == "br":
            self.flush(holder, held)
            self.breaks += 1
            return None
        if tag in _PICTURES:
            self.flush(holder, flags)
            self.walk.blocks.append(Block(holder, [], flags, element, self.breaks))
            self.breaks, self.player = 0, False
            return None
        if tag == "font" or element in self.styled:
            inner = flags_of(element, tag, flags)
            if inner is None:
                button = unfolding(element)
                if button is None:
                    return None
                self.buttons.add(button)
                inner = flags | TAG_FLAGS.get(tag, 0)
        else:
            inner = flags | TAG_FLAGS.get(tag, 0)
        if tag in _INLINE:
            return inner, holder, held, start
        if self.runs:
            self.flush(holder, held)
        self.breaks = 0
        return inner, element, inner, len(self.walk.blocks)

    def leave(self, element: HtmlElement, place: _Place) -> None:
        """End of an element that is not inline."""
        if self.runs:
            self.flush(element, place[2])
        self.breaks = 0
        self.walk.spans[element] = (place[3], len(self.walk.blocks))


def _shows_video(element: HtmlElement) -> bool:
    if element.tag == "video":
        return True
    source = element.get("src") or element.get("data-src") or ""
    return _OF_VIDEO.search(source.lower()) is not None


def _joined(runs: list[tuple[str, int]]) -> str:
    """Runs as one text; what only the look of inline elements divides gets its blank.

    That are paragraphs, and the place that a report begins with: `<span>Hà Giang</span>Hơn 23h, …`.
    """
    parts: list[str] = []
    for text, _flags in runs:
        before = parts[-1] if parts else ""
        ended = len(before) >= _PARAGRAPH_RUN and before[-1] in _STOPS and text[:1].isupper()
        if ended or (len(parts) == 1 and _is_place_before(before, text)):
            parts.append(" ")
        parts.append(text)
    return "".join(parts)


def _is_place_before(before: str, text: str) -> bool:
    """Names of a place, glued to the capital that begins a sentence; "H" of "Hôm" is none."""
    # Length first: most of what stands before is a paragraph.
    if len(before) > _PLACE_LETTERS or before[-1:].isspace():
        return False
    words = before.split()
    if len(words) not in _PLACE_WORDS:
        return False
    named = all(word[0].isupper() or word in {"-", "–"} for word in words)
    return named and text[:1].isupper() and (before[-1].islower() or text[1:2].islower())


def _caption_run(runs: list[tuple[str, int]]) -> int:
    """How many runs right behind a picture are its emphasised caption, when text follows them."""
    cut = 0
    while cut < len(runs) and (runs[cut][1] & EM or not runs[cut][0].strip()):
        cut += 1
    rest = sum(len(run[0].strip()) for run in runs[cut:])
    return cut if rest >= _AFTER_CAPTION else 0


def walk(root: HtmlElement) -> Walk:
    """The blocks of `root`, in document order; what readers do not see is left out."""
    builder = _Builder(root)
    flags = flags_of(root, str(root.tag), 0) or 0
    place: _Place = (flags, root, flags, 0)
    builder.say(root.text, flags)
    outer: list[_Place] = []
    events = etree.iterwalk(root, events=("start", "end"))
    next(events)  # the root's own start
    for event, element in events:
        if event == "start":
            outer.append(place)
            inner = builder.enter(element, place)
            if inner is None:
                events.skip_subtree()
            else:
                place = inner
                builder.say(element.text, place[0])
            continue
        if element is place[1]:
            builder.leave(element, place)
        if outer:
            place = outer.pop()
            builder.say(element.tail, place[0])
    return builder.walk
