"""robots.txt as RFC 9309 says, one fetch a host and run.

Scrapy 2.19's own middleware lets all but the first of several waiting requests through, and takes
an error page for permission. Here everyone waits for one shared answer; 2xx is obeyed, other 4xx
mean "no rules", and 5xx, 429 or silence mean "not now": the host is left for the next run.
"""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.runs.ends import VisitEndedError, end_of_failure
from crawler.runs.session import session_of
from pipelines.outcomes import Outcome, Reason

#: RFC 9309, 2.5: at least this much must be read; more is nobody's rules.
MAX_BYTES = 512 * 1024
#: A longer crawl-delay would stretch one visit of a paper over days; see docs/politeness.md.
MAX_CRAWL_DELAY = 60.0


class Robots:
    """Downloader middleware: ends the visit of what robots.txt forbids."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._session = session_of(crawler)
        self._agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._obeyed = crawler.settings.getbool("ROBOTSTXT_OBEY")
        self._rules: dict[str, asyncio.Task[Protego | None]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Robots:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise VisitEndedError when the host's robots.txt forbids, or cannot be had."""
        if not self._obeyed or request.meta.get("is_robots"):
            return
        rules = await self._rules_of(request)
        if rules is None:
            why = self._session.robots_status(request.meta.get("download_slot", ""))
            detail = f"robots.txt is {why}: nothing is asked of this host in this run"
            raise VisitEndedError(Outcome.DEFERRED, Reason.ROBOTS_UNAVAILABLE, detail)
        if not rules.can_fetch(request.url, self._agent):
            raise VisitEndedError(Outcome.SKIPPED, Reason.ROBOTS, "robots.txt forbids it")

    async def _rules_of(self, request: Request) -> Protego | None:
        parts = urlsplit(request.url)
        place = f"{parts.scheme}://{parts.netloc}"
        if place not in self._rules:
            self._rules[place] = asyncio.ensure_future(self._fetch(place, request))
        # shield: a cancelled waiter must not cancel the fetch that the others wait for.
        return await asyncio.shield(self._rules[place])

    async def _fetch(self, place: str, request: Request) -> Protego | None:
        host = urlsplit(place).hostname or ""
        slot = request.meta.get("download_slot", host)
        meta = {"is_robots": True, "download_slot": slot}
        asked = Request(f"{place}/robots.txt", callback=NO_CALLBACK, meta=meta, priority=1000)
        assert self._crawler.engine is not None
        try:
            response = await self._crawler.engine.download_async(asked)
        except Exception as error:  # any failure means the same: not now
            end = end_of_failure(error)
            if end.outcome is Outcome.CRASHED:
                raise
            self._session.robots_read(slot, f"unavailable: {end.reason} ({end.detail})")
            return None
        return self._parse(slot, response)

    def _parse(self, host: str, response: Response) -> Protego | None:
        status = response.status
        if status >= 500 or status == 429 or 300 <= status < 400:
            self._session.robots_read(host, f"unavailable: HTTP {status}")
            return None
        body = response.body[:MAX_BYTES] if status < 300 else b""
        rules = Protego.parse(body.decode("utf-8-sig", "replace"))
        self._session.robots_read(host, f"HTTP {status}")
        self._session.sitemaps_named(rules.sitemaps)
        delay = rules.crawl_delay(self._agent)
        if delay:
            self._session.pace.slow_down(host, min(float(delay), MAX_CRAWL_DELAY))
        return rules
