"""Name or host to newspaper: for spiders, show, verify and reparse alike."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

from crawler.newspaper import NewspaperSpider
from pipelines.rules import Newspaper


@cache
def newspapers() -> dict[str, Newspaper]:
    """Every newspaper of SPIDER_MODULES, by name."""
    loader = SpiderLoader.from_settings(get_project_settings())
    spiders = (loader.load(name) for name in loader.list())
    return {s.paper.name: s.paper for s in spiders if issubclass(s, NewspaperSpider)}


def by_host(url: str) -> Newspaper | None:
    """The newspaper whose host `url` is on; None for a foreign one."""
    host = (urlsplit(url).hostname or "").lower()
    return next((paper for paper in newspapers().values() if host in paper.hosts), None)
