"""One article with everything that is known about it, and what the front page shows."""

from __future__ import annotations

from typing import Any

from pipelines.storage.connection import Connection
from pipelines.storage.queries import Row, rows, runs

#: Name to query of what belongs to an article; its id is the one value.
_PARTS = {
    "authors": "SELECT name, role FROM article_authors WHERE article_id = ? ORDER BY position",
    "sections": "SELECT section FROM article_sections WHERE article_id = ? ORDER BY section",
    "tags": "SELECT tag FROM article_tags WHERE article_id = ? ORDER BY tag",
    "images": "SELECT url, caption, credit FROM images WHERE article_id = ? ORDER BY position",
    "addresses": """
        SELECT url, first_seen_at FROM article_urls WHERE article_id = ? ORDER BY first_seen_at, url
    """,
    "provenance": """
        SELECT field, rule, raw, conflict FROM provenance WHERE article_id = ? ORDER BY field
    """,
    "versions": "SELECT * FROM article_versions WHERE article_id = ? ORDER BY version",
    "visits": """
        SELECT run_id, url, started_at, http_status, outcome, reason FROM visits
        WHERE article_id = ? ORDER BY id DESC LIMIT 20
    """,
    "similar": """
        SELECT a.id, a.paper, a.title, a.published_at, p.containment, p.numbers, p.names
        FROM similar_pairs p JOIN articles a
          ON a.id = CASE p.a_id WHEN ?1 THEN p.b_id ELSE p.a_id END
        WHERE ?1 IN (p.a_id, p.b_id) AND a.status <> 'forgotten'
        ORDER BY p.containment DESC, a.id
    """,
    "translations": """
        SELECT a.id, a.title, a.language FROM translations t JOIN articles a
          ON a.id = CASE t.vi_id WHEN ?1 THEN t.en_id ELSE t.vi_id END
        WHERE ?1 IN (t.vi_id, t.en_id) AND a.status <> 'forgotten' ORDER BY a.id
    """,
}


def whole_article(reader: Connection, article_id: int) -> Row | None:
    """The row of an article with its parts by name; None when there is none to show."""
    with reader.read() as conn:
        row = conn.execute(
            "SELECT * FROM articles WHERE id = ? AND status <> 'forgotten'", (article_id,)
        ).fetchone()
        if row is None:
            return None
        parts: dict[str, Any] = {
            name: rows(conn.execute(sql, (article_id,))) for name, sql in _PARTS.items()
        }
    return {"row": dict(row), **parts}


def front(reader: Connection, latest: int) -> Row:
    """The newest articles, what changed on the site, the last runs; nothing that counts all rows."""
    with reader.read() as conn:
        newest = rows(conn.execute("SELECT * FROM latest LIMIT ?", (latest,)))
        edits = rows(conn.execute("SELECT * FROM edits ORDER BY seen_at DESC LIMIT 5"))
        gone = rows(conn.execute("SELECT * FROM withdrawn ORDER BY withdrawn_at DESC LIMIT 5"))
    return {"newest": newest, "edits": edits, "gone": gone, "runs": runs(reader, 3)}
