"""The beginning of a run: the store opened and the newspaper's lock taken, from a sleeper if need be."""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path

from crawler import clock
from crawler.runs.arguments import Plan
from crawler.runs.session import LEASE_SECONDS
from crawler.runs.takeover import CannotEndError, end_stopped, this_process
from pipelines.storage.base import BusyError, LockedError, Run, StorageError, Store
from pipelines.storage.holding import crawl_that_holds
from pipelines.storage.sqlite import SqliteStore

logger = logging.getLogger(__name__)


def begin(database: Path, paper: str, plan: Plan) -> tuple[Store, Run]:
    """An open store and an open run; raises LockedError or StorageError.

    A crawl that is stopped in the middle of a write holds SQLite's own lock too, which nothing but
    its end or its waking frees: once its lease has ended it is ended.
    """
    try:
        return _opened(database, paper, plan)
    except BusyError as error:
        if not _ended_sleeper(database, paper, error):
            raise
    return _opened(database, paper, plan)


def _opened(database: Path, paper: str, plan: Plan) -> tuple[Store, Run]:
    store = SqliteStore.open(database, clock.now())
    if (kept := store.connection.kept) is not None:
        logger.warning(
            "The database had an older schema: it was brought up to date; %s is as it was", kept
        )
    try:
        run = store.begin_run(
            paper, plan.mode_name, plan.arguments, clock.now(), LEASE_SECONDS, this_process()
        )
    except BaseException:
        with suppress(StorageError):  # what happened first is what is told
            store.close_connection()
        raise
    return store, run


def _ended_sleeper(database: Path, paper: str, error: BusyError) -> bool:
    """True when the holder was ended; False when no crawl of this newspaper holds the lock."""
    holder = crawl_that_holds(database, paper)
    if holder is None:
        return False
    who = f"another crawl of {paper} (run {holder.run_id}) holds this database"
    if holder.lease_until > clock.now():
        message = f"{who}; its lease ends at {holder.lease_until}; {error}"
        raise LockedError(message) from error
    try:
        pid = end_stopped(holder.process)
    except CannotEndError as reason:
        message = f"{who} and its lease ended at {holder.lease_until}, but {reason}"
        raise LockedError(message) from error
    logger.warning(
        "Run %s of %s (process %s) was stopped in the middle of a write and its lease ended at %s:"
        " the process was ended, this run takes over",
        holder.run_id,
        paper,
        pid,
        holder.lease_until,
    )
    return True
