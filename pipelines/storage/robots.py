"""robots.txt between runs: its text, to ask for it conditionally, and the digest of its rules."""

from __future__ import annotations

from collections.abc import Callable

from pipelines.storage import locks
from pipelines.storage.base import Run
from pipelines.storage.base_robots import KeptRobots
from pipelines.storage.connection import Connection
from pipelines.storage.frontier import reopen


class RobotsTable:
    """robots.txt in one database (see `base_robots.RobotsFiles` for the methods)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def kept(self, place: str) -> KeptRobots | None:
        """What was read last."""
        with self._connection.read() as conn:
            row = conn.execute(
                "SELECT body, etag, last_modified FROM robots_files WHERE place = ?", (place,)
            ).fetchone()
        return KeptRobots(row["body"], row["etag"], row["last_modified"]) if row else None

    def keep(self, run: Run, place: str, read: KeptRobots | None, now: str) -> None:
        """Keep what was read, or forget it."""
        with self._connection.write() as conn:
            locks.check_fence(conn, run)
            conn.execute("DELETE FROM robots_files WHERE place = ?", (place,))
            if read is not None:
                conn.execute(
                    "INSERT INTO robots_files VALUES (?, ?, ?, ?, ?)",
                    (place, read.body, read.etag, read.last_modified, now),
                )

    def changed(
        self, run: Run, host: str, digest: str, allows: Callable[[str], bool], now: str
    ) -> int | None:
        """Keep the digest of a host's rules; reopen what new ones allow."""
        with self._connection.write() as conn:
            locks.check_fence(conn, run)
            row = conn.execute("SELECT robots_digest FROM hosts WHERE host = ?", (host,)).fetchone()
            if row is not None and row["robots_digest"] == digest:
                return None
            conn.execute(
                """
                INSERT INTO hosts (host, paper, robots_digest, robots_fetched_at)
                VALUES (?, ?, ?, ?)
                ON CONFLICT (host) DO UPDATE SET robots_digest = excluded.robots_digest,
                    robots_fetched_at = excluded.robots_fetched_at
                """,
                (host, run.paper, digest, now),
            )
            skipped = conn.execute(
                """
                SELECT url FROM pages WHERE paper = ? AND host = ? AND state = 'done'
                    AND outcome = 'skipped' AND reason = 'robots'
                """,
                (run.paper, host),
            ).fetchall()
            again = reopen(conn, run, [page["url"] for page in skipped if allows(page["url"])])
        known = row is not None and row["robots_digest"] is not None
        return again if again or known else None
