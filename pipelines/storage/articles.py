# ruff: noqa: S608  (SQL is put together from names of this package; values are always bound)
"""Rows of `articles`: found by number or address, inserted, changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from pipelines.items import Article
from pipelines.storage.columns import COPIED, IDENTITY, READING, values_of

_INSERT = f"""
    INSERT INTO articles ({", ".join(COPIED)}, first_seen_at, changed_at, last_seen_at, run_id)
    VALUES ({", ".join(f":{name}" for name in COPIED)}, :seen, :now, :seen, :run_id)
"""


def find(conn: sqlite3.Connection, article: Article) -> sqlite3.Row | None:
    """The stored row of the same article: by its number, else by its address.

    An alias counts only where the article has no number of its own: with one, another number is
    another article, whatever address once led to it.
    """
    if article.source_id is not None:
        row = conn.execute(
            "SELECT * FROM articles WHERE paper = ? AND number_space = ? AND source_id = ?",
            (article.paper, article.number_space, article.source_id),
        ).fetchone()
        if row is not None:
            return _row(row)
    row = conn.execute("SELECT * FROM articles WHERE url = ?", (article.url,)).fetchone()
    if row is None and article.source_id is None:
        row = conn.execute(
            "SELECT a.* FROM article_urls u JOIN articles a ON a.id = u.article_id WHERE u.url = ?",
            (article.url,),
        ).fetchone()
    return _row(row)


def at_page(conn: sqlite3.Connection, page_id: int, url: str) -> sqlite3.Row | None:
    """The stored article that a page of the frontier led to, or whose address it is."""
    row = conn.execute(
        "SELECT a.* FROM pages p JOIN articles a ON a.id = p.article_id WHERE p.id = ?", (page_id,)
    ).fetchone()
    if row is None:
        row = conn.execute("SELECT * FROM articles WHERE url = ?", (url,)).fetchone()
    return _row(row)


def _row(row: Any) -> sqlite3.Row | None:
    return row if isinstance(row, sqlite3.Row) else None


def insert(conn: sqlite3.Connection, article: Article, now: str, seen: str, run_id: int) -> int:
    """A new row, made now of a page that was `seen` then; returns its id."""
    values = {**values_of(article), "now": now, "seen": seen, "run_id": run_id}
    cursor = conn.execute(_INSERT, values)
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def differences(row: sqlite3.Row, article: Article) -> dict[str, object]:
    """Columns of the stored row that the page now says otherwise."""
    return {
        name: value
        for name, value in values_of(article).items()
        if name not in IDENTITY and value != row[name]
    }


def says_more(changes: Mapping[str, object]) -> bool:
    """True when something changed beside how the page was read."""
    return bool(changes.keys() - READING)


def update(conn: sqlite3.Connection, article_id: int, values: Mapping[str, object]) -> None:
    """Write columns of one row; their names are ours, never a user's."""
    if values:
        sets = ", ".join(f"{name} = :{name}" for name in values)
        conn.execute(f"UPDATE articles SET {sets} WHERE id = :id", {**values, "id": article_id})
