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
_PAGE = "LIMIT :limit OFFSET :offset"
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


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a list is narrowed to; None leaves it wide."""

    paper: str | None = None
    #: A slug path; the sections below it are in it.
    section: str | None = None
    language: str | None = None
    #: `YYYY-MM`.
    month: str | None = None


#: Condition of each choice.
_CHOICES = {
    "paper": "a.paper = :paper",
    "section": "(a.section = :section OR substr(a.section, 1, length(:section) + 1)"
    " = :section || '/')",
    "language": "a.language = :language",
    "month": "a.published_day BETWEEN :month AND :month || '~'",
}
EVERYTHING = Chosen()


def search(reader: Connection, text: str, limit: int = 20, order: Order = "relevance") -> list[Hit]:
    """Articles that match `text` (see `query_text`), best or newest first; any text is valid.

    Raises StorageError when the database cannot be read.
    """
    if read_query(text).is_empty or limit <= 0:
        return []
    return browse(reader, text, EVERYTHING, limit, order)


def browse(
    reader: Connection,
    text: str,
    chosen: Chosen,
    limit: int = 20,
    order: Order = "relevance",
    *,
    offset: int = 0,
) -> list[Hit]:
    """As `search`, narrowed to what is chosen and page by page; an empty text is all articles."""
    query = read_query(text)
    with reader.read() as conn:
        rows = _rows(conn, query, chosen, order, {"limit": limit, "offset": offset})
    return [_hit(row, query.words) for row in rows]


def group_counts(reader: Connection, text: str) -> list[sqlite3.Row]:
    """Articles that match, by paper, section, language and month of publication."""
    query = read_query(text)
    where, values = _conditions(query, EVERYTHING)
    source = "articles a"
    if query.wanted:
        source = "articles_fts CROSS JOIN articles a ON a.id = articles_fts.rowid"
        where = f"articles_fts MATCH :wanted AND {where}"
        values["wanted"] = query.wanted
    sql = f"""
        SELECT a.paper, a.section, a.language, substr(a.published_day, 1, 7) AS month,
            count(*) AS articles
        FROM {source} WHERE {where} GROUP BY 1, 2, 3, 4
    """
    with reader.read() as conn:
        return conn.execute(sql, values).fetchall()


def _conditions(query: Query, chosen: Chosen) -> tuple[str, dict[str, str | int]]:
    conditions = ["a.status <> 'forgotten'"]
    values: dict[str, str | int] = {}
    for name, condition in _CHOICES.items():
        if (value := getattr(chosen, name)) is not None:
            conditions.append(condition)
            values[name] = value
    for name, sign in (("since", ">="), ("until", "<=")):
        if day := getattr(query, name):
            conditions.append(f"a.published_day {sign} :{name}")
            values[name] = day
    if query.unwanted:
        conditions.append(
            "a.id NOT IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :unwanted)"
        )
        values["unwanted"] = query.unwanted
    return " AND ".join(conditions), values


def _rows(
    conn: sqlite3.Connection, query: Query, chosen: Chosen, order: Order, page: dict[str, int]
) -> Sequence[sqlite3.Row]:
    where, values = _conditions(query, chosen)
    values |= page
    if not query.wanted:
        sql = f"SELECT {_COLUMNS} FROM articles a WHERE {where} {_NEWEST} {_PAGE}"
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
            {_NEWEST} {_PAGE}
        """
    if order == "newest":
        best = _NEWEST
    else:
        best = f"ORDER BY bm25(articles_fts, {_WEIGHTS}), a.published_day DESC, a.id"
    return f"""
        SELECT {_COLUMNS} FROM articles_fts CROSS JOIN articles a ON a.id = articles_fts.rowid
        WHERE articles_fts MATCH :wanted AND {where} {best} {_PAGE}
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
    """Words of `text` around where most of the folded `words` stand together, in [brackets]."""
    parts = " ".join(text.split()).split(" ")
    found = [(n, hits) for n, part in enumerate(parts) if (hits := _hits(part, words))]
    matched = {n for n, _ in found}
    best = _densest(found)
    start, end = max(0, best - _AROUND), best + _AROUND + 1
    shown = [
        f"[{parts[n]}]" if n in matched else parts[n] for n in range(start, min(end, len(parts)))
    ]
    before = "… " if start else ""
    after = " …" if end < len(parts) else ""
    return before + " ".join(shown) + after


def _densest(found: Sequence[tuple[int, frozenset[str]]]) -> int:
    """Place of the first match after which most different words follow soonest; 0 without one."""
    best, most = (found[0][0] if found else 0), (0, 0)
    for first, (place, _) in enumerate(found):
        near: set[str] = set()
        last = place
        for other, hits in found[first : first + _AROUND]:
            if other - place > _AROUND:
                break
            if not hits <= near:
                near |= hits
                last = other
        # More words first; of as many, those that stand closer together.
        if (told := (len(near), place - last)) > most or most == (0, 0):
            best, most = place, told
    return best


def _hits(part: str, words: Sequence[str]) -> frozenset[str]:
    return frozenset(token for token in _WORD.findall(fold(part)) if token in words)
