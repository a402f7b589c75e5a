"""The scheduler: the store's frontier, seen from Scrapy's engine.

It keeps no queue of its own but a small buffer of leased pages for each host, so memory does not
grow with the frontier, and hands out in turn, so that a slow host never starves a fast one.
"""

from __future__ import annotations

import logging
import time
from collections import Counter, deque
from contextlib import suppress

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from crawler import clock
from crawler.engine.robots_rules import MAX_CRAWL_DELAY
from crawler.newspaper import NewspaperSpider
from crawler.runs.session import session_of
from pipelines.storage.base import LostLeaseError, StorageError, Task

logger = logging.getLogger(__name__)

#: Pages leased at once for a host.
BATCH = 16
#: A retry that is due this soon is waited for; a later one is left to the next run.
PATIENCE_SECONDS = 45.0
#: A host's own pause may be its crawl-delay, which is never a reason to leave it alone.
HOST_PATIENCE_SECONDS = MAX_CRAWL_DELAY + 5.0


class FrontierScheduler(BaseScheduler):
    """Takes requests from the store alone."""

    def __init__(self, crawler: Crawler) -> None:
        self._session = session_of(crawler)
        self._per_host = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        self._hosts = deque(self._session.mode.window.hosts or sorted(self._session.health))
        self._ready: dict[str, deque[Task]] = {host: deque() for host in self._hosts}
        self._session.ready = self._ready
        #: Redirects on their way back to the downloader: their page is leased already.
        self._returned: deque[Request] = deque()
        self._spider: NewspaperSpider | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> FrontierScheduler:
        """Made by Scrapy."""
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """Remember the spider, which turns tasks into requests."""
        assert isinstance(spider, NewspaperSpider)
        self._spider = spider

    def close(self, reason: str) -> None:
        """Give back what was leased and not asked."""
        del reason
        for host in self._ready:
            self._give_back(host)

    def enqueue_request(self, request: Request) -> bool:
        """Take a redirect back; a request without a lease is none of ours and is refused."""
        if request.meta.get("task") is None:
            return False
        self._returned.append(request)
        return True

    def has_pending_requests(self) -> bool:
        """True while something is due, or soon will be, on a host that still answers."""
        if self._returned:
            return True
        # The engine asks only when nothing is in flight: a page that is still open then has ended
        # without a word. "Nothing pending" lets `spider_idle` end it (crawler.engine.visits).
        if self._session.stopping or self._session.open_tasks or self._spent():
            return False
        if any(self._ready[host] for host in self._hosts if not self._is_out(host)):
            return True
        return any(
            self._due_soon(host) or self._more(host)
            for host in self._hosts
            if not self._is_out(host)
        )

    def next_request(self) -> Request | None:
        """The next request of the next host that has one and may be asked."""
        if self._returned:
            self._session.refreshing.count()
            return self._returned.popleft()
        if self._session.stopping or self._spent():
            return None
        busy = Counter(task.host for task in self._session.open_tasks.values())
        for _ in range(len(self._hosts)):
            host = self._hosts[0]
            self._hosts.rotate(-1)
            if self._is_out(host):
                self._give_back(host)
            elif self._must_wait(host):
                continue
            elif busy[host] < self._at_once(host) and (task := self._take(host)):
                return self._request(task)
        return None

    def _spent(self) -> bool:
        refreshing = self._session.refreshing
        if refreshing.spent and any(self._ready.values()):
            refreshing.leaves_pages()
        return refreshing.spent

    def _at_once(self, host: str) -> int:
        """Pages of a host that may be open: those in flight, and one that waits for its pause.

        Where there is no pause nothing may wait: Scrapy's slot looks how many are in flight before
        those that it has just let go count, and sends all that it holds at once.
        """
        return self._per_host + (self._session.pace.delay_of(host) > 0)

    def _is_out(self, host: str) -> bool:
        return self._session.health[host].out is not None

    def _must_wait(self, host: str) -> bool:
        seconds = 0.0
        with suppress(StorageError, LostLeaseError), self._session.writing():
            seconds = self._session.pace.wait(host)
        if seconds > HOST_PATIENCE_SECONDS:
            health = self._session.health[host]
            health.out, health.why = "blocked", f"it asked to wait for {seconds:.0f} s more"
        return seconds > 0

    def _take(self, host: str) -> Task | None:
        ready = self._ready[host]
        if not ready:
            session = self._session
            with suppress(StorageError, LostLeaseError), session.writing():
                ready.extend(self._lease(host))
                if not ready and session.refill(host):
                    ready.extend(self._lease(host))
        return ready.popleft() if ready else None

    def _lease(self, host: str) -> list[Task]:
        session, began = self._session, time.monotonic()
        try:
            return session.store.lease(session.run, session.mode, BATCH, clock.now(), host=host)
        finally:
            session.lease_seconds += time.monotonic() - began

    def _request(self, task: Task) -> Request:
        assert self._spider is not None
        self._session.open_tasks[task.page_id] = task
        self._session.refreshing.count()
        return self._spider.request_for(task)

    def _give_back(self, host: str) -> None:
        ready = self._ready[host]
        if not ready or self._session.storage_error or self._session.lost:
            return
        with suppress(StorageError, LostLeaseError), self._session.writing():
            self._session.store.release(list(ready))
        ready.clear()

    def _more(self, host: str) -> bool:
        with suppress(StorageError, LostLeaseError), self._session.writing():
            return self._session.refill(host)
        return False

    def _due_soon(self, host: str) -> bool:
        session = self._session
        seconds = None
        with suppress(StorageError, LostLeaseError), session.writing():
            seconds = session.store.due_in(session.run, session.mode, clock.now(), host)
        return seconds is not None and seconds <= PATIENCE_SECONDS
