"""One run in one process: what scheduler, stages and command share while it lasts."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableSequence, Sequence
from contextlib import contextmanager
from typing import cast

from scrapy.crawler import Crawler

from crawler import clock
from crawler.runs.health import HostHealth
from crawler.runs.pace import Pace
from crawler.runs.refreshing import Refreshing
from crawler.runs.tally import Tally
from crawler.runs.telling import tell_end
from pipelines.archive import Archive, ArchiveError
from pipelines.items import Link, RawPage
from pipelines.outcomes import LINK_KINDS, Outcome, PageKind
from pipelines.rules import Newspaper
from pipelines.storage.base import Closed, LostLeaseError, PageEnd, Run, StorageError, Store, Task
from pipelines.storage.base_hops import Hop
from pipelines.storage.base_mode import Mode
from pipelines.urls import Address, read_address

logger = logging.getLogger(__name__)

#: Seconds a lock lives without being renewed: how long a stopped holder keeps others out.
LEASE_SECONDS = 60.0
RENEW_SECONDS = 15.0


def _not_running(*_: object) -> None:
    """Before the engine runs."""


class Session:
    """The run of one newspaper."""

    def __init__(
        self,
        store: Store,
        run: Run,
        paper: Newspaper,
        mode: Mode,
        archive: Archive,
        origin: str | None = None,
    ) -> None:
        self.store, self.run, self.paper, self.mode = store, run, paper, mode
        self.origin = origin
        self.hosts = paper.hosts
        self._archive = archive
        self.open_tasks: dict[int, Task] = {}
        #: Where redirects of an open page led, by its id.
        self.hops: dict[int, list[Hop]] = {}
        #: Leased and not yet taken up, by host; the scheduler's.
        self.ready: Mapping[str, MutableSequence[Task]] = {}
        self.health: dict[str, HostHealth] = {e.host: HostHealth() for e in paper.editions}
        self.counts: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.left: Counter[str] = Counter()
        self.tally = Tally(paper)
        self.left_out_now = 0
        self.refreshing = Refreshing(mode)
        self.storage_error: str | None = None
        #: The database itself takes the run's end all the same.
        self.only_archive_failed = False
        self.crash: str | None = None
        self.lost: str | None = None  # when another process took the lock over
        self.signal: str | None = None
        self.lease_seconds = 0.0  # spent waiting for the store to hand out pages
        self.early: str | None = None  # when a limit of Scrapy's closed the spider
        self.pace = Pace(store, paper.name)
        self._renewed = time.monotonic()
        #: Puts further addresses of a host into the frontier, by number; True when it did.
        self.refill: Callable[[str], bool] = lambda _: False
        #: Set by the engine's extension: stops the crawl, letting what is in flight end.
        self.stop: Callable[[str], None] = _not_running

    # -- what the stages need ---------------------------------------------------------------
    def newspaper(self, paper: str) -> Newspaper:
        """The run's newspaper; another name is a page that strayed in."""
        if paper != self.paper.name:
            raise ValueError(f"a page of {paper!r} in a run of {self.paper.name!r}")
        return self.paper

    def archive(self, page: RawPage) -> str | None:
        """Keep the raw page; a disk that refuses ends the run as a storage error."""
        try:
            return self._archive.append(page, page.task.archive_ref if page.task else None)
        except ArchiveError as error:
            self.fail(str(error), of_archive=True)
            raise StorageError(str(error)) from error

    def left_aside(self, why: str, count: int) -> None:
        """Count addresses on pages that were left aside."""
        self.left[why] += count

    def finish(self, end: PageEnd) -> Closed:
        """Write the end of a visit and take note of it."""
        end.finished_at = clock.now()
        end.duration_ms = round(1000 * clock.seconds_between(end.started_at, end.finished_at))
        end.hops = tuple(self.hops.pop(end.task.page_id, ()))
        with self.writing():
            closed = self.store.close(end, self.mode)
            if end.retry_after and closed.outcome is Outcome.DEFERRED:
                self.pace.hold(end.task.host, end.retry_after)
        self.open_tasks.pop(end.task.page_id, None)
        self._note(end, closed)
        return closed

    def _note(self, end: PageEnd, closed: Closed) -> None:
        told = (closed.outcome, closed.reason, end.detail)
        self.health[end.task.host].saw(*told, of_listing=end.task.kind in LINK_KINDS)
        if closed.outcome is None:
            self.left_out_now += 1
            return
        for outcome, reason in ((closed.outcome, closed.reason), *closed.hops):
            self.counts[outcome] += 1
            if reason:
                self.reasons[f"{outcome}/{reason}"] += 1
        self.tally.note(end, closed)
        tell_end(end, closed)

    # -- what the engine needs --------------------------------------------------------------
    def guard(self) -> None:
        """Raise LostLeaseError when this process may no longer send; renew when due."""
        if time.monotonic() - self._renewed >= RENEW_SECONDS:
            self.renew()

    @property
    def overslept(self) -> bool:
        """The lock was not prolonged in time: another crawl may hold it by now."""
        return time.monotonic() - self._renewed >= LEASE_SECONDS

    def renew(self) -> None:
        """Prolong the newspaper's lock."""
        with self.writing():
            self.store.renew(self.run, clock.now(), LEASE_SECONDS)
        self._renewed = time.monotonic()

    def open_again(self, links: Sequence[Link]) -> None:
        """Put addresses into the frontier and make known ones due again."""
        now = clock.now()
        with self.writing():
            self.store.add(self.run, links, now, None)
            self.store.reopen(self.run, [link.url for link in links], now)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Around every use of the store: an error ends the run, and is raised on."""
        if self.storage_error is not None:
            # Each further try would wait as long as the first one for a store that is gone.
            raise StorageError(self.storage_error)
        try:
            yield
        except StorageError as error:
            self.fail(str(error))
            raise
        except LostLeaseError as error:
            self.lost = self.lost or str(error)
            self.stop("lost")
            raise

    def fail(self, why: str, *, of_archive: bool = False) -> None:
        """Store or archive can no longer be used: nothing more is asked, no visit is written."""
        if self.storage_error is None:
            self.storage_error = why
            self.only_archive_failed = of_archive
            logger.error("Storage: %s", why)
            self.stop("storage")

    def crashed(self, traceback: str) -> None:
        """An exception outside a page: the run is at fault, whatever else ends well."""
        if self.crash is None:
            self.crash = traceback
            self.stop("crashed")

    def count_request(self, host: str) -> None:
        """One request is sent, robots.txt included."""
        self.health[host].requests += 1
        with self.writing():
            self.pace.sent(host)

    def robots_read(self, host: str, status: str) -> None:
        """Remember what came of robots.txt."""
        self.health[host].robots = status

    def robots_status(self, host: str) -> str:
        """What came of robots.txt, in words."""
        health = self.health.get(host)
        return (health.robots if health else None) or "unavailable"

    def sitemaps_named(self, urls: Iterable[str]) -> None:
        """Sitemaps that a robots.txt names are walked like those of the newspaper's file."""
        if self.mode.given or self.mode.window.sections:
            return
        addresses = [read_address(url, self.paper) for url in urls]
        links = [Link(a.url, PageKind.SITEMAP) for a in addresses if isinstance(a, Address)]
        if links:
            self.open_again(links)

    @property
    def stopping(self) -> bool:
        """True when no further page is taken up."""
        return bool(self.storage_error or self.lost or self.crash or self.signal)

    def close(self) -> None:
        """Close the archive's file."""
        self._archive.close()


def attach(crawler: Crawler, session: Session) -> None:
    """Hang the session on the crawler, where every component of the crawl finds it."""
    crawler.session = session  # type: ignore[attr-defined]


def session_of(crawler: Crawler) -> Session:
    """The session of this crawl."""
    session = getattr(crawler, "session", None)
    if session is None:
        message = "no run is open: start crawls with `scrapy crawl`, which takes the lock first"
        raise RuntimeError(message)
    return cast("Session", session)
