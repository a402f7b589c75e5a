"""What a line says of its date: published, changed, created; and where two stand in one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pipelines.dates.words import CREATED, MODIFIED, PUBLISHED
from pipelines.fields.blocks import Block
from pipelines.fields.marks import fold

MAX_LINE = 160
_MODIFIED = re.compile(rf"\b(?:{MODIFIED})\b")
_LABELLED = re.compile(rf"\b(?:{MODIFIED}|{PUBLISHED})\b")
_CREATED = re.compile(rf"\b(?:{CREATED})")
_ANY = re.compile(rf"\b(?:(?:{MODIFIED}|{PUBLISHED})\b|(?:{CREATED}))")
_ALONE = re.compile(
    rf"\W*(?:(?:ngay|thoi gian|duoc|lan|luc)\s)*(?:{MODIFIED}|{PUBLISHED}|{CREATED})"
    r"(?:\s(?:luc|ngay|cuoi))*\W*"
)
_DIGIT = re.compile(r"\d")


class Printed(NamedTuple):
    """A text that may print a date, and where it stood."""

    text: str
    #: selector:…, structure
    rule: str
    #: Its label says "updated".
    modified: bool = False
    #: Where it stands above the headline (see `above`):
    #: there the page's clock stands too.
    above: str = ""
    #: Its label says "created": a publication is asked first.
    created: bool = False
    #: The whole line that the text is a part of.
    line: str = ""
    #: Something else was said before it: it stands behind the lead, in the text, under it.
    behind: bool = False
    #: It stands in the text's own element, where the headline does not.
    inside: bool = False
    #: Where the line stood.
    block: Block | None = None


def is_labelled(text: str) -> bool:
    """True where the line says that it tells a publication or a change."""
    return _LABELLED.search(fold(text)) is not None


def tells_change(text: str) -> bool:
    """True where the line says that it tells a change."""
    return _MODIFIED.search(fold(text)) is not None


def begins_with_label(text: str) -> bool:
    """True where the line's first words are such a label."""
    return _LABELLED.match(fold(text)) is not None


def is_label_alone(text: str) -> bool:
    """True for a label without its date: "Ngày đăng:" beside the element that has it."""
    return len(text) <= MAX_LINE // 4 and _ALONE.fullmatch(fold(text)) is not None


def split_line(text: str, rule: str, above: str = "") -> Iterator[Printed]:
    """One line may print several dates: "Đăng 29/04/2017 20:49 | Cập nhật 30/04/2017 08:05"."""
    if not text or len(text) > MAX_LINE:
        return
    folded = fold(text)
    if _MODIFIED.search(folded) is None and _CREATED.search(folded) is None:
        yield Printed(text, rule, False, above, line=text)
        return
    parts = list(_parts(text, folded, rule, above))
    # Whatever their order on the page: what says "published" is asked first for that.
    yield from sorted(parts, key=lambda part: (part.modified, part.created))


def _parts(text: str, folded: str, rule: str, above: str) -> Iterator[Printed]:
    """The line cut at its labels; parts without a date go."""
    cuts = [0, *(label.start() for label in _ANY.finditer(folded) if label.start()), len(text)]
    for start, stop in pairwise(cuts):
        modified = _MODIFIED.match(folded, start) is not None
        if modified or len(_DIGIT.findall(text[start:stop])) >= 6:
            created = _CREATED.match(folded, start) is not None
            yield Printed(text[start:stop], rule, modified, above, created, line=text)
