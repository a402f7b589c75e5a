"""The part of the store's Protocol that deals with article numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from pipelines.items import Link

if TYPE_CHECKING:
    from pipelines.storage.base import Run

#: Hint of a page whose address is the number alone: what it answers is the article of that number.
BY_NUMBER = "by_number"
#: Steps, narrow and wide, over numbers for which nothing answers; the narrow divides the wide.
HOLE_STEPS = (16, 64)


class Mark(NamedTuple):
    """An article number and its day, known from the page or from a listing."""

    number: int
    day: str


class Numbers(Protocol):
    """What the frontier knows of the numbers of one newspaper; see `numbering`."""

    def known(self, paper: str, space: str, first: int, last: int) -> set[int]:
        """Numbers that have a page, asked or not."""

    def present(self, paper: str, space: str, first: int, last: int) -> int | None:
        """The lowest number that has an article, or a page that may yet have one."""

    def absent(
        self, paper: str, space: str, span: tuple[int, int], host: str, limit: int
    ) -> list[int]:
        """Numbers that no page answered for so far, and that `host` was never asked for."""

    def newest(self, paper: str, space: str, below: int = 10**9) -> tuple[int, str] | None:
        """The highest number known under `below`, and the host of its page."""

    def answered(self, url: str) -> bool | None:
        """Whether the page with this address led to an article; None: it was not asked yet."""

    def last_before(self, paper: str, space: str, day: str, skip: int = 0) -> Mark | None:
        """The highest number, after `skip` others, whose article is older than `day`."""

    def first_from(
        self, paper: str, space: str, day: str, above: int, skip: int = 0
    ) -> Mark | None:
        """The lowest number over `above`, after `skip` others, whose article is of `day` or later."""

    def without_day(self, paper: str, space: str, first: int, last: int) -> set[int]:
        """Numbers that were asked and gave no day."""

    def with_day(self, paper: str, space: str, first: int, last: int) -> set[int]:
        """Numbers whose day is known."""

    def waits(self, paper: str, space: str, number: int) -> bool:
        """True while the probe of this number is still to be asked, or in flight."""

    def ask(self, run: Run, links: Sequence[Link], now: str, *, probe: bool = False) -> int:
        """Put by-number addresses into the frontier; a probe's number that is open is marked."""

    def reopen_failed(self, run: Run, first: int, last: int) -> int:
        """Ask dead pages of these numbers again."""
