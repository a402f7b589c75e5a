"""A page as the row of text blocks and pictures that a reader sees, in order.

One walk over a subtree gives all that the structural rules need: each block's text, the element
that holds it, how much of it is linked or emphasised, how it is aligned, and where pictures
stand between the texts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from pipelines.fields.looks import EM, flags_of
from pipelines.text import clean

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "select",
        "option",
        "button",
        "textarea",
        "nav",
        "head",
        "title",
        "video",
        "audio",
        "canvas",
        "map",
        "dialog",
        "input",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "o:p",
        "st1:place",
    ]
)
#: A caption that runs straight into text of this many letters is a block of its own.
_AFTER_CAPTION = 60


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

    def within(self, element: HtmlElement) -> range:
        """Indexes of the blocks inside `element`; empty when the walk did not meet it."""
        return range(*self.spans.get(element, (0, 0)))


class _Builder:
    """Collects runs of text into blocks."""

    def __init__(self, root: HtmlElement) -> None:
        self.walk = Walk(root)
        self.runs: list[tuple[str, int]] = []
        self.breaks = 0

    def flush(self, element: HtmlElement, flags: int) -> None:
        """End the current block; blank ones leave no trace."""
        runs, self.runs = self.runs, []
        if not runs:
            return
        blocks = self.walk.blocks
        if len(runs) > 1 and blocks and blocks[-1].image is not None:
            cut = _caption_run(runs)
            self._add(runs[:cut], element, flags)
            runs = runs[cut:]
        self._add(runs, element, flags)

    def _add(self, runs: list[tuple[str, int]], element: HtmlElement, flags: int) -> None:
        if not runs:
            return
        text = clean(runs[0][0] if len(runs) == 1 else "".join(run[0] for run in runs))
        if text:
            self.walk.blocks.append(Block(element, runs, flags, None, self.breaks, text))
            self.breaks = 0

    def picture(self, image: HtmlElement, element: HtmlElement, flags: int) -> None:
        self.flush(element, flags)
        self.walk.blocks.append(Block(element, [], flags, image, self.breaks))
        self.breaks = 0


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
    # One frame an open element: its children to come, its flags, its block element and flags,
    # and the index of its first block.
    stack = [(root, iter(root), flags, root, flags, 0)]
    if root.text:
        builder.runs.append((root.text, flags))
    while stack:
        element, children, flags, holder, held, start = stack[-1]
        for child in children:
            inner = _enter(builder, child, flags, holder, held)
            if inner is not None:
                stack.append(inner)
                break
            if child.tail:
                builder.runs.append((child.tail, flags))
        else:
            stack.pop()
            _leave(builder, element, holder, held, start)
            if stack and element.tail:
                builder.runs.append((element.tail, stack[-1][2]))
    return builder.walk


def _leave(
    builder: _Builder, element: HtmlElement, holder: HtmlElement, held: int, start: int
) -> None:
    if element is holder:
        builder.flush(holder, held)
        builder.breaks = 0
        builder.walk.spans[element] = (start, len(builder.walk.blocks))


def _enter(
    builder: _Builder, child: HtmlElement, flags: int, holder: HtmlElement, held: int
) -> tuple[HtmlElement, Any, int, HtmlElement, int, int] | None:
    """The frame of `child`, or None where it has none of its own (break, picture, skipped)."""
    tag = child.tag
    if tag == "br":
        builder.flush(holder, held)
        builder.breaks += 1
        return None
    if tag == "img":
        builder.picture(child, holder, flags)
        return None
    if not isinstance(tag, str) or tag in _SKIPPED:
        return None
    inner = flags_of(child, tag, flags)
    if inner is None:
        return None
    if tag in _INLINE:
        frame = (child, iter(child), inner, holder, held, 0)
    else:
        builder.flush(holder, held)
        builder.breaks = 0
        frame = (child, iter(child), inner, child, inner, len(builder.walk.blocks))
    if child.text:
        builder.runs.append((child.text, inner))
    return frame
