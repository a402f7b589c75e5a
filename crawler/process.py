"""What holds for the whole process, from the first line of ours that runs in it (settings.py) on.

A signal that comes while Scrapy is still loading ends a crawl as the later ones do, and an output
that is closed or full costs that output alone. Imports nothing of ours, so that it is in at once.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import IO, Any, Self

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
INTERRUPTED = 130


def begin(words: Sequence[str]) -> None:
    """Called once, with the words of the command line."""
    _open_streams()
    # Python would flush once more, complain, and make 120 of the exit code.
    atexit.register(_settle)
    command = next((word for word in words[1:] if not word.startswith("-")), None)
    if command in {"crawl", "reparse"}:
        collect_seldom()
        for number in SIGNALS:
            signal.signal(number, _interrupted)


def collect_seldom() -> None:
    """Look for cycles of objects once in fifty thousand new ones; by default it is once in 700.

    A page makes some ten thousand objects, which go when their last name does; looking through them
    for cycles was a seventh of a crawl's CPU time, and saved 12 MB (docs/performance.md).
    """
    gc.set_threshold(50_000, 20, 50)


def ignore_signals() -> None:
    """The end is decided: a signal while the process goes down changes nothing any more."""
    for number in SIGNALS:
        # Python hands its own handlers back to the system at its end, but not this one.
        signal.signal(number, signal.SIG_IGN)


def _interrupted(number: int, frame: FrameType | None) -> None:
    """No run is open and nothing was written: say so and be gone."""
    del frame
    why = f"{signal.Signals(number).name}: no run was begun"
    told = {"run": None, "verdict": "interrupted", "exit_code": INTERRUPTED, "why": why}
    assert sys.stdout is not None
    try:
        os.write(sys.stdout.fileno(), (json.dumps(told) + "\n").encode())
    finally:
        # Modules are half loaded, and an exception may end up anywhere: nothing else is run.
        os._exit(INTERRUPTED)


class Asked:
    """While it is entered, a signal asks to stop instead of ending the process."""

    def __init__(self) -> None:
        self.signal: str | None = None
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        """Take the signals."""
        self._before = {number: signal.signal(number, self._heard) for number in SIGNALS}
        return self

    def __exit__(self, *_: object) -> None:
        """Give them back."""
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _heard(self, number: int, frame: FrameType | None) -> None:
        del frame
        self.signal = signal.Signals(number).name

    def to_stop(self) -> bool:
        """True once a signal has come."""
        return self.signal is not None


def silence(stream: IO[str]) -> None:
    """What is written from now on, and what waits in the buffer, goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    finally:
        os.close(nowhere)


def _open_streams() -> None:
    """A stream that came closed leads nowhere; else the next file opened would stand in its place."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest free number, which is this one
    if sys.stdout is None:
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()


def _nowhere() -> IO[str]:
    return Path(os.devnull).open("w", encoding="utf-8")


def _settle() -> None:
    # What is left goes with the process; Python would look through it for cycles first, again and again.
    gc.freeze()
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            silence(stream)
