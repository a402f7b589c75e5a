# ruff: noqa: S608  (SQL is put together from names of this package; values are always bound)
"""What belongs to an article beside its row: authors, sections, tags, images, addresses, rules."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import astuple

from pipelines.items import Article
from pipelines.storage.base_reparse import Change
from pipelines.storage.order import without_order

_REPLACED = ("article_authors", "article_sections", "article_tags", "images", "provenance")


def replace(conn: sqlite3.Connection, article_id: int, article: Article) -> None:
    """Write the parts as the page has them now."""
    for table in _REPLACED:
        conn.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))
    insert(conn, article_id, article)


def insert(conn: sqlite3.Connection, article_id: int, article: Article) -> None:
    """Write the parts of a new article."""
    conn.executemany(
        "INSERT INTO article_authors VALUES (?, ?, ?, ?)",
        ((article_id, n, a.name, a.role) for n, a in enumerate(article.authors, 1)),
    )
    sections = dict.fromkeys((*filter(None, [article.section]), *article.sections))
    conn.executemany(
        "INSERT INTO article_sections VALUES (?, ?, ?)",
        ((article_id, s, article.section_names.get(s)) for s in sections),
    )
    conn.executemany(
        "INSERT OR IGNORE INTO article_tags VALUES (?, ?)", ((article_id, t) for t in article.tags)
    )
    conn.executemany(
        "INSERT INTO images VALUES (?, ?, ?, ?, ?)",
        ((article_id, n, *astuple(image)) for n, image in enumerate(article.images, 1)),
    )
    conn.executemany(
        "INSERT INTO provenance VALUES (?, ?, ?, ?, ?)",
        (
            (article_id, name, source.rule, source.raw, source.conflict)
            for name, source in article.provenance.items()
        ),
    )


def differences(conn: sqlite3.Connection, article_id: int, article: Article) -> list[Change]:
    """Parts that the page has otherwise than they are stored."""

    def stored(sql: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in conn.execute(sql, (article_id,))]

    sections = {*filter(None, [article.section]), *article.sections}
    pairs = {
        "authors": (
            stored("SELECT name, role FROM article_authors WHERE article_id = ? ORDER BY position"),
            [(author.name, author.role) for author in article.authors],
        ),
        "sections": (
            stored("SELECT section FROM article_sections WHERE article_id = ? ORDER BY section"),
            [(section,) for section in sorted(sections)],
        ),
        "tags": (
            stored("SELECT tag FROM article_tags WHERE article_id = ? ORDER BY tag"),
            [(tag,) for tag in sorted(set(article.tags))],
        ),
        "images": (
            stored(
                "SELECT url, caption, credit FROM images WHERE article_id = ? ORDER BY position"
            ),
            [astuple(image) for image in article.images],
        ),
        "provenance": (_provenance(conn, article_id), _told(article)),
    }
    return [Change(name, old, new) for name, (old, new) in pairs.items() if old != new]


def of_the_page(conn: sqlite3.Connection, article_id: int, article: Article) -> tuple[str, ...]:
    """Which of sections, tags and images the page has otherwise than they are stored."""
    found = differences(conn, article_id, article)
    return tuple(change.field for change in found if change.field in _SEEN)


_SEEN = frozenset({"sections", "tags", "images"})


def _provenance(conn: sqlite3.Connection, article_id: int) -> list[tuple[object, ...]]:
    rows = conn.execute(
        "SELECT field, rule, raw, conflict FROM provenance WHERE article_id = ? ORDER BY field",
        (article_id,),
    )
    # What the order of numbers says is the store's own finding, not the page's.
    return [(*tuple(row)[:3], without_order(row["conflict"])) for row in rows]


def _told(article: Article) -> list[tuple[object, ...]]:
    return [(name, *astuple(source)) for name, source in sorted(article.provenance.items())]


def captions(conn: sqlite3.Connection, article_id: int) -> list[str | None]:
    """Stored captions in their order."""
    rows = conn.execute(
        "SELECT caption FROM images WHERE article_id = ? ORDER BY position", (article_id,)
    )
    return [row["caption"] for row in rows]


def add_urls(
    conn: sqlite3.Connection, article_id: int, page_id: int, urls: Iterable[str], now: str
) -> None:
    """Every address of the article: those met now, and spellings kept with its page before."""
    conn.executemany(
        "INSERT OR IGNORE INTO article_urls VALUES (?, ?, ?)",
        ((url, article_id, now) for url in dict.fromkeys(urls)),
    )
    moved = conn.execute(
        "INSERT OR IGNORE INTO article_urls SELECT url, ?, first_seen_at FROM page_aliases"
        " WHERE page_id = ?",
        (article_id, page_id),
    )
    if moved.rowcount:
        conn.execute("DELETE FROM page_aliases WHERE page_id = ?", (page_id,))


def link_translations(conn: sqlite3.Connection, article_id: int, article: Article) -> None:
    """Pair the article with its other edition, now or when that one is stored."""
    for url in article.translations:
        row = conn.execute("SELECT article_id FROM article_urls WHERE url = ?", (url,)).fetchone()
        if row is None:
            conn.execute("INSERT OR IGNORE INTO translation_links VALUES (?, ?)", (url, article_id))
        else:
            _pair(conn, article_id, row["article_id"])


def resolve_translations(conn: sqlite3.Connection, article_id: int) -> None:
    """Pair the article with those that linked to one of its addresses before it was stored."""
    rows = conn.execute(
        """
        SELECT t.url, t.article_id FROM article_urls u JOIN translation_links t ON t.url = u.url
        WHERE u.article_id = ?
        """,
        (article_id,),
    ).fetchall()
    for row in rows:
        _pair(conn, row["article_id"], article_id)
        conn.execute("DELETE FROM translation_links WHERE url = ?", (row["url"],))


def _pair(conn: sqlite3.Connection, first: int, second: int) -> None:
    languages = dict(
        conn.execute("SELECT id, language FROM articles WHERE id IN (?, ?)", (first, second))
    )
    for vi, en in ((first, second), (second, first)):
        if languages.get(vi) == "vi" and languages.get(en) == "en":
            conn.execute("INSERT OR IGNORE INTO translations VALUES (?, ?, 'link')", (vi, en))
