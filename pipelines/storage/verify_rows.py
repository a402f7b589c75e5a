"""Proof that columns which tell one thing twice tell the same, and that the schema is ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from pipelines.similarity import BAND, BINS, LEAST_SHINGLES
from pipelines.storage.connection import MEMORY, open_writer
from pipelines.storage.findings import Finding, fault
from pipelines.storage.schema import MIGRATIONS
from pipelines.storage.utils import Database

#: A shingle is kept in so many bytes.
_BYTES_A_SHINGLE = 4
_BANDS = BINS // BAND

#: What each row must not be, and how that is told.
_RULES = (
    (
        "SELECT id FROM articles WHERE (status = 'withdrawn') <> (withdrawn_at IS NOT NULL)",
        "article {id}: its status and withdrawn_at do not agree",
    ),
    (
        (
            "SELECT id, url FROM articles a WHERE status <> 'forgotten' AND NOT EXISTS"
            " (SELECT 1 FROM article_urls u WHERE u.url = a.url AND u.article_id = a.id)"
        ),
        "article {id}: {url} is not among the addresses it was met under",
    ),
    (
        "SELECT url, state FROM pages WHERE leased_by IS NOT NULL AND state <> 'leased'",
        "{url} is {state}, and still names a run that has it leased",
    ),
    (
        (
            "SELECT id, verdict, exit_code FROM runs WHERE verdict IS NOT NULL AND exit_code IS NOT"
            " CASE verdict WHEN 'complete' THEN 0 WHEN 'degraded' THEN 1 WHEN 'usage' THEN 2"
            " WHEN 'unreachable' THEN 3 WHEN 'blocked' THEN 3 WHEN 'locked' THEN 4 WHEN 'storage' THEN 5"
            " WHEN 'crashed' THEN 6 WHEN 'interrupted' THEN 130 END"
        ),
        "run {id} ended {verdict} with exit code {exit_code}",
    ),
)


def rows_agree(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Columns that follow from one another."""
    for sql, told in _RULES:
        for row in conn.execute(sql):
            yield fault(told.format(**dict(row)))
    bands = conn.execute("SELECT count(*) FROM similar_bands").fetchone()[0]
    long = conn.execute(
        "SELECT count(*) FROM similar_facts WHERE length(shingles) >= ?",
        (LEAST_SHINGLES * _BYTES_A_SHINGLE,),
    ).fetchone()[0]
    if bands != long * _BANDS:
        yield fault(
            f"similar_bands has {bands} keys for {long} texts, {_BANDS} for each are wanted:"
            " near-duplicates of some are not found"
        )


_ALL = (
    "SELECT type, name, sql FROM main.sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    " AND name NOT LIKE '\\_sqlite\\_%' ESCAPE '\\'"
)


def schema_is_ours(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Every table, view and index that the migrations make is there as they make it."""
    missing = [step.name for step in MIGRATIONS.pending(Database(conn))]
    if missing:
        told = f"the schema is older ({', '.join(missing)} to come), and was not compared"
        yield Finding("note", told)
        return
    model = open_writer(MEMORY)
    try:
        wanted = {(kind, name): sql for kind, name, sql in model.raw.execute(_ALL)}
    finally:
        model.raw.close()
    found = {(kind, name): sql for kind, name, sql in conn.execute(_ALL)}
    for (kind, name), sql in sorted(wanted.items()):
        if (kind, name) not in found:
            yield fault(f"the {kind} {name} is missing")
        elif _words(found[kind, name]) != _words(sql):
            yield fault(f"the {kind} {name} is not as the migrations make it")


def _words(sql: str | None) -> list[str]:
    return (sql or "").split()
