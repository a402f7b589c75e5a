"""The methods of the store that deal with hosts (see `base.Store`)."""

from __future__ import annotations

from pipelines.storage import hosts, locks
from pipelines.storage.base import Run
from pipelines.storage.connection import Connection


class HostMethods:
    """Politeness by host, kept across runs."""

    connection: Connection

    def hold_host(self, paper: str, host: str, next_request_at: str) -> None:
        """Remember when this host may be asked next."""
        with self.connection.write() as conn:
            hosts.hold(conn, paper, host, next_request_at)

    def note_host(self, run: Run, host: str, robots: str | None, circuit: str, now: str) -> None:
        """Remember what this run learnt of a host."""
        with self.connection.write() as conn:
            locks.check_fence(conn, run)
            hosts.note(conn, run, host, robots, circuit, now)

    def host_due(self, paper: str, host: str) -> str | None:
        """When this host may be asked next."""
        with self.connection.read() as conn:
            return hosts.due(conn, paper, host)
