# ruff: noqa: S608  (SQL is put together from names of this package; values are always bound)
"""Views for people, as the first migration made them (frozen)."""

from __future__ import annotations

COVERED = (
    "source_id",
    "language",
    "section",
    "lead",
    "byline",
    "published_at",
    "modified_at",
)

VIEWS = (
    """
    CREATE VIEW latest AS
    SELECT id, paper, published_at, section, title, lead, byline, url, word_count, version
    FROM articles WHERE status = 'live' AND published_day IS NOT NULL
    ORDER BY published_day DESC, published_at DESC, id DESC
    """,
    """
    CREATE VIEW daily_counts AS
    SELECT paper, published_day AS day, count(*) AS articles, sum(word_count) AS words
    FROM articles WHERE status <> 'forgotten' GROUP BY paper, published_day
    """,
    """
    CREATE VIEW edits AS
    SELECT v.article_id, a.paper, v.version, v.seen_at, v.cause, v.changes,
           before.title AS title_before, v.title, a.url
    FROM article_versions v
    JOIN articles a ON a.id = v.article_id
    JOIN article_versions before
      ON before.article_id = v.article_id AND before.version = v.version - 1
    """,
    """
    CREATE VIEW withdrawn AS
    SELECT id, paper, withdrawn_at, published_at, title, url, archive_ref
    FROM articles WHERE status = 'withdrawn'
    """,
    """
    CREATE VIEW near_duplicates AS
    SELECT a.id, a.paper, a.title, a.published_at, a.url, a.similarity,
           first.id AS first_id, first.paper AS first_paper, first.title AS first_title,
           first.published_at AS first_published_at, first.url AS first_url
    FROM articles a JOIN articles first ON first.id = a.similar_to
    """,
    """
    CREATE VIEW rejected AS
    SELECT paper, url, reason, run_id, archive_ref FROM pages WHERE outcome = 'rejected'
    """,
    f"""
    CREATE VIEW field_coverage AS
    SELECT paper, count(*) AS articles,
           {", ".join(f"round(1.0 * count({name}) / count(*), 4) AS {name}" for name in COVERED)}
    FROM articles WHERE status = 'live' GROUP BY paper
    """,
)
