"""The part of the store's Protocol that deals with robots.txt."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from pipelines.storage.base import Run


class KeptRobots(NamedTuple):
    """One robots.txt as it was read last, and what its server calls this state of it."""

    body: bytes
    etag: str | None
    last_modified: str | None


class RobotsFiles(Protocol):
    """robots.txt of each place (scheme and host); see `robots`."""

    def kept(self, place: str) -> KeptRobots | None:
        """What was read last; None when it came without validators, or never."""

    def keep(self, run: Run, place: str, read: KeptRobots | None, now: str) -> None:
        """Keep what was read, or forget what was kept."""

    def changed(
        self, run: Run, host: str, digest: str, allows: Callable[[str], bool], now: str
    ) -> int | None:
        """Keep the digest of a host's rules; None when it is the known one.

        Otherwise what was skipped for the old rules and is allowed now is due again: how many.
        """
