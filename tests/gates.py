"""Parts that stop their own process (SIGSTOP) at a named moment of a real crawl.

A test sees the process stopped, looks at server, archive and database, and kills it right there.
Which moment, and how many times it is let pass before, is given with `-s GATE=` and `-s GATE_AFTER=`.
"""

from __future__ import annotations

import json
import os
import signal
from typing import Any

from itemadapter import ItemAdapter
from scrapy import signals

from crawler import settings

MOMENTS = ("queued", "archived", "visit", "commit", "closing", "ending")


def gate_words(moment: str, after: int = 0) -> list[str]:
    """The words of a crawl that stops at this moment."""
    parts = {
        "EXTENSIONS": settings.EXTENSIONS | {"tests.gates.Gate": 1},
        "ITEM_PIPELINES": settings.ITEM_PIPELINES | {"tests.gates.ArchivedGate": 150},
    }
    words = [f"{name}={json.dumps(value)}" for name, value in parts.items()]
    given = [*words, f"GATE={moment}", f"GATE_AFTER={after}"]
    return [word for pair in given for word in ("-s", pair)]


class Gate:
    """Extension: stops the process before a request leaves, inside a transaction, or at its end."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler
        self._moment = crawler.settings["GATE"]
        self._left = crawler.settings.getint("GATE_AFTER")
        self._visiting = False
        assert self._moment in MOMENTS
        if self._moment == "queued":
            crawler.signals.connect(self.reached, signal=signals.request_reached_downloader)
        elif self._moment == "closing":
            crawler.signals.connect(self.reached, signal=signals.spider_closed)
        else:
            crawler.signals.connect(self.opened, signal=signals.spider_opened)

    @classmethod
    def from_crawler(cls, crawler: Any) -> Gate:
        return cls(crawler)

    def reached(self) -> None:
        self._left -= 1
        if self._left < 0:
            os.kill(os.getpid(), signal.SIGSTOP)

    def opened(self) -> None:
        """SQLite tells each statement before it runs it."""
        self._crawler.session.store.connection.raw.set_trace_callback(self.traced)

    def traced(self, statement: str) -> None:
        words = " ".join(statement.split())
        if words.startswith("BEGIN"):
            self._visiting = False
        if words.startswith("INSERT INTO visits"):
            self._visiting = True
        if (
            (self._moment == "visit" and words.startswith("INSERT INTO visits"))
            or (self._moment == "commit" and self._visiting and words == "COMMIT")
            or (self._moment == "ending" and words.startswith("UPDATE runs SET finished_at"))
        ):
            self.reached()


class ArchivedGate:
    """Item pipeline after the archive: the record is written, the visit has not ended."""

    def __init__(self, crawler: Any) -> None:
        self._chosen = crawler.settings["GATE"] == "archived"
        self._left = crawler.settings.getint("GATE_AFTER")

    @classmethod
    def from_crawler(cls, crawler: Any) -> ArchivedGate:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        if self._chosen and ItemAdapter(item)["archive_ref"]:  # a 304 leaves no record
            self._left -= 1
        if self._left < 0:
            os.kill(os.getpid(), signal.SIGSTOP)
        return item
