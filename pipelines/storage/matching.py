# ruff: noqa: S608  (SQL is put together from names of this module; values are always bound)
"""Which articles a question is answered with, and in which order: ids first, texts afterwards.

A row of `articles` holds whole texts; to sort by looking into each match would read all of them. So
matches are sorted by what the search index and two narrow indexes hold, and only the rows of the
page asked for are read whole.

- Best first is the business of the search index alone, unless days or sections are chosen too.
- Newest first, few matches: all are looked up and sorted. Many: the newest articles are gone
  through, a block at a time, and asked whether they match; a page is full long before the end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipelines.storage.query_text import Query

#: Up to this many matches are looked up and sorted; a look-up takes about a microsecond.
FEW = 2_000
#: Newest articles gone through at once, before all matches are sorted after all.
BLOCKS = (1_000, 8_000)

#: title, lead, body, byline; as written, then folded.
_WEIGHTS = "10.0, 3.0, 1.0, 2.0, 10.0, 3.0, 1.0, 2.0"
_SCORE = f"bm25(articles_fts, {_WEIGHTS})"
_PAGE = "LIMIT :limit OFFSET :offset"
#: By id alone SQLite would read the whole row; told so, it reads the narrow index.
NARROW = "articles a INDEXED BY articles_narrow"
_BY_TIME = "articles a INDEXED BY articles_when"
_NEWEST = "a.published_at DESC, a.id DESC"

Order = Literal["relevance", "newest"]


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
    "month": "a.published_at BETWEEN :month AND :month || '~'",
}
EVERYTHING = Chosen()

Values = dict[str, str | int]


def found(
    conn: sqlite3.Connection, query: Query, chosen: Chosen, order: Order, limit: int, offset: int
) -> Sequence[int]:
    """Ids of the articles on one page of the answer."""
    where, values = conditions(query, chosen)
    values |= {"limit": limit, "offset": offset}
    match = expression(query)
    if not match:
        sql = f"SELECT a.id FROM {_BY_TIME} WHERE {where} ORDER BY {_NEWEST} {_PAGE}"
        return _ids(conn, sql, values)
    values["match"] = match
    if order == "relevance":
        return _ids(conn, _best(where if _is_narrowed(query, chosen) else ""), values)
    return _newest(conn, where, values)


def conditions(query: Query, chosen: Chosen) -> tuple[str, Values]:
    """What else must hold for a match, in columns of the narrow indexes."""
    terms = ["a.status <> 'forgotten'"]
    values: Values = {}
    for name, condition in _CHOICES.items():
        if (value := getattr(chosen, name)) is not None:
            terms.append(condition)
            values[name] = value
    if query.since:
        terms.append("a.published_at >= :since")
        values["since"] = query.since
    if query.until:
        terms.append("a.published_at < :until || '~'")  # any time of that day
        values["until"] = query.until
    if query.unwanted and not query.wanted:
        terms.append(
            "a.id NOT IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :unwanted)"
        )
        values["unwanted"] = query.unwanted
    return " AND ".join(terms), values


def expression(query: Query) -> str:
    """The question in the words of the search index; empty when it asks for no word."""
    if query.wanted and query.unwanted:
        return f"({query.wanted}) NOT ({query.unwanted})"
    return query.wanted


def _is_narrowed(query: Query, chosen: Chosen) -> bool:
    return chosen != EVERYTHING or bool(query.since or query.until)


def _best(where: str) -> str:
    # Whoever forgets an article takes it out of the index: without choices no row is looked at.
    narrow = f"CROSS JOIN {NARROW} ON a.id = articles_fts.rowid" if where else ""
    return f"""
        SELECT articles_fts.rowid FROM articles_fts {narrow}
        WHERE articles_fts MATCH :match {f"AND {where}" if where else ""}
        ORDER BY {_SCORE}, articles_fts.rowid DESC {_PAGE}
    """


def _newest(conn: sqlite3.Connection, where: str, values: Values) -> Sequence[int]:
    page = int(values["limit"]) + int(values["offset"])
    if _are_many(conn, values):
        for block in BLOCKS:
            if page > block:
                continue
            ids = _ids(conn, _among_newest(where), {**values, "block": block})
            if len(ids) == values["limit"]:
                return ids
    return _ids(
        conn,
        f"""
        SELECT a.id FROM articles_fts CROSS JOIN {NARROW} ON a.id = articles_fts.rowid
        WHERE articles_fts MATCH :match AND {where} ORDER BY {_NEWEST} {_PAGE}
        """,
        values,
    )


def _among_newest(where: str) -> str:
    # The bounds keep the index to the part of its lists in which these articles are.
    return f"""
        WITH newest AS MATERIALIZED (
            SELECT a.id, a.published_at FROM {_BY_TIME} WHERE {where}
            ORDER BY {_NEWEST} LIMIT :block)
        SELECT a.id FROM newest a WHERE a.id IN (
            SELECT rowid FROM articles_fts WHERE articles_fts MATCH :match
              AND rowid BETWEEN (SELECT min(id) FROM newest) AND (SELECT max(id) FROM newest))
        ORDER BY {_NEWEST} {_PAGE}
    """


def _are_many(conn: sqlite3.Connection, values: Values) -> bool:
    row = conn.execute(
        "SELECT count(*) FROM (SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT ?)",
        (values["match"], FEW),
    ).fetchone()
    return bool(row[0] >= FEW)


def _ids(conn: sqlite3.Connection, sql: str, values: Values) -> list[int]:
    return [row[0] for row in conn.execute(sql, values)]
