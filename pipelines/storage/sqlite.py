"""The store in one SQLite file: the Protocol of `base`, each method one transaction."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipelines.items import Link
from pipelines.storage import (
    closing,
    fts,
    hops,
    leasing,
    locks,
    revisiting,
    runs,
    similar,
    watch,
)
from pipelines.storage.base import Closed, PageEnd, Revisits, Run, Task
from pipelines.storage.base_hops import Hop
from pipelines.storage.base_mode import Mode
from pipelines.storage.base_watch import Watched
from pipelines.storage.connection import MEMORY, Connection, open_reader, open_writer
from pipelines.storage.frontier import ask_afresh, put, reopen, reopen_listings
from pipelines.storage.holder import HolderFile, sweep
from pipelines.storage.numbering import NumberIndex
from pipelines.storage.put_before import PutBefore
from pipelines.storage.retention import thin
from pipelines.storage.robots import RobotsTable
from pipelines.storage.sqlite_hosts import HostMethods
from pipelines.storage.times import after
from pipelines.storage.window import remember_wanted

__all__ = ["SqliteStore", "open_reader"]


class SqliteStore(HostMethods):
    """Frontier, articles and runs of one database (see `base.Store` for the methods)."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.numbers = NumberIndex(connection)
        self.robots = RobotsTable(connection)
        self.watch = watch.WatchTables(connection)
        self._holder: HolderFile | None = None
        self._wanted: tuple[str, ...] = ()
        self._before = PutBefore()

    @classmethod
    def open(cls, path: Path | str, now: str | None = None) -> SqliteStore:
        """Open or make the database at `path`; raises StorageError.

        `now` is in the name of the copy that is made of an older one (`connection.kept`).
        """
        store = cls(open_writer(path, now))
        try:
            with store.connection.write() as conn:
                fts.keep_fresh(conn)
        except BaseException:
            store.connection.raw.close()
            raise
        return store

    @classmethod
    def in_memory(cls) -> SqliteStore:
        """A database that is gone with the store; its lock needs no file."""
        return cls.open(MEMORY)

    # -- runs and the newspaper's lock ------------------------------------------------------
    def begin_run(
        self,
        paper: str,
        mode: str,
        arguments: Mapping[str, Any],
        now: str,
        lease_seconds: float,
        process: str = "",
    ) -> Run:
        """Take the lock, settle runs that were killed, open a run."""
        database = self.connection.path
        holder: HolderFile | None = None
        try:
            with self.connection.write() as conn:
                taken = locks.next_holder(conn, paper, now, database)
                holder = HolderFile(taken.file, process) if taken.file else None
                runs.settle_killed(conn, paper)
                similar.keep_fresh(conn, now)
                ask_afresh(conn, paper)
                run = runs.insert_run(conn, paper, mode, arguments, now, taken.fence)
                worker = f"run {run.id}, process {os.getpid()}"
                locks.take(conn, paper, taken, run.id, worker, after(now, lease_seconds))
        except BaseException:
            if holder is not None:
                holder.drop()
            raise
        self._drop_holder()
        self._holder = holder
        if holder is not None and database is not None:
            sweep(database, paper, keep=holder.path)
        return run

    def renew(self, run: Run, now: str, lease_seconds: float) -> None:
        """Prolong the lock."""
        with self.connection.write() as conn:
            locks.check_fence(conn, run)
            locks.prolong(conn, run, after(now, lease_seconds))
            runs.heartbeat(conn, run, now)

    def end_run(
        self,
        run: Run,
        now: str,
        verdict: str,
        exit_code: int,
        stats: Mapping[str, Any],
        traceback: str | None = None,
        visits_days: int = 0,
        watched: Watched | None = None,
    ) -> None:
        """Release pages, thin old visits, write counts and verdict, give the lock back."""
        with self.connection.write() as conn:
            locks.check_fence(conn, run)
            if visits_days:
                thin(conn, run.paper, after(now, -86_400.0 * visits_days))
            runs.finish(conn, run, now, verdict, exit_code, stats, traceback)
            if watched is not None:
                watch.record(conn, run, watched, now)
            locks.give_back(conn, run)
        self._drop_holder()

    def _drop_holder(self) -> None:
        if self._holder is not None:
            self._holder.drop()
            self._holder = None

    # -- frontier ---------------------------------------------------------------------------
    def add(self, run: Run, links: Iterable[Link], now: str, discovered_from: str | None) -> int:
        """Put addresses into the frontier; returns how many are new."""
        with self.connection.write() as conn:
            locks.check_fence(conn, run)
            return sum(known.new for known in put(conn, run, links, now, discovered_from))

    def reopen(self, run: Run, urls: Iterable[str], now: str) -> int:
        """Make known pages pending again."""
        del now
        with self.connection.write() as conn:
            locks.check_fence(conn, run)
            return reopen(conn, run, urls)

    def reopen_listings(self, run: Run, mode: Mode) -> int:
        """Make known listings, feeds and sitemaps due again."""
        with self.connection.write() as conn:
            locks.check_fence(conn, run)
            return reopen_listings(conn, run, mode)

    def choose_revisits(self, run: Run, mode: Mode, now: str) -> Revisits:
        """Open the pages that a refresh asks again."""
        self._know(mode)
        with self.connection.write() as conn:
            locks.check_fence(conn, run)
            return revisiting.choose(conn, run, mode, now)

    def lease(
        self,
        run: Run,
        mode: Mode,
        limit: int,
        now: str,
        *,
        host: str | None = None,
        skip_hosts: Sequence[str] = (),
    ) -> list[Task]:
        """Up to `limit` due pages, listings first."""
        self._know(mode)
        with self.connection.write() as conn:
            locks.check_fence(conn, run)
            hosts = [host] if host is not None else leasing.hosts_of(conn, run.paper)
            hosts = [name for name in hosts if name not in skip_hosts]
            tasks = leasing.due(conn, run, mode, limit, now, hosts)
            leasing.take(conn, run, mode, tasks)
        return tasks

    def release(self, tasks: Sequence[Task]) -> None:
        """Give pages back unvisited."""
        if not tasks:
            return
        with self.connection.write() as conn:
            locks.check_fence(conn, tasks[0].run)
            leasing.give_back(conn, tasks)

    def follow(self, task: Task, link: Link, now: str) -> Hop:
        """The page that a redirect leads to."""
        with self.connection.write() as conn:
            locks.check_fence(conn, task.run)
            return hops.take(conn, task.run, link, now, task.url)

    def close(self, end: PageEnd, mode: Mode) -> Closed:
        """Write the end of a visit."""
        self._before.drop()  # what a transaction before left that was rolled back
        with self.connection.write() as conn:
            locks.check_fence(conn, end.task.run)
            closed = closing.close(conn, end, mode, self._before)
        self._before.keep()
        return closed

    def waiting(self, run: Run, mode: Mode, now: str) -> tuple[int, float | None]:
        """Open pages inside the window, and seconds until the first is due."""
        self._know(mode)
        with self.connection.read() as conn:
            return leasing.waiting(conn, run, mode, now)

    def due_in(self, run: Run, mode: Mode, now: str, host: str) -> float | None:
        """Seconds until the host's first open page is due."""
        self._know(mode)
        with self.connection.read() as conn:
            return leasing.due_in(conn, run, mode, now, host)

    def due_hosts(self, run: Run) -> list[str]:
        """Hosts with open pages."""
        with self.connection.read() as conn:
            return leasing.hosts_of(conn, run.paper)

    def left_out(self, run: Run, mode: Mode) -> int:
        """Open pages outside the window."""
        self._know(mode)
        with self.connection.read() as conn:
            return leasing.left_out(conn, run, mode)

    def _know(self, mode: Mode) -> None:
        """Given addresses are put where SQL can look them up, once."""
        if mode.only_urls and mode.only_urls is not self._wanted:
            with self.connection.write() as conn:
                remember_wanted(conn, mode.only_urls)
            self._wanted = mode.only_urls

    def had_links(self, url: str) -> bool:
        """True when the listing ever had an article."""
        with self.connection.read() as conn:
            row = conn.execute("SELECT had_articles FROM pages WHERE url = ?", (url,)).fetchone()
        return bool(row and row["had_articles"])

    def close_connection(self) -> None:
        """Fold the log into the file and close; whatever lock is held is let go."""
        try:
            self.connection.close()
        finally:
            self._drop_holder()
