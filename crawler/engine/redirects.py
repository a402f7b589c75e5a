"""Follows redirects inside one visit, remembering every address on the way.

Scrapy's own middleware drops a redirect to a foreign host without a word and retries loops.
"""

from __future__ import annotations

from urllib.parse import urljoin

from scrapy import Request
from scrapy.http import Response

from crawler.runs.ends import VisitEndedError
from pipelines.outcomes import Outcome, Reason

_FOLLOWED = {301, 302, 303, 307, 308}
#: RFC 9110 leaves the number open; browsers stop at 20, a newspaper needs two or three.
MAX_HOPS = 10


class Redirects:
    """Downloader middleware: turns a 3xx with a Location into the next request of the visit."""

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
        return request.replace(
            url=target, dont_filter=True, meta={**request.meta, "redirects": trail}
        )


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
