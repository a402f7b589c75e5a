"""Connections of a process that may have been asleep: nothing leaves it that it may not send.

Between the guard in the download handler and the bytes on the wire a connection has to be made and the
reactor has to turn. A process that is stopped in between, for longer than its lease, would send that
request when it is continued, while another crawl has taken its place. So the guard is asked again
when the connection is there, and SIGCONT shuts what is open (`crawler.runs.waking`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twisted.internet.defer import Deferred
from twisted.web.client import HTTPConnectionPool


class GuardedPool(HTTPConnectionPool):
    """Hands a connection out, new or kept alive, only to a process that may still send."""

    def __init__(self, pool: HTTPConnectionPool, guard: Callable[[], None]) -> None:
        """Takes over how `pool` was set up; `guard` raises when nothing may be sent."""
        # It has no getter for its reactor, and Twisted has no types here.
        super().__init__(pool._reactor, persistent=pool.persistent)  # type: ignore[no-untyped-call]  # noqa: SLF001
        self.maxPersistentPerHost = pool.maxPersistentPerHost
        self._factory = pool._factory  # noqa: SLF001  Scrapy's, which bears with odd headers
        self._guard = guard

    def getConnection(self, key: Any, endpoint: Any) -> Deferred[Any]:  # noqa: N802  Twisted's name
        """A connection for a request that is written as soon as it is there."""
        waiting: Deferred[Any] = super().getConnection(key, endpoint)
        return waiting.addCallback(self._guarded)

    def _guarded(self, connection: Any) -> Any:
        try:
            self._guard()
        except BaseException:
            connection.transport.abortConnection()
            raise
        return connection
