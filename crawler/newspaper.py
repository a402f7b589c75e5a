"""The spider that all newspapers share. It parses nothing: answers go on as they came."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import clock
from crawler.runs.ends import VisitEndedError, end_of_failure
from crawler.runs.session import session_of
from crawler.runs.start import open_listings
from pipelines.items import RawPage
from pipelines.outcomes import PageKind
from pipelines.rules import Newspaper
from pipelines.storage.base import Task

#: A site may ask for a pause of this many seconds at most (Retry-After of ten years is a mistake).
MAX_RETRY_AFTER = 3_600.0


class NewspaperSpider(Spider):
    """Base of every newspaper file: subclasses give `name` and `paper`, nothing else."""

    paper: ClassVar[Newspaper]

    async def start(self) -> AsyncIterator[Any]:
        """Open the listings again; requests come from the frontier alone."""
        open_listings(session_of(self.crawler))
        nothing: tuple[Any, ...] = ()
        for item in nothing:
            yield item

    @property
    def _paper_name(self) -> str:
        # The run's newspaper: `any` takes up pages of many.
        return session_of(self.crawler).paper.name

    def request_for(self, task: Task) -> Request:
        """The request of a leased page, conditional where the store knows validators."""
        headers = {}
        if task.etag:
            headers["If-None-Match"] = task.etag
        if task.last_modified:
            headers["If-Modified-Since"] = task.last_modified
        return Request(
            task.url,
            callback=self.parse,
            errback=self.failed,
            headers=headers,
            dont_filter=True,
            meta={"task": task, "download_slot": task.host, "started_at": clock.now()},
        )

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Any]:
        """Every answer, whatever its status, is one RawPage."""
        del kwargs
        yield raw_page(self._paper_name, response)

    def failed(self, failure: Failure) -> Iterator[Any]:
        """A request without an answer is one RawPage too, with its end already known."""
        request: Request = failure.request  # type: ignore[attr-defined]
        end = end_of_failure(failure.value or RuntimeError("a failure without exception"))
        page = _page(self._paper_name, request)
        page.outcome, page.reason, page.detail = end
        if request.meta.get("redirects"):
            page.final_url = request.url
        if isinstance(failure.value, VisitEndedError) and failure.value.final_url:
            page.redirects.append(request.url)
            page.final_url = failure.value.final_url
        yield page


def raw_page(paper: str, response: Response) -> RawPage:
    """The item of one answer."""
    request = response.request
    assert request is not None
    page = _page(paper, request)
    page.status = response.status
    page.headers = _decoded(response.headers)
    page.body = response.body
    page.final_url = response.url
    page.request_headers = _decoded(request.headers)
    page.retry_after = retry_after(response, page.fetched_at)
    return page


def _page(paper: str, request: Request) -> RawPage:
    task: Task = request.meta["task"]
    return RawPage(
        url=task.url,
        paper=paper,
        kind=PageKind(task.kind),
        fetched_at=clock.now(),
        final_url=task.url,
        redirects=list(request.meta.get("redirects", ())),
        hints=dict(task.hints),
        started_at=request.meta["started_at"],
        task=task,
    )


def _decoded(headers: Any) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        for value in values
    ]


def retry_after(response: Response, now: str) -> float | None:
    """Seconds of a Retry-After in either form, at least 1 and at most an hour; None without."""
    raw = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if not raw:
        return None
    if re.fullmatch(r"-?[0-9]+", raw):
        seconds = float(raw)
    else:
        try:
            until = parsedate_to_datetime(raw)
            # HTTP's dates are in GMT, also one that says so in a form that Python calls naive.
            until = until if until.tzinfo else until.replace(tzinfo=UTC)
            seconds = clock.seconds_between(now, clock.stamp(until))
        except (ValueError, OverflowError):
            return None
    return min(max(seconds, 1.0), MAX_RETRY_AFTER)
