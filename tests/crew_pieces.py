"""Pieces of work for the tests of the crew; a worker imports them by name."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Square:
    """Ends well."""

    number: int

    def work(self, tools: Any) -> int:
        """The square."""
        return self.number**2 + tools


@dataclass(frozen=True)
class Killer(Square):
    """Kills its worker: the first time only where `mark` is a file that can be made."""

    mark: str = ""

    def work(self, tools: Any) -> int:
        """Die, or the square."""
        if not self.mark or not Path(self.mark).exists():
            if self.mark:
                Path(self.mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().work(tools)


@dataclass(frozen=True)
class Sleeper(Square):
    """Takes too long."""

    def work(self, tools: Any) -> int:
        """Sleep."""
        time.sleep(60)
        return 0


@dataclass(frozen=True)
class Unborn:
    """Tools that no worker can be started with: reading them ends it."""

    def __reduce__(self) -> tuple[Any, tuple[int]]:
        return os._exit, (7,)


@dataclass(frozen=True)
class Heavy:
    """A piece that fills a pipe, and so does its result."""

    number: int
    load: str = "x" * 400_000

    def work(self, tools: object) -> str:
        """More than went in."""
        del tools
        return self.load * 2
