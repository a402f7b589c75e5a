# ruff: noqa: S608  (SQL is put together from names of this package; values are always bound)
"""Runs: opened with the lock, counted visit by visit, settled when they could not end themselves."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from pipelines import CODE_VERSION
from pipelines.outcomes import Outcome
from pipelines.storage.base import Run
from pipelines.storage.tables_frontier import OUTCOMES

#: Verdict of a run that never wrote one: it was killed, and the next run settled it.
KILLED = "killed"

_COUNTS = ", ".join(
    f"{name} = (SELECT count(*) FROM visits WHERE run_id = runs.id AND outcome = '{name}')"
    for name in OUTCOMES
)
_SETTLE = f"""
    UPDATE runs SET {_COUNTS}, verdict = '{KILLED}', finished_at = max(
        alive_at, ifnull((SELECT max(started_at) FROM visits WHERE run_id = runs.id), ''))
    WHERE paper = ? AND verdict IS NULL
"""
_BUMP = {name: f"UPDATE runs SET {name} = {name} + 1 WHERE id = ?" for name in OUTCOMES}


def insert_run(
    conn: sqlite3.Connection,
    paper: str,
    mode: str,
    arguments: Mapping[str, Any],
    now: str,
    fence: int,
) -> Run:
    """A new row of `runs`, with the fence of the lock it holds."""
    cursor = conn.execute(
        """
        INSERT INTO runs (paper, arguments, mode, started_at, code_version, fence, alive_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        (
            paper,
            json.dumps(dict(arguments), ensure_ascii=False, sort_keys=True),
            mode,
            now,
            CODE_VERSION,
            fence,
            now,
        ),
    )
    assert cursor.lastrowid is not None
    return Run(cursor.lastrowid, paper, fence)


def settle_killed(conn: sqlite3.Connection, paper: str) -> None:
    """Give earlier runs that never ended their verdict and counts, and their pages back."""
    conn.execute(_SETTLE, (paper,))
    conn.execute(
        "UPDATE pages SET state = 'pending', leased_by = NULL WHERE paper = ? AND state = 'leased'",
        (paper,),
    )


def heartbeat(conn: sqlite3.Connection, run: Run, now: str) -> None:
    """The run's last sign of life: what its end is when it gets killed."""
    conn.execute("UPDATE runs SET alive_at = ? WHERE id = ?", (now, run.id))


def count(conn: sqlite3.Connection, run: Run, outcome: Outcome) -> None:
    """One more visit with this outcome."""
    conn.execute(_BUMP[outcome], (run.id,))


def finish(
    conn: sqlite3.Connection,
    run: Run,
    now: str,
    verdict: str,
    exit_code: int,
    stats: Mapping[str, Any],
    traceback: str | None,
) -> None:
    """Verdict and figures of a run; `requests` and `left_out` are taken from `stats`."""
    conn.execute(
        "UPDATE pages SET state = 'pending', leased_by = NULL WHERE paper = ? AND state = 'leased'",
        (run.paper,),
    )
    conn.execute(
        """
        UPDATE runs SET finished_at = ?, alive_at = ?, verdict = ?, exit_code = ?, requests = ?,
            left_out = ?, stats = ?, traceback = ? WHERE id = ?
        """,
        (
            now,
            now,
            verdict,
            int(exit_code),
            int(stats.get("requests", 0)),
            int(stats.get("left_out", 0)),
            json.dumps(dict(stats), ensure_ascii=False, sort_keys=True),
            traceback,
            run.id,
        ),
    )
