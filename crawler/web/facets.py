"""Counts beside a list: how many articles each newspaper, section, language and month has in it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.storage.matching import Chosen

NAMES = ("paper", "section", "language", "month")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet."""

    name: str
    articles: int
    is_chosen: bool


def facets(groups: Sequence[sqlite3.Row], chosen: Chosen) -> dict[str, list[Value]]:
    """Each facet counts what the other choices leave: most first, months newest first.

    A section counts the sections below it, as choosing it does.
    """
    told = {}
    for facet in NAMES:
        others = [name for name in NAMES if name != facet]
        counted: Counter[str] = Counter()
        for row in groups:
            if row[facet] and all(_fits(row, name, chosen) for name in others):
                for value in _values(row[facet], facet):
                    counted[value] += row["articles"]
        if facet == "month":
            ordered = sorted(counted.items(), reverse=True)
        else:
            ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        wanted = getattr(chosen, facet)
        told[facet] = [Value(name, count, name == wanted) for name, count in ordered]
    return told


def _values(value: str, facet: str) -> list[str]:
    if facet != "section":
        return [value]
    parts = value.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]


def total(groups: Sequence[sqlite3.Row], chosen: Chosen) -> int:
    """How many articles all choices leave."""
    return sum(row["articles"] for row in groups if all(_fits(row, name, chosen) for name in NAMES))


def _fits(row: sqlite3.Row, name: str, chosen: Chosen) -> bool:
    wanted, value = getattr(chosen, name), row[name]
    if wanted is None or value == wanted:
        return True
    return name == "section" and value is not None and value.startswith(f"{wanted}/")
