"""How a host fares during a run, and when it is left alone for the rest of it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from pipelines.outcomes import Outcome, Reason

#: This many failures among the last so many ends, and the host is left alone. Not "in a row": a
#: page that answers 404 between two refusals does not make a wall a good host.
FAILURES, AMONG = 5, 8
#: No name, no connection, no valid certificate: asking on changes nothing within a run.
_AT_ONCE = frozenset({Reason.ROBOTS_UNAVAILABLE, Reason.DNS, Reason.TLS})
_SOON = frozenset({Reason.CONNECTION})
#: So many of these are enough; refusals are, while the host has answered nothing else.
FEW_FAILURES = 3
_OFTEN = frozenset({Reason.BLOCKED, Reason.RATE_LIMITED, Reason.HTTP, Reason.TIMEOUT})
_WALLS = frozenset({Reason.BLOCKED, Reason.RATE_LIMITED})


@dataclass(slots=True)
class HostHealth:
    """One host of one run."""

    requests: int = 0
    answers: int = 0
    #: The last ends, True for a failure.
    recent: deque[bool] = field(default_factory=lambda: deque(maxlen=AMONG))
    #: Ends at another host, and those of listings among them.
    away: int = 0
    away_listings: int = 0
    #: `unreachable` or `blocked` once the host is left alone; the reason beside it.
    out: str | None = None
    why: str | None = None
    robots: str | None = None
    reasons: dict[str, int] = field(default_factory=dict)

    def saw(
        self,
        outcome: Outcome | None,
        reason: Reason | None,
        detail: str | None,
        *,
        of_listing: bool = False,
    ) -> None:
        """Take note of the end of a visit."""
        if outcome is Outcome.SKIPPED and reason is Reason.OFF_SITE:
            self._sent_away(detail, of_listing=of_listing)
        if outcome is not Outcome.DEFERRED or reason is None:
            if outcome not in {Outcome.SKIPPED, Outcome.CRASHED}:
                self.answers += 1
                self.recent.append(False)
            return
        self.recent.append(True)
        self.reasons[reason] = self.reasons.get(reason, 0) + 1
        limit = 1 if reason in _AT_ONCE else FAILURES
        if reason in _SOON or (reason is Reason.BLOCKED and self.answers == 0):
            limit = FEW_FAILURES
        known = reason in _AT_ONCE | _SOON | _OFTEN
        if known and self.out is None and sum(self.recent) >= limit:
            self.out = "blocked" if reason in _WALLS else "unreachable"
            self.why = f"{reason}: {detail}" if detail else str(reason)

    def _sent_away(self, detail: str | None, *, of_listing: bool) -> None:
        """Listings that lead elsewhere, and nothing that answers: the site is not there now.

        Articles alone may have moved to another host, and asking on says which.
        """
        self.away += 1
        self.away_listings += of_listing
        gone = self.answers == 0 and self.away_listings and self.away >= FEW_FAILURES
        if gone and self.out is None:
            self.out = "unreachable"
            self.why = f"all its pages lead to other hosts: has the newspaper moved? ({detail})"

    def settle(self) -> None:
        """At the end of the run: a host that never answered was not worked, however short."""
        if self.out is None and self.answers == 0 and self.reasons:
            worst = max(self.reasons, key=lambda reason: self.reasons[reason])
            self.out = "blocked" if worst in _WALLS else "unreachable"
            self.why = f"it never answered ({worst})"

    def as_json(self) -> dict[str, object]:
        """What the last line of a crawl says of the host."""
        facts: dict[str, object] = {"requests": self.requests}
        if self.out:
            facts |= {"state": self.out, "why": self.why}
        return facts
