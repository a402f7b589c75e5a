"""What a reparse changed: counts by field with examples, for people and for the last line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from crawler.command import printable
from pipelines.storage.base_reparse import Reclosed

#: Examples of each field; more are in the database (`article_versions`, `scrapy show`).
EXAMPLES = 3
_SHOWN = 70
#: So much of what is the same stands before the difference.
_BEFORE = 20
#: What follows from other fields says nothing by itself.
_DERIVED = frozenset(("content_hash", "text_hash", "word_count"))
_THERE = {"listed", "stored_new", "stored_update", "unchanged", "not_modified", "duplicate"}


@dataclass(slots=True)
class Told:
    """Counts of one run."""

    read: int = 0
    left_out: int = 0
    #: Pages all of whose values came out as they were stored.
    same: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    causes: Counter[str] = field(default_factory=Counter)
    #: Outcome before and now, where they differ.
    moved: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    #: Pages that the archive does not give, with the reason.
    unreadable: int = 0
    #: Records of foreign files that were passed over, by what they are.
    passed_over: Counter[str] = field(default_factory=Counter)

    def note(self, url: str, closed: Reclosed) -> None:
        """Take note of one page."""
        self.read += 1
        if closed.outcome is None:
            self.left_out += 1
            return
        self.outcomes[closed.outcome] += 1
        if closed.reason:
            self.reasons[f"{closed.outcome}/{closed.reason}"] += 1
        if closed.outcome == "crashed":
            self._example("crashed", url)
        if closed.cause:
            self.causes[closed.cause] += 1
        for change in closed.changes:
            self.fields[change.field] += 1
            self._example(change.field, f"{url}: {_difference(change.before, change.after)}")
        self._moved(url, closed)
        self.same += not (closed.changes or closed.cause)

    def _moved(self, url: str, closed: Reclosed) -> None:
        """Pages that end as another kind of thing than before: that is what a rule change is about."""
        if closed.before is None or _kind(closed.before) == _kind(closed.outcome):
            return
        named = f"{closed.outcome}/{closed.reason}" if closed.reason else str(closed.outcome)
        key = f"{closed.before} → {named}"
        self.moved[key] += 1
        self._example(key, url)

    def could_not_read(self, url: str, why: str) -> None:
        """A page that the archive does not give."""
        self.unreadable += 1
        self._example("unreadable", f"{url}: {why}")

    def damaged(self, what: str) -> None:
        """A place in a foreign file that is no record."""
        self._example("damage", what)

    def _example(self, key: str, text: str) -> None:
        kept = self.examples.setdefault(key, [])
        if len(kept) < EXAMPLES:
            kept.append(text)

    def facts(self) -> dict[str, Any]:
        """For `runs.stats` and the last line."""
        return {
            "read": self.read,
            "same": self.same,
            "left_out": self.left_out,
            "fields": dict(self.fields.most_common()),
            "versions": dict(self.causes),
            "moved": dict(self.moved.most_common()),
            "unreadable": self.unreadable,
            "passed_over": {what: n for what, n in self.passed_over.most_common() if n},
        }

    def lines(self, paper: str, what: str, *, dry: bool) -> Iterator[str]:
        """What a person reads."""
        would = " (dry run: nothing was written)" if dry else ""
        yield f"{paper}: {self.read:,} {what} read, {self.same:,} came out the same{would}"
        told = {key: count for key, count in self.fields.items() if key not in _DERIVED}
        groups = (
            ("changed", Counter(told or self.fields)),
            ("ended otherwise", self.moved),
            ("not readable", Counter(unreadable=self.unreadable)),
            ("our fault", Counter(crashed=self.outcomes["crashed"])),
        )
        for title, counts in groups:
            for key, count in counts.most_common():
                if count:
                    yield f"  {title}: {key}, {count:,}"
                    yield from (f"    {printable(text)}" for text in self.examples.get(key, ()))
        for cause, count in self.causes.most_common():
            yield f"  versions made, cause {cause}: {count:,}"
        for what, count in self.passed_over.most_common():
            if count:
                yield f"  passed over: {what}, {count:,}"
        yield from (f"    {printable(text)}" for text in self.examples.get("damage", ()))
        if self.left_out:
            yield f"  left out, published before --since: {self.left_out:,}"


def _kind(outcome: str | None) -> str | None:
    """Outcomes that all mean: what the page has is known."""
    return "there" if outcome in _THERE else outcome


def _difference(before: object, after: object) -> str:
    """Both values, cut to where they differ: of lists the entries that only one of them has."""
    if isinstance(before, (list, tuple)) and isinstance(after, (list, tuple)):
        gone, come = [x for x in before if x not in after], [x for x in after if x not in before]
        if gone or come:
            before, after = gone, come
    first, second = repr(before), repr(after)
    pairs = enumerate(zip(first, second, strict=False))
    shorter = min(len(first), len(second))
    start = max(0, next((n for n, (a, b) in pairs if a != b), shorter) - _BEFORE)
    return f"{_cut(first, start)} → {_cut(second, start)}"


def _cut(text: str, start: int) -> str:
    head = "…" if start else ""
    rest = text[start:]
    return head + (rest if len(rest) <= _SHOWN else f"{rest[:_SHOWN]}…")
