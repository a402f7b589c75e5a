"""Follows redirects inside one visit, remembering every address on the way.

Scrapy's own middleware drops a redirect to a foreign host without a word and retries loops.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableSequence
from dataclasses import replace
from urllib.parse import urljoin

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler import clock
from crawler.runs.ends import VisitEndedError
from crawler.runs.session import session_of
from pipelines.links import link_to
from pipelines.outcomes import Outcome, PageKind, Reason
from pipelines.storage.base import Task
from pipelines.storage.base_mode import Mode
from pipelines.urls import Refused, read_address

_FOLLOWED = {301, 302, 303, 307, 308}
#: RFC 9110 leaves the number open; browsers stop at 20, a newspaper needs two or three.
MAX_HOPS = 10


class Redirects:
    """Downloader middleware: turns a 3xx with a Location into the next request of the visit."""

    def __init__(self, crawler: Crawler) -> None:
        self._session = session_of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Redirects:
        """Made by Scrapy."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """The next request, or the response itself when it is no redirect."""
        location = response.headers.get("Location")
        if response.status not in _FOLLOWED or not location:
            return response
        target = _target(response.url, location)
        trail: list[str] = [*request.meta.get("redirects", ()), request.url]
        if len(trail) > MAX_HOPS or target in trail:
            kind = "a loop" if target in trail else f"more than {MAX_HOPS} redirects"
            raise VisitEndedError(Outcome.REJECTED, Reason.REDIRECT, f"{kind}, last to {target}")
        following = request.replace(
            url=target, dont_filter=True, meta={**request.meta, "redirects": trail}
        )
        if "task" in request.meta:
            self._enter(request.meta["task"], following)
        return following

    def _enter(self, task: Task, following: Request) -> None:
        """Put the target into the frontier before it is asked; end here what is known already."""
        session = self._session
        whole = task.kind in {PageKind.LISTING, PageKind.FRONT}
        address = read_address(following.url, session.paper, whole_query=whole)
        if isinstance(address, Refused) or address.url == task.url:
            return  # it will not be asked, or it is the page itself in another spelling
        link = link_to(address, address.kind or task.kind)
        with session.writing():
            hop = session.store.follow(task, link, clock.now())
        hop = replace(hop, asked_alone=address.kind is PageKind.ARTICLE)
        if hop.stored and task.kind is PageKind.ARTICLE and not _asked_now(session.mode):
            # Its own visit, or a refresh, asks for it; this address is one more name of it.
            detail = f"redirected to {address.url}, which is stored"
            raise VisitEndedError(Outcome.DUPLICATE, None, detail, final_url=address.url)
        if hop.taken or (hop.leased and _take_back(session.ready, hop.page_id)):
            session.hops.setdefault(task.page_id, []).append(hop)


def _take_back(ready: Mapping[str, MutableSequence[Task]], page_id: int) -> bool:
    """Take a leased page that was not taken up yet out of the scheduler's hands."""
    for tasks in ready.values():
        for task in tasks:
            if task.page_id == page_id:
                tasks.remove(task)
                return True
    return False


def _asked_now(mode: Mode) -> bool:
    """The operator wants to know how these pages are today."""
    return mode.refresh or bool(mode.only_urls)


def _target(url: str, location: bytes) -> str:
    # Servers send raw UTF-8 or Latin-1 here; undecodable bytes stay escaped.
    text = location.decode("utf-8", "backslashreplace").strip()
    try:
        target = urljoin(url, text)
    except ValueError as error:
        detail = f"redirect to a malformed address: {text[:200]}"
        raise VisitEndedError(Outcome.REJECTED, Reason.REDIRECT, detail) from error
    if not target.startswith(("http://", "https://")):
        detail = f"redirect to another scheme: {target[:200]}"
        raise VisitEndedError(Outcome.REJECTED, Reason.REDIRECT, detail)
    return target.partition("#")[0]
