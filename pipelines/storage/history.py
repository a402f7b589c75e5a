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
