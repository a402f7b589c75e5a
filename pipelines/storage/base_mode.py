"""How far a run goes: the part of the store's types that its caller chooses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.rules import Window


@dataclass(frozen=True, slots=True)
class Mode:
    """How far a run goes."""

    #: Walk every listing to its end instead of stopping at the first page without news.
    backfill: bool = False
    window: Window = field(default_factory=Window)
    #: Canonical addresses; when given, nothing else is asked.
    only_urls: tuple[str, ...] = ()
    #: First and last article number; when given, nothing else is asked.
    numbers: tuple[int, int] | None = None
    #: Ask the pages that `revisits` chose again, and nothing else.
    refresh: bool = False
    #: Follow listings to their next page; off while article numbers lead.
    walks: bool = True
    #: The days of the window are being looked for among the numbers: undated pages wait.
    probing: bool = False
    #: Host to first and last number that can belong to the window; None: not known.
    bounds: Mapping[str, tuple[int, int]] | None = None
    #: Requests at most in one refresh that names no days, numbers or addresses.
    budget: int = 500
    #: Listing pages at most in one walk.
    max_listing_pages: int = 5_000

    @property
    def budgeted(self) -> bool:
        """A refresh of what is due, as far as its budget goes."""
        named = self.only_urls or self.numbers or self.window.since or self.window.until
        return self.refresh and not named

    @property
    def given(self) -> bool:
        """The run was told what to ask: it opens no listing and leaves nothing out."""
        return bool(self.only_urls or self.numbers or self.refresh)
