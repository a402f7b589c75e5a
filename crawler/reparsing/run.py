"""One reparse of one newspaper: its lock, its workers, its one writer, its end."""

from __future__ import annotations

import logging
import os
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from scrapy.settings import BaseSettings

from crawler import clock
from crawler.config import Config
from crawler.reparsing.crew import Crew, CrewError, Piece
from crawler.reparsing.meter import Meter
from crawler.reparsing.pages import Tools
from crawler.reparsing.sources import ForeignFiles, OwnArchive, Source
from crawler.reparsing.stopping import Stopper
from crawler.reparsing.summary import Told
from crawler.runs.arguments import Plan
from crawler.runs.begin import begin
from crawler.runs.ending import Summary, refused
from crawler.runs.logs import name_run
from crawler.runs.session import LEASE_SECONDS, RENEW_SECONDS
from crawler.runs.verdict import Exit, Facts, Verdict, verdict_of
from pipelines.archive import ArchiveError, WarcArchive
from pipelines.outcomes import Outcome
from pipelines.rules import Newspaper
from pipelines.storage.base import LockedError, LostLeaseError, Run, StorageError, Store
from pipelines.storage.base_mode import Mode
from pipelines.storage.base_reparse import Choice
from pipelines.storage.connection import Connection, open_as_it_is
from pipelines.storage.rewriting import Rewriter
from pipelines.storage.sqlite import SqliteStore

logger = logging.getLogger(__name__)

#: Pages a transaction, and seconds at most until what was read is written.
BATCH_PAGES, BATCH_SECONDS = 200, 1.0
#: A page that takes longer has caught its worker; a file to be looked through may be many gigabytes.
PAGE_SECONDS, SCAN_SECONDS = 120.0, 6 * 3_600.0


class Wish(NamedTuple):
    """What is wanted of one newspaper."""

    paper: Newspaper
    choice: Choice
    #: As typed, for `runs.arguments`.
    arguments: dict[str, str]
    dry_run: bool
    #: WARC files of others; empty: our own archive.
    files: tuple[Path, ...] = ()


Result = tuple[Any, Any]


