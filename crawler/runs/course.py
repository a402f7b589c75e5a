"""The course over a span of numbers: each one, and wide steps across numbers that were never given.

A newspaper that changes its system may jump by tens of thousands. Asking for each number of such a
hole would take hours; so after HOLE numbers in a row for which nothing answers only every 16th is
asked, later every 64th. Where one answers, or a listing named one, the course goes back to the last
empty step and asks each number again. What was stepped over is told by the report as `hole`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from pipelines.storage.base_numbers import HOLE_STEPS

logger = logging.getLogger(__name__)

#: Addresses asked at once: enough to keep hosts busy, few enough to stop soon.
CHUNK = 500
#: So many numbers in a row without an article are no accident: some ten days of the newspaper.
HOLE = 500
#: So many empty steps before they grow.
PATIENCE = 200


@dataclass(slots=True)
class Course:
    """Goes over the numbers `first` to `last`, both included."""

    first: int
    last: int
    #: Lowest number of a range that a page is known for, or answered for; None when there is none.
    present: Callable[[int, int], int | None]
    #: False: each number is asked, whatever the ones before it said.
    steps_over_holes: bool = True
    _next: int = field(default=0, init=False)
    #: Numbers in a row, up to `_next`, for which nothing answered.
    _empty: int = field(default=0, init=False)
    _taken: range | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._next = self.first

    def take(self) -> range | None:
        """The numbers to ask next, once those taken before were answered; None at the end."""
        if self._taken is not None:
            self._judge(self._taken)
        if self._next > self.last:
            return None
        self._taken = self._ahead(self._step())
        self._next = self._taken[-1] + 1
        return self._taken

    def _judge(self, taken: range) -> None:
        start = self._start(taken)
        found = self.present(start, taken[-1])
        if found is None:
            self._empty += taken[-1] + 1 - start
            return
        self._empty = 0
        if taken.step > 1:
            self._next = max(start, found - taken.step + 1)
            logger.info("a page answers for number %d: each is asked from %d", found, self._next)

    def _ahead(self, step: int) -> range:
        if step > 1:
            end = min(self._next + PATIENCE * step - 1, self.last)
            known = self.present(self._next, end)
            end = end if known is None else known - step
            # On multiples, so that the report can tell a step from a number that was never asked.
            steps = range(-(-self._next // step) * step, end + 1, step)
            if steps:
                logger.info("nothing answers: every %dth number to %d", step, steps[-1])
                return steps
            self._empty = 0
        end = min(self._next + CHUNK, self.last)
        if end < self.last:
            end -= end % max(HOLE_STEPS)  # a step may follow
        return range(self._next, end + 1)

    def _start(self, taken: range) -> int:
        """First number that a step of this range speaks for."""
        return max(self.first, taken.start - taken.step + 1)

    def _step(self) -> int:
        if not self.steps_over_holes or self._empty < HOLE:
            return 1
        short, wide = HOLE_STEPS
        return short if self._empty < HOLE + PATIENCE * short else wide
