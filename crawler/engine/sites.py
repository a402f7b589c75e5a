"""Only the newspaper's own hosts are asked, redirects included, and an end says so.

Scrapy's `allowed_domains` drops such requests without a word; here the errback hears of it.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.runs.ends import VisitEndedError
from crawler.runs.session import session_of
from pipelines.outcomes import Outcome, Reason


class OwnHostsOnly:
    """Downloader middleware: ends the visit of a foreign host as skipped/off_site."""

    def __init__(self, crawler: Crawler) -> None:
        self._session = session_of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> OwnHostsOnly:
        """Made by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise VisitEndedError for a host that is not the newspaper's."""
        parts = urlsplit(request.url)
        if parts.scheme not in {"http", "https"}:
            raise VisitEndedError(Outcome.SKIPPED, Reason.ADDRESS, f"scheme of {request.url}")
        edition = self._session.paper.edition_of((parts.hostname or "").rstrip("."))
        if edition is not None:
            # A redirect to the other edition is asked in the pace of that one.
            request.meta["download_slot"] = edition.host
        elif not request.meta.get("is_robots"):
            # The rules of a host may be kept at any other; the address guard still holds there.
            detail = f"{parts.hostname} is no host of {self._session.paper.name}"
            raise VisitEndedError(Outcome.SKIPPED, Reason.OFF_SITE, detail)
