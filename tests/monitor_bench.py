"""Five weeks of history, and one run that the monitors judge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.runs.monitors import Findings, judge
from crawler.runs.session import Session
from crawler.runs.tally import COVERED, Seen
from pipelines.archive import NoArchive
from pipelines.outcomes import Outcome, PageKind, Reason
from pipelines.storage.base import Run
from pipelines.storage.base_mode import Mode
from pipelines.storage.base_watch import FAILED, Fact, Result, SourceState, Watched
from pipelines.storage.sqlite import SqliteStore
from pipelines.storage.times import after
from tests.hours import PAPER

NOW = "2026-03-02T00:00:00.000Z"


RULES = "family_a/2022"


LEAD = f"{RULES}: selector:p.fontd"


EVERY_HOURS = 3


#: What each earlier run brought.
USUAL = {"kinh-te": 4, "the-thao": 2}


def usual_facts(**amounts: int) -> list[Fact]:
    """Facts of one run of the history; `amounts` override those of its sections."""
    new = USUAL | amounts
    total = sum(new.values())
    facts = [Fact("new", "*", "", total, total), Fact("refused", "*", "", 0, total)]
    facts += [Fact("rule", "*", RULES, total, total), Fact("rule", "lead", LEAD, total, total)]
    facts += [Fact("order", "", "", 0, total), Fact("order", "old", "", 0, total)]
    facts += [Fact("room", "database", "", 50 * 2**30, 10**12)]
    for section, count in new.items():
        facts.append(Fact("new", section, "", count, total))
        facts += [Fact("covered", name, section, count, count) for name in COVERED]
    return facts


class Bench:
    """A store with a history, and one run to be judged."""

    def __init__(self, store: SqliteStore, days: int = 36) -> None:
        self.store = store
        for hours in range(24 * days, 0, -EVERY_HOURS):
            self.past(after(NOW, -3600 * hours), usual_facts())
        self.session = Session(store, self._begin(), PAPER, Mode(), NoArchive())
        self.folders: dict[str, Path] = {}

    def _begin(self) -> Run:
        self.run = self.store.begin_run(PAPER.name, "incremental", {}, NOW, 60)
        return self.run

    def before(self, at: str, facts: list[Fact], **watched: list[SourceState]) -> None:
        """One more run of the history, put in later."""
        self.store.end_run(self.run, at, "interrupted", 130, {})
        self.past(at, facts, **watched)
        self.session.run = self._begin()

    def past(self, at: str, facts: list[Fact], **watched: list[SourceState]) -> None:
        run = self.store.begin_run(PAPER.name, "incremental", {}, at, 60)
        self.store.end_run(run, at, "complete", 0, {}, watched=Watched(at, facts, **watched))

    def forget(self, hours: int, **sections: int) -> None:
        """The last hours brought so many in place of what is usual."""
        conn = self.store.connection.raw
        for name, count in sections.items():
            slug = name.replace("_", "-")
            conn.execute(
                "UPDATE monitor_facts SET amount = ? WHERE measure = 'new' AND subject = ? AND at >= ?",
                (count, slug, after(NOW, -3600 * hours)),
            )
        conn.execute(
            "UPDATE monitor_facts SET amount = (SELECT sum(amount) FROM monitor_facts b WHERE b.measure"
            " = 'new' AND b.at = monitor_facts.at AND b.subject <> '*')"
            " WHERE measure = 'new' AND subject = '*'"
        )

    def read(self, count: int, *, lacking: str | None = None, rule: str = LEAD) -> None:
        """So many new articles of kinh-te in this run."""
        tally = self.session.tally
        tally.new["kinh-te"] += count
        tally.covered["articles"] += count
        tally.rule_sets[RULES] += count
        for name in COVERED:
            tally.covered[name] += 0 if name == lacking else count
            tally.having[name, "kinh-te"] += 0 if name == lacking else count
        tally.rules["lead", RULES, rule.partition(": ")[2]] += count

    def judge(self, spoilt: str | None = None) -> Findings:
        return judge(self.session, self.folders, spoilt)

    def failed(self) -> dict[str, Result]:
        return {r.subject: r for r in self.judge().results if r.state == FAILED}

    def state(self, monitor: str, subject: str) -> set[str]:
        found = self.judge().results
        return {r.state for r in found if (r.monitor, r.subject) == (monitor, subject)}


@pytest.fixture
def bench() -> Iterator[Bench]:
    store = SqliteStore.in_memory()
    yield Bench(store)
    store.close_connection()


def seen(outcome: Outcome, reason: Reason | None = None, links: int = 0, digest: str = "a") -> Seen:
    return Seen(PageKind.LISTING, outcome, reason, links, digest if links else None)
