"""Parts that break on purpose, put into a crawl by its settings."""

from __future__ import annotations

from typing import Any

import scrapy
from itemadapter import ItemAdapter
from scrapy import signals
from scrapy.exceptions import DropItem

from pipelines import stages

FAULT = "broken on purpose"


def broken(stage: type[stages.Stage]) -> type[stages.Stage]:
    """The stage, raising for every article page."""

    class Broken(stage):  # type: ignore[misc, valid-type]
        def process_item(self, item: Any) -> Any:
            if ItemAdapter(item)["kind"] == "article":
                raise RuntimeError(FAULT)
            return super().process_item(item)

    return Broken


ArchiveStage = broken(stages.ArchiveStage)
OpenStage = broken(stages.OpenStage)
LinksStage = broken(stages.LinksStage)
FieldsStage = broken(stages.FieldsStage)
DatesStage = broken(stages.DatesStage)
ValidationStage = broken(stages.ValidationStage)
StorageStage = broken(stages.StorageStage)


class Dropper:
    """Another project's stage, which drops what it does not like."""

    def process_item(self, item: Any) -> Any:
        if ItemAdapter(item)["kind"] == "article":
            raise DropItem("not my taste")
        return item


class BrokenAtStart:
    """An extension that cannot be made."""

    @classmethod
    def from_crawler(cls, crawler: Any) -> BrokenAtStart:
        raise RuntimeError(FAULT)


class BrokenAtClose:
    """An extension whose `spider_closed` raises."""

    @classmethod
    def from_crawler(cls, crawler: Any) -> BrokenAtClose:
        made = cls()
        crawler.signals.connect(made.closed, signal=signals.spider_closed)
        return made

    def closed(self) -> None:
        raise RuntimeError(FAULT)


class BrokenInDownload:
    """A downloader middleware that raises for every article."""

    def process_response(self, request: Any, response: Any) -> Any:
        if "/lua-" in request.url:
            raise RuntimeError(FAULT)
        return response


class LosesItems:
    """A spider middleware that swallows what the callback yields for articles."""

    async def process_spider_output(self, response: Any, result: Any) -> Any:
        async for value in result:
            if "/lua-" not in response.url:
                yield value


class PageItem(scrapy.Item):  # type: ignore[misc]
    """A RawPage as a scrapy.Item."""

    url = scrapy.Field()
    paper = scrapy.Field()
    kind = scrapy.Field()
    fetched_at = scrapy.Field()
    status = scrapy.Field()
    headers = scrapy.Field()
    body = scrapy.Field()
    final_url = scrapy.Field()
    redirects = scrapy.Field()
    hints = scrapy.Field()
    request_headers = scrapy.Field()
    started_at = scrapy.Field()
    task = scrapy.Field()
    outcome = scrapy.Field()
    reason = scrapy.Field()
    detail = scrapy.Field()
    retry_after = scrapy.Field()
    archive_ref = scrapy.Field()
    reading = scrapy.Field()
