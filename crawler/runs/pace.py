"""When a host may be asked next: kept in the database, so that it outlives run and process."""

from __future__ import annotations

import time

from crawler import clock
from pipelines.storage.base import Store

#: A pause this long is written at every request: a run killed in it must not shorten it. Shorter
#: ones are over before a new process has started, and are written at the end of the run.
WORTH_WRITING = 2.0


class Pace:
    """Pauses between requests, by host."""

    def __init__(self, store: Store, paper: str) -> None:
        self._store = store
        self._paper = paper
        #: Seconds between two starts, at least; set by DOWNLOAD_DELAY and robots' crawl-delay.
        self.delay = 0.0
        self._longer: dict[str, float] = {}
        self._not_before: dict[str, float] = {}
        self._asked: dict[str, float] = {}

    def delay_of(self, host: str) -> float:
        """Seconds between the starts of two requests to `host`."""
        return max(self.delay, self._longer.get(host, 0.0))

    def slow_down(self, host: str, seconds: float) -> None:
        """At least `seconds` between two requests from now on."""
        self._longer[host] = max(self._longer.get(host, 0.0), seconds)

    def wait(self, host: str) -> float:
        """Seconds until `host` may be asked; 0 when it may be now."""
        if host not in self._not_before:
            stored = self._store.host_due(self._paper, host)
            seconds = clock.seconds_until(stored) if stored else 0.0
            self._not_before[host] = time.monotonic() + max(0.0, seconds)
        return max(0.0, self._not_before[host] - time.monotonic())

    def hold(self, host: str, seconds: float) -> None:
        """The host asked for a pause: nobody asks it before that, in this run or a later one."""
        self._not_before[host] = max(self._not_before.get(host, 0.0), time.monotonic() + seconds)
        self._store.hold_host(self._paper, host, clock.after(seconds))

    def sent(self, host: str) -> None:
        """A request starts now."""
        self._asked[host] = time.monotonic()
        if self.delay_of(host) >= WORTH_WRITING:
            self._store.hold_host(self._paper, host, clock.after(self.delay_of(host)))

    def leave(self) -> None:
        """At the end of the run: the next one keeps the pause to this one's last request."""
        for host, moment in self._asked.items():
            rest = self.delay_of(host) - (time.monotonic() - moment)
            if rest > 0:
                self._store.hold_host(self._paper, host, clock.after(rest))