@dataclass(slots=True)
class Reparse:
    """The reading of one newspaper's archive."""

    config: Config
    settings: BaseSettings
    wish: Wish
    stopper: Stopper
    told: Told

    def conduct(self) -> Summary:
        """Read, write, and say how it ended."""
        try:
            connection, store, run = self._begin()
        except LockedError as error:
            return refused(Verdict("locked", Exit.LOCKED, str(error)))
        except StorageError as error:
            return refused(Verdict("storage", Exit.STORAGE, str(error)))
        if run is not None:
            name_run(run.id, run.paper)
        problem: dict[str, str] = {}
        rewriter = Rewriter(connection, self.wish.paper.name, run)
        try:
            with closing(self._source(rewriter, run)) as source:
                self._go_through(source, rewriter, self._keeper(store, run))
        except (StorageError, ArchiveError) as error:
            problem["storage_error"] = str(error)
        except LostLeaseError as error:
            problem["lost"] = str(error)
        except CrewError as error:
            problem["crash"] = str(error)
        except Exception:  # noqa: BLE001  whatever broke outside a page is the run's crash
            problem["crash"] = traceback.format_exc()
        return self._end(connection, store, run, problem)

    def _begin(self) -> tuple[Connection, Store | None, Run | None]:
        if self.wish.dry_run and self.wish.files and not self.config.database.exists():
            return SqliteStore.in_memory().connection, None, None
        if self.wish.dry_run:
            return open_as_it_is(self.config.database), None, None
        plan = Plan(Mode(), "reparse", None, self.wish.arguments)
        store, run = begin(self.config.database, self.wish.paper.name, plan)
        assert isinstance(store, SqliteStore)
        return store.connection, store, run

    # -- reading and writing ----------------------------------------------------------------
    def _source(self, rewriter: Rewriter, run: Run | None) -> Source:
        wish, folder = self.wish, self.config.archive_dir
        if not wish.files:
            return OwnArchive(rewriter, wish.choice)
        archive = WarcArchive(folder, wish.paper.name, run.id) if run and folder else None
        return ForeignFiles(rewriter, wish.choice, wish.paper, wish.files, archive, self.told)

    def _go_through(self, source: Source, rewriter: Rewriter, keep: Callable[[], None]) -> None:
        for found in self._done(source.first(), SCAN_SECONDS):
            keep()
            if found is not None:
                source.looked_through(*found)
        if self.stopper.received is not None:
            return
        meter = Meter(self.settings, self.config.log_as, source.count(), source.what)
        try:
            for batch in self._batches(self._done(source.pieces(), PAGE_SECONDS)):
                self._write(source, rewriter, batch)
                meter.tell(self.told.read, self._changed())
                keep()
        finally:
            meter.stop(self.told.read, self._changed())

    def _done(self, pieces: Iterator[Piece], limit_seconds: float) -> Iterator[Result | None]:
        """Pieces with their results, until a signal says that it is enough."""
        tools = Tools(self.wish.paper, self.config.archive_dir)
        crew = Crew(len(os.sched_getaffinity(0)), tools, limit_seconds)
        self.stopper.then = lambda: setattr(crew, "is_stopping", True)
        crew.is_stopping = self.stopper.received is not None
        with closing(crew.results(pieces)) as results:
            for result in results:
                yield result
                if self.stopper.at_once:
                    return
        if crew.deaths:
            logger.warning("%d workers died; what they had was given out again", crew.deaths)

    def _batches(self, results: Iterator[Result | None]) -> Iterator[list[Result]]:
        """Results in batches, an empty one for each breath."""
        batch: list[Result] = []
        since = time.monotonic()
        for result in results:
            if result is not None:
                batch.append(result)
            full = len(batch) >= BATCH_PAGES or time.monotonic() - since >= BATCH_SECONDS
            if full or (result is None and not batch):
                yield batch
                batch, since = [], time.monotonic()
        yield batch

    def _keeper(self, store: Store | None, run: Run | None) -> Callable[[], None]:
        renewed = time.monotonic()

        def keep() -> None:
            nonlocal renewed
            if store is None or run is None or time.monotonic() - renewed < RENEW_SECONDS:
                return
            store.renew(run, clock.now(), LEASE_SECONDS)
            renewed = time.monotonic()

        return keep

    def _write(self, source: Source, rewriter: Rewriter, batch: list[Result]) -> None:
        if not batch:
            return
        now = clock.now()
        with rewriter.batch(now) as (conn, run):
            written = [source.write(conn, run, piece, result, now) for piece, result in batch]
        # Told once it is written, so that the counts are those of the database.
        for url, closed, why in written:
            if closed is None:
                logger.error("unreadable %s: %s", url, why)
                self.told.could_not_read(url, why)
            else:
                self.told.note(url, closed)
                if closed.outcome is Outcome.CRASHED:
                    logger.error("crashed %s", url)

    def _changed(self) -> int:
        return self.told.read - self.told.same - self.told.left_out

    # -- the end ----------------------------------------------------------------------------
    def _end(
        self,
        connection: Connection,
        store: Store | None,
        run: Run | None,
        problem: dict[str, str],
    ) -> Summary:
        told = self.told
        verdict = verdict_of(
            Facts(
                crashed=told.outcomes[Outcome.CRASHED],
                visits=sum(told.outcomes.values()),
                signal=self.stopper.received,
                alarms=tuple(self._alarms()),
                **problem,  # type: ignore[arg-type]
            )
        )
        stats = {"requests": 0, "left_out": told.left_out, "reasons": dict(told.reasons)}
        stats |= told.facts()
        try:
            if (
                store is not None
                and run is not None
                and not problem.keys() & {"storage_error", "lost"}
            ):
                store.end_run(
                    run, clock.now(), verdict.word, verdict.code, stats, problem.get("crash")
                )
            (connection.close if store is None else store.close_connection)()
        except (StorageError, LostLeaseError) as error:
            verdict = Verdict("storage", Exit.STORAGE, str(error))
        return self._summary(run, verdict)

    def _alarms(self) -> Iterator[str]:
        if self.told.unreadable:
            yield f"{self.told.unreadable} archived pages or files cannot be read: scrapy verify says more"

    def _summary(self, run: Run | None, verdict: Verdict) -> Summary:
        told = self.told
        summary: Summary = {
            "run": run.id if run else None,
            "paper": self.wish.paper.name,
            "mode": "reparse",
            "dry_run": self.wish.dry_run,
            "verdict": verdict.word,
            "exit_code": int(verdict.code),
            "new": told.outcomes[Outcome.STORED_NEW],
            "updated": told.outcomes[Outcome.STORED_UPDATE],
            "requests": 0,
            "hosts": {},
            "outcomes": dict(sorted(told.outcomes.items())),
            **told.facts(),
        }
        if verdict.why:
            summary["why"] = verdict.why
        return summary
