"""The nets under a crawl: every page handed out ends its visit, whatever breaks.

Where Scrapy lets a page go without a word (see docs/decisions.md), one of these catches it and ends
the visit as `crashed`, with the exception kept.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from typing import Any

from itemadapter import ItemAdapter
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import clock
from crawler.runs.session import Session, session_of
from pipelines.outcomes import Outcome, Reason
from pipelines.stages import EndedWithoutArticleError
from pipelines.storage.base import LostLeaseError, PageEnd, StorageError, Task

logger = logging.getLogger(__name__)


class VisitNets:
    """Extension: ends the visits that broke on the way."""

    def __init__(self, crawler: Crawler) -> None:
        self._session: Session = session_of(crawler)
        connect = crawler.signals.connect
        connect(self.spider_error, signal=signals.spider_error)
        connect(self.item_error, signal=signals.item_error)
        connect(self.item_dropped, signal=signals.item_dropped)
        connect(self.spider_idle, signal=signals.spider_idle)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> VisitNets:
        """Made by Scrapy."""
        return cls(crawler)

    def spider_error(self, failure: Failure, response: Response | None) -> None:
        """A callback raised; without a response it was `start()`, which is the run's fault."""
        if isinstance(failure.value, StorageError | LostLeaseError):
            return  # the session knows already
        if response is None or response.request is None:
            self._session.crashed(failure.getTraceback())
            return
        self._end(response.request.meta.get("task"), failure.getTraceback())

    def item_error(self, item: Any, failure: Failure) -> None:
        """A stage raised."""
        if isinstance(failure.value, StorageError | LostLeaseError):
            return  # the session knows already; the page stays leased for the next run
        adapter = ItemAdapter(item)
        self._end(adapter.get("task"), failure.getTraceback(), adapter.get("archive_ref"))

    def item_dropped(self, item: Any, exception: Exception) -> None:
        """Another project's stage dropped the page before it was stored."""
        if isinstance(exception, EndedWithoutArticleError) or not ItemAdapter.is_item(item):
            return
        task = ItemAdapter(item).get("task")
        self._end(task, str(exception), outcome=Outcome.REJECTED, reason=Reason.DROPPED)

    def spider_idle(self) -> None:
        """Nothing is in flight: what is still open ended without a word."""
        lost = list(self._session.open_tasks.values())
        for task in lost:
            self._end(task, "the page ended without a result", reason=Reason.NO_RESULT)
        if lost and not self._session.stopping:
            raise DontCloseSpider

    def _end(
        self,
        task: Task | None,
        detail: str,
        archive_ref: str | None = None,
        *,
        outcome: Outcome = Outcome.CRASHED,
        reason: Reason = Reason.EXCEPTION,
    ) -> None:
        if task is None or task.page_id not in self._session.open_tasks:
            self._session.crashed(detail)
            return
        now = clock.now()
        end = PageEnd(
            task=task,
            outcome=outcome,
            reason=reason,
            detail=detail,
            started_at=now,
            finished_at=now,
            archive_ref=archive_ref,
        )
        try:
            self._session.finish(end)
        except (StorageError, LostLeaseError):
            logger.debug("%s stays leased: the store is gone", task.url)


class OneResult:
    """Spider middleware: a callback that yields nothing, or a request, breaks the one rule."""

    def __init__(self, crawler: Crawler) -> None:
        self._session = session_of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> OneResult:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        """Pass items on; refuse requests, and say so when there was nothing."""
        seen = 0
        async for value in result:
            if isinstance(value, Request):
                message = f"a callback yielded a request to {value.url}: links belong to the stages"
                raise TypeError(message)
            seen += 1
            yield value
        if seen != 1:
            message = f"a callback yielded {seen} items for {response.url}, not one RawPage"
            raise ValueError(message)
