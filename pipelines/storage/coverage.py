# ruff: noqa: S608  (SQL is put together from names of this package; values are always bound)
"""Which fields a newspaper's articles have, and which rules gave them: of its newest articles."""

from __future__ import annotations

import sqlite3

from pipelines.storage.views import COVERED

#: So many at most, by day of publication: what all of them say takes minutes at a million, and a rule
#: that stopped answering is not seen among them.
NEWEST = 10_000

_NEWEST = """
    SELECT id FROM articles INDEXED BY articles_of_paper WHERE paper = :paper
    ORDER BY published_day DESC, id DESC LIMIT :newest
"""
_SHARES = ", ".join(f"round(1.0 * count({name}) / count(*), 4) AS {name}" for name in COVERED)
_COVERAGE = f"""
    SELECT paper, count(*) AS articles, {_SHARES}
    FROM articles WHERE id IN ({_NEWEST}) AND status = 'live' GROUP BY paper
"""
_RULES = f"""
    SELECT field, rule, count(*) AS articles, count(conflict) AS conflicts
    FROM provenance WHERE article_id IN ({_NEWEST})
    GROUP BY field, rule ORDER BY field, articles DESC, rule
"""
_RULE_SETS = f"SELECT DISTINCT rules FROM articles WHERE id IN ({_NEWEST}) ORDER BY rules"


def coverage(conn: sqlite3.Connection, paper: str) -> list[sqlite3.Row]:
    """One row as of the view `field_coverage`: how many live articles, shares that have each field."""
    return conn.execute(_COVERAGE, {"paper": paper, "newest": NEWEST}).fetchall()


def rules(conn: sqlite3.Connection, paper: str) -> list[sqlite3.Row]:
    """Field, rule, articles for which it answered, articles for which another rule said otherwise."""
    return conn.execute(_RULES, {"paper": paper, "newest": NEWEST}).fetchall()


def rule_sets(conn: sqlite3.Connection, paper: str) -> list[str]:
    """Names of the rule sets by which these articles were read."""
    found = conn.execute(_RULE_SETS, {"paper": paper, "newest": NEWEST})
    return [row["rules"] for row in found]
