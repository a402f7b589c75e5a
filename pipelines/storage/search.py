# ruff: noqa: S608  (SQL is put together from names of this module; values are always bound)
"""Full-text search over the stored articles."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.storage.connection import Connection
from pipelines.storage.matching import (
    EVERYTHING,
    NARROW,
    Chosen,
    Order,
    conditions,
    expression,
    found,
)
from pipelines.storage.query_text import read_query
from pipelines.text import fold

_COLUMNS = "id, paper, source_id, url, title, section, published_at, status, lead, body"
_WORD = re.compile(r"[^\W_]+")
#: Words shown on each side of the first match.
_AROUND = 12


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
        ids = found(conn, query, chosen, order, limit, offset)
        rows = [
            conn.execute(f"SELECT {_COLUMNS} FROM articles WHERE id = ?", (one,)).fetchone()
            for one in ids
        ]
    # A forgotten article that is still in the index makes a page shorter; it is never shown.
    return [_hit(row, query.words) for row in rows if row["status"] != "forgotten"]


def group_counts(reader: Connection, text: str) -> list[sqlite3.Row]:
    """Articles that match, by paper, section, language and month of publication."""
    query = read_query(text)
    where, values = conditions(query, EVERYTHING)
    source, match = NARROW, expression(query)
    if match:
        source = f"articles_fts CROSS JOIN {NARROW} ON a.id = articles_fts.rowid"
        where = f"articles_fts MATCH :match AND {where}"
        values["match"] = match
    sql = f"""
        SELECT a.paper, a.section, a.language, substr(a.published_at, 1, 7) AS month,
            count(*) AS articles
        FROM {source} WHERE {where} GROUP BY 1, 2, 3, 4
    """
    with reader.read() as conn:
        return conn.execute(sql, values).fetchall()


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
    parts = text.split()
    # All at once: folding word by word took longer than the search.
    folded = fold(" ".join(parts)).split(" ")
    found = [(n, hits) for n, part in enumerate(folded) if (hits := _hits(part, words))]
    matched = {n for n, _ in found}
    best = _densest(found)
    start = max(0, best - _AROUND)
    end = start + 2 * _AROUND + 1
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
    if not any(word in part for word in words):
        return frozenset()
    return frozenset(token for token in _WORD.findall(part) if token in words)
