"""How a visit may end, and why: the closed lists that the whole project shares.

A visit is one address taken up in one run. It ends in exactly one `Outcome`; most outcomes
carry a `Reason`. `STATE_AFTER` says what becomes of the page.
"""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """The one end of a visit."""

    LISTED = "listed"
    STORED_NEW = "stored_new"
    STORED_UPDATE = "stored_update"
    UNCHANGED = "unchanged"
    NOT_MODIFIED = "not_modified"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    CRASHED = "crashed"
    DEFERRED = "deferred"
    FAILED = "failed"
    SKIPPED = "skipped"


class PageState(StrEnum):
    """Where a page of the frontier stands."""

    PENDING = "pending"
    LEASED = "leased"
    DONE = "done"
    RETRY = "retry"
    DEAD = "dead"


class PageKind(StrEnum):
    """What an address is expected to be, as its finder saw it."""

    FRONT = "front"
    LISTING = "listing"
    FEED = "feed"
    SITEMAP = "sitemap"
    ARTICLE = "article"


#: Kinds that are read for their links only.
LINK_KINDS = frozenset({PageKind.FRONT, PageKind.LISTING, PageKind.FEED, PageKind.SITEMAP})


class Reason(StrEnum):
    """Why a visit ended as it did; the value is what `visits.reason` holds."""

    # rejected: the page answered, and it is not an article that can be stored
    NO_TITLE = "no_title"
    EMPTY_BODY = "empty_body"
    SOFT_404 = "soft_404"
    NOT_ARTICLE = "not_article"
    NOT_FOUND = "not_found"
    OVERSIZE = "oversize"
    ENCODING = "encoding"
    ID_CONFLICT = "id_conflict"
    TOO_DEEP = "too_deep"
    REDIRECT = "redirect"
    BAD_FEED = "bad_feed"
    DROPPED = "dropped"
    # deferred: ask again later
    BLOCKED = "blocked"
    HTTP = "http"
    RATE_LIMITED = "rate_limited"
    DNS = "dns"
    TLS = "tls"
    CONNECTION = "connection"
    TIMEOUT = "timeout"
    PARTIAL = "partial"
    ROBOTS_UNAVAILABLE = "robots_unavailable"
    INTERRUPTED = "interrupted"
    # skipped: not asked at all
    ROBOTS = "robots"
    OFF_SITE = "off_site"
    ADDRESS = "address"
    # crashed: our fault
    EXCEPTION = "exception"
    NO_RESULT = "no_result"


STATE_AFTER: dict[Outcome, PageState] = dict.fromkeys(Outcome, PageState.DONE) | {
    Outcome.DEFERRED: PageState.RETRY,
    Outcome.FAILED: PageState.DEAD,
}

#: Only an answer of the site, or its silence, counts as a try of the page.
COUNTS_AS_TRY = frozenset(
    {
        Reason.BLOCKED,
        Reason.HTTP,
        Reason.RATE_LIMITED,
        Reason.TIMEOUT,
        Reason.PARTIAL,
        Reason.CONNECTION,
        Reason.TLS,
    }
)
