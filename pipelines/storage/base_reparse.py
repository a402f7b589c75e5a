"""What reading the archive again takes from the store and gives back to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipelines.items import Article, Link
from pipelines.outcomes import Outcome, PageKind, Reason


@dataclass(frozen=True, slots=True)
class Choice:
    """Which archived pages are read again."""

    #: Pages whose newest visit ended so; None: every outcome.
    outcome: Outcome | None = None
    #: First publication day, `YYYY-MM-DD`; what has no known day is read, listings are not.
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A page of the frontier and where its answers are archived."""

    page_id: int
    url: str
    host: str
    kind: PageKind
    state: str
    outcome: str | None
    hints: Mapping[str, Any] = field(default_factory=dict)
    article_id: int | None = None
    #: The answer that the article's row was made of; None where there is no article.
    base_ref: str | None = None
    #: The newest answer, where it is another one and ended the page.
    newest_ref: str | None = None


@dataclass(slots=True)
class Reread:
    """One archived answer, read by today's code: what a visit writes, without its task."""

    ref: str | None
    #: UTC, when the page answered so.
    fetched_at: str
    status: int | None
    size: int
    outcome: Outcome | None
    reason: Reason | None = None
    detail: str | None = None
    article: Article | None = None
    #: Links that its worker has not given out before: menus stand on every page.
    links: Sequence[Link] = ()
    #: Articles and sitemaps that it links to, all of them.
    link_count: int = 0
    met_urls: Sequence[str] = ()
    duration_ms: int = 0


class Change(NamedTuple):
    """One value that came out otherwise."""

    field: str
    before: object
    after: object


class Reclosed(NamedTuple):
    """What became of a page that was read again; `outcome` None: left out by `since`."""

    outcome: Outcome | None
    reason: Reason | None = None
    article_id: int | None = None
    changes: tuple[Change, ...] = ()
    #: A version was made: parser, edit, first, or older (put before the newest); None: none was.
    cause: str | None = None
    #: How the page had ended before; None where it was open or unknown.
    before: str | None = None
