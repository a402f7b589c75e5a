"""When a host may be asked next: kept in the database, so that it outlives run and process."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from crawler import clock
from pipelines.storage.base import Store

#: A pause this long is written at every request: the next run keeps it, however this one ends.
#: Shorter ones are over before a new process has loaded Scrapy.
WORTH_WRITING = 0.2


@dataclass(frozen=True, slots=True)
class PaceRules:
    """What the settings say of pauses."""

    #: Seconds between two starts, at least (DOWNLOAD_DELAY).
    delay: float = 0.0
    #: The same for single hosts (DOWNLOAD_SLOTS).
    delay_of: Mapping[str, float] = field(default_factory=dict)
    #: Whether a host that answers slowly is asked less often (AUTOTHROTTLE_ENABLED).
    adaptive: bool = False
    #: The longest pause that slowness alone leads to (AUTOTHROTTLE_MAX_DELAY).
    adaptive_most: float = 60.0
    #: Share of a host's time that is taken up at most (AUTOTHROTTLE_TARGET_CONCURRENCY).
    share: float = 1.0

    def floor(self, host: str) -> float:
        """The shortest pause that the settings allow for `host`."""
        return self.delay_of.get(host, self.delay)


class Pace:
    """Pauses between requests, by host."""

    def __init__(self, store: Store, paper: str) -> None:
        self._store = store
        self._paper = paper
        self.rules = PaceRules()
        self._longer: dict[str, float] = {}
        #: Seconds that the host's own slowness asks for.
        self._slow: dict[str, float] = {}
        self._not_before: dict[str, float] = {}
        self._asked: dict[str, float] = {}

    def delay_of(self, host: str) -> float:
        """Seconds between the starts of two requests to `host`."""
        floor = self.rules.floor(host)
        return max(floor, self._longer.get(host, 0.0), self._slow.get(host, 0.0))

    def slow_down(self, host: str, seconds: float) -> None:
        """At least `seconds` between two requests from now on."""
        self._longer[host] = max(self._longer.get(host, 0.0), seconds)

    def answered(self, host: str, seconds: float, *, healthy: bool) -> None:
        """A request took `seconds`: a slow host is asked less often, a fast one again as before.

        As Scrapy's AutoThrottle reckons: up at once, down by halves, and down only by a page
        (`healthy`), for errors are quick to make.
        """
        floor = self.rules.floor(host)
        # No pause wanted at all means none, however slow the host is.
        if not self.rules.adaptive or floor == 0:
            return
        before = self.delay_of(host)
        old = max(floor, self._slow.get(host, 0.0))
        wanted = seconds / self.rules.share
        new = min(max(floor, wanted, (old + wanted) / 2), self.rules.adaptive_most)
        if healthy or new > old:
            self._slow[host] = new
        if self.delay_of(host) > max(before, WORTH_WRITING):
            self._hold_rest(host)

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

    def _hold_rest(self, host: str) -> None:
        """Write what is left of the pause since the last request."""
        rest = self.delay_of(host) - (time.monotonic() - self._asked.get(host, 0.0))
        if rest > 0:
            self._store.hold_host(self._paper, host, clock.after(rest))
