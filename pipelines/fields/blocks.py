"""A page as the row of text blocks and pictures that a reader sees, in order.

One walk over a subtree gives all that the structural rules need: each block's text, the element
that holds it, how much of it is linked or emphasised, how it is aligned, and where pictures
stand between the texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

from lxml import etree
from lxml.etree import _Element as HtmlElement

from pipelines.fields.looks import TAG_FLAGS, flags_of
from pipelines.fields.runs import Runs, caption_run, joined
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
#: What an element is that begins no block of its own.
_TEXTLESS, _RUNNING, _BREAK, _SHOWN = range(4)
_KINDS: dict[object, int] = {
    **dict.fromkeys(_SKIPPED, _TEXTLESS),
    **dict.fromkeys(_INLINE, _RUNNING),
    **dict.fromkeys(_PICTURES, _SHOWN),
    "br": _BREAK,
}
#: What shows a video; a frame of anything else (an advert, a map) is none.
_PLAYERS = frozenset(("iframe", "video"))
_OF_VIDEO = re.compile(r"youtu\.?be|vimeo|video|player|dailymotion|tiktok|\.mp4|\.m3u8")
#: Elements with attributes that looks depend on, found at once; most have none.
_STYLED = etree.XPath(".//@style/.. | .//@align/.. | .//@hidden/..")


#: Where text stands: its flags, the nearest element that is not inline, that one's flags, and the
#: index of its first block.
_Place = tuple[int, HtmlElement, int, int]


@dataclass(slots=True, eq=False)
class Block:
    """A run of text between two block boundaries, or one picture."""

    #: The nearest element that is not inline.
    element: HtmlElement
    #: Pieces of text with their flags, as met.
    runs: Runs = field(default_factory=list)
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
        self.runs: Runs = []
        self.breaks = 0
        self.player = False
        #: What shows a hidden text that is read; none of the text itself.
        self.buttons: set[HtmlElement] = set()
        #: Elements whose look or role has to be asked.
        self.looked_at = set(cast("list[HtmlElement]", _STYLED(root)))

    def flush(self, element: HtmlElement, flags: int) -> None:
        """End the current block; blank ones leave no trace."""
        runs, self.runs = self.runs, []
        while len(runs) > 1 and runs[-1][0].isspace():
            runs.pop()
        blocks = self.walk.blocks
        if len(runs) > 1 and blocks and blocks[-1].image is not None:
            cut = caption_run(runs)
            self._add(runs[:cut], element, flags)
            runs = runs[cut:]
        self._add(runs, element, flags)

    def _add(self, runs: Runs, element: HtmlElement, flags: int) -> None:
        if not runs:
            return
        text = clean(runs[0][0] if len(runs) == 1 else joined(runs))
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
        tag = element.tag
        kind = _KINDS.get(tag)
        if kind is not None and kind != _RUNNING:
            self.meet(element, kind, place)
            return None
        flags, holder, held, start = place
        own = TAG_FLAGS.get(tag)
        inner = flags if own is None else flags | own
        if element in self.looked_at or tag == "font":
            seen = self.seen(element, str(tag), flags)
            if seen is None:
                return None
            inner = seen
        if kind is not None:
            return inner, holder, held, start
        if self.runs:
            self.flush(holder, held)
        self.breaks = 0
        return inner, element, inner, len(self.walk.blocks)

    def meet(self, element: HtmlElement, kind: int, place: _Place) -> None:
        """A line break, a picture, or an element whose text is not read."""
        flags, holder, held, _start = place
        if kind == _TEXTLESS:
            if element.tag in _PLAYERS and _shows_video(element):
                self.flush(holder, held)
                self.player = True
        elif kind == _BREAK:
            self.flush(holder, held)
            self.breaks += 1
        else:
            self.flush(holder, flags)
            self.walk.blocks.append(Block(holder, [], flags, element, self.breaks))
            self.breaks, self.player = 0, False

    def seen(self, element: HtmlElement, tag: str, flags: int) -> int | None:
        """Flags inside an element that has attributes of its look; None: hidden, or a button."""
        if element in self.buttons:
            return None
        inner = flags_of(element, tag, flags)
        if inner is not None:
            return inner
        button = unfolding(element)
        if button is None:
            return None
        self.buttons.add(button)
        self.looked_at.add(button)
        return flags | TAG_FLAGS.get(tag, 0)

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


def walk(root: HtmlElement) -> Walk:
    """The blocks of `root`, in document order; what readers do not see is left out.

    A loop over iterators of children, as deep as the page nests: lxml's own walk of events takes a
    third longer.
    """
    builder = _Builder(root)
    flags = flags_of(root, str(root.tag), 0) or 0
    place: _Place = (flags, root, flags, 0)
    builder.say(root.text, flags)
    enter, leave = builder.enter, builder.leave
    outer: list[tuple[Iterator[HtmlElement], HtmlElement, _Place]] = []
    children = iter(root)
    element = root
    while True:
        for child in children:
            inner = enter(child, place)
            if inner is not None:
                text = child.text
                if text and (builder.runs or not text.isspace()):
                    builder.runs.append((text, inner[0]))
                if len(child):
                    outer.append((children, element, place))
                    children, element, place = iter(child), child, inner
                    break
                if child is inner[1]:
                    leave(child, inner)
            text = child.tail
            if text and (builder.runs or not text.isspace()):
                builder.runs.append((text, place[0]))
        else:
            if element is place[1]:
                leave(element, place)
            if not outer:
                return builder.walk
            text = element.tail
            children, element, place = outer.pop()
            builder.say(text, place[0])
