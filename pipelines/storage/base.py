"""What every store can do: the frontier, the articles and the runs, behind one small Protocol.

Nothing outside `pipelines/storage/` writes SQL against the main tables. The frontier lives in
the store because a page's end, its article and the links it led to are one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from pipelines.items import Article, Link
from pipelines.outcomes import Outcome, PageKind, Reason
from pipelines.storage.base_hops import Hop
from pipelines.storage.base_mode import Mode
from pipelines.storage.base_numbers import Numbers
from pipelines.storage.base_robots import RobotsFiles
from pipelines.storage.base_watch import Watch, Watched


class StorageError(Exception):
    """The store cannot be used: full, locked, read-only, corrupt, of a newer schema. Exit 5."""


class BusyError(StorageError):
    """Another program, or a crawl of ours, is inside a write and does not come out of it."""


class LockedError(Exception):
    """Another crawl of this newspaper holds this database. Exit 4."""


class LostLeaseError(Exception):
    """The run's lock was taken over: whatever this process still does is refused."""


@dataclass(frozen=True, slots=True)
class Run:
    """An open run: every write of a crawl carries its id and fence."""

    id: int
    paper: str
    #: Grows with every taker of the newspaper's lock; an older one is refused.
    fence: int


@dataclass(frozen=True, slots=True)
class Task:
    """One leased page: what the scheduler asks for, and what `close` must present."""

    page_id: int
    url: str
    host: str
    kind: PageKind
    #: 1 for the first try of this page in its life.
    attempt: int
    run: Run
    hints: Mapping[str, Any] = field(default_factory=dict)
    etag: str | None = None
    last_modified: str | None = None
    #: Where the answer before is archived.
    archive_ref: str | None = None


@dataclass(slots=True)
class PageEnd:
    """How one visit ended: all that is written in its one transaction.

    `outcome` None asks the store to decide between stored_new, stored_update, unchanged and
    duplicate for `article`; LISTED with links lets the store count the news.
    """

    task: Task
    outcome: Outcome | None
    started_at: str
    finished_at: str
    reason: Reason | None = None
    detail: str | None = None
    http_status: int | None = None
    bytes: int = 0
    duration_ms: int | None = None
    links: Sequence[Link] = ()
    #: Every address the answer was met under (redirects, the final one), canonical.
    met_urls: Sequence[str] = ()
    article: Article | None = None
    archive_ref: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    #: Seconds until the next try of a deferred page; None lets the store back off by attempt.
    retry_after: float | None = None
    #: Where redirects led, in their order; only those that were leased with the visit.
    hops: Sequence[Hop] = ()
    #: When the page answered, where that was long before (an archived page); None: at `finished_at`.
    seen_at: str | None = None

    @property
    def seen(self) -> str:
        """When the page was as it is told here."""
        return self.seen_at or self.finished_at


@dataclass(frozen=True, slots=True)
class Closed:
    """What `close` wrote. `outcome` None: the page was left out by the window and is pending."""

    outcome: Outcome | None
    reason: Reason | None = None
    article_id: int | None = None
    version: int | None = None
    links: int = 0
    new_links: int = 0
    changes: tuple[str, ...] = ()
    #: Outcomes of the hops that ended with it.
    hops: tuple[tuple[Outcome, Reason | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Revisits:
    """What a refresh asks again."""

    pages: int
    #: Named addresses or numbers that no stored article has, and some of them.
    unknown: int = 0
    examples: tuple[str, ...] = ()


class Store(Protocol):
    """The frontier, the articles and the runs of one database."""

    @property
    def robots(self) -> RobotsFiles:
        """robots.txt as it was read last."""

    @property
    def numbers(self) -> Numbers:
        """Article numbers: what is known, what is absent, which day a number belongs to."""

    @property
    def watch(self) -> Watch:
        """What monitors know of earlier runs, and alerts."""

    # -- runs and the newspaper's lock ------------------------------------------------------
    def begin_run(
        self,
        paper: str,
        mode: str,
        arguments: Mapping[str, Any],
        now: str,
        lease_seconds: float,
        process: str = "",
    ) -> Run:
        """Take the newspaper's lock and open a run; raise LockedError when it is held.

        `process` says which process this is, to those who find the lock; empty: not told.
        """

    def renew(self, run: Run, now: str, lease_seconds: float) -> None:
        """Prolong the lock; raise LostLeaseError when a newer fence holds it."""

    def end_run(
        self,
        run: Run,
        now: str,
        verdict: str,
        exit_code: int,
        stats: Mapping[str, Any],
        traceback: str | None = None,
        visits_days: int = 0,
        watched: Watched | None = None,
    ) -> None:
        """Release what is still leased, write counts, verdict and findings, give the lock back.

        Visits of runs that ended more than `visits_days` ago are thinned (see `retention`); 0: never.
        """

    # -- frontier ---------------------------------------------------------------------------
    def add(self, run: Run, links: Iterable[Link], now: str, discovered_from: str | None) -> int:
        """Put addresses into the frontier; known ones stay as they are. Returns how many are new."""

    def reopen(self, run: Run, urls: Iterable[str], now: str) -> int:
        """Make known pages pending again (listings at a run's start, `urls=`)."""

    def reopen_listings(self, run: Run, mode: Mode) -> int:
        """Make every listing, feed and sitemap that was ever read due again (a run's start)."""

    def choose_revisits(self, run: Run, mode: Mode, now: str) -> Revisits:
        """Open the pages that a refresh asks again (see `revisiting.choose`)."""

    def lease(
        self,
        run: Run,
        mode: Mode,
        limit: int,
        now: str,
        *,
        host: str | None = None,
        skip_hosts: Sequence[str] = (),
    ) -> list[Task]:
        """Up to `limit` due pages of this run's newspaper, leased to it."""

    def release(self, tasks: Sequence[Task]) -> None:
        """Give pages back unvisited: pending again, no outcome, no try counted."""

    def follow(self, task: Task, link: Link, now: str) -> Hop:
        """The page that a redirect of `task` leads to, put into the frontier and leased if need be."""

    def close(self, end: PageEnd, mode: Mode) -> Closed:
        """Write the end of a visit, its article and its links in one transaction."""

    def waiting(self, run: Run, mode: Mode, now: str) -> tuple[int, float | None]:
        """Open pages inside the window, and seconds until the first of them is due (None: none)."""

    def due_in(self, run: Run, mode: Mode, now: str, host: str) -> float | None:
        """Seconds until the host's first open page inside the window is due (0: now; None: none)."""

    def left_out(self, run: Run, mode: Mode) -> int:
        """Open pages that the window, sections or language leave out."""

    def had_links(self, url: str) -> bool:
        """True when an article was ever discovered on the page with this address."""

    def hold_host(self, paper: str, host: str, next_request_at: str) -> None:
        """Remember when this host may be asked next, across runs and processes."""

    def note_host(self, run: Run, host: str, robots: str | None, circuit: str, now: str) -> None:
        """Remember robots.txt and circuit ("closed", or "open" when left alone) of a host.

        Of a host that is left alone, this run's failures are no tries of the pages.
        """

    def host_due(self, paper: str, host: str) -> str | None:
        """When this host may be asked next, as stored."""

    def close_connection(self) -> None:
        """Close the database; after it the file alone is complete."""
