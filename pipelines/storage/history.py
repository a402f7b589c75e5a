# ruff: noqa: S608  (SQL is put together from names of this package; values are always bound)
"""Versions of an article: one row for each differing text it has had."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from pipelines.items import Article
from pipelines.storage.columns import VERSIONED

_COLUMNS = (
    "article_id",
    "version",
    "seen_at",
    "cause",
    *VERSIONED,
    "content_hash",
    "changes",
    "archive_ref",
)
_INSERT = (
    f"INSERT INTO article_versions ({', '.join(_COLUMNS)})"
    f" VALUES ({', '.join('?' * len(_COLUMNS))})"
)


def add(
    conn: sqlite3.Connection,
    article_id: int,
    version: int,
    article: Article,
    now: str,
    cause: str,
    changes: Sequence[str],
) -> None:
    """A new version; `changes` are the fields that differ from the one before."""
    conn.execute(
        _INSERT,
        (
            article_id,
            version,
            now,
            cause,
            *(getattr(article, name) for name in VERSIONED),
            article.content_hash,
            json.dumps(list(changes)),
            article.archive_ref,
        ),
    )


def mend_current(conn: sqlite3.Connection, article_id: int, version: int) -> None:
    """Keep the newest version equal to its row where a column changed that makes no version."""
    sets = ", ".join(
        f"{name} = (SELECT {name} FROM articles WHERE id = article_id)" for name in VERSIONED
    )
    conn.execute(
        f"UPDATE article_versions SET {sets} WHERE article_id = ? AND version = ?",
        (article_id, version),
    )


def changed_fields(
    row: sqlite3.Row, article: Article, captions: Sequence[str | None]
) -> tuple[str, ...]:
    """Which fields of a version differ between the stored row and the page."""
    fields = [name for name in VERSIONED if row[name] != getattr(article, name)]
    if list(captions) != [image.caption for image in article.images]:
        fields.append("captions")
    return tuple(fields)


def add_older(
    conn: sqlite3.Connection, row: sqlite3.Row, article: Article, seen: str
) -> int | None:
    """A text from before the newest one, put where its time is; later versions move up by one.

    Its number, or None where it is no version of its own: the text, or that moment, is there already.
    """
    versions = conn.execute(
        "SELECT * FROM article_versions WHERE article_id = ? ORDER BY version", (row["id"],)
    ).fetchall()
    known = {(v["content_hash"], v["seen_at"]) for v in versions}
    if any(article.content_hash == content or seen == at for content, at in known):
        return None
    number = next((v["version"] for v in versions if v["seen_at"] > seen), None)
    if number is None:
        return None  # the newest text was there before it and after it
    after = versions[number - 1]
    before = versions[number - 2] if number > 1 else None
    # By way of negative numbers, because no two rows may have one number for a moment either.
    of_article = ("article_id = ?1", "page_id IN (SELECT id FROM pages WHERE article_id = ?1)")
    for table, where in zip(("article_versions", "visits"), of_article, strict=True):
        conn.execute(
            f"UPDATE {table} SET version = -version - 1 WHERE {where} AND version >= ?2",
            (row["id"], number),
        )
        conn.execute(
            f"UPDATE {table} SET version = -version WHERE {where} AND version < 0", (row["id"],)
        )
    told = _unlike(before, article) if before else ()
    add(conn, row["id"], number, article, seen, "edit" if before else "first", told)
    conn.execute(
        "UPDATE article_versions SET changes = ?, cause = iif(cause = 'first', 'edit', cause)"
        " WHERE article_id = ? AND version = ?",
        (json.dumps(_unlike(after, article)), row["id"], number + 1),
    )
    return int(number)


def _unlike(version: sqlite3.Row, article: Article) -> list[str]:
    return [name for name in VERSIONED if version[name] != getattr(article, name)]
