"""How far a crawl is: a live bar where standard error is a terminal, else a plain line a minute.

Pages are counted by the session already; only the pending ones are asked of the store, and seldom:
among a million that takes a tenth to half a second (see `COUNT_SHARE`).
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import AsyncioLoopingCall, create_looping_call

from crawler import clock
from crawler.runs.bar import Bar
from crawler.runs.session import Session
from pipelines.outcomes import Outcome, PageKind
from pipelines.storage.base import StorageError
from pipelines.urls import section_of

logger = logging.getLogger(__name__)

#: Pending pages are counted no more often than this, …
COUNT_SECONDS = 2.0
#: … and so seldom that counting takes at most this share of the crawl's time.
COUNT_SHARE = 0.01
#: The rate is that of the last minutes; fewer pages than this in them are no ground for an estimate.
RATE_SECONDS = 300.0
ENOUGH_PAGES = 5
#: A bar that is drawn twice a second looks alive and costs the crawl nothing to speak of.
BAR_SECONDS = 0.5


class Facts(NamedTuple):
    """How far the crawl is. None: it cannot be told."""

    done: int
    pending: int | None
    new: int
    #: Pages a minute.
    rate: float | None
    #: For the pages that are known; listings may lead to more.
    seconds_left: float | None
    section: str | None


class Meter:
    """Reads the facts off the session and the store."""

    def __init__(self, session: Session, now: Callable[[], float] = time.monotonic) -> None:
        self._session, self._now = session, now
        self._started = now()
        self._seen: deque[tuple[float, int]] = deque([(self._started, 0)])
        self._open: int | None = None
        self._done_then = 0
        self._first_due: float | None = None
        self._count_at = self._started
        self._section: str | None = None

    def taken_up(self, request: Request) -> None:
        """Remember the section of the page that is asked for; robots.txt is no page."""
        task = request.meta.get("task")
        if task is None:
            return
        named = task.hints.get("section")
        if named is None and task.kind is PageKind.LISTING:
            named = section_of(task.url)
        self._section = named or self._section

    def facts(self, *, at_end: bool = False) -> Facts:
        """The facts now; at the end with a last count, and the rate of the whole run."""
        session, now = self._session, self._now()
        done = sum(session.counts.values()) + session.left_out_now
        if now >= self._count_at or at_end:
            self._count(done)
        since, before = (self._started, 0) if at_end else self._window(now, done)
        pages, seconds = done - before, now - since
        rate = 60 * pages / seconds if pages and seconds > 0 else None
        pending = self._pending(done)
        left = None
        if rate and pending is not None and pages >= ENOUGH_PAGES and self._may_go_on():
            left = 60 * pending / rate
        new = session.counts[Outcome.STORED_NEW]
        return Facts(done, pending, new, rate, left, self._section)

    def _window(self, now: float, done: int) -> tuple[float, int]:
        """The oldest reading that still counts."""
        while len(self._seen) > 1 and now - self._seen[0][0] > RATE_SECONDS:
            self._seen.popleft()
        oldest = self._seen[0]
        self._seen.append((now, done))
        return oldest

    def _pending(self, done: int) -> int | None:
        """What was pending at the last count, without what has ended since."""
        if self._open is None:
            return None
        return max(0, self._open - (done - self._done_then))

    def _may_go_on(self) -> bool:
        """False when all that is open waits for a later time, or the crawl is stopping."""
        return not (self._first_due or self._session.stopping)

    def _count(self, done: int) -> None:
        session = self._session
        if session.storage_error or session.lost:
            self._open = None
            return
        before = self._now()
        try:
            found, self._first_due = session.store.waiting(session.run, session.mode, clock.now())
        except StorageError as error:
            # Whoever next writes finds out for the run; a count alone must not end it.
            self._open = None
            logger.debug("pending pages were not counted: %s", error)
        else:
            # Those that are leased and have not ended are pending too.
            ready = sum(map(len, session.ready.values()))
            self._open, self._done_then = found + ready + len(session.open_tasks), done
        now = self._now()
        self._count_at = now + max(COUNT_SECONDS, (now - before) / COUNT_SHARE)


def in_words(facts: Facts) -> str:
    """The facts in one line, for log and bar."""
    pending = "unknown" if facts.pending is None else f"{facts.pending:,}"
    rate = "unknown" if facts.rate is None else f"{facts.rate:,.0f}"
    return (
        f"{facts.done:,} done, {pending} pending, {facts.new:,} new, {rate} pages/min,"
        f" time left {span(facts.seconds_left)}, section {facts.section or 'none yet'}"
    )


def span(seconds: float | None) -> str:
    """A length of time as people say it."""
    if seconds is None:
        return "unknown"
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60:,} h {minutes % 60} min"


def wants_bar(environ: Mapping[str, str]) -> bool:
    """True when standard error is a terminal that can draw and nobody asked for plain output."""
    if environ.get("NO_COLOR") or environ.get("TERM", "dumb") in {"dumb", "unknown"}:
        return False
    return sys.stderr.isatty()


class Reporter:
    """Tells the facts while the crawl runs."""

    def __init__(self, crawler: Crawler, session: Session, bar: Bar | None) -> None:
        self._meter, self._bar = Meter(session), bar
        self._line_seconds = crawler.settings.getfloat("LOGSTATS_INTERVAL")
        self._loops: list[AsyncioLoopingCall] = []
        connect = crawler.signals.connect
        connect(self.opened, signal=signals.spider_opened)
        connect(self.closed, signal=signals.spider_closed)
        connect(self._meter.taken_up, signal=signals.request_reached_downloader)

    def opened(self) -> None:
        """Start telling."""
        if self._bar is not None:
            self._bar.start()
            self._every(BAR_SECONDS, self.draw)
        elif self._line_seconds > 0:
            self._every(self._line_seconds, self.log)

    def _every(self, seconds: float, tell: Callable[[], None]) -> None:
        loop = create_looping_call(tell)
        assert isinstance(loop, AsyncioLoopingCall)
        loop.start(seconds, now=False)
        self._loops.append(loop)

    def closed(self) -> None:
        """The last line."""
        for loop in self._loops:
            if loop.running:
                loop.stop()
        self._line("At the end", self._meter.facts(at_end=True))

    def draw(self) -> None:
        """Draw the bar anew."""
        assert self._bar is not None
        facts = self._meter.facts()
        self._bar.draw(facts.done, facts.pending, in_words(facts))

    def log(self) -> None:
        """One plain line."""
        self._line("Progress", self._meter.facts())

    def _line(self, when: str, facts: Facts) -> None:
        logger.info("%s: %s", when, in_words(facts), extra=facts._asdict())


@contextmanager
def told(crawler: Crawler, session: Session, log_as: str) -> Iterator[None]:
    """While this lasts the crawl's progress is told; afterwards the terminal is as it was."""
    settings = crawler.settings
    # JSON lines on the terminal stay JSON lines; `--nolog` wants quiet.
    free = log_as == "text" or bool(settings.get("LOG_FILE"))
    shown = free and settings.getbool("LOG_ENABLED") and wants_bar(os.environ)
    bar = Bar() if shown else None
    reporter = Reporter(crawler, session, bar)
    try:
        yield
    finally:
        del reporter  # Scrapy's signals hold it weakly: it must live until here
        if bar is not None:
            bar.stop()
