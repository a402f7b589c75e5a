# ruff: noqa: S608  (SQL is put together from names of this module; values are always bound)
"""Dates against the order of article numbers: weighed among their neighbours, never changed.

A newspaper counts its articles upwards, so the two nearest numbers below are of the same time or
older, the two nearest above of the same time or younger. Where both on one side say otherwise, the
conflict of `published_at` in `provenance` tells so. Neighbours come in any order, so each new one has
those beside it judged again; what is recorded does not depend on the order of the crawl.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pipelines.items import Article

#: A number is given when an article is made; it may be printed some days later.
SLACK_DAYS = 2
#: Any single date may be wrong: so many neighbours of one side must agree.
WITNESSES = 2
#: How the conflict begins.
ORDER_CONFLICT = "order of numbers: "
_PREFIX = ORDER_CONFLICT
_OF_SPACE = """
    SELECT id, CAST(source_id AS INTEGER) AS number, published_day AS day
    FROM articles INDEXED BY articles_order
    WHERE paper = :paper AND number_space = :space AND source_id IS NOT NULL
      AND published_day IS NOT NULL
"""


class _Dated(NamedTuple):
    """An article of the row of numbers."""

    id: int
    number: int
    day: str


def weigh(conn: sqlite3.Connection, article: Article) -> None:
    """Judge the date of a stored article, and those of its neighbours, by the numbers beside them."""
    if article.source_id is None or not article.source_id.isdecimal():
        return
    number = int(article.source_id)
    below = _neighbours(conn, article, "< :number ORDER BY 2 DESC", number)
    above = _neighbours(conn, article, "> :number ORDER BY 2", number)
    own = _neighbours(conn, article, "= :number", number)
    row = [*reversed(below), *own, *above]
    edge = WITNESSES if len(below) == 2 * WITNESSES else 0
    stop = len(row) - (WITNESSES if len(above) == 2 * WITNESSES else 0)
    notes = {row[i].id: _against(row, i) for i in range(edge, stop)}
    _record(conn, notes)


def _neighbours(
    conn: sqlite3.Connection, article: Article, beside: str, number: int
) -> list[_Dated]:
    values = {"paper": article.paper, "space": article.number_space, "number": number}
    found = conn.execute(
        f"{_OF_SPACE} AND CAST(source_id AS INTEGER) {beside} LIMIT {2 * WITNESSES}", values
    )
    return [_Dated(row["id"], row["number"], row["day"]) for row in found]


def _against(row: Sequence[_Dated], index: int) -> str | None:
    """What the nearest numbers say, where all of one side contradict."""
    own = _day(row[index])
    below = row[max(0, index - WITNESSES) : index]
    above = row[index + 1 : index + 1 + WITNESSES]
    older = [dated for dated in below if (_day(dated) - own).days > SLACK_DAYS]
    younger = [dated for dated in above if (own - _day(dated)).days > SLACK_DAYS]
    for witnesses in (older, younger):
        if len(witnesses) == WITNESSES:
            told = ", ".join(f"{dated.number} is of {dated.day}" for dated in witnesses)
            return f"{_PREFIX}{told}"
    return None


def _day(dated: _Dated) -> date:
    return date.fromisoformat(dated.day)


def without_order(conflict: str | None) -> str | None:
    """A stored conflict without what the order of numbers says."""
    kept = [part for part in (conflict or "").split("; ") if part and not part.startswith(_PREFIX)]
    return "; ".join(kept) or None


def _record(conn: sqlite3.Connection, notes: dict[int, str | None]) -> None:
    """Write what changed; conflicts that other rules found stay."""
    marks = ", ".join("?" * len(notes))
    rows = conn.execute(
        "SELECT article_id, conflict FROM provenance WHERE field = 'published_at'"
        f" AND article_id IN ({marks})",
        tuple(notes),
    ).fetchall()
    for row in rows:
        note = notes[row["article_id"]]
        conflict = "; ".join(filter(None, [without_order(row["conflict"]), note])) or None
        if conflict != row["conflict"]:
            conn.execute(
                "UPDATE provenance SET conflict = ? WHERE article_id = ? AND field = 'published_at'",
                (conflict, row["article_id"]),
            )
