"""The live bar on standard error, with the log's lines above it."""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Column
from scrapy.utils.log import get_scrapy_root_handler


class Bar:
    """One console for bar and log: a line goes above the bar, which is then drawn again."""

    def __init__(self) -> None:
        words = TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True))
        self._progress = Progress(
            BarColumn(bar_width=16),
            words,
            console=Console(stderr=True),
            auto_refresh=False,  # no thread: it is drawn from the crawl's own loop
            transient=True,
            redirect_stdout=False,  # standard output is the crawl's answer and nothing else's
        )
        self._task = self._progress.add_task("starting", total=None)
        self._handler: logging.StreamHandler[TextIO] | None = None

    def start(self) -> None:
        """Show it; from now on standard error leads through its console."""
        self._progress.start()
        handler = get_scrapy_root_handler()
        if isinstance(handler, logging.StreamHandler) and handler.stream is sys.__stderr__:
            handler.setStream(sys.stderr)
            self._handler = handler

    def draw(self, done: int, pending: int | None, words: str) -> None:
        """Draw it anew."""
        total = None if pending is None else done + pending
        with suppress(OSError):  # the terminal was closed: the signal for it is on its way
            self._progress.update(
                self._task, completed=done, total=total, description=words, refresh=True
            )

    def stop(self) -> None:
        """Take it away: the cursor is shown again, the log goes where it went."""
        with suppress(OSError):
            self._progress.stop()
        if self._handler is not None:
            self._handler.setStream(sys.stderr)
