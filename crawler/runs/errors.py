"""Hears of exceptions that Scrapy logs and forgets: extensions, signal handlers, `spider_closed`."""

from __future__ import annotations

import logging
import traceback

from crawler.runs.session import Session

#: Broken pages are logged here too; they end as `crashed` visits and are counted there.
_OF_PAGES = ("scrapy.core.scraper",)
_WATCHED = ("scrapy", "twisted", "asyncio", "crawler", "pipelines")


class ErrorWatch(logging.Handler):
    """Log handler: an error with a traceback, outside a page, makes the run `crashed`."""

    def __init__(self, session: Session) -> None:
        super().__init__(logging.ERROR)
        self._session = session

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the first traceback."""
        if not record.exc_info or record.exc_info[1] is None:
            return
        if record.name in _OF_PAGES or record.name.partition(".")[0] not in _WATCHED:
            return
        self._session.crashed("".join(traceback.format_exception(record.exc_info[1])))
