"""The one writer of a reparse: readings in batches, each one transaction; or none that stays."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from pipelines.storage import intake, locks, reparsing, runs
from pipelines.storage.base import Run
from pipelines.storage.base_reparse import Choice, Kept
from pipelines.storage.connection import Connection


class Rewriter:
    """Archived pages of one newspaper, and what is written of them.

    Without a `run` it is a rehearsal: the same statements, and each batch is rolled back.
    """

    def __init__(self, connection: Connection, paper: str, run: Run | None) -> None:
        self._connection, self._paper, self._run = connection, paper, run

    @property
    def is_rehearsal(self) -> bool:
        """Nothing that is written stays."""
        return self._run is None

    def count(self, choice: Choice) -> int:
        """How many pages there are to read."""
        with self._connection.read() as conn:
            return reparsing.count(conn, self._paper, choice)

    def pages(self, choice: Choice) -> Iterator[Kept]:
        """The pages, in the order in which they were met; read from the database bit by bit."""
        last = 0
        while True:
            with self._connection.read() as conn:
                batch = reparsing.chosen(conn, self._paper, choice, last)
            if not batch:
                return
            yield from batch
            last = batch[-1].page_id

    @contextmanager
    def batch(self, now: str) -> Iterator[tuple[sqlite3.Connection, Run]]:
        """One transaction; raises LostLeaseError when another run holds the lock."""
        with self._connection.write() as conn:
            if self._run is not None:
                locks.check_fence(conn, self._run)
                yield conn, self._run
                return
            yield conn, runs.insert_run(conn, self._paper, "reparse", {}, now, 0)
            conn.execute("ROLLBACK")

    def known(self, url: str) -> tuple[tuple[str, ...], dict[str, object]]:
        """Where answers of an address are archived, and what the frontier knows of it."""
        with self._connection.read() as conn:
            return intake.known_refs(conn, url), intake.hints_of(conn, url)
