# ruff: noqa: S608  (SQL is put together from names of this module; values are always bound)
"""Read-only queries of the commands: counts, one run, one address, one archived page."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from pipelines.storage import coverage
from pipelines.storage.connection import Connection
from pipelines.storage.tables_frontier import OUTCOMES

Row = dict[str, Any]


class NoSuchRunError(Exception):
    """The run that is asked for is not in the database."""


#: Tables whose sizes `counts` tells.
_COUNTED = ("articles", "article_versions", "images", "similar_pairs", "pages", "visits", "runs")


def rows(found: Iterable[sqlite3.Row]) -> list[Row]:
    """Rows as plain dicts, for printing and JSON."""
    return [dict(row) for row in found]


def counts(reader: Connection, paper: str | None = None) -> Row:
    """Rows of each table, articles by status and pages by state; of one newspaper when named."""
    whose = "WHERE paper = ?1" if paper else "WHERE ?1 IS NULL"
    with reader.read() as conn:
        sizes = {
            table: conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _COUNTED
        }
        status = dict(
            conn.execute(f"SELECT status, count(*) FROM articles {whose} GROUP BY status", (paper,))
        )
        state = dict(
            conn.execute(f"SELECT state, count(*) FROM pages {whose} GROUP BY state", (paper,))
        )
        papers = dict(conn.execute("SELECT paper, count(*) FROM articles GROUP BY paper"))
    return {"rows": sizes, "articles": status, "pages": state, "papers": papers}


def found(reader: Connection) -> list[Row]:
    """What is there: articles by newspaper and language, with first and last day and words."""
    with reader.read() as conn:
        return rows(
            conn.execute(
                """
                SELECT paper, language, count(*) AS articles,
                    substr(min(published_at), 1, 10) AS first_day,
                    substr(max(published_at), 1, 10) AS last_day, sum(word_count) AS words
                FROM articles GROUP BY paper, language ORDER BY paper, articles DESC
                """
            )
        )


def runs(reader: Connection, limit: int = 20, paper: str | None = None) -> list[Row]:
    """The newest runs first, as stored, with `stats` and `arguments` read."""
    with reader.read() as conn:
        found = conn.execute(
            "SELECT * FROM runs WHERE ?1 IS NULL OR paper = ?1 ORDER BY id DESC LIMIT ?2",
            (paper, limit),
        ).fetchall()
    return [_run(row) for row in found]


def _run(row: sqlite3.Row) -> Row:
    run = dict(row)
    for name in ("stats", "arguments"):
        run[name] = json.loads(run[name])
    run["outcomes"] = {name: run.pop(name) for name in OUTCOMES}
    return run


def report(reader: Connection, run_id: int | None = None) -> Row:
    """One run (the newest by default): outcomes with reasons; coverage and rules of the `newest` articles.

    Raises NoSuchRunError when there is no such run.
    """
    with reader.read() as conn:
        row = conn.execute(
            "SELECT * FROM runs WHERE id = ifnull(?1, (SELECT max(id) FROM runs))", (run_id,)
        ).fetchone()
        if row is None:
            wanted = f"run {run_id}" if run_id is not None else "run"
            raise NoSuchRunError(f"there is no {wanted} in {reader.where}")
        reasons = conn.execute(
            "SELECT outcome, reason, count(*) AS visits FROM visits WHERE run_id = ?"
            " GROUP BY outcome, reason ORDER BY outcome, visits DESC",
            (row["id"],),
        ).fetchall()
        covered = coverage.coverage(conn, row["paper"])
        rules = coverage.rules(conn, row["paper"])
        rule_sets = coverage.rule_sets(conn, row["paper"])
    return {
        "run": _run(row),
        "reasons": rows(reasons),
        "coverage": rows(covered),
        "rules": rows(rules),
        "rule_sets": rule_sets,
        "newest": coverage.NEWEST,
    }


def explain(reader: Connection, url: str) -> Row | None:
    """The story of an address: page, visits (oldest first), article and its addresses.

    `url` may be any address under which it was met. None when it is unknown.
    """
    with reader.read() as conn:
        page = conn.execute(
            """
            SELECT * FROM pages WHERE url = ?1
            UNION ALL
            SELECT p.* FROM page_aliases s JOIN pages p ON p.id = s.page_id WHERE s.url = ?1
            LIMIT 1
            """,
            (url,),
        ).fetchone()
        article_id = page["article_id"] if page else None
        if article_id is None:
            found = conn.execute(
                "SELECT article_id FROM article_urls WHERE url = ?", (url,)
            ).fetchone()
            article_id = found[0] if found else None
        if page is None and article_id is None:
            return None
        visits = conn.execute(
            "SELECT * FROM visits WHERE page_id = ? ORDER BY id", (page["id"] if page else None,)
        ).fetchall()
        article = conn.execute("SELECT * FROM articles WHERE id = ?", (article_id,)).fetchone()
        urls = conn.execute(
            "SELECT url, first_seen_at FROM article_urls WHERE article_id = ?"
            " ORDER BY first_seen_at, url",
            (article_id,),
        ).fetchall()
        host = conn.execute(
            "SELECT * FROM hosts WHERE host = ?", (page["host"] if page else None,)
        ).fetchone()
    return {
        "host": dict(host) if host else None,
        "page": dict(page) if page else None,
        "visits": rows(visits),
        "article": dict(article) if article else None,
        "urls": rows(urls),
    }


def archived_page(reader: Connection, what: str, version: int | None) -> tuple[str, str] | None:
    """Newspaper and `archive_ref` behind an article id or an address; None when there is none."""
    with reader.read() as conn:
        row = conn.execute(
            """
            SELECT a.paper, v.archive_ref FROM articles a
            JOIN article_versions v ON v.article_id = a.id AND v.version = ifnull(?2, a.version)
            WHERE a.id = CASE WHEN ?1 NOT GLOB '*[^0-9]*' THEN CAST(?1 AS INTEGER)
                ELSE (SELECT article_id FROM article_urls WHERE url = ?1) END
            """,
            (what, version),
        ).fetchone()
        if row is None and version is None:
            row = conn.execute(
                "SELECT paper, archive_ref FROM pages WHERE url = ?", (what,)
            ).fetchone()
    return (row["paper"], row["archive_ref"]) if row and row["archive_ref"] else None
