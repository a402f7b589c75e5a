"""The last step before the socket: the run's guard, and the `origin` of the operator.

With `-a origin=` every address of the newspaper is asked at another place, under its own host name
(as with curl's `--connect-to`). The swap happens here, below all middlewares, so that robots,
redirects, slots and validators go by the newspaper's own addresses.
"""

from __future__ import annotations

import time
from http import HTTPStatus
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.engine.throttle import set_delay
from crawler.runs.session import session_of


class NewspaperHandler(HTTP11DownloadHandler):
    """HTTP/1.1 for the newspaper's hosts, possibly at another place."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._crawler = crawler
        self._session = session_of(crawler)

    async def download_request(self, request: Request) -> Response:
        """Download `request`; the response carries the newspaper's own address."""
        # A process that slept past its lease must not send what another one sends now.
        self._session.guard()
        # A robots.txt that is kept at another host is asked in the pace of the newspaper's.
        host = request.meta["download_slot"]
        self._session.count_request(host)
        started = time.monotonic()
        status = 0
        try:
            response = await self._download(request)
            status = response.status
        finally:
            with self._session.writing():
                seconds = time.monotonic() - started
                self._session.pace.answered(host, seconds, healthy=status == HTTPStatus.OK)
            # Before Scrapy looks for the slot's next request, which is right after this.
            set_delay(self._crawler, request)
        return response

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
