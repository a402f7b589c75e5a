"""Visits are kept for so many days; what a data team may still ask for is kept for good."""

from __future__ import annotations

import sqlite3

#: Runs looked through at once: a first thinning of years is spread over the runs that follow.
MOST_RUNS = 500

_OLD = """
    SELECT id FROM runs WHERE paper = ? AND thinned IS NULL AND verdict IS NOT NULL
      AND finished_at < ? ORDER BY id LIMIT ?
"""
#: All but the newest of a page and those that stored something: their page is in the archive.
_THIN = """
    DELETE FROM visits WHERE run_id = ?
      AND outcome NOT IN ('stored_new', 'stored_update', 'withdrawn')
      AND EXISTS (
        SELECT 1 FROM visits newer WHERE newer.page_id = visits.page_id AND newer.id > visits.id)
"""


def thin(conn: sqlite3.Connection, paper: str, before: str) -> int:
    """Remove visits of the newspaper's runs that ended before this time (UTC); how many.

    `runs.thinned` says how many a run lost: its counts stay what they were.
    """
    removed = 0
    for (run,) in conn.execute(_OLD, (paper, before, MOST_RUNS)).fetchall():
        gone = conn.execute(_THIN, (run,)).rowcount
        conn.execute("DELETE FROM monitor_results WHERE run_id = ?", (run,))
        conn.execute("UPDATE runs SET thinned = ? WHERE id = ?", (gone, run))
        removed += gone
    return removed
