# ruff: noqa: S608  (SQL is put together from names of this package; values are always bound)
"""A newspaper's week beside the week before, and what went wrong in it. Weeks end with a run, not now."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Any, NamedTuple

from pipelines.storage.connection import Connection
from pipelines.storage.tables_frontier import OUTCOMES
from pipelines.storage.times import after

Row = dict[str, Any]

WEEK_SECONDS = 7 * 86_400.0
#: What is compared: a field is there or not.
COVERED = ("lead", "byline", "published_at", "section", "source_id", "modified_at", "language")
#: A rule's share of the articles has changed when it moved by more than this.
MOVED = 0.05
#: Crashed visits looked at: the newest ones.
_MOST_CRASHES = 5_000
_TROUBLE = ("crashed", "failed", "deferred", "rejected")

#: Reparses ask nobody: what they read again is no week of the newspaper.
_RUNS = "SELECT id FROM runs WHERE paper = ?1 AND started_at > ?2 AND started_at <= ?3"
_CRAWLS = f"{_RUNS} AND mode <> 'reparse'"
_NEW = (
    "SELECT DISTINCT v.article_id AS id FROM visits v"
    f" WHERE v.run_id IN ({_CRAWLS}) AND v.outcome = 'stored_new'"
)
_SUMS = ", ".join(f"ifnull(sum({name}), 0) AS {name}" for name in ("requests", *OUTCOMES))


class Span(NamedTuple):
    """Runs of a newspaper that began after `since`, and at `until` at the latest (UTC)."""

    paper: str
    since: str
    until: str


def compared(reader: Connection, paper: str, at: str) -> Row:
    """The week up to `at` (UTC), the week before (None: no crawl began in it), what differs.

    `changes` has pairs (before, this): figures, visits by outcome and reason, shares of the new
    articles that have a field, shares that a rule answered for.
    """
    middle = after(at, -WEEK_SECONDS)
    this = Span(paper, middle, at)
    earlier = Span(paper, after(middle, -WEEK_SECONDS), middle)
    with reader.read() as conn:
        now, before = _week(conn, this), _week(conn, earlier)
    there = before if before["runs"] else None
    return {
        "since": this.since,
        "until": this.until,
        "since_before": earlier.since,
        "this": now,
        "before": there,
        "changes": _changes(there, now) if there else None,
    }


def _week(conn: sqlite3.Connection, span: Span) -> Row:
    sums = conn.execute(f"SELECT {_SUMS} FROM runs WHERE id IN ({_CRAWLS})", span).fetchone()
    verdicts = conn.execute(
        f"SELECT ifnull(verdict, 'running'), count(*) FROM runs WHERE id IN ({_CRAWLS}) GROUP BY 1",
        span,
    ).fetchall()
    reasons = conn.execute(
        "SELECT outcome || ifnull('/' || reason, ''), count(*) FROM visits"
        f" WHERE run_id IN ({_CRAWLS}) GROUP BY 1 ORDER BY 1",
        span,
    ).fetchall()
    return {
        "runs": sum(count for _, count in verdicts),
        "verdicts": dict(verdicts),
        "figures": {
            "new articles": sums["stored_new"],
            "new versions": sums["stored_update"],
            "withdrawn": sums["withdrawn"],
            "requests": sums["requests"],
        },
        "outcomes": dict(reasons),
        **_of_new(conn, span),
    }


def _of_new(conn: sqlite3.Connection, span: Span) -> Row:
    """Coverage and rules of the articles that were new in these runs."""
    counts = ", ".join(f"count({name}) AS {name}" for name in COVERED)
    row = conn.execute(
        f"SELECT count(*) AS articles, {counts} FROM articles WHERE id IN ({_NEW})", span
    ).fetchone()
    rules: dict[str, dict[str, int]] = {}
    for field, rule, count in conn.execute(
        f"SELECT field, rule, count(*) FROM provenance WHERE article_id IN ({_NEW})"
        " GROUP BY field, rule ORDER BY field, rule",
        span,
    ):
        rules.setdefault(field, {})[rule] = count
    total = row["articles"]
    return {
        "articles": total,
        "coverage": {name: row[name] / total for name in COVERED} if total else None,
        "rules": rules,
    }


def _changes(before: Row, now: Row) -> Row:
    figures = {"runs": (before["runs"], now["runs"])}
    figures |= {name: (before["figures"][name], value) for name, value in now["figures"].items()}
    return {
        "figures": figures,
        "verdicts": _pairs(before["verdicts"], now["verdicts"]),
        "outcomes": _pairs(before["outcomes"], now["outcomes"]),
        "coverage": _coverage(before["coverage"], now["coverage"]),
        "rules": _rules(before, now),
    }


def _pairs(before: dict[str, int], now: dict[str, int]) -> dict[str, tuple[int, int]]:
    names = sorted(before.keys() | now.keys())
    return {name: (before.get(name, 0), now.get(name, 0)) for name in names}


def _coverage(
    before: dict[str, float] | None, now: dict[str, float] | None
) -> dict[str, tuple[float, float]]:
    """Without an article in both weeks there is no share to compare."""
    if before is None or now is None:
        return {}
    return {name: (before[name], now[name]) for name in COVERED if before[name] != now[name]}


def _rules(before: Row, now: Row) -> list[Row]:
    """Rules whose share of the new articles moved: a selector that stopped answering is among them."""
    if not before["articles"] or not now["articles"]:
        return []
    found = []
    for field in sorted(before["rules"].keys() | now["rules"].keys()):
        pairs = _pairs(before["rules"].get(field, {}), now["rules"].get(field, {}))
        for rule, (earlier, later) in pairs.items():
            shares = (earlier / before["articles"], later / now["articles"])
            if abs(shares[0] - shares[1]) > MOVED:
                found.append({"field": field, "rule": rule, "before": shares[0], "this": shares[1]})
    return sorted(found, key=lambda row: -abs(row["before"] - row["this"]))


def errors(reader: Connection, paper: str, at: str, limit: int = 10) -> list[Row]:
    """What went wrong most often in the week up to `at` (UTC), each with its newest example.

    Keys: outcome (`run` for a run that broke outside its pages), reason, http_status, count, error
    (the exception's line of a crash, else what was told of the example), url, run, at.
    """
    span = Span(paper, after(at, -WEEK_SECONDS), at)
    with reader.read() as conn:
        found = [*_broken_runs(conn, span), *_crashes(conn, span), *_told(conn, span)]
    return sorted(found, key=lambda row: -row["count"])[:limit]


def _told(conn: sqlite3.Connection, span: Span) -> list[Row]:
    wanted = ", ".join(f"'{name}'" for name in _TROUBLE if name != "crashed")
    groups = conn.execute(
        "SELECT outcome, reason, http_status, count(*) AS count, max(id) AS newest FROM visits"
        f" WHERE run_id IN ({_RUNS}) AND outcome IN ({wanted}) GROUP BY outcome, reason, http_status",
        span,
    ).fetchall()
    return [
        {name: group[name] for name in ("outcome", "reason", "http_status", "count")}
        | _example(conn, group["newest"])
        for group in groups
    ]


def _crashes(conn: sqlite3.Connection, span: Span) -> list[Row]:
    """Crashes with the same exception are one, wherever they were raised."""
    counts, newest = Counter[str](), dict[str, int]()
    for visit in conn.execute(
        f"SELECT id, reason, detail FROM visits WHERE run_id IN ({_RUNS}) AND outcome = 'crashed'"
        f" ORDER BY id DESC LIMIT {_MOST_CRASHES}",
        span,
    ):
        line = last_line(visit["detail"])
        counts[line] += 1
        newest.setdefault(line, visit["id"])
    return [
        {"outcome": "crashed", "reason": None, "http_status": None, "count": count}
        | _example(conn, newest[line])
        | {"error": line}
        for line, count in counts.items()
    ]


def _broken_runs(conn: sqlite3.Connection, span: Span) -> list[Row]:
    found: dict[str, Row] = {}
    for run in conn.execute(
        f"SELECT id, started_at, traceback FROM runs WHERE id IN ({_RUNS}) AND traceback IS NOT NULL"
        " ORDER BY id DESC",
        span,
    ):
        line = last_line(run["traceback"])
        row = found.setdefault(
            line,
            {"outcome": "run", "reason": None, "http_status": None, "count": 0, "error": line}
            | {"url": None, "run": run["id"], "at": run["started_at"]},
        )
        row["count"] += 1
    return list(found.values())


def _example(conn: sqlite3.Connection, visit: int) -> Row:
    row = conn.execute(
        "SELECT url, run_id, started_at, reason, detail FROM visits WHERE id = ?", (visit,)
    ).fetchone()
    told = (row["detail"] or "").strip().splitlines()
    return {
        "reason": row["reason"],
        "error": told[0] if told else None,
        "url": row["url"],
        "run": row["run_id"],
        "at": row["started_at"],
    }


def last_line(traceback: str | None) -> str:
    """The line of a traceback that names the exception."""
    lines = [line for line in (traceback or "").splitlines() if line.strip()]
    named = [line for line in lines if not line.startswith((" ", "\t", "Traceback"))]
    line = (named or lines or ["(nothing was told)"])[-1].strip()
    return line.removeprefix("builtins.")  # Twisted names the module
