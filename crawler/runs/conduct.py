"""Conducts runs from lock to summary, one after another in one process.

A crawl of one newspaper is one run; `crawl any` is one for each newspaper whose addresses it was
given, so that each has its own lock, and a host that another crawl holds is left alone.
"""

from __future__ import annotations

import logging
import traceback
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from typing import Any, NamedTuple

from scrapy.crawler import CrawlerProcessBase

from crawler import clock
from crawler.config import Config
from crawler.process import ignore_signals
from crawler.runs.arguments import Plan
from crawler.runs.begin import begin
from crawler.runs.ending import Summary, end_session, refused
from crawler.runs.errors import ErrorWatch
from crawler.runs.logs import name_run
from crawler.runs.metrics import Ended, leave
from crawler.runs.progress import told
from crawler.runs.session import Session, attach
from crawler.runs.signals import Stopper
from crawler.runs.verdict import Exit, Verdict
from crawler.runs.watching import Watching
from pipelines.archive import Archive, NoArchive, WarcArchive
from pipelines.rules import Newspaper
from pipelines.storage.base import LockedError, StorageError

#: The worst first: what the exit code of several runs is.
_WORST = (
    Exit.STORAGE,
    Exit.CRASHED,
    Exit.INTERRUPTED,
    Exit.UNREACHABLE,
    Exit.DEGRADED,
    Exit.COMPLETE,
)


class Part(NamedTuple):
    """One run that is wanted: whose spider, of which newspaper, asking what."""

    spider: str
    paper: Newspaper
    plan: Plan


class Conductor:
    """Runs one part after the other; each ends with its own summary."""

    def __init__(self, process: CrawlerProcessBase, config: Config, parts: Sequence[Part]) -> None:
        self._process = process
        self._config = config
        self._watching = Watching.of(config)
        self._parts = list(parts)
        self._open: tuple[Session, ExitStack] | None = None
        self._begun_at = ""
        self._stopper = Stopper()
        self.summaries: list[Summary] = []

    def conduct(self) -> Summary:
        """All runs, and what the crawl prints last."""
        self._stopper.install()
        self._begin_next()
        if self._open is not None:
            try:
                self._process.start(install_signal_handlers=False)
            except Exception:  # noqa: BLE001  whatever broke outside a page is the run's crash
                self._open[0].crashed(traceback.format_exc())
        self._end()
        ignore_signals()
        if not self.summaries:
            why = f"{self._stopper.received}: no run was begun"
            return refused(Verdict("interrupted", Exit.INTERRUPTED, why))
        return summed(self.summaries)

    def _go_on(self, _: Any = None) -> None:
        """A crawl is over: end its run and begin the next; the last one is ended by `conduct`."""
        if self._parts and self._open is not None:
            self._end()
            self._begin_next()

    def _begin_next(self) -> None:
        while (
            self._parts
            and self._open is None
            and self._stopper.received is None
            and not _broken(self.summaries)
        ):
            self._begin(self._parts.pop(0))

    def _begin(self, part: Part) -> None:
        session = self._session(part)
        if session is None:
            return
        stack = ExitStack()
        self._open = session, stack
        watch = ErrorWatch(session)
        logging.getLogger().addHandler(watch)
        stack.callback(logging.getLogger().removeHandler, watch)
        try:
            name_run(session.run.id, session.paper.name)
            crawler = self._process.create_crawler(part.spider)
            attach(crawler, session)
            self._stopper.watch(crawler, session)
            stack.enter_context(told(crawler, session, self._config.log_as))
            crawling = self._process.crawl(crawler)
        except Exception:  # noqa: BLE001  as above
            session.crashed(traceback.format_exc())
            self._end()
            return
        then = getattr(crawling, "add_done_callback", None) or partial(_after, crawling)
        then(self._go_on)

    def _session(self, part: Part) -> Session | None:
        """An open run; else its end is written down already."""
        paper, plan, config = part.paper, part.plan, self._config
        self._begun_at = clock.now()
        try:
            store, run = begin(config.database, paper.name, plan)
            self._watching.begun(store, run)
        except LockedError as error:
            hosts = ", ".join(edition.host for edition in paper.editions)
            why = f"{error}; {hosts} is left alone"
            self.summaries.append(refused(Verdict("locked", Exit.LOCKED, why)))
            return None
        except StorageError as error:
            summary = refused(Verdict("storage", Exit.STORAGE, str(error)))
            self._told(Ended(paper.name, self._begun_at, summary))
            self._watching.not_written(paper.name, str(error))
            return None
        archive: Archive = NoArchive()
        if config.archive_dir is not None:
            archive = WarcArchive(config.archive_dir, paper.name, run.id)
        return Session(store, run, paper, plan.mode, archive, plan.origin)

    def _end(self) -> None:
        if self._open is None:
            return
        session, stack = self._open
        self._open = None
        stack.close()
        if self._process.bootstrap_failed and session.crash is None:
            session.crashed("Scrapy could not start the spider; see the log")
        summary = end_session(session, self._config.visits_days, self._watching)
        self._told(Ended(session.paper.name, self._begun_at, summary, session.lease_seconds))

    def _told(self, ended: Ended) -> None:
        """Keep the summary, and leave the metrics: also of a run that failed."""
        summary = dict(ended.summary)
        if (problem := leave(self._config, ended)) is not None:
            summary["notes"] = [*summary.get("notes", ()), problem]
        self.summaries.append(summary)


def _after(deferred: Any, call: Any) -> None:
    """The same for a process whose crawls are Deferreds."""
    deferred.addBoth(call)


def _broken(summaries: Sequence[Summary]) -> bool:
    """With a store that cannot be used no further run is begun."""
    return any(summary["exit_code"] == Exit.STORAGE for summary in summaries)


def summed(summaries: Sequence[Summary]) -> Summary:
    """One summary of several runs: counts added up, the worst verdict."""
    if len(summaries) == 1:
        return summaries[0]
    begun = [summary for summary in summaries if summary["run"] is not None]
    locked = [summary for summary in summaries if summary["exit_code"] == Exit.LOCKED]
    if len(locked) == len(summaries):
        verdict, code = "locked", int(Exit.LOCKED)
    else:
        # A host that was left alone is work not done.
        codes = {
            Exit.DEGRADED if s["exit_code"] == Exit.LOCKED else s["exit_code"] for s in summaries
        }
        code = next(int(worst) for worst in _WORST if worst in codes)
        named = (s["verdict"] for s in summaries if s["exit_code"] == code)
        verdict = next(named, "degraded")
    outcomes: Counter[str] = Counter()
    for summary in begun:
        outcomes.update(summary["outcomes"])
    total: Summary = {
        "run": begun[0]["run"] if begun else None,
        "verdict": verdict,
        "exit_code": code,
        **{
            name: sum(summary[name] for summary in begun)
            for name in ("new", "updated", "requests", "left_out")
        },
        "outcomes": dict(sorted(outcomes.items())),
        "hosts": {host: facts for s in begun for host, facts in s["hosts"].items()},
        "runs": list(summaries),
    }
    why = [summary["why"] for summary in summaries if summary.get("why")]
    if why:
        total["why"] = "; ".join(why)
    return total
