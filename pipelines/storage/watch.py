"""What monitors know of earlier runs, and what the end of a run leaves for later ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import astuple, fields

from pipelines.storage import alerts
from pipelines.storage.base import Run
from pipelines.storage.base_watch import (
    FACTS_DAYS,
    MEASURES,
    Alert,
    Pending,
    Result,
    SourceState,
    Sum,
    Told,
    Watched,
)
from pipelines.storage.connection import Connection
from pipelines.storage.order import ORDER_CONFLICT
from pipelines.storage.times import after

#: Every judged run leaves this fact: history begins with the first one.
ARRIVALS = "new"

_COLUMNS = [field.name for field in fields(SourceState)]
_NEW = f"""
    SELECT ifnull(sum(p.conflict LIKE '%{ORDER_CONFLICT}%'), 0) AS wrong, count(*) AS dated
    FROM (
        SELECT article_id FROM visits WHERE {{which}}
    ) JOIN provenance p USING (article_id)
    JOIN articles a ON a.id = article_id AND a.published_day IS NOT NULL
    WHERE p.field = 'published_at'
"""  # noqa: S608  (names of this package; values are bound)
_NEW_IN_RUN = _NEW.format(which="run_id = ? AND outcome = 'stored_new'")
#: So many of the newest, from the runs that brought them (a first crawl brought all there is).
_NEWEST = _NEW.format(
    which="""run_id IN (
            SELECT id FROM (
                SELECT id, stored_new, sum(stored_new) OVER (ORDER BY id DESC) AS so_far FROM (
                    SELECT id, stored_new FROM runs WHERE paper = ?1 ORDER BY id DESC LIMIT 500)
            ) WHERE so_far - stored_new < ?2)
          AND outcome = 'stored_new' ORDER BY id DESC LIMIT ?2"""
)


class WatchTables:
    """Monitors and alerts of one database (see `base_watch.Watch` for the methods)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def started_at(self, run: Run) -> str:
        """When the run began."""
        with self._connection.read() as conn:
            row = conn.execute("SELECT started_at FROM runs WHERE id = ?", (run.id,)).fetchone()
        return str(row["started_at"])

    def history_from(self, paper: str) -> str | None:
        """Time of the first run that left facts."""
        with self._connection.read() as conn:
            row = conn.execute(
                "SELECT min(at) AS first FROM monitor_facts WHERE paper = ? AND measure = ?",
                (paper, ARRIVALS),
            ).fetchone()
        return None if row["first"] is None else str(row["first"])

    def facts(self, paper: str, measure: str, since: str) -> list[Told]:
        """Facts of a measure from this time on, newest runs first."""
        with self._connection.read() as conn:
            found = conn.execute(
                "SELECT at, subject, part, amount, total FROM monitor_facts"
                " WHERE paper = ? AND measure = ? AND at >= ? ORDER BY at DESC",
                (paper, measure, since),
            ).fetchall()
        return [Told(*row) for row in found]

    def sums(self, paper: str, measure: str, since: str, until: str) -> list[Sum]:
        """Facts of the runs that began from `since` to before `until`."""
        with self._connection.read() as conn:
            found = conn.execute(
                "SELECT subject, part, sum(amount), sum(total) FROM monitor_facts"
                " WHERE paper = ? AND measure = ? AND at >= ? AND at < ? GROUP BY subject, part",
                (paper, measure, since, until),
            ).fetchall()
        return [Sum(*row) for row in found]

    def sources(self, paper: str) -> dict[str, SourceState]:
        """Every source by its address."""
        with self._connection.read() as conn:
            found = conn.execute(
                f"SELECT {', '.join(_COLUMNS)} FROM monitor_sources WHERE paper = ?",  # noqa: S608
                (paper,),
            ).fetchall()
        return {row["url"]: SourceState(*row) for row in found}

    def out_of_order(self, paper: str, limit: int) -> tuple[int, int]:
        """Of the newest dated articles, those against the order of numbers; and all."""
        with self._connection.read() as conn:
            row = conn.execute(_NEWEST, (paper, limit)).fetchone()
        return int(row["wrong"]), int(row["dated"])

    def out_of_order_in(self, run: Run) -> tuple[int, int]:
        """The same of the articles that were new in this run."""
        with self._connection.read() as conn:
            row = conn.execute(_NEW_IN_RUN, (run.id,)).fetchone()
        return int(row["wrong"]), int(row["dated"])

    def killed_before(self, run: Run) -> int | None:
        """The newspaper's run just before this one, when it was killed."""
        with self._connection.read() as conn:
            row = conn.execute(
                "SELECT id, verdict FROM runs WHERE paper = ? AND id < ? ORDER BY id DESC LIMIT 1",
                (run.paper, run.id),
            ).fetchone()
        return int(row["id"]) if row is not None and row["verdict"] == "killed" else None

    def open_alerts(self, paper: str) -> dict[str, Alert]:
        """Open alerts by subject."""
        with self._connection.read() as conn:
            return alerts.open_ones(conn, paper)

    def healed(self, paper: str) -> dict[str, str]:
        """When each subject was healed last."""
        with self._connection.read() as conn:
            return alerts.healed(conn, paper)

    def open_alert(self, run: Run, found: Result, now: str) -> None:
        """Open an alert, if none is open for the subject."""
        with self._connection.write() as conn:
            alerts.open_one(conn, run, found, now)

    def claim(self, run: Run, channel: str, now: str, stale: str) -> list[Pending]:
        """What is to be told on the channel, counted as tried now."""
        with self._connection.write() as conn:
            return alerts.claim(conn, run, channel, now, stale)

    def told(self, pending: Iterable[Pending], channel: str, now: str, failure: str | None) -> None:
        """What came of telling them."""
        with self._connection.write() as conn:
            alerts.told(conn, pending, channel, now, failure)


def record(conn: sqlite3.Connection, run: Run, watched: Watched, now: str) -> None:
    """Write what the monitors found in a run; the caller holds the transaction and the fence."""
    conn.executemany(
        "DELETE FROM monitor_facts WHERE paper = ? AND measure = ? AND at < ?",
        ((run.paper, measure, after(now, -86_400.0 * FACTS_DAYS)) for measure in MEASURES),
    )
    conn.executemany(
        "INSERT INTO monitor_facts VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (run.paper, fact.measure, watched.started_at, run.id, *fact[1:])
            for fact in watched.facts
        ),
    )
    marks = ", ".join("?" * len(_COLUMNS))
    conn.executemany(
        f"INSERT OR REPLACE INTO monitor_sources (paper, {', '.join(_COLUMNS)})"  # noqa: S608
        f" VALUES (?, {marks})",
        ((run.paper, *astuple(source)) for source in watched.sources),
    )
    conn.executemany(
        "INSERT INTO monitor_results VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (run.id, r.monitor, r.subject, r.state, r.value, r.threshold, r.message)
            for r in watched.results
        ),
    )
    for found in watched.broke:
        alerts.open_one(conn, run, found, now)
    if watched.storage_told:
        alerts.storage_healed(conn, run, watched.storage_told, now)
    for alert_id, why in watched.healed.items():
        alerts.close_one(conn, run, alert_id, why, now)
