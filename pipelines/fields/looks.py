"""How a piece of text looks to a reader: linked, bold, slanted, large, where it stands.

Classes say nothing here: only elements, their `align` and `size`, and inline styles do.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.etree import _Element as HtmlElement

LINK, STRONG, EM, RIGHT, CENTER, HEADING, CELL, CAPTION, ITEM, BIG = (1 << n for n in range(10))

#: What an element is by its name alone.
TAG_FLAGS: dict[object, int] = {
    "a": LINK,
    **dict.fromkeys(("b", "strong"), STRONG),
    **dict.fromkeys(("em", "i", "cite", "small"), EM),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), HEADING),
    **dict.fromkeys(("td", "th"), CELL),
    "figcaption": CAPTION,
    "li": ITEM,
    "center": CENTER,
}
_SIZE = re.compile(r"font-size:(\d{1,3}(?:\.\d{1,3})?)(px|pt|em|rem)")
_BIG_SIZE = {"px": 18, "pt": 14, "em": 1.25, "rem": 1.25}
_FONT_SIZES = {"1": EM, "-1": EM, "-2": EM, **dict.fromkeys(("4", "5", "6", "7", "+1", "+2"), BIG)}
_ALIGN = {"right": RIGHT, "center": CENTER, "middle": CENTER}
_ALIGNED = RIGHT | CENTER


@lru_cache(maxsize=4096)
def _style_flags(style: str) -> tuple[int, bool]:
    """Flags of an inline style, and whether it hides the element."""
    compact = style.lower().replace(" ", "")
    flags = 0
    if "text-align:right" in compact:
        flags |= RIGHT
    elif "text-align:center" in compact:
        flags |= CENTER
    if any(f"font-weight:{weight}" in compact for weight in ("bold", "6", "7", "8", "9")):
        flags |= STRONG
    gray = "gray" in compact or "grey" in compact
    if gray or "font-style:italic" in compact or "font-size:small" in compact:
        flags |= EM
    size = _SIZE.search(compact)
    if size and float(size[1]) >= _BIG_SIZE[size[2]]:
        flags |= BIG
    return flags, "display:none" in compact


def flags_of(element: HtmlElement, tag: str, inherited: int) -> int | None:
    """Flags inside `element`, or None when a reader does not see it."""
    flags = inherited | TAG_FLAGS.get(tag, 0)
    # `get` on the element: an `attrib` for each would cost more than all else here.
    style = element.get("style")
    if style:
        own, hidden = _style_flags(style)
        if hidden:
            return None
        if own & _ALIGNED:
            flags &= ~_ALIGNED
        flags |= own
    if tag == "font":
        flags |= _FONT_SIZES.get(element.get("size", ""), 0)
    align = element.get("align")
    # On a table or picture `align` is where it floats, not how its text stands.
    if align and tag not in {"table", "img"}:
        flags = (flags & ~_ALIGNED) | _ALIGN.get(align.lower(), 0)
    return flags if element.get("hidden") is None else None
