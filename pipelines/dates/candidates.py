"""Readable dates of one page by kind, and what was refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.dates.above import BOX, NEXT, OUTSIDE
from pipelines.dates.labels import Printed
from pipelines.dates.model import ParsedDate

_MIDNIGHT = re.compile(r"[T ]00:00:00(?:\.0+)?(?:Z|[+-]00:?00)?$")


def is_apart(line: Printed) -> bool:
    """Above the headline and outside the article, where only structure found it."""
    return line.above in {OUTSIDE, BOX} and line.rule == "structure"


class Candidate(NamedTuple):
    """A readable date with its source."""

    parsed: ParsedDate
    rule: str
    text: str
    #: It gives way to metadata that tells another day.
    weak: bool = False
    #: Why it was refused before the names of sections were taken out of its line (see `bare`).
    notes: tuple[str, ...] | None = None

    @property
    def day(self) -> str:
        """`YYYY-MM-DD` in the newspaper's zone."""
        return self.parsed.value[:10]

    @property
    def told(self) -> str:
        """The rule, and that the zone is the newspaper's where the text has a clock and no zone."""
        assumed = self.parsed.precision == "minute" and self.parsed.assumed_zone
        return f"{self.rule} (assumed zone)" if assumed else self.rule


def without_midnight(candidate: Candidate) -> Candidate:
    """Systems that keep a day alone tell machines midnight, in their zone or in UTC."""
    parsed = candidate.parsed
    if parsed.value[11:19] != "00:00:00" and not _MIDNIGHT.search(candidate.text):
        return candidate
    return candidate._replace(parsed=parsed._replace(value=parsed.value[:10], precision="day"))


@dataclass(slots=True)
class Found:
    """Candidates of one page by kind, and what was refused."""

    printed: list[Candidate] = field(default_factory=list)
    changed: list[Candidate] = field(default_factory=list)
    told: list[Candidate] = field(default_factory=list)
    told_changed: list[Candidate] = field(default_factory=list)
    outside: list[Candidate] = field(default_factory=list)
    #: Read only without the names of sections: asked where nothing else tells a day.
    named: list[Candidate] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def kind_of(
        self, line: Printed, candidate: Candidate, address: str | None, *, foreign: bool
    ) -> list[Candidate]:
        """Where a candidate belongs.

        A line of the page around the article comes last, but for the day that its address has;
        so does one right above the headline where no rule knows the page.
        """
        if candidate.notes is not None:
            return self.named
        apart = is_apart(line) or (line.above == NEXT and foreign)
        if apart and candidate.day != address:
            return self.outside
        return self.changed if line.modified else self.printed

    @property
    def any(self) -> bool:
        """True where any source told a date that can be."""
        return bool(self.printed or self.changed or self.told or self.outside)
