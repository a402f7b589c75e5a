"""One polite request outside a run: the real engine over a database in memory."""

from __future__ import annotations

from scrapy.commands import ScrapyCommand
from scrapy.crawler import CrawlerProcessBase

from crawler import clock
from crawler.config import ConfigError
from crawler.runs.agent import name_ourselves
from crawler.runs.session import LEASE_SECONDS, Session, attach
from pipelines.items import RawPage
from pipelines.rules import Newspaper
from pipelines.storage.base_mode import Mode
from pipelines.storage.sqlite import SqliteStore


class _Kept:
    """An archive that keeps the one page it is given, in memory."""

    def __init__(self) -> None:
        self.page: RawPage | None = None

    def append(self, page: RawPage, earlier: str | None = None) -> str | None:
        """Keep the page."""
        del earlier
        self.page = page
        return None

    def close(self) -> None:
        """Nothing to close."""


def fetch_one(
    command: ScrapyCommand, paper: Newspaper, url: str, origin: str | None, contact: str | None
) -> RawPage:
    """Ask for one address under all rules of a crawl; nothing is written.

    Raises ConfigError when a live host would be asked without a contact.
    """
    settings, process = command.settings, command.crawler_process
    assert settings is not None
    assert process is not None
    name_ourselves(settings, contact, origin)
    settings.set("ORIGIN", origin, priority="cmdline")
    kept = _Kept()
    _crawl(process, paper, url, origin, kept)
    if kept.page is None:
        raise ConfigError(f"{url} gave no answer; see the log above")
    return kept.page


def _crawl(
    process: CrawlerProcessBase, paper: Newspaper, url: str, origin: str | None, kept: _Kept
) -> None:
    store = SqliteStore.in_memory()
    run = store.begin_run(paper.name, "incremental", {"urls": url}, clock.now(), LEASE_SECONDS)
    session = Session(store, run, paper, Mode(only_urls=(url,)), kept, origin)
    crawler = process.create_crawler("any" if paper.foreign else paper.name)
    attach(crawler, session)
    process.crawl(crawler)
    process.start()
    store.close_connection()
