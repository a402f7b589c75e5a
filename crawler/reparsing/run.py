"""One reparse of one newspaper: its lock, its workers, its one writer, its end."""

from __future__ import annotations

import logging
import os
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any, NamedTuple

from scrapy.settings import BaseSettings

from crawler import clock
from crawler.config import Config
from crawler.reparsing.crew import Crew, CrewError, Lost
from crawler.reparsing.meter import Meter
from crawler.reparsing.pages import PageRead, PageWork, Tools
from crawler.reparsing.stopping import Stopper
from crawler.reparsing.summary import Told
from crawler.runs.arguments import Plan
from crawler.runs.begin import begin
from crawler.runs.ending import Summary, refused
from crawler.runs.logs import name_run
from crawler.runs.session import LEASE_SECONDS, RENEW_SECONDS
from crawler.runs.verdict import Exit, Facts, Verdict, verdict_of
from pipelines.outcomes import Outcome, Reason
from pipelines.rules import Newspaper
from pipelines.storage import reparsing
from pipelines.storage.base import LockedError, LostLeaseError, Run, StorageError, Store
from pipelines.storage.base_mode import Mode
from pipelines.storage.base_reparse import Choice, Reclosed, Reread
from pipelines.storage.connection import Connection, open_as_it_is
from pipelines.storage.rewriting import Rewriter
from pipelines.storage.sqlite import SqliteStore

logger = logging.getLogger(__name__)

#: Pages a transaction, and seconds at most until what was read is written.
BATCH_PAGES, BATCH_SECONDS = 200, 1.0


class Wish(NamedTuple):
    """What is wanted of one newspaper."""

    paper: Newspaper
    choice: Choice
    #: As typed, for `runs.arguments`.
    arguments: dict[str, str]
    dry_run: bool


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
        try:
            self._go_through(Rewriter(connection, self.wish.paper.name, run), store, run)
        except StorageError as error:
            problem["storage_error"] = str(error)
        except LostLeaseError as error:
            problem["lost"] = str(error)
        except CrewError as error:
            problem["crash"] = str(error)
        except Exception:  # noqa: BLE001  whatever broke outside a page is the run's crash
            problem["crash"] = traceback.format_exc()
        return self._end(connection, store, run, problem)

    def _begin(self) -> tuple[Connection, Store | None, Run | None]:
        if self.wish.dry_run:
            return open_as_it_is(self.config.database), None, None
        plan = Plan(Mode(), "reparse", None, self.wish.arguments)
        store, run = begin(self.config.database, self.wish.paper.name, plan)
        assert isinstance(store, SqliteStore)
        return store.connection, store, run

    # -- reading and writing ----------------------------------------------------------------
    def _go_through(self, rewriter: Rewriter, store: Store | None, run: Run | None) -> None:
        total = rewriter.count(self.wish.choice)
        meter = Meter(self.settings, self.config.log_as, total, "pages")
        crew = Crew(os.cpu_count() or 1, Tools(self.wish.paper, self.config.archive_dir))
        self.stopper.then = lambda: setattr(crew, "is_stopping", True)
        crew.is_stopping = self.stopper.received is not None
        pieces = map(PageWork, rewriter.pages(self.wish.choice))
        try:
            with closing(crew.results(pieces)) as results:
                keep = self._keeper(store, run)
                for batch in self._batches(results):
                    self._write(rewriter, batch)
                    meter.tell(self.told.read, self._changed())
                    keep()
                    if self.stopper.at_once:
                        return
        finally:
            meter.stop(self.told.read, self._changed())
            if crew.deaths:
                logger.warning("%d workers died; what they had was given out again", crew.deaths)

    def _batches(self, results: Iterator[Any]) -> Iterator[list[Any]]:
        """Results in batches, an empty one for each breath."""
        batch: list[Any] = []
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

    def _write(self, rewriter: Rewriter, results: list[tuple[PageWork, PageRead | Lost]]) -> None:
        if not results:
            return
        now, done = clock.now(), []
        batch = [(w, _lost(w, r, now) if isinstance(r, Lost) else r) for w, r in results]
        with rewriter.batch(now) as (conn, run):
            for work, read in batch:
                if read.unreadable is None:
                    closed = reparsing.reclose(
                        conn, run, work.kept, read.base, read.newest, now, self.wish.choice.since
                    )
                    done.append((work.kept.url, closed))
        # Told once it is written, so that the counts are those of the database.
        for url, closed in done:
            self._note(url, closed)
        for work, read in batch:
            if read.unreadable is not None:
                logger.error("unreadable %s: %s", work.kept.url, read.unreadable)
                self.told.could_not_read(work.kept.url, read.unreadable)

    def _note(self, url: str, closed: Reclosed) -> None:
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
            yield f"{self.told.unreadable} archived pages cannot be read: scrapy verify says more"

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


def _lost(work: PageWork, lost: Lost, now: str) -> PageRead:
    ref = work.kept.newest_ref or work.kept.base_ref
    end = Reread(ref, now, None, 0, Outcome.CRASHED, Reason.EXCEPTION, lost.detail)
    return PageRead(newest=end)
