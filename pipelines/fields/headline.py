"""Where the headline stands on the page when no heading element holds it.

The title element has the name of the site or of a section beside it, whatever divides them; which
part is the headline tells the page, where one stands as a line of its own.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml.etree import _Element as HtmlElement

from pipelines.fields.blocks import Walk
from pipelines.fields.looks import LINK
from pipelines.fields.marks import is_date_line
from pipelines.text import fold

#: A date or a counter beside a headline in its own line is no longer.
BESIDE = 80
#: With blanks on both sides where words, numbers and addresses have such a sign too; "Kỳ 2: …" is whole.
_DIVIDED = re.compile(r"\s*(?:[|»«•·~]|::)\s*|\s+[-–—:/<>_]+\s+|(?<=\w)[-–—]\s+")
_MOST_PARTS = 6
#: Of a part of the title: a menu's entry is often one word.
_LEAST_WORDS = 2
#: Of a part that shares its line with the date: the foot begins with the site's name.
_LEAST_DATED = 4
_WORD = re.compile(r"[a-z0-9]{2,}")


class Place(NamedTuple):
    """A headline as printed: its element, its block, and what stands behind it in its line."""

    text: str
    element: HtmlElement
    block: int
    beside: str


def in_block(walk: Walk, title: str) -> Place | None:
    """The first block whose text is the title."""
    wanted = fold(title)
    for index, block in enumerate(walk.blocks):
        if len(block.text) == len(title) and fold(block.text) == wanted:
            return Place(title, block.element, index, "")
    return None


def in_line(walk: Walk, title: str) -> Place | None:
    """A headline that shares its line with something short: "TITLE 29/04/2017 - 20:49"."""
    wanted = fold(title)
    for index, block in enumerate(walk.blocks):
        start, rest = block.text[: len(title)], block.text[len(title) :]
        if len(start) == len(title) and len(rest) <= BESIDE and fold(start) == wanted:
            return Place(title, block.element, index, rest)
    return None


def part_printed(walk: Walk, title: str, url: str) -> Place | None:
    """The part of the title that is printed as a line of its own; the address decides between two.

    A linked line is a menu's or a teaser's. A front page has no headline.
    """
    address = urlsplit(url)
    if address.path in {"", "/"} and not address.query:
        return None
    words = set(_WORD.findall(fold(address.path)))
    places = (in_block(walk, part) or _dated(walk, part) for part in _parts(title))
    found = [place for place in places if place and walk.blocks[place.block].share(LINK) < 0.5]

    def weight(place: Place) -> tuple[int, int]:
        return len(words & {*_WORD.findall(fold(place.text))}), len(place.text)

    return max(found, key=weight, default=None)


def _dated(walk: Walk, part: str) -> Place | None:
    place = in_line(walk, part) if len(part.split()) >= _LEAST_DATED else None
    return place if place and is_date_line(place.beside) else None


def _parts(title: str) -> list[str]:
    """Every run of neighbouring parts but the whole, as written."""
    signs = list(_DIVIDED.finditer(title))[: _MOST_PARTS - 1]
    starts = [0, *(sign.end() for sign in signs)]
    stops = [*(sign.start() for sign in signs), len(title)]
    runs = (
        title[starts[first] : stops[last - 1]]
        for first, last in combinations(range(len(starts) + 1), 2)
        if last - first < len(starts)
    )
    return [run for run in runs if len(run.split()) >= _LEAST_WORDS]
