"""The part of the store's types that monitors and alerts need: facts, results, alerts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from pipelines.storage.base import Run

State = Literal["ok", "failed", "cannot judge"]
OK: State = "ok"
FAILED: State = "failed"
CANNOT_JUDGE: State = "cannot judge"

#: Everything that is counted of a run: articles that were new, fields they have, pages refused,
#: rules that gave fields, dates against the order of numbers, room on the disk.
MEASURES = ("new", "covered", "refused", "rule", "order", "room")

#: Facts are kept so many days: eight weeks of history, and four before an alert that lasts.
FACTS_DAYS = 84


class Fact(NamedTuple):
    """One count of one run: `amount` of `total`, about a subject and a part of it."""

    measure: str
    subject: str
    part: str
    amount: int
    total: int


class Sum(NamedTuple):
    """Facts of several runs added up."""

    subject: str
    part: str
    amount: int
    total: int


class Told(NamedTuple):
    """A fact with the time of its run (UTC)."""

    at: str
    subject: str
    part: str
    amount: int
    total: int


class Result(NamedTuple):
    """What one monitor says of one subject."""

    monitor: str
    #: What an alert is about; several monitors may speak of the same.
    subject: str
    state: State
    message: str
    value: float | None = None
    #: The value beyond which it fails.
    threshold: float | None = None
    #: False: it failed, and an alert waits for one more run that says so.
    due: bool = True


@dataclass(slots=True)
class SourceState:
    """How a front page, listing, feed or sitemap has fared over the runs."""

    url: str
    kind: str
    #: When it was met first, and when it last gave what it should (UTC).
    first_at: str
    good_at: str | None = None
    #: Runs in a row in which it gave nothing, and why.
    bad_runs: int = 0
    why: str | None = None
    #: Articles it listed when it was read last.
    links: int = 0
    #: Differs when it lists other articles.
    digest: str | None = None
    changed_at: str | None = None
    changes: int = 0
    #: Articles new to the newspaper since the list changed, and the most there ever were between
    #: two changes: a rhythm that a holiday slows with the newspaper.
    quiet: int = 0
    longest_quiet: int = 0


class Alert(NamedTuple):
    """Something that broke, and whether it has healed."""

    id: int
    subject: str
    monitor: str
    message: str
    opened_run: int
    opened_at: str
    closed_at: str | None = None
    closed_why: str | None = None


Event = Literal["broke", "healed"]


class Pending(NamedTuple):
    """One thing to tell on one channel."""

    event: Event
    alert: Alert


class Watched(NamedTuple):
    """What the end of a run writes about monitors, in the same transaction as its verdict."""

    started_at: str
    facts: Sequence[Fact] = ()
    sources: Sequence[SourceState] = ()
    results: Sequence[Result] = ()
    #: What broke in this run, and open alerts that healed with the reason.
    broke: Sequence[Result] = ()
    healed: Mapping[int, str] = {}
    #: Channel to the time at which it was told that the database cannot be used, which is over now.
    storage_told: Mapping[str, str] = {}


class Watch(Protocol):
    """History of monitors and the state of alerts; see `watch` and `alerts`."""

    def started_at(self, run: Run) -> str:
        """When the run began (UTC)."""

    def history_from(self, paper: str) -> str | None:
        """Time of the first run that left facts and is kept; None: there is none."""

    def facts(self, paper: str, measure: str, since: str) -> list[Told]:
        """Facts of a measure from this time on, newest runs first."""

    def sums(self, paper: str, measure: str, since: str, until: str) -> list[Sum]:
        """Facts of the runs that began from `since` to before `until`, by subject and part."""

    def sources(self, paper: str) -> dict[str, SourceState]:
        """Every source by its address."""

    def out_of_order(self, paper: str, limit: int) -> tuple[int, int]:
        """Of the newest so many dated articles, those whose date is against their numbers; and all."""

    def out_of_order_in(self, run: Run) -> tuple[int, int]:
        """The same of the articles that were new in this run."""

    def killed_before(self, run: Run) -> int | None:
        """The newspaper's run just before this one, when it was killed."""

    def open_alerts(self, paper: str) -> dict[str, Alert]:
        """Open alerts by subject."""

    def healed(self, paper: str) -> dict[str, str]:
        """Subject to when the last alert about it was closed (UTC)."""

    def open_alert(self, run: Run, found: Result, now: str) -> None:
        """Open an alert, if none is open for the subject."""

    def claim(self, run: Run, channel: str, now: str, stale: str) -> list[Pending]:
        """What is to be told on the channel, counted as tried now.

        What another process tried after `stale` is left to it.
        """

    def told(self, alerts: Iterable[Pending], channel: str, now: str, failure: str | None) -> None:
        """What came of telling them."""
