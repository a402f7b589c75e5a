"""`scrapy crawl PAPER`: one run, from its lock to its exit code."""

from __future__ import annotations

import argparse
import json
import logging
import traceback
from dataclasses import replace

from scrapy.commands import BaseRunSpiderCommand
from scrapy.utils.conf import arglist_to_dict

from crawler import catalogue, clock
from crawler.config import Config, ConfigError, read_config, unknown
from crawler.runs.arguments import ArgumentError, Plan, is_loopback, read_arguments
from crawler.runs.ending import Summary, end_session, refused
from crawler.runs.errors import ErrorWatch
from crawler.runs.logs import begin_logs, name_run, tell
from crawler.runs.progress import told
from crawler.runs.session import LEASE_SECONDS, Session, attach
from crawler.runs.signals import Stopper
from crawler.runs.verdict import Exit, Verdict
from pipelines import CODE_VERSION
from pipelines.archive import Archive, NoArchive, WarcArchive
from pipelines.rules import Newspaper
from pipelines.storage.base import LockedError, StorageError
from pipelines.storage.sqlite import SqliteStore, crawl_that_holds


class Command(BaseRunSpiderCommand):
    """Crawl one newspaper into the database."""

    requires_project = True

    def syntax(self) -> str:
        """Usage, after the command's name."""
        return "PAPER [-a NAME=VALUE …] [-o FILE]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Crawl a newspaper into the database; the exit code tells how it ended"

    def long_desc(self) -> str:
        """Description in --help."""
        return (
            "Crawl a newspaper: finish what an earlier run left, then take what is new. Arguments:"
            " mode=incremental|backfill|refresh, since=, until= (days, YYYY-MM-DD), sections=,"
            " language= (vi, en, all), numbers= (articles, 188000-188500), urls= (addresses, or"
            " @FILE), origin= (ask another host)."
            " Example: scrapy crawl baolongan -a sections=kinh-te -a since=2026-11-01."
            " Exit codes: 0 complete, 1 degraded, 2 usage, 3 unreachable or blocked, 4 locked,"
            " 5 storage, 6 crashed, 130 interrupted."
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read `-a` pairs here, so that a malformed one is a usage error like the others."""
        self._pairs = list(opts.spargs)
        opts.spargs = []
        super().process_options(args, opts)
        assert self.settings is not None
        begin_logs(self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run the crawl and set the exit code."""
        del opts
        try:
            paper, plan, config = self._checked(args)
        except (ArgumentError, ConfigError) as error:
            self._end(refused(Verdict("usage", Exit.USAGE, str(error))))
            return
        try:
            store = SqliteStore.open(config.database)
        except StorageError as error:
            self._end(_not_begun(error, paper, config))
            return
        self._end(self._crawl(store, paper, plan, config))

    def _checked(self, args: list[str]) -> tuple[Newspaper, Plan, Config]:
        assert self.settings is not None
        papers = catalogue.newspapers()
        if len(args) != 1:
            given = " ".join(args) or "nothing"
            raise ArgumentError(f"one newspaper is wanted, not {given}: {', '.join(papers)}")
        if args[0] not in papers:
            raise ArgumentError(unknown(args[0], papers))
        try:
            pairs = arglist_to_dict(self._pairs)
        except ValueError as error:
            raise ArgumentError("-a takes NAME=VALUE, like -a since=2017-04-01") from error
        paper = papers[args[0]]
        plan = read_arguments(pairs, paper)
        budget = self.settings.getint("REFRESH_BUDGET")
        plan = plan._replace(mode=replace(plan.mode, budget=budget))
        config = read_config(self.settings)
        self._name_ourselves(plan, config)
        return paper, plan, config

    def _name_ourselves(self, plan: Plan, config: Config) -> None:
        """The User-Agent names project and contact; a live host is asked with a contact only."""
        assert self.settings is not None
        if config.contact is None and not is_loopback(plan.origin):
            message = (
                "CONTACT is not set: the newspaper must be able to reach you. Give an address or"
                " page, -s CONTACT=you@example.org, BAOTINH_CONTACT, or contact in baotinh.toml"
            )
            raise ConfigError(message)
        agent = f"baotinh/{CODE_VERSION}" + (f" (+{config.contact})" if config.contact else "")
        self.settings.set("USER_AGENT", agent, priority="cmdline")
        self.settings.set("ORIGIN", plan.origin, priority="cmdline")

    def _crawl(self, store: SqliteStore, paper: Newspaper, plan: Plan, config: Config) -> Summary:
        try:
            run = store.begin_run(
                paper.name, plan.mode_name, plan.arguments, clock.now(), LEASE_SECONDS
            )
        except LockedError as error:
            store.close_connection()
            return refused(Verdict("locked", Exit.LOCKED, str(error)))
        except StorageError as error:
            return _not_begun(error, paper, config)
        archive: Archive = NoArchive()
        if config.archive_dir is not None:
            archive = WarcArchive(config.archive_dir, paper.name, run.id)
        session = Session(store, run, paper, plan.mode, archive, plan.origin)
        self._work(session, config.log_as)
        return end_session(session)

    def _work(self, session: Session, log_as: str) -> None:
        """Scrapy's part, between the lock and the verdict."""
        assert self.crawler_process is not None
        watch = ErrorWatch(session)
        logging.getLogger().addHandler(watch)
        try:
            name_run(session.run.id, session.paper.name)
            crawler = self.crawler_process.create_crawler(session.paper.name)
            attach(crawler, session)
            Stopper(crawler, session).install()
            with told(crawler, session, log_as):
                self.crawler_process.crawl(crawler)
                self.crawler_process.start()
        except Exception:  # noqa: BLE001  whatever broke outside a page is this run's crash
            session.crashed(traceback.format_exc())
        finally:
            logging.getLogger().removeHandler(watch)
        if self.crawler_process.bootstrap_failed and session.crash is None:
            session.crashed("Scrapy could not start the spider; see the log")

    def _end(self, summary: Summary) -> None:
        self.exitcode = summary["exit_code"]
        if summary.get("why"):
            tell(f"scrapy crawl: {summary['verdict']}: {summary['why']}")
        print(json.dumps(summary, ensure_ascii=False), flush=True)


def _not_begun(error: StorageError, paper: Newspaper, config: Config) -> Summary:
    """Why a run could not begin: the store, or a crawl that holds it in the middle of a write."""
    holder = crawl_that_holds(config.database, paper.name)
    if holder is None:
        return refused(Verdict("storage", Exit.STORAGE, str(error)))
    why = f"another crawl of {paper.name} (run {holder}) holds this database; {error}"
    return refused(Verdict("locked", Exit.LOCKED, why))
