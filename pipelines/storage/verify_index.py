"""Proof that search index and articles agree, on a read-only connection and in flat memory.

FTS5's own comparison needs the write lock for as long as it takes, which a crawl would feel; so
every article is asked for by phrases of its own: headline, and start, middle and end of each text.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from pipelines.storage.columns import SEARCHED
from pipelines.text import fold, fold_tone

#: Words of one phrase.
_LENGTH = 6
_PLAIN = re.compile(r"[A-Za-z0-9]")

_BOTH = (
    ("articles", "articles_fts_docsize", "article {} is not in the search index"),
    ("articles_fts_docsize", "articles", "the search index holds {}, which is no article"),
)


def faults(conn: sqlite3.Connection) -> Iterator[str]:
    """One line for each article that the index does not hold as it is."""
    for there, here, text in _BOTH:
        for row in conn.execute(
            f"SELECT id FROM {there} WHERE id NOT IN (SELECT id FROM {here})"  # noqa: S608
        ):
            yield text.format(row["id"])
    for row in conn.execute("SELECT id, title, lead, body, byline FROM articles ORDER BY id"):
        if not _is_found(conn, row):
            yield f"the search index holds another text of article {row['id']}"


def _is_found(conn: sqlite3.Connection, row: sqlite3.Row) -> bool:
    phrases = list(_phrases(row))
    if not phrases:
        return True
    found = conn.execute(
        "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? AND rowid = ?",
        (" AND ".join(phrases), row["id"]),
    ).fetchone()
    return found is not None


def _phrases(row: sqlite3.Row) -> Iterator[str]:
    for name in SEARCHED:
        words = (row[name] or "").replace('"', " ").split()
        middle = max(0, len(words) // 2 - _LENGTH)
        for start in sorted({0, middle, max(0, len(words) - _LENGTH)}):
            piece = " ".join(words[start : start + _LENGTH])
            if not _PLAIN.search(piece):
                continue  # a phrase without a token would match nothing
            yield f'{name} : "{fold_tone(piece)}"'
            if start == middle:
                yield f'{name}_folded : "{fold(piece)}"'
