"""SIGINT, SIGTERM and SIGHUP: finish what is in flight, leave the rest; a second one stops at once."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress
from types import FrameType
from typing import Any

from scrapy.crawler import Crawler
from twisted.internet.error import ReactorNotRunning

from crawler.process import SIGNALS
from crawler.runs.session import Session
from crawler.runs.waking import shut_connections

logger = logging.getLogger(__name__)

#: What is in flight after this many seconds is cut off and left to the next run.
DRAIN_SECONDS = 12.0


def _reactor() -> Any:
    """The running reactor; imported late, since importing it installs one."""
    from twisted.internet import reactor

    return reactor


class Stopper:
    """Turns signals into an orderly end of the crawl, from before its first run to the last line."""

    def __init__(self) -> None:
        self._crawler: Crawler | None = None
        self._session: Session | None = None
        self._stopping: asyncio.Task[None] | None = None
        self._is_cut = False
        #: Name of the first signal that came.
        self.received: str | None = None

    def install(self) -> None:
        """Take the signals over for the rest of the process; Scrapy must not set its own."""
        for number in SIGNALS:
            signal.signal(number, self._received)
        signal.signal(signal.SIGCONT, self._continued)

    def watch(self, crawler: Crawler, session: Session) -> None:
        """The run that a signal stops from now on."""
        self._crawler, self._session = crawler, session
        session.signal = self.received

    def _received(self, number: int, frame: FrameType | None) -> None:
        del frame
        first = self.received is None
        self.received = self.received or signal.Signals(number).name
        if self._session is None:
            return  # no run is open: none will be begun
        self._session.signal = self.received
        # A handler interrupts anything: the work is done from the reactor's own loop.
        _reactor().callFromThread(self._drain if first else self._cut)

    def _continued(self, number: int, frame: FrameType | None) -> None:
        """The process was stopped. For longer than its lease: what it was about to send stays here."""
        del number, frame
        if self._session is not None and self._session.overslept:
            shut_connections(_reactor())

    def _drain(self) -> None:
        logger.info("%s: ending what is in flight; again stops at once", self.received)
        _reactor().callLater(DRAIN_SECONDS, self._cut)
        engine = self._crawler.engine if self._crawler is not None else None
        # Before the engine runs there is nothing to stop: the scheduler hands nothing out.
        if self._crawler is not None and engine is not None and engine.running:
            self._stopping = asyncio.ensure_future(self._crawler.stop_async())

    def _cut(self) -> None:
        if _reactor().running and not self._is_cut:
            self._is_cut = True
            logger.info("Stopping at once: pages in flight are left to the next run")
            # It says that it runs until its last turn is over, also when it was stopped already.
            with suppress(ReactorNotRunning):
                _reactor().stop()
