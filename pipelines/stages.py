"""The flow as Scrapy pipeline classes: thin, and the only file here that imports scrapy.

Order (settings.ITEM_PIPELINES): archive, open, links, fields, dates, validation, storage. A stage
touches the item through ItemAdapter only, so a spider may yield a `RawPage`, a dict or a
`scrapy.Item` with the same keys.
"""

from __future__ import annotations

from dataclasses import fields as dataclass_fields
from typing import Any, ClassVar, Protocol, cast

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from pipelines import flow
from pipelines.items import Article, RawPage
from pipelines.outcomes import Outcome
from pipelines.rules import Newspaper
from pipelines.storage.base import Closed, PageEnd

_KEYS = tuple(field.name for field in dataclass_fields(RawPage))


class PageSession(Protocol):
    """What the stages need of the run they work in (`crawler.runs.session`)."""

    def newspaper(self, paper: str) -> Newspaper:
        """The newspaper of that name."""

    def archive(self, page: RawPage) -> str | None:
        """Keep the raw page; its reference, or None."""

    def finish(self, end: PageEnd) -> Closed:
        """Write the end of a visit."""

    def left_aside(self, why: str, count: int) -> None:
        """Count addresses of a page that were left aside."""


class EndedWithoutArticleError(DropItem):
    """The visit ended well and there is no article to hand on (a listing, a 404, …)."""

    def __init__(self, message: str) -> None:
        # Scrapy warns of every dropped item; this is the ordinary end of most pages.
        super().__init__(message, log_level="DEBUG")


def page_of(item: Any) -> RawPage:
    """The item as a RawPage, whatever class the spider yields; unknown keys are an error."""
    if isinstance(item, RawPage):
        return item
    adapter = ItemAdapter(item)
    return RawPage(**{key: adapter[key] for key in _KEYS if key in adapter})


class Stage:
    """One step of the flow, by its name in `flow.STEPS`."""

    step: ClassVar[str]

    def __init__(self, session: PageSession) -> None:
        self.session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Stage:
        """Made by Scrapy; the run's session is on the crawler (`crawler.runs.session`)."""
        return cls(cast("PageSession", crawler.session))  # type: ignore[attr-defined]

    def process_item(self, item: Any) -> Any:
        """Take the page one step on."""
        page = page_of(item)
        reading = page.reading or flow.Reading()
        newspaper = self.session.newspaper(page.paper)
        ItemAdapter(item)["reading"] = flow.STEPS[self.step](page, newspaper, reading)
        return item


class ArchiveStage(Stage):
    """Keeps the raw page before anything that may raise."""

    def process_item(self, item: Any) -> Any:
        """Write the page to the archive."""
        ItemAdapter(item)["archive_ref"] = self.session.archive(page_of(item))
        return item


class OpenStage(Stage):
    """Judges the answer and parses the body."""

    step = "open"


class LinksStage(Stage):
    """Finds the addresses the page leads to."""

    step = "links"

    def process_item(self, item: Any) -> Any:
        """Find links and count what is left aside."""
        item = super().process_item(item)
        for why, count in page_of(item).reading.left.items():
            self.session.left_aside(why, count)
        return item


class FieldsStage(Stage):
    """Reads the fields."""

    step = "fields"


class DatesStage(Stage):
    """Reads the dates."""

    step = "dates"


class ValidationStage(Stage):
    """Makes the article, or says why there is none."""

    step = "validation"


class StorageStage(Stage):
    """Writes article, links and the end of the visit in one transaction."""

    def process_item(self, item: Any) -> Article:
        """End the visit; hand the article on, or drop the item when there is none."""
        page = page_of(item)
        closed = self.session.finish(end_of(page))
        article: Article | None = page.reading.article
        if article is None or closed.outcome in {None, Outcome.REJECTED, Outcome.DUPLICATE}:
            raise EndedWithoutArticleError(f"{closed.outcome or 'left out'}: {page.url}")
        return article


def end_of(page: RawPage) -> PageEnd:
    """What is to be written at the end of the visit of a page that went through the steps."""
    reading: flow.Reading = page.reading
    judged = reading.judged
    return PageEnd(
        task=page.task,
        outcome=judged.outcome if judged else None,
        reason=judged.reason if judged else None,
        detail=judged.detail if judged else page.detail,
        started_at=page.started_at or page.fetched_at,
        finished_at=page.fetched_at,
        http_status=page.status,
        bytes=len(page.body),
        links=reading.links,
        met_urls=[*page.redirects, page.final_url or page.url, *reading.own_urls],
        article=reading.article,
        archive_ref=page.archive_ref,
        etag=flow.header(page, "etag"),
        last_modified=flow.header(page, "last-modified"),
        retry_after=page.retry_after,
    )
