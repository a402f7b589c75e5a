"""What date rules give: one read date, and the dates of a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.items import Source


class ParsedDate(NamedTuple):
    """A date read from a text."""

    #: `2017-04-29T20:49:00+07:00`, or `2017-04-29` where no clock is printed.
    value: str
    #: minute, day or relative.
    precision: str
    #: Who read it: own or dateparser.
    by: str
    #: The part of the text that was read.
    raw: str
    #: No zone was printed: the newspaper's offset is assumed.
    assumed_zone: bool = True


@dataclass(slots=True)
class Dates:
    """Published and modified as the page has them; None where it has none to trust."""

    published_at: str | None = None
    published_precision: str | None = None
    published_raw: str | None = None
    modified_at: str | None = None
    modified_raw: str | None = None
    #: Entries `published_at` and `modified_at`; a refused date stands in `conflict`.
    provenance: dict[str, Source] = field(default_factory=dict)

    @property
    def on_page(self) -> bool:
        """The page itself tells its day: an error page has that of its address or listing too."""
        source = self.provenance.get("published_at")
        if self.published_at is None or source is None:
            return False
        return source.rule.partition(" ")[0] not in {"address", "hint"}
