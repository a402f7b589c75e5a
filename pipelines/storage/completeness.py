# ruff: noqa: S608  (SQL is put together from names of this package; values are always bound)
"""How complete a newspaper is, by its own numbers: each one stored, absent, explained, or missing."""

from __future__ import annotations

import sqlite3
from typing import Any

from pipelines.storage.base_numbers import HOLE_STEPS
from pipelines.storage.connection import Connection
from pipelines.storage.numbering import IS_ABSENT
from pipelines.storage.tables_frontier import OPEN
from pipelines.storage.window import FIRST_DAY, LAST_DAY

Row = dict[str, Any]

#: A gap lies between two multiples of a step, and for both nothing answers.
_BETWEEN = " OR ".join(
    f"next <= number / {step} * {step} + {step}"
    f" AND EXISTS (SELECT 1 FROM asked WHERE absent AND number = gaps.number / {step} * {step})"
    f" AND EXISTS (SELECT 1 FROM asked WHERE absent AND number = gaps.number / {step} * {step} + {step})"
    for step in HOLE_STEPS
)
_SPANS = """
    SELECT number_space, min(CAST(source_id AS INTEGER)) AS first,
        max(CAST(source_id AS INTEGER)) AS last
    FROM articles
    WHERE paper = ? AND source_id IS NOT NULL AND source_id NOT GLOB '*[^0-9]*'
      AND (? OR published_day BETWEEN ? AND ?)
    GROUP BY number_space ORDER BY number_space
"""
_STORED = """
    SELECT count(DISTINCT CAST(source_id AS INTEGER)) FROM articles WHERE paper = ? AND number_space = ?
      AND source_id IS NOT NULL AND source_id NOT GLOB '*[^0-9]*' AND CAST(source_id AS INTEGER) BETWEEN ? AND ?
"""
#: What is known of each number without an article of its own (one that leads to the article of
#: another number is a `duplicate`); of several addresses the one that is still open
#: speaks, else one that answered.
_OTHERS = f"""
    SELECT fate, count(*) AS numbers FROM (
        SELECT number, min(CASE
            WHEN {OPEN} OR state = 'leased' THEN '1 open'
            WHEN article_id IS NOT NULL THEN '2 duplicate'
            WHEN {IS_ABSENT} THEN '3 absent'
            ELSE '2 ' || outcome || ifnull('/' || reason, '') END) AS fate
        FROM pages
        WHERE paper = ? AND number_space = ? AND number BETWEEN ? AND ?
          AND NOT EXISTS (
            SELECT 1 FROM articles a WHERE a.paper = pages.paper
              AND a.number_space = pages.number_space AND a.source_id = CAST(number AS TEXT))
        GROUP BY number
    ) GROUP BY fate ORDER BY fate
"""
#: Numbers between two steps of a course over a hole (see `crawler.runs.course`): nothing answers at
#: either step. Single numbers between them may have been asked too, when days were looked for.
_STEPPED_OVER = f"""
    WITH asked AS MATERIALIZED (
        SELECT number, min(ifnull({IS_ABSENT}, 0)) AS absent FROM pages
        WHERE paper = ? AND number_space = ? AND number BETWEEN ? AND ? GROUP BY number
    ), gaps AS (
        SELECT number, lead(number) OVER (ORDER BY number) AS next FROM asked
    )
    SELECT ifnull(sum(next - number - 1), 0) FROM gaps WHERE next > number + 1 AND ({_BETWEEN})
"""

#: Runs of numbers between two known ones, of which nothing is known; those of a hole are among them.
_GAPS = """
    WITH known AS (
        SELECT CAST(source_id AS INTEGER) AS number FROM articles
        WHERE paper = ?1 AND number_space = ?2 AND source_id IS NOT NULL AND source_id NOT GLOB '*[^0-9]*'
          AND CAST(source_id AS INTEGER) BETWEEN ?3 AND ?4
        UNION SELECT number FROM pages
        WHERE paper = ?1 AND number_space = ?2 AND number BETWEEN ?3 AND ?4
    ), gaps AS (
        SELECT number, lead(number) OVER (ORDER BY number) AS next FROM known
    )
    SELECT number + 1 AS first, next - 1 AS last FROM gaps WHERE next > number + 1
    ORDER BY number DESC LIMIT ?5
"""
#: So many of the newest are named.
_MOST_GAPS = 20


def completeness(
    reader: Connection, paper: str, since: str | None = None, until: str | None = None
) -> list[Row]:
    """Of all numbers between the first and the last in the window, what became of each.

    One row a number space: first, last, numbers, stored, absent (nothing answers for it), open
    (known, not asked yet, or left out by a window), explained (outcome and reason to how many; `hole`: stepped over where nothing answered),
    unaccounted (no page ever named it, none was asked), unknown (the newest runs of numbers of which nothing is
    known, as pairs; a hole is among them). Days are publication days, both included.
    """
    whole = since is None and until is None
    with reader.read() as conn:
        spans = conn.execute(
            _SPANS, (paper, whole, since or FIRST_DAY, until or LAST_DAY)
        ).fetchall()
        return [_row(conn, paper, span) for span in spans]


def _row(conn: sqlite3.Connection, paper: str, span: sqlite3.Row) -> Row:
    values = (paper, span["number_space"], span["first"], span["last"])
    stored = conn.execute(_STORED, values).fetchone()[0]
    fates = {row["fate"][2:]: row["numbers"] for row in conn.execute(_OTHERS, values)}
    if stepped := conn.execute(_STEPPED_OVER, values).fetchone()[0]:
        fates["hole"] = stepped
    unknown = conn.execute(_GAPS, (*values, _MOST_GAPS)).fetchall()
    total = span["last"] - span["first"] + 1
    absent, waiting = fates.pop("absent", 0), fates.pop("open", 0)
    return {
        "number_space": span["number_space"],
        "first": span["first"],
        "last": span["last"],
        "numbers": total,
        "stored": stored,
        "absent": absent,
        "open": waiting,
        "explained": fates,
        "unaccounted": total - stored - absent - waiting - sum(fates.values()),
        "unknown": [tuple(gap) for gap in unknown],
    }
