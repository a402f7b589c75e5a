"""A page of the frontier behind a link."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipelines.items import Link


@dataclass(frozen=True, slots=True)
class Known:
    """What putting a link into the frontier came upon."""

    id: int
    link: Link
    new: bool
    state: str
    run_id: int | None
    day: str | None
    #: It has a row under this very address, that is not waited for by its number alone.
    settled: bool = True

    def as_old(self) -> Known:
        """The same when it is met again."""
        return replace(self, new=False)
