"""What the monitors of a run judge by: its counts, the history, and what is broken already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from crawler.runs.monitors.chance import Share
from crawler.runs.session import Session
from pipelines.storage.base_watch import CANNOT_JUDGE, Alert, Fact, Result, Told, Watch
from pipelines.storage.times import after, between

DAY = 86_400.0
#: History that is needed, and that is compared with.
HISTORY_DAYS = 28
#: What is recent reaches back so far at most, until so many are found.
RECENT_DAYS, RECENT = 7, 20
#: What has been broken for so long is what is usual now.
USUAL_DAYS = 56


@dataclass(slots=True)
class Bench:
    """One run before its judges."""

    session: Session
    started_at: str
    facts: tuple[Fact, ...]
    alerts: Mapping[str, Alert]
    history_from: str | None
    #: When each subject was healed last: what was before is over.
    healed: Mapping[str, str] = field(default_factory=dict)
    _recent: dict[str, list[Told]] = field(default_factory=dict)
    _sums: dict[tuple[str, str], dict[tuple[str, str], Share]] = field(default_factory=dict)

    @property
    def watch(self) -> Watch:
        """What is known of earlier runs."""
        return self.session.store.watch

    @property
    def paper(self) -> str:
        """The newspaper's name."""
        return self.session.paper.name

    def ago(self, days: float) -> str:
        """The time so many days before the run."""
        return after(self.started_at, -days * DAY)

    def short(self) -> str | None:
        """Why there is too little history; None when there is enough."""
        if self.history_from is None:
            return f"no history yet, {HISTORY_DAYS} days are needed"
        days = between(self.history_from, self.started_at) / DAY
        if days < HISTORY_DAYS:
            return f"{max(0, int(days))} days of history, {HISTORY_DAYS} are needed"
        return None

    def is_open(self, subject: str) -> bool:
        """True while an alert about it is open."""
        return subject in self.alerts

    def until(self, subject: str) -> str:
        """Where the history ends that a subject is compared with.

        Before the last day; before it broke, for else what is broken would become what is usual.
        """
        alert = self.alerts.get(subject)
        day = self.ago(1)
        if alert is None or alert.opened_at < self.ago(USUAL_DAYS):
            return day
        return min(day, after(alert.opened_at, -DAY))

    def before(self, measure: str, subject: str) -> dict[tuple[str, str], Share]:
        """The four weeks of history for a subject of alerts: (subject, part) of facts to share."""
        until = self.until(subject)
        key = measure, until
        if key not in self._sums:
            since = after(until, -HISTORY_DAYS * DAY)
            self._sums[key] = {
                (s.subject, s.part): Share(s.amount, s.total)
                for s in self.watch.sums(self.paper, measure, since, until)
            }
        return self._sums[key]

    def recent(self, measure: str) -> list[Told]:
        """Facts of this run and those of the last week, newest first."""
        if measure not in self._recent:
            own = [Told(self.started_at, *f[1:]) for f in self.facts if f.measure == measure]
            earlier = self.watch.facts(self.paper, measure, self.ago(RECENT_DAYS))
            self._recent[measure] = own + earlier
        return self._recent[measure]

    def newest(
        self,
        measure: str,
        subject: str,
        part: str | None = None,
        least: int = RECENT,
        since: str | None = None,
    ) -> Share:
        """The newest facts about a subject (None: all parts), run by run, until `least` are found.

        `since`: none from before this time. Else what broke and has healed would break once more.
        """
        found, at = Share(0, 0), ""
        for fact in self.recent(measure):
            if since is not None and fact.at < since:
                break
            if fact.subject != subject or part not in {None, fact.part}:
                continue
            if found.total >= least and fact.at != at:
                break
            found, at = found + Share(fact.amount, fact.total), fact.at
        return found


def cannot_judge(monitor: str, why: str, subject: str = "*") -> Result:
    """A monitor's result where it cannot judge."""
    return Result(monitor, subject, CANNOT_JUDGE, why)
