"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

#: Unchanged words shown on each side of a change.
_AROUND = 12
#: Pairs of words to compare at most (some 0.1 s): beyond, paragraphs are compared, and words within
#: those that changed; a pair of paragraphs beyond counts as rewritten.
_MOST = 160_000
_TOKEN = re.compile(r"\S+\s*")
_PARAGRAPH = re.compile(r"[^\n]+\n*|\n+")

_FIELDS = ("title", "lead", "body", "byline", "published_at", "modified_at")


@dataclass(frozen=True, slots=True)
class Part:
    """Some words that are the same, were taken out or came in."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a version beside the version before."""

    field: str
    parts: tuple[Part, ...]


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Fields of two versions that differ, with their words."""
    return [
        Change(name, tuple(words(before[name] or "", after[name] or "")))
        for name in _FIELDS
        if before[name] != after[name]
    ]


def words(before: str, after: str) -> Iterator[Part]:
    """The words of both texts in order; long unchanged passages are cut to "…"."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) * len(new) > _MOST:
        yield from _by_paragraph(before, after)
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    steps = matcher.get_opcodes()
    for place, (step, a, b, c, d) in enumerate(steps):
        if step == "equal":
            text = _cut(old[a:b], first=place == 0, last=place == len(steps) - 1)
            yield Part("same", text)
        else:
            yield from _replaced(old[a:b], new[c:d])


def _by_paragraph(before: str, after: str) -> Iterator[Part]:
    old, new = _PARAGRAPH.findall(before), _PARAGRAPH.findall(after)
    if len(old) * len(new) > _MOST:
        yield from _replaced(old, new)
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    steps = matcher.get_opcodes()
    for place, (step, a, b, c, d) in enumerate(steps):
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        if step == "equal":
            same = _TOKEN.findall(gone)
            yield Part("same", _cut(same, first=place == 0, last=place == len(steps) - 1))
        elif len(_TOKEN.findall(gone)) * len(_TOKEN.findall(come)) > _MOST:
            yield from _replaced(old[a:b], new[c:d])
        else:
            yield from words(gone, come)


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Part]:
    if old:
        yield Part("gone", "".join(old))
    if new:
        yield Part("new", "".join(new))


def _cut(same: Sequence[str], *, first: bool, last: bool) -> str:
    head = 0 if first else _AROUND
    tail = 0 if last else _AROUND
    if len(same) <= head + tail + 1:
        return "".join(same)
    return "".join(same[:head]) + "… " + "".join(same[len(same) - tail :])
