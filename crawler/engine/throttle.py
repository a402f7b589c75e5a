"""The pause between two requests to a host, from the session's `pace` into Scrapy's own slots.

Scrapy's AutoThrottle is replaced: it would lower a pause that robots.txt asks for, knows nothing of
time-outs, and forgets everything at the end of the process. Its settings keep their names.
"""

from __future__ import annotations

import time

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from crawler.runs.pace import PaceRules
from crawler.runs.session import session_of


def pace_rules(settings: BaseSettings) -> PaceRules:
    """What Scrapy's own settings say of pauses."""
    share = settings.getfloat("AUTOTHROTTLE_TARGET_CONCURRENCY")
    slots = settings.getdict("DOWNLOAD_SLOTS")
    return PaceRules(
        delay=settings.getfloat("DOWNLOAD_DELAY"),
        delay_of={host: float(s["delay"]) for host, s in slots.items() if "delay" in s},
        adaptive=settings.getbool("AUTOTHROTTLE_ENABLED") and share > 0,
        adaptive_most=settings.getfloat("AUTOTHROTTLE_MAX_DELAY"),
        share=share,
    )


def set_delay(crawler: Crawler, request: Request) -> None:
    """Give the slot of `request` the pause that is due now; it may be longer or shorter."""
    assert crawler.engine is not None
    host = request.meta.get("download_slot", "")
    slot = crawler.engine.downloader.slots.get(host)
    if slot is not None:
        slot.delay = session_of(crawler).pace.delay_of(host)


def start_now(crawler: Crawler, request: Request) -> None:
    """The request starts now, not when its slot let it go: the next one's pause counts from here."""
    assert crawler.engine is not None
    slot = crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
    if slot is not None:
        slot.lastseen = time.monotonic()  # the clock that the slot goes by
