"""Extension: ties the run's session to the engine: heartbeat, stopping, pauses between requests."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from scrapy import Request, signals
from scrapy.crawler import Crawler

from crawler.engine.throttle import pace_rules, set_delay
from crawler.runs.session import RENEW_SECONDS, session_of
from pipelines.storage.base import LostLeaseError, StorageError

logger = logging.getLogger(__name__)


class Lifecycle:
    """Renews the lock while the crawl runs and lets the session stop it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._session = session_of(crawler)
        self._session.stop = self.stop
        self._session.pace.rules = pace_rules(crawler.settings)
        self._heart: asyncio.Task[None] | None = None
        self._stopping: asyncio.Task[None] | None = None
        crawler.signals.connect(self.opened, signal=signals.spider_opened)
        crawler.signals.connect(self.closed, signal=signals.spider_closed)
        crawler.signals.connect(self.asked, signal=signals.request_reached_downloader)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Lifecycle:
        """Made by Scrapy."""
        return cls(crawler)

    def opened(self) -> None:
        """Start the heartbeat."""
        self._heart = asyncio.ensure_future(self._beat())

    async def closed(self, reason: str) -> None:
        """Stop the heartbeat; note who closed the spider, if it neither came to its end nor was us."""
        if reason != "finished" and self._stopping is None:
            self._session.early = reason
        if self._heart is not None:
            self._heart.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._heart

    async def _beat(self) -> None:
        while not (self._session.storage_error or self._session.lost):
            await asyncio.sleep(RENEW_SECONDS)
            try:
                self._session.renew()
            except (StorageError, LostLeaseError):
                logger.debug("no more heartbeats: the lock or the store is gone")

    def stop(self, why: str) -> None:
        """Stop the crawl once; what is in flight ends, nothing more is taken up."""
        engine = self._crawler.engine
        if self._stopping is None and engine is not None and engine.spider is not None:
            self._stopping = asyncio.ensure_future(engine.close_spider_async(reason=why))

    def asked(self, request: Request) -> None:
        """Scrapy drops idle slots and makes them anew: each request sets the delay of its own."""
        set_delay(self._crawler, request)
