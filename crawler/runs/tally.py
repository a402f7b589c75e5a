"""What a run counts for its monitors, visit by visit."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.items import Article
from pipelines.outcomes import LINK_KINDS, Outcome, PageKind, Reason
from pipelines.rules import Newspaper
from pipelines.storage.base import Closed, PageEnd
from pipelines.storage.base_watch import Fact
from pipelines.storage.times import after

#: Fields whose coverage is watched.
COVERED = ("lead", "byline", "published_at", "section", "tags")
#: The site itself says that there is no article: that says nothing of our reading.
GONE = frozenset({Reason.NOT_FOUND, Reason.REDIRECT, Reason.SOFT_404})
#: Subject or part that stands for all.
ALL = "*"
#: An article that is new in an hourly run and older than this has a wrong date, or was moved in.
OLD_DAYS = 60
_READ = frozenset({Outcome.STORED_NEW, Outcome.STORED_UPDATE, Outcome.UNCHANGED})


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a front page, listing, feed or sitemap in this run."""

    kind: PageKind
    outcome: Outcome
    reason: Reason | None
    links: int
    #: Of the articles it lists; None where it was not read.
    digest: str | None


@dataclass(slots=True)
class Tally:
    """Counts of one run."""

    paper: Newspaper
    #: Articles that were read, whatever came of them, and those that had each field.
    covered: Counter[str] = field(default_factory=Counter)
    #: First page of a listing to the articles it lists.
    listings: dict[str, int] = field(default_factory=dict)
    sources: dict[str, Seen] = field(default_factory=dict)
    #: Of new articles: by section; with (field, section); given by (field, rule set, rule).
    new: Counter[str] = field(default_factory=Counter)
    having: Counter[tuple[str, str]] = field(default_factory=Counter)
    rules: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    rule_sets: Counter[str] = field(default_factory=Counter)
    #: New articles with a date, and those of a day long past.
    dated: Counter[str] = field(default_factory=Counter)
    #: Reasons of pages that are no article.
    refused: Counter[str] = field(default_factory=Counter)

    def note(self, end: PageEnd, closed: Closed) -> None:
        """Take note of the end of a visit."""
        outcome, kind = closed.outcome, end.task.kind
        if outcome is None:
            return
        # Pages after the first (`root`) come and go with the walk.
        if kind in LINK_KINDS and "root" not in end.task.hints:
            self._source(end, closed)
            if kind is PageKind.LISTING and outcome in {
                Outcome.LISTED,
                Outcome.REJECTED,
                Outcome.SKIPPED,
            }:
                self.listings[end.task.url] = closed.links
        if outcome is Outcome.REJECTED and kind not in LINK_KINDS and closed.reason not in GONE:
            self.refused[str(closed.reason)] += 1
        if end.article is not None and outcome in _READ:
            self.covered["articles"] += 1
            for name in COVERED:
                self.covered[name] += bool(getattr(end.article, name))
            if outcome is Outcome.STORED_NEW:
                self._new(end.article, self._rules(end))
                self._date(end.article, end.seen)

    def _source(self, end: PageEnd, closed: Closed) -> None:
        assert closed.outcome is not None
        before = self.sources.get(end.task.url)
        if before is not None and closed.outcome is Outcome.NOT_MODIFIED:
            return  # the way back of a walk: what it gave first stands
        digest = None
        if closed.outcome is Outcome.LISTED:
            listed = sorted({x.url for x in end.links if x.kind is PageKind.ARTICLE})
            digest = hashlib.sha256("\n".join(listed).encode()).hexdigest()[:16]
        self.sources[end.task.url] = Seen(
            end.task.kind, closed.outcome, closed.reason, closed.links, digest
        )

    def _rules(self, end: PageEnd) -> str:
        """The rule set that was asked; the article names another where none of its selectors answered."""
        assert end.article is not None
        if self.paper.foreign:
            return end.article.rules
        return self.paper.rule_set_for(self.paper.day_of(end.seen)).name

    def _new(self, article: Article, rules: str) -> None:
        section = (article.section or "").partition("/")[0]
        self.new[section] += 1
        self.rule_sets[rules] += 1
        for name in COVERED:
            self.having[name, section] += bool(getattr(article, name))
        for name, source in article.provenance.items():
            self.rules[name, rules, source.rule] += 1

    def _date(self, article: Article, seen: str) -> None:
        """A newspaper brings the news of the day: nearly all dates are of the last weeks."""
        if article.published_at is not None:
            self.dated["all"] += 1
            self.dated["old"] += article.published_at[:10] < after(seen, -86_400.0 * OLD_DAYS)[:10]

    def facts(self) -> Iterator[Fact]:
        """What later runs are compared with."""
        new, refused = self.new.total(), self.refused.total()
        yield Fact("new", ALL, "", new, new)
        for section, count in self.new.items():
            yield Fact("new", section, "", count, new)
            for name in COVERED:
                yield Fact("covered", name, section, self.having[name, section], count)
        yield Fact("order", "old", "", self.dated["old"], self.dated["all"])
        yield Fact("refused", ALL, "", refused, new + refused)
        for reason, count in self.refused.items():
            yield Fact("refused", reason, "", count, new + refused)
        for name, count in self.rule_sets.items():
            yield Fact("rule", ALL, name, count, count)
        for (name, rules, rule), count in self.rules.items():
            yield Fact("rule", name, f"{rules}: {rule}", count, self.rule_sets[rules])
