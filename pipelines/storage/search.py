# ruff: noqa: S608  (SQL is put together from names of this module; values are always bound)
"""Full-text search over the stored articles."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipelines.storage.connection import Connection
from pipelines.storage.query_text import Query, read_query
from pipelines.text import fold

#: Up to this many matches are sorted by day; more are met soon enough going back day by day.
FEW = 5_000
#: title, lead, body, byline; as written, then folded.
_WEIGHTS = "10.0, 3.0, 1.0, 2.0, 10.0, 3.0, 1.0, 2.0"
_COLUMNS = (
    "a.id, a.paper, a.source_id, a.url, a.title, a.section, a.published_at, a.status,"
    " a.lead, a.body"
)
_NEWEST = "ORDER BY a.published_day DESC, a.published_at DESC, a.id DESC"
_WORD = re.compile(r"[^\W_]+")
#: Words shown on each side of the first match.
_AROUND = 12

Order = Literal["relevance", "newest"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found."""

    id: int
    paper: str
    source_id: str | None
    url: str
    title: str
    section: str | None
    published_at: str | None
    status: str
    #: Words around the first match, the matched ones in brackets.
    snippet: str


def search(reader: Connection, text: str, limit: int = 20, order: Order = "relevance") -> list[Hit]:
    """Articles that match `text` (see `query_text`), best or newest first; any text is valid.

    Raises StorageError when the database cannot be read.
    """
    query = read_query(text)
    if query.is_empty or limit <= 0:
        return []
    with reader.read() as conn:
        rows = _rows(conn, query, limit, order)
    return [_hit(row, query.words) for row in rows]


def _rows(
    conn: sqlite3.Connection, query: Query, limit: int, order: Order
) -> Sequence[sqlite3.Row]:
    conditions = ["a.status <> 'forgotten'"]
    values: dict[str, str | int] = {"limit": limit}
    for name, sign in (("since", ">="), ("until", "<=")):
        if day := getattr(query, name):
            conditions.append(f"a.published_day {sign} :{name}")
            values[name] = day
    if query.unwanted:
        conditions.append(
            "a.id NOT IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :unwanted)"
        )
        values["unwanted"] = query.unwanted
    where = " AND ".join(conditions)
    if not query.wanted:
        sql = f"SELECT {_COLUMNS} FROM articles a WHERE {where} {_NEWEST} LIMIT :limit"
    else:
        values["wanted"] = query.wanted
        sql = _matching(where, order, many=_are_many(conn, query.wanted))
    return conn.execute(sql, values).fetchall()


def _matching(where: str, order: Order, *, many: bool) -> str:
    if order == "newest" and many:
        # Going back day by day meets enough of a common word long before all are sorted.
        return f"""
            SELECT {_COLUMNS} FROM articles a
            WHERE {where} AND EXISTS (
                SELECT 1 FROM articles_fts WHERE articles_fts MATCH :wanted AND rowid = a.id)
            {_NEWEST} LIMIT :limit
        """
    if order == "newest":
        best = _NEWEST
    else:
        best = f"ORDER BY bm25(articles_fts, {_WEIGHTS}), a.published_day DESC, a.id"
    return f"""
        SELECT {_COLUMNS} FROM articles_fts CROSS JOIN articles a ON a.id = articles_fts.rowid
        WHERE articles_fts MATCH :wanted AND {where} {best} LIMIT :limit
    """


def _are_many(conn: sqlite3.Connection, wanted: str) -> bool:
    row = conn.execute(
        "SELECT count(*) FROM (SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT ?)",
        (wanted, FEW),
    ).fetchone()
    return bool(row[0] >= FEW)


def _hit(row: sqlite3.Row, words: Sequence[str]) -> Hit:
    text = " ".join(filter(None, (row["lead"], row["body"])))
    return Hit(
        row["id"],
        row["paper"],
        row["source_id"],
        row["url"],
        row["title"],
        row["section"],
        row["published_at"],
        row["status"],
        snippet(text, words),
    )


def snippet(text: str, words: Sequence[str]) -> str:
    """Words of `text` around the first of the folded `words`, those in [brackets]."""
    wanted = tuple(words)
    parts = " ".join(text.split()).split(" ")
    hit = next((n for n, part in enumerate(parts) if _matches(part, wanted)), 0)
    start, end = max(0, hit - _AROUND), hit + _AROUND + 1
    shown = [f"[{part}]" if _matches(part, wanted) else part for part in parts[start:end]]
    before = "… " if start else ""
    after = " …" if end < len(parts) else ""
    return before + " ".join(shown) + after


def _matches(part: str, words: Sequence[str]) -> bool:
    return any(token in words for token in _WORD.findall(fold(part)))
