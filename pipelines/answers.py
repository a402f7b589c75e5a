"""What an HTTP answer means before its body is read: the one table of statuses."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from pipelines.items import RawPage
from pipelines.outcomes import Outcome, PageKind, Reason
from pipelines.rules import Newspaper
from pipelines.urls import Refused, read_address


class Judged(NamedTuple):
    """An outcome that is already certain, with its reason and a line for a person."""

    outcome: Outcome
    reason: Reason | None = None
    detail: str | None = None


#: Asked for a page that is gone, some servers say 410, most 404.
_GONE = {404, 410}
#: 401, 403 and 451 are how walls and country blocks answer.
_BLOCKED = {401, 403, 407, 451}


#: Where a site sends everybody who may not come in now: challenge, login, maintenance.
_ASIDE = re.compile(
    r"captcha|challenge|verify|xac-?(?:thuc|minh)|log-?in|sign-?in|dang-?nhap|bao-?tri|maintenance",
    re.IGNORECASE,
)


def judge_answer(page: RawPage, newspaper: Newspaper) -> Judged | None:
    """The outcome that status and addresses alone decide; None: the body must be read.

    404 and 410 are WITHDRAWN here; the store, which knows whether there is an article at all,
    turns them into rejected/not_found where there is none.
    """
    if page.outcome is not None:
        return Judged(page.outcome, page.reason, page.detail)
    status = page.status
    if status is None:
        return Judged(Outcome.CRASHED, Reason.NO_RESULT, "a page without status or outcome")
    if status == 304:
        return Judged(Outcome.NOT_MODIFIED)
    if page.redirects and (aside := _sent_aside(page, newspaper)):
        return Judged(Outcome.DEFERRED, Reason.BLOCKED, f"redirected to {aside}")
    if status in _GONE:
        return Judged(Outcome.WITHDRAWN, Reason.NOT_FOUND, f"HTTP {status}")
    if status == 429:
        return Judged(Outcome.DEFERRED, Reason.RATE_LIMITED, "HTTP 429")
    if status in _BLOCKED:
        return Judged(Outcome.DEFERRED, Reason.BLOCKED, f"HTTP {status}")
    if 300 <= status < 400:
        return Judged(Outcome.REJECTED, Reason.REDIRECT, f"HTTP {status} to nowhere")
    if not 200 <= status < 300 or status in {204, 205, 206}:
        return Judged(Outcome.DEFERRED, Reason.HTTP, f"HTTP {status}")
    return _judge_addresses(page, newspaper)


def _judge_addresses(page: RawPage, newspaper: Newspaper) -> Judged | None:
    """An article that redirects to the front page is gone; one that a wall stands before is not."""
    if not page.redirects:
        return None
    asked = read_address(page.url, newspaper)
    final = read_address(page.final_url or page.url, newspaper)
    if isinstance(final, Refused):
        return Judged(Outcome.SKIPPED, Reason.OFF_SITE, f"redirected to {page.final_url}")
    if isinstance(asked, Refused) or asked.kind is None or asked.kind == final.kind:
        return None
    if page.kind == "article":
        return Judged(Outcome.WITHDRAWN, Reason.SOFT_404, f"redirected to {final.url}")
    return None


def _sent_aside(page: RawPage, newspaper: Newspaper) -> str | None:
    """Where a wall stands that the page was redirected to, whatever that address answers."""
    final = read_address(page.final_url or page.url, newspaper)
    if isinstance(final, Refused) or final.kind in {PageKind.ARTICLE, page.kind}:
        return None
    return final.url if _ASIDE.search(urlsplit(final.url).path) else None
