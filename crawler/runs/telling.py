"""The log's line for each visit that ended."""

from __future__ import annotations

import logging

from pipelines.outcomes import Outcome, Reason
from pipelines.storage.base import Closed, PageEnd

logger = logging.getLogger(__name__)


def tell_end(end: PageEnd, closed: Closed) -> None:
    """A line for the page, and one for each address on the way that a redirect led over."""
    assert closed.outcome is not None
    _line(end.task.url, end.task.page_id, closed.outcome, closed.reason, _links(closed))
    for hop, (outcome, reason) in zip(end.hops, closed.hops, strict=True):
        _line(hop.link.url, hop.page_id, outcome, reason, "where a redirect led")


def _links(closed: Closed) -> str:
    return f"{closed.links} links, {closed.new_links} new"


def _line(url: str, page: int, outcome: Outcome, reason: Reason | None, more: str) -> None:
    ended = f"{outcome}/{reason}" if reason else outcome
    told = {"url": url, "page": page, "outcome": outcome, "reason": reason}
    logger.info("%s %s (%s)", ended, url, more, extra=told)
