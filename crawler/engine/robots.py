"""robots.txt as RFC 9309 says, one fetch a host and run.

Scrapy 2.19's own middleware lets all but the first of several waiting requests through, and takes
an error page for permission. Here everyone waits for one shared answer; 2xx is obeyed, other 4xx
mean "no rules", and 5xx, 429 or silence mean "not now": the host is left for the next run.
"""

from __future__ import annotations

import asyncio
import logging
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler import clock
from crawler.engine.robots_rules import MAX_BYTES, Rules
from crawler.newspaper import retry_after
from crawler.runs.ends import VisitEndedError, end_of_failure
from crawler.runs.session import session_of
from pipelines.outcomes import Outcome, Reason
from pipelines.storage.base_robots import KeptRobots

logger = logging.getLogger(__name__)


class Robots:
    """Downloader middleware: ends the visit of what robots.txt forbids."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._session = session_of(crawler)
        self._agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._obeyed = crawler.settings.getbool("ROBOTSTXT_OBEY")
        self._rules: dict[str, asyncio.Task[Rules | None]] = {}
        self._received: WeakKeyDictionary[Request, int] = WeakKeyDictionary()
        crawler.signals.connect(self.received, signal=signals.bytes_received)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Robots:
        """Made by Scrapy."""
        return cls(crawler)

    def received(self, data: bytes, request: Request) -> None:
        """An endless robots.txt is read up to the cap and no further."""
        if request.meta.get("is_robots"):
            self._received[request] = self._received.get(request, 0) + len(data)
            if self._received[request] > MAX_BYTES:
                raise StopDownload(fail=False)

    async def process_request(self, request: Request) -> None:
        """Raise VisitEndedError when the host's robots.txt forbids, or cannot be had."""
        if not self._obeyed or request.meta.get("is_robots"):
            return
        rules = await self._rules_of(request)
        if rules is None:
            why = self._session.robots_status(request.meta.get("download_slot", ""))
            detail = f"robots.txt is {why}: nothing is asked of this host in this run"
            raise VisitEndedError(Outcome.DEFERRED, Reason.ROBOTS_UNAVAILABLE, detail)
        if not rules.allows(request.url):
            raise VisitEndedError(Outcome.SKIPPED, Reason.ROBOTS, "robots.txt forbids it")

    async def _rules_of(self, request: Request) -> Rules | None:
        parts = urlsplit(request.url)
        place = f"{parts.scheme}://{parts.netloc}"
        if place not in self._rules:
            slot = str(request.meta["download_slot"])  # set by OwnHostsOnly, which comes before
            self._rules[place] = asyncio.ensure_future(self._fetch(place, slot))
        # shield: a cancelled waiter must not cancel the fetch that the others wait for.
        return await asyncio.shield(self._rules[place])

    async def _fetch(self, place: str, slot: str) -> Rules | None:
        # The size is watched here, so that what is within the cap is kept of a larger one.
        meta = {"is_robots": True, "download_slot": slot, "download_maxsize": 0}
        # Compressed, the cap would fall somewhere in the middle of the compressed bytes.
        plain = {"Accept-Encoding": "identity"} | self._validators(place)
        asked = Request(
            f"{place}/robots.txt", callback=NO_CALLBACK, headers=plain, meta=meta, priority=1000
        )
        assert self._crawler.engine is not None
        try:
            response = await self._crawler.engine.download_async(asked)
        except Exception as error:  # any failure means the same: not now
            end = end_of_failure(error)
            if end.outcome is Outcome.CRASHED:
                raise
            self._session.robots_read(slot, f"unavailable: {end.reason} ({end.detail})")
            return None
        return self._read(place, slot, response)

    def _validators(self, place: str) -> dict[str, str]:
        """What makes the request conditional, where an earlier answer is at hand."""
        with self._session.writing():
            kept = self._session.store.robots.kept(place)
        if kept is None:
            return {}
        named = {"If-None-Match": kept.etag, "If-Modified-Since": kept.last_modified}
        return {name: value for name, value in named.items() if value}

    def _body(self, place: str, response: Response) -> bytes:
        """The rules' text: of this answer, or of the one that it says still holds."""
        store, run = self._session.store, self._session.run
        with self._session.writing():
            kept = store.robots.kept(place)
            if response.status == 304:
                return kept.body if kept is not None else b""
            body = response.body if response.status < 300 else b""
            etag, modified = (_text(response, name) for name in ("ETag", "Last-Modified"))
            # What was read elsewhere, after a redirect, has that place's validators.
            own = response.status == 200 and urlsplit(response.url).path == "/robots.txt"
            own = own and response.url.startswith(f"{place}/") and bool(etag or modified)
            read = KeptRobots(body, etag, modified) if own else None
            if read != kept:
                store.robots.keep(run, place, read, clock.now())
        return body

    def _read(self, place: str, slot: str, response: Response) -> Rules | None:
        status = response.status
        not_modified = status == 304 and bool(self._validators(place))
        silent = status >= 500 or status == 429 or status < 200 or 300 <= status < 400
        if silent and not not_modified:
            self._session.robots_read(slot, f"unavailable: HTTP {status}")
            if pause := retry_after(response, clock.now()):
                with self._session.writing():
                    self._session.pace.hold(slot, pause)
            return None
        rules = Rules(self._body(place, response), self._agent)
        self._session.robots_read(slot, f"HTTP {status}")
        self._session.sitemaps_named(rules.sitemaps)
        self._session.pace.slow_down(slot, rules.crawl_delay)
        self._ask_again(place, slot, rules)
        return rules

    def _ask_again(self, place: str, slot: str, rules: Rules) -> None:
        """What robots.txt forbade and now allows is due again."""
        session = self._session
        edition = session.paper.edition_of(slot)
        # A host may have another robots.txt under http, or under an alias: pages go by this one.
        if edition is None or place != f"{edition.scheme}://{edition.host}":
            return
        with session.writing():
            store, run = session.store, session.run
            changed = store.robots.changed(run, slot, rules.digest, rules.allows, clock.now())
        if changed is not None:
            logger.info("robots.txt of %s is not what it was: %d pages due again", slot, changed)


def _text(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
