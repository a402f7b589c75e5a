"""How far a reparse is: a live bar where standard error is a terminal, else a plain line a minute."""

from __future__ import annotations

import logging
import os
import time

from scrapy.settings import BaseSettings

from crawler.runs.bar import Bar
from crawler.runs.progress import BAR_SECONDS, ENOUGH_PAGES, span, wants_bar

logger = logging.getLogger(__name__)


class Meter:
    """Tells how far the reading is and how long it will take."""

    def __init__(self, settings: BaseSettings, log_as: str, total: int, what: str) -> None:
        self._total, self._what, self._started = total, what, time.monotonic()
        free = log_as == "text" or bool(settings.get("LOG_FILE"))
        shown = free and settings.getbool("LOG_ENABLED") and wants_bar(os.environ)
        self._bar = Bar() if shown else None
        self._every = BAR_SECONDS if shown else settings.getfloat("LOGSTATS_INTERVAL")
        self._told_at = self._started
        if self._bar is not None:
            self._bar.start()

    def tell(self, done: int, changed: int) -> None:
        """Say so where it is time for it."""
        now = time.monotonic()
        if not self._every or now - self._told_at < self._every:
            return
        self._told_at = now
        if self._bar is not None:
            self._bar.draw(done, max(0, self._total - done), self._words(done, changed))
        else:
            logger.info("Progress: %s", self._words(done, changed))

    def _words(self, done: int, changed: int) -> str:
        seconds = time.monotonic() - self._started
        rate = done / seconds if seconds > 0 else 0.0
        left = (self._total - done) / rate if rate and done >= ENOUGH_PAGES else None
        return (
            f"{done:,} of {self._total:,} {self._what} read, {changed:,} changed,"
            f" {rate:,.0f} a second, time left {span(left)}"
        )

    def stop(self, done: int, changed: int) -> None:
        """Take the bar away and say how it ended."""
        if self._bar is not None:
            self._bar.stop()
        logger.info("At the end: %s", self._words(done, changed))
