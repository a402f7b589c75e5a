"""SIGINT, SIGTERM and SIGHUP: finish what is in flight, leave the rest; a second one stops at once."""

from __future__ import annotations

import asyncio
import logging
import signal
from functools import partial
from types import FrameType
from typing import Any

from scrapy.crawler import Crawler

from crawler.runs.session import Session

logger = logging.getLogger(__name__)

#: What is in flight after this many seconds is cut off and left to the next run.
DRAIN_SECONDS = 12.0
_HANDLED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def _reactor() -> Any:
    """The running reactor; imported late, since importing it installs one."""
    from twisted.internet import reactor

    return reactor


class Stopper:
    """Turns signals into an orderly end of the crawl."""

    def __init__(self, crawler: Crawler, session: Session) -> None:
        self._crawler = crawler
        self._session = session
        self._stopping: asyncio.Task[None] | None = None

    def install(self) -> None:
        """Take the signals over once the reactor runs."""
        # Scrapy sets its own handlers in the same phase: one turn later, ours stay.
        _reactor().callWhenRunning(partial(_reactor().callLater, 0, self._take_over))

    def _take_over(self) -> None:
        for number in _HANDLED:
            signal.signal(number, self._received)

    def _received(self, number: int, frame: FrameType | None) -> None:
        del frame
        first = self._session.signal is None
        self._session.signal = signal.Signals(number).name
        # A handler interrupts anything: the work is done from the reactor's own loop.
        _reactor().callFromThread(self._drain if first else self._cut)

    def _drain(self) -> None:
        logger.info("%s: ending what is in flight; again stops at once", self._session.signal)
        self._stopping = asyncio.ensure_future(self._crawler.stop_async())
        _reactor().callLater(DRAIN_SECONDS, self._cut)

    def _cut(self) -> None:
        if _reactor().running:
            logger.info("Stopping at once: pages in flight are left to the next run")
            _reactor().stop()
