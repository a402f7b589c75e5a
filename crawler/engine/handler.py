"""The last step before the socket: the run's guard, and the `origin` of the operator.

With `-a origin=` every address of the newspaper is asked at another place, under its own host name
(as with curl's `--connect-to`). The swap happens here, below all middlewares, so that robots,
redirects, slots and validators go by the newspaper's own addresses.
"""

from __future__ import annotations

import asyncio
import time
from http import HTTPStatus
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler import clock
from crawler.engine.connections import GuardedPool
from crawler.engine.scheduler import HOST_PATIENCE_SECONDS
from crawler.engine.throttle import set_delay, start_now
from crawler.newspaper import retry_after
from crawler.runs.ends import VisitEndedError
from crawler.runs.session import session_of
from pipelines.outcomes import Outcome, Reason

#: So often a request that waits looks whether the run is being stopped.
_LOOK_SECONDS = 0.25


class NewspaperHandler(HTTP11DownloadHandler):
    """HTTP/1.1 for the newspaper's hosts, possibly at another place."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._crawler = crawler
        self._session = session_of(crawler)
        self._pool = GuardedPool(self._pool, self._session.guard)

    async def download_request(self, request: Request) -> Response:
        """Download `request`; the response carries the newspaper's own address."""
        # A robots.txt that is kept at another host is asked in the pace of the newspaper's.
        host = request.meta["download_slot"]
        await self._wait(host, request)
        # A process that slept past its lease must not send what another one sends now.
        self._session.guard()
        self._session.count_request(host)
        started = time.monotonic()
        status = 0
        try:
            response = await self._download(request)
            status = response.status
            self._hold(host, response)
        finally:
            with self._session.writing():
                seconds = time.monotonic() - started
                self._session.pace.answered(host, seconds, healthy=status == HTTPStatus.OK)
            # Before Scrapy looks for the slot's next request, which is right after this.
            set_delay(self._crawler, request)
        return response

    async def _wait(self, host: str, request: Request) -> None:
        """Wait out a pause that the host asked for while this request was on its way to it.

        Scrapy's slot has let the request go already; the scheduler holds back those that follow.
        """
        waited = False
        while (seconds := self._session.pace.wait(host)) > 0:
            if self._session.stopping or seconds > HOST_PATIENCE_SECONDS:
                detail = f"{host} asked for a pause of {seconds:.0f} s more: not asked in this run"
                raise VisitEndedError(Outcome.DEFERRED, Reason.INTERRUPTED, detail)
            waited = True
            await asyncio.sleep(min(seconds, _LOOK_SECONDS))
        if waited:
            start_now(self._crawler, request)

    def _hold(self, host: str, response: Response) -> None:
        """A pause that the host asks for begins with its answer, not when the answer was read."""
        refused = response.status >= 500 or response.status == HTTPStatus.TOO_MANY_REQUESTS
        if refused and (pause := retry_after(response, clock.now())):
            with self._session.writing():
                self._session.pace.hold(host, pause)

    async def _download(self, request: Request) -> Response:
        origin = self._session.origin
        if origin is None:
            return await super().download_request(request)
        response = await super().download_request(at_origin(request, origin))
        return response.replace(url=request.url, request=request)


def at_origin(request: Request, origin: str) -> Request:
    """The same request, sent to `origin` under the host name of its own address."""
    parts = urlsplit(request.url)
    place = urlsplit(origin)
    url = parts._replace(scheme=place.scheme, netloc=place.netloc).geturl()
    moved = request.replace(url=url)
    moved.headers["Host"] = parts.netloc
    return moved
