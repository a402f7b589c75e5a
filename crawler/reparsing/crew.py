"""Worker processes that may die: work is handed out piece by piece and comes back in its order.

A pool of the standard library waits for ever for what a killed worker had. Here each worker has a pipe
of its own, which ends with it; what it had is given out again. What kills a worker twice, or takes
one longer than the limit, comes back as `Lost`.
"""

from __future__ import annotations

import signal
import time
from collections import deque
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from typing import Any, Protocol

from crawler.process import collect_seldom

#: Pieces handed to a worker beforehand, so that it never waits for the writer.
AHEAD = 8
#: Bytes of pieces in a worker's pipe: far less than a pipe holds, so that handing out never waits for
#: a worker that itself waits until its result is taken.
ROOM = 64_000
#: So many pieces may be done before the oldest one that is not: what waits for its turn is in memory.
WINDOW = 256
#: A piece that kills this many workers is given up.
MOST_KILLS = 2
#: So many workers in a row that end before they can begin: none ever will.
MOST_UNBORN = 3
#: What a worker says: that it can work, that it takes up the next piece, that it is done with it.
_READY, _BEGUN, _DONE = "ready", "begun", "done"
#: Signals are the business of the process that hands out; a worker ends with its pipe.
_SIGNALS = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})


class CrewError(Exception):
    """No work can be done; the text says why."""


class Piece(Protocol):
    """Something to be done in a worker."""

    def work(self, tools: Any) -> Any:
        """Do it; `tools` is what all pieces share."""


@dataclass(frozen=True, slots=True)
class Lost:
    """In the place of a result: the piece ended its workers."""

    detail: str


@dataclass(slots=True)
class _Given:
    number: int
    piece: Any
    #: The piece as it goes through a pipe.
    data: bytes
    kills: int = 0


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: Connection
    #: When the piece that it is at was begun; before that, when it was started.
    since: float
    is_ready: bool = False
    #: It is at the first of what it has.
    is_at_work: bool = False
    has: deque[_Given] = field(default_factory=deque)

    @property
    def in_pipe(self) -> int:
        """Bytes that it may not have taken out of its pipe yet."""
        return sum(len(given.data) for given in self.has)


class Crew:
    """So many workers over one row of pieces."""

    def __init__(self, size: int, tools: Any, limit_seconds: float) -> None:
        self._size, self._tools, self._limit = size, tools, limit_seconds
        self._workers: list[_Worker] = []
        self._again: deque[_Given] = deque()
        self._done: dict[int, Any] = {}
        self._next_out = self._next_in = self._unborn = 0
        #: Workers that ended before their time.
        self.deaths = 0
        #: Nothing more is handed out; what is in the workers is still waited for.
        self.is_stopping = False

    def results(
        self, pieces: Iterator[Piece], tick: float = 0.5
    ) -> Generator[tuple[Any, Any] | None]:
        """Each piece with its result, in the order of the pieces; None now and then, for a breath."""
        try:
            is_more = True
            while True:
                is_more = self._hand_out(pieces) if not self.is_stopping else False
                while self._next_in in self._done:
                    yield self._done.pop(self._next_in)
                    self._next_in += 1
                if not is_more and not self._waits_for():
                    return
                self._listen(tick)
                yield None
        finally:
            self.end()

    def _waits_for(self) -> bool:
        again = bool(self._again) and not self.is_stopping
        return again or any(worker.has for worker in self._workers)

    def _hand_out(self, pieces: Iterator[Piece]) -> bool:
        """Fill the workers; False when there is nothing left to hand out."""
        while self._next_out - self._next_in < WINDOW or self._again:
            worker = self._least_busy()
            if worker is None:
                return True
            given = self._again.popleft() if self._again else self._taken(pieces)
            if given is None:
                return False
            if worker.has and worker.in_pipe + len(given.data) > ROOM:
                self._again.appendleft(given)
                return True
            self._send(worker, given)
        return True

    def _taken(self, pieces: Iterator[Piece]) -> _Given | None:
        piece = next(pieces, None)
        if piece is None:
            return None
        self._next_out += 1
        return _Given(self._next_out - 1, piece, bytes(ForkingPickler.dumps(piece)))

    def _least_busy(self) -> _Worker | None:
        while len(self._workers) < self._size:
            self._workers.append(self._started())
        worker = min(self._workers, key=lambda w: len(w.has))
        return worker if len(worker.has) < AHEAD else None

    def _started(self) -> _Worker:
        context = get_context("spawn")  # a fork would hold the database's lock files too
        ours, theirs = context.Pipe()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        try:
            process = context.Process(target=_work, args=(theirs, self._tools), daemon=True)
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        return _Worker(process, ours, time.monotonic())

    def _send(self, worker: _Worker, given: _Given) -> None:
        if not worker.has and worker.is_ready:
            worker.since = time.monotonic()
        worker.has.append(given)
        with suppress(OSError):  # it is dead: `_listen` finds out
            worker.pipe.send_bytes(given.data)

    def _listen(self, seconds: float) -> None:
        ready = wait([worker.pipe for worker in self._workers], seconds)
        for worker in list(self._workers):
            if worker.pipe in ready:
                self._receive(worker)
            elif worker.has and time.monotonic() - worker.since > self._limit:
                worker.process.kill()
                self._bury(worker, f"took longer than {self._limit:.0f} s")

    def _receive(self, worker: _Worker) -> None:
        try:
            while worker.pipe.poll():
                said, result = worker.pipe.recv()
                worker.since = time.monotonic()
                worker.is_at_work = said == _BEGUN
                if said == _READY:
                    worker.is_ready, self._unborn = True, 0
                elif said == _DONE:
                    given = worker.has.popleft()
                    self._done[given.number] = (given.piece, result)
        except (EOFError, OSError):
            worker.process.join()
            self._bury(worker, f"ended its worker ({_how(worker.process.exitcode)})")

    def _bury(self, worker: _Worker, why: str) -> None:
        """Give out again what a dead worker had; it died at the first of it, if it had begun."""
        worker.pipe.close()
        worker.process.join()
        self._workers.remove(worker)
        self.deaths += 1
        if not worker.is_ready:
            self._unborn += 1
            if self._unborn >= MOST_UNBORN:
                raise CrewError(f"no worker can be started: the last one {why}")
        elif worker.is_at_work:
            suspect = worker.has[0]
            suspect.kills += 1
            if suspect.kills >= MOST_KILLS:
                worker.has.popleft()
                times = "twice" if MOST_KILLS == 2 else f"{MOST_KILLS} times"
                self._done[suspect.number] = (suspect.piece, Lost(f"{why}, {times}"))
        self._again.extendleft(reversed(worker.has))

    def end(self) -> None:
        """End the workers; what they have is dropped."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
        self._workers = []


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit {code}"


def _work(pipe: Connection, tools: Any) -> None:
    """The life of a worker: it ends when nobody holds the other end of its pipe."""
    collect_seldom()
    with suppress(EOFError, OSError):
        pipe.send((_READY, None))
        while True:
            piece: Piece = pipe.recv()
            pipe.send((_BEGUN, None))
            pipe.send((_DONE, piece.work(tools)))
