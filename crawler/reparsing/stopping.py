"""SIGINT, SIGTERM, SIGHUP in a reparse: the first ends what is being read, a second one ends at once."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType

from crawler.process import SIGNALS


class Stopper:
    """Takes note of signals."""

    def __init__(self) -> None:
        self.received: str | None = None
        self._heard = 0
        #: Called at the first signal.
        self.then: Callable[[], None] = lambda: None

    def install(self) -> None:
        """Take the signals over for the rest of the process."""
        for number in SIGNALS:
            signal.signal(number, self._on)

    def _on(self, number: int, frame: FrameType | None) -> None:
        del frame
        self._heard += 1
        self.received = self.received or signal.Signals(number).name
        self.then()

    @property
    def at_once(self) -> bool:
        """A second signal came: nothing more is waited for."""
        return self._heard > 1
