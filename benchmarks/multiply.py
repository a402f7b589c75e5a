"""Copies of the first articles of a database, under other names: a million rows in minutes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

from pipelines.storage.connection import open_writer

#: Days between an article and its next copy: longer than the first articles span.
SPAN_DAYS = 400
#: Between the newspaper's number of an article and that of its next copy.
NUMBERS = 1_000_000

_ARTICLE, _PAGE, _VISIT = ":k * :articles", ":k * :pages", ":k * :visits"
_URL = "url || '-' || :k"
_DAY = (
    f"date(substr(published_at, 1, 10), (:k * {SPAN_DAYS}) || ' days') || substr(published_at, 11)"
)
#: Exclusive or, which SQLite lacks: other keys, spread as evenly.
_KEY = "(key | :salt) - (key & :salt)"
_OF_ARTICLE = {"article_id": f"article_id + {_ARTICLE}"}

#: Table to the expressions of those of its columns that a copy does not share.
COPIED: dict[str, dict[str, str]] = {
    "articles": {
        "id": f"id + {_ARTICLE}",
        "url": _URL,
        "source_id": f"CAST(source_id + :k * {NUMBERS} AS TEXT)",
        "published_at": _DAY,
        "similar_to": f"similar_to + {_ARTICLE}",
    },
    "article_versions": _OF_ARTICLE | {"published_at": _DAY},
    "article_urls": _OF_ARTICLE | {"url": _URL},
    "article_authors": _OF_ARTICLE,
    "article_sections": _OF_ARTICLE,
    "article_tags": _OF_ARTICLE,
    "images": _OF_ARTICLE,
    "provenance": _OF_ARTICLE,
    "similar_facts": _OF_ARTICLE,
    "similar_bands": _OF_ARTICLE | {"key": _KEY},
    "similar_pairs": {"a_id": f"a_id + {_ARTICLE}", "b_id": f"b_id + {_ARTICLE}"},
    "pages": _OF_ARTICLE
    | {"id": f"id + {_PAGE}", "url": _URL, "number": f"number + :k * {NUMBERS}"},
    "visits": _OF_ARTICLE | {"id": f"id + {_VISIT}", "page_id": f"page_id + {_PAGE}", "url": _URL},
}
_TEXTS = "title, lead, body, byline, title_folded, lead_folded, body_folded, byline_folded"


def multiply(path: Path, have: int, want: int) -> None:
    """Make `want` copies of the first articles out of `have` (itself counted)."""
    with closing(open_writer(path).raw) as conn:
        conn.isolation_level = None
        conn.execute("PRAGMA foreign_keys = OFF")  # parents are copied in the same transaction
        conn.execute("PRAGMA cache_size = -200000")
        steps = _steps(conn, have)
        conn.execute(f"CREATE TEMP TABLE base AS SELECT id, {_TEXTS} FROM articles_text"
                     " WHERE id <= :articles", steps)  # fmt: skip
        for k in range(have, want):
            _copy(conn, k, steps)
        for table in ("articles", "pages", "visits"):
            conn.execute(
                f"UPDATE sqlite_sequence SET seq = (SELECT max(id) FROM {table}) WHERE name = ?",
                (table,),
            )
        conn.execute("UPDATE runs SET stored_new = (SELECT count(*) FROM visits"
                     " WHERE run_id = runs.id)")  # fmt: skip
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _steps(conn: sqlite3.Connection, have: int) -> dict[str, int]:
    return {
        table: conn.execute(f"SELECT max(id) FROM {table}").fetchone()[0] // have
        for table in ("articles", "pages", "visits")
    }


def _copy(conn: sqlite3.Connection, k: int, steps: dict[str, int]) -> None:
    values = {"k": k, "salt": Random(k).getrandbits(62), **steps}
    conn.execute("BEGIN")
    for table, changed in COPIED.items():
        columns = [row["name"] for row in conn.execute(f"PRAGMA table_info({table})")]
        taken = ", ".join(changed.get(name, name) for name in columns)
        owner = next(
            (c for c in ("article_id", "a_id") if c in columns and table not in steps), "id"
        )
        first = steps.get(table, steps["articles"])
        conn.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {taken} FROM {table}"
            f" WHERE {owner} <= :first",
            {**values, "first": first},
        )
    conn.execute(
        f"INSERT INTO articles_fts (rowid, {_TEXTS}) SELECT id + {_ARTICLE}, {_TEXTS} FROM base",
        values,
    )
    conn.execute("COMMIT")
