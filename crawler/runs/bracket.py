"""Finding the days of a window among article numbers, a probe at a time.

Numbers rise with time: an article is numbered when it is made and printed then or a little later,
seldom much later. Any single date may be wrong, so two numbers must agree on either side.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from pipelines.rules import Window
from pipelines.storage.base_numbers import Mark, Numbers

#: Days that an article may wait between its number and its publication without being missed.
DRAFT_DAYS = 2
#: A bracket of so few numbers is not worth another probe.
GRAIN = 16
#: So many neighbours without an article, where nothing older is known: before the first number.
EMPTY = 6
#: So many numbers in a bracket gave no day: it is a hole, and more probes find no end of it.
HOLE = 64
#: So many of the newest are asked until one has a day.
NEWEST = 12
#: Places under an apparent beginning that are looked at before it is believed.
SPOTS = 32


@dataclass(slots=True)
class Bracket:
    """One end of the window: it lies over `low` and not over `high`."""

    low: Mark
    high: Mark | None
    #: The day that is looked for.
    day: str
    #: `low` is no article but the beginning of all numbers.
    from_start: bool = False


@dataclass(slots=True)
class NumberSearch:
    """The numbers of one number space that can belong to a window."""

    numbers: Numbers
    paper: str
    space: str
    window: Window
    online_since: date
    _even: bool = field(default=False, init=False)

    def step(self) -> int | tuple[int, int]:
        """A number to probe next, or first and last number of the window."""
        since, until = self._since(), self._until()
        for bracket in filter(None, (since, until)):
            probe = self._probe(bracket)
            if probe is not None:
                return probe
        if until is not None and until.high is not None:
            return since.low.number + 1, until.high.number
        newest = self.numbers.newest(self.paper, self.space)
        return since.low.number + 1, newest[0] if newest else 0

    def _since(self) -> Bracket:
        """Where the window begins; without a first day, where the newspaper does."""
        day = _shifted(self.window.since or self.online_since.isoformat(), -DRAFT_DAYS)
        return self._bracket(day)

    def _until(self) -> Bracket | None:
        if self.window.until is None:
            return None
        return self._bracket(_shifted(self.window.until, DRAFT_DAYS + 1))

    def _bracket(self, day: str) -> Bracket:
        """Where `day` lies: over the second highest older number, not over the second later one.

        A single one proves nothing: an article may wait long, or carry a wrong date.
        """
        low = self.numbers.last_before(self.paper, self.space, day, skip=1)
        start = low is None
        low = low or Mark(0, self.online_since.isoformat())
        over = [
            self.numbers.first_from(self.paper, self.space, day, low.number, skip)
            for skip in (1, 0)
        ]
        return Bracket(low, over[0] or over[1], day, from_start=start)

    def _probe(self, bracket: Bracket) -> int | None:
        """The number that halves the bracket best; None when it is narrow enough."""
        if bracket.high is None:
            return self._newest()
        low, high = bracket.low.number, bracket.high.number
        tried = self.numbers.without_day(self.paper, self.space, low + 1, high - 1)
        known = tried | self.numbers.with_day(self.paper, self.space, low + 1, high - 1)
        if bracket.from_start:
            low = max(low, _empty_below(tried))
            bracket.low = Mark(low, bracket.low.day)
        if high - low <= GRAIN:
            # A hole in the numbers looks like their beginning: is there really nothing under it?
            spots = (low * part // (SPOTS + 1) for part in range(1, SPOTS + 1))
            return next((s for s in spots if bracket.from_start and s and s not in known), None)
        if not bracket.from_start and len(tried) >= HOLE:
            return None  # numbers that were never given: the range is asked from end to end
        self._even = not self._even
        # Halving alone ends in any case; where days rise evenly the other guess is much better.
        middle = self._even or bracket.from_start
        wished = (low + high) // 2 if middle else _between(bracket)
        return next(_nearest(wished, low, high, known), None)

    def _newest(self) -> int | None:
        """Nothing is as late as the day: a number that tells how late the newest ones are, if none does."""
        newest = self.numbers.newest(self.paper, self.space)
        if newest is None:
            return None
        first, last = max(1, newest[0] - NEWEST + 1), newest[0]
        if self.numbers.with_day(self.paper, self.space, first, last):
            return None
        tried = self.numbers.without_day(self.paper, self.space, first, last)
        return next((n for n in range(last, first - 1, -1) if n not in tried), None)


def _empty_below(tried: Collection[int]) -> int:
    """The highest of EMPTY tried neighbours without an article; 0 where there are none."""
    found = run = 0
    previous = -1
    for number in sorted(tried):
        run = run + 1 if number == previous + 1 else 1
        previous = number
        if run >= EMPTY:
            found = number
    return found


def _between(bracket: Bracket) -> int:
    """Where the day lies if numbers rise evenly."""
    assert bracket.high is not None
    start, end = (date.fromisoformat(mark.day) for mark in (bracket.low, bracket.high))
    share = (date.fromisoformat(bracket.day) - start).days / max(1, (end - start).days)
    span = bracket.high.number - bracket.low.number
    return bracket.low.number + round(min(max(share, 0.0), 1.0) * span)


def _nearest(wished: int, low: int, high: int, known: Collection[int]) -> Iterator[int]:
    """Numbers between `low` and `high` that are not known: near ones first, then farther apart."""
    step = 0
    while step <= high - low:
        for number in (wished + step, wished - step):
            if low < number < high and number not in known:
                yield number
        step += 1 if step < EMPTY else step // 2
    yield from (number for number in range(low + 1, high) if number not in known)


def _shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
