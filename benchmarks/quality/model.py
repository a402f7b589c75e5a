"""What is compared: a page with its truth, what a reader answered, and the scores of both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

_TOKEN = re.compile(r"\w+")
_SHINGLE = 4


class Case(NamedTuple):
    """A page and what a person reads on it."""

    url: str
    #: The newspaper whose rules read it; None: one that is none of ours.
    paper: str | None
    html: bytes
    title: str
    #: `YYYY-MM-DDTHH:MM`, a day alone, or empty where the page prints no date.
    published: str
    #: The byline as printed, or empty.
    author: str
    #: Lead and body.
    text: str
    #: The lead alone, or empty where the page has none.
    lead: str = ""


class Answer(NamedTuple):
    """What one reader found on one page; empty where it found nothing."""

    title: str = ""
    published: str = ""
    author: str = ""
    text: str = ""
    lead: str = ""


def f1(found: str, expected: str) -> float:
    """F1 of four-word shingles with their counts, 0 to 1."""
    ours, right = _shingles(found), _shingles(expected)
    shared = (ours & right).total()
    if not shared:
        return float(ours == right)
    return 2 * shared / (ours.total() + right.total())


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    last = max(1, len(tokens) - _SHINGLE + 1)
    return Counter(tuple(tokens[i : i + _SHINGLE]) for i in range(last) if tokens)


def scores(cases: Sequence[Case], answers: Sequence[Answer]) -> dict[str, float]:
    """Shares of right titles, minutes, authors and leads, and the mean F1 of the texts, all 0 to 1.

    A date that a page does not print must not be answered; an author is right when nothing but blanks
    differs.
    """
    pairs = list(zip(cases, answers, strict=True))
    return {
        "text F1": _mean([f1(answer.text, case.text) for case, answer in pairs]),
        "title": _mean([_plain(answer.title) == _plain(case.title) for case, answer in pairs]),
        "minute": _mean([_same_time(answer.published, case.published) for case, answer in pairs]),
        "author": _mean([_plain(answer.author) == _plain(case.author) for case, answer in pairs]),
        "lead": _mean([_plain(answer.lead) == _plain(case.lead) for case, answer in pairs]),
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _plain(text: str) -> str:
    return " ".join(text.split())


def _same_time(found: str, expected: str) -> bool:
    return found.replace(" ", "T")[: len(expected) or None] == expected


def table(columns: Sequence[str], rows: Mapping[str, Mapping[str, float]]) -> str:
    """The scores of each reader as lines of text."""
    lines = [f"{'':<28}" + "".join(f"{column:>11}" for column in columns)]
    for name, row in rows.items():
        cells = (f"{row[column]:>11.3f}" if column in row else f"{'':>11}" for column in columns)
        lines.append(f"{'  ' + name:<28}" + "".join(cells))
    return "\n".join(lines)
