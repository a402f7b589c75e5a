"""How likely a count is by chance alone, and whether a share has fallen for another reason."""

from __future__ import annotations

import math
from typing import NamedTuple

#: What chance brings less often than this has another reason: with some hundred judgements an hour,
#: most of them of the same articles as the hour before, a false one in years.
RARE = 1e-6
#: An open alert heals only when chance alone explains what is left: no opening and closing by turns.
COMMON = 1e-2
#: A share must have fallen by this much too: with many articles the smallest change is no chance.
FALL, FALL_LEFT = 0.2, 0.1
#: Fewer articles, or fewer in the history, say nothing.
LEAST_NOW, LEAST_BEFORE = 8, 50


class Share(NamedTuple):
    """`amount` of `total`."""

    amount: int
    total: int

    @property
    def share(self) -> float:
        """0 to 1; 0 of nothing."""
        return self.amount / self.total if self.total else 0.0

    def rest(self) -> Share:
        """What is not among them."""
        return Share(self.total - self.amount, self.total)

    def __add__(self, other: object) -> Share:
        """Both together."""
        assert isinstance(other, Share)
        return Share(self.amount + other.amount, self.total + other.total)

    def __str__(self) -> str:
        return f"{self.amount} of {self.total}"


def at_most(count: int, total: int, share: float) -> float:
    """Probability of `count` or fewer of `total`, each with this share (binomial)."""
    if share <= 0.0 or count >= total:
        return 1.0
    if share >= 1.0:
        return 0.0
    found = 0.0
    for n in range(count + 1):
        ways = math.lgamma(total + 1) - math.lgamma(n + 1) - math.lgamma(total - n + 1)
        found += math.exp(ways + n * math.log(share) + (total - n) * math.log1p(-share))
    return min(1.0, found)


def at_most_of_rate(count: int, mean: float) -> float:
    """Probability of `count` or fewer where `mean` are expected (Poisson)."""
    if mean <= 0.0:
        return 1.0
    terms = (n * math.log(mean) - mean - math.lgamma(n + 1) for n in range(count + 1))
    return min(1.0, sum(map(math.exp, terms)))


def enough(now: Share, before: Share) -> str | None:
    """Why the two cannot be compared; None when they can."""
    if now.total < LEAST_NOW:
        return f"{now.total} new in a week, {LEAST_NOW} are needed"
    if before.total < LEAST_BEFORE:
        return f"{before.total} in the four weeks before, {LEAST_BEFORE} are needed"
    return None


def fell(now: Share, before: Share, *, is_open: bool) -> bool:
    """Whether a share is lower than it was, for another reason than chance.

    `is_open`: it was found before, and is asked whether that is over.
    """
    # One more without it than was seen: a share of 1 would make the first exception impossible.
    usual = before.amount / (before.total + 1)
    fall, chance = (FALL_LEFT, COMMON) if is_open else (FALL, RARE)
    return usual - now.share >= fall and at_most(now.amount, now.total, usual) < chance
