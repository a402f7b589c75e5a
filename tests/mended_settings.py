"""The project's settings with the newspapers of `tests.mended`: `SCRAPY_SETTINGS_MODULE` names it."""

from crawler.settings import *  # noqa: F403

SPIDER_MODULES = ["tests.mended"]
