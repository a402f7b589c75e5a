# ruff: noqa: S608  (SQL is put together from names of this package; values are always bound)
"""The search index, moved in the same transaction as the article."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from hashlib import blake2b

from pipelines.storage.columns import SEARCHED
from pipelines.text import fold, fold_tone

_COLUMNS = (*SEARCHED, *(f"{name}_folded" for name in SEARCHED))
_MARKS = ", ".join("?" * len(_COLUMNS))
_ADD = f"INSERT INTO articles_fts (rowid, {', '.join(_COLUMNS)}) VALUES (?, {_MARKS})"
_REMOVE = (
    f"INSERT INTO articles_fts (articles_fts, rowid, {', '.join(_COLUMNS)})"
    f" VALUES ('delete', ?, {_MARKS})"
)
#: What the folding functions are told by: every letter they may meet.
_PROBE = "".join(map(chr, (*range(0x20, 0x250), *range(0x300, 0x370), *range(0x1E00, 0x1F00))))


def add(conn: sqlite3.Connection, article_id: int, texts: Mapping[str, str | None]) -> None:
    """Index an article by its `title`, `lead`, `body`, `byline`."""
    conn.execute(_ADD, (article_id, *_indexed(texts)))


def remove(conn: sqlite3.Connection, article_id: int, texts: Mapping[str, str | None]) -> None:
    """Take an article out; `texts` must be what it was indexed with."""
    conn.execute(_REMOVE, (article_id, *_indexed(texts)))


def _indexed(texts: Mapping[str, str | None]) -> list[str | None]:
    given = [texts[name] for name in SEARCHED]
    return [
        *(None if text is None else fold_tone(text) for text in given),
        *(None if text is None else fold(text) for text in given),
    ]


def texts_of(row: sqlite3.Row) -> dict[str, str | None]:
    """The indexed columns of a stored row."""
    return {name: row[name] for name in SEARCHED}


def folding() -> str:
    """Digest of what the folding functions do: an index made by others must be made anew."""
    text = fold(_PROBE) + fold_tone(_PROBE) + fold_tone("hòa hoà HÒA khỏe thủy thuỷ")
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def keep_fresh(conn: sqlite3.Connection) -> None:
    """Make the index anew when it was made by other folding functions. Call inside `write`."""
    today = folding()
    row = conn.execute("SELECT value FROM index_state WHERE name = 'folding'").fetchone()
    if row is not None and row["value"] == today:
        return
    if row is not None:
        conn.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
    conn.execute("INSERT OR REPLACE INTO index_state VALUES ('folding', ?)", (today,))
