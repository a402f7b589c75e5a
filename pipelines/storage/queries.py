"""Read-only queries of the commands: report, explain, export, one archived page."""

from __future__ import annotations

from pipelines.storage.connection import Connection


def archived_page(reader: Connection, what: str, version: int | None) -> tuple[str, str] | None:
    """Newspaper and `archive_ref` behind an article id or an address; None when there is none."""
    with reader.read() as conn:
        row = conn.execute(
            """
            SELECT a.paper, v.archive_ref FROM articles a
            JOIN article_versions v ON v.article_id = a.id AND v.version = ifnull(?2, a.version)
            WHERE a.id = CASE WHEN ?1 GLOB '[0-9]*' THEN CAST(?1 AS INTEGER)
                ELSE (SELECT article_id FROM article_urls WHERE url = ?1) END
            """,
            (what, version),
        ).fetchone()
        if row is None and version is None:
            row = conn.execute(
                "SELECT paper, archive_ref FROM pages WHERE url = ?", (what,)
            ).fetchone()
    return (row["paper"], row["archive_ref"]) if row and row["archive_ref"] else None
