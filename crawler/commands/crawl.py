"""`scrapy crawl PAPER`: one run, from its lock to its exit code."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace

from scrapy.commands import BaseRunSpiderCommand
from scrapy.settings import BaseSettings
from scrapy.utils.conf import arglist_to_dict

from crawler import catalogue
from crawler.config import Config, ConfigError, check_log, read_config, settle, unknown
from crawler.process import silence
from crawler.runs.agent import name_ourselves
from crawler.runs.arguments import ArgumentError, read_any, read_arguments
from crawler.runs.conduct import Conductor, Part
from crawler.runs.ending import Summary, refused
from crawler.runs.logs import begin_logs, log_end, log_refusal, tell
from crawler.runs.metrics import check_folder
from crawler.runs.verdict import Exit, Verdict


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
            " @FILE), origin= (ask another host). `crawl any -a urls=…` takes addresses of any newspaper."
            " Example: scrapy crawl baolongan -a sections=kinh-te -a since=2026-11-01."
            " Exit codes: 0 complete, 1 degraded, 2 usage, 3 unreachable or blocked, 4 locked,"
            " 5 storage, 6 crashed, 130 interrupted."
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read `-a` pairs here, so that a malformed one is a usage error like the others."""
        self._pairs = list(opts.spargs)
        opts.spargs = []
        assert self.settings is not None
        try:
            super().process_options(args, opts)
            settle(self.settings)  # before the log is opened: after a slip nothing is touched
            check_log(self.settings, opened=True)
        except (ConfigError, OSError) as error:
            # Scrapy would go on to make the log, or has failed to write its --pidfile.
            summary = refused(Verdict("usage", Exit.USAGE, str(error)))
            if any(pair.startswith("_job=") for pair in self._pairs):
                # Under scrapyd the log is all that anybody sees of the job; else nothing is touched.
                log_refusal(self.settings, summary)
            self._end(summary)
            raise SystemExit(self.exitcode) from error
        begin_logs(self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run the crawl and set the exit code."""
        del opts
        assert self.crawler_process is not None
        try:
            parts, config = self._checked(args)
        except (ArgumentError, ConfigError) as error:
            self._end(refused(Verdict("usage", Exit.USAGE, str(error))))
            return
        self._end(Conductor(self.crawler_process, config, parts).conduct())

    def _checked(self, args: list[str]) -> tuple[list[Part], Config]:
        assert self.settings is not None
        papers = catalogue.newspapers()
        known = [*papers, catalogue.ANY]
        if len(args) != 1:
            given = " ".join(args) or "nothing"
            raise ArgumentError(f"one newspaper is wanted, not {given}: {', '.join(known)}")
        if args[0] not in known:
            raise ArgumentError(unknown(args[0], known))
        try:
            pairs = arglist_to_dict(self._pairs)
        except ValueError as error:
            raise ArgumentError("-a takes NAME=VALUE, like -a since=2017-04-01") from error
        _check_numbers(self.settings)
        if args[0] == catalogue.ANY:
            plans = read_any(pairs, catalogue.of_address)
        else:
            paper = papers[args[0]]
            plans = [(paper, read_arguments(pairs, paper))]
        config = read_config(self.settings)
        check_folder(config.metrics_file)
        budget = config.refresh_budget
        origin = plans[0][1].origin
        name_ourselves(self.settings, config.contact, origin)
        self.settings.set("ORIGIN", origin, priority="cmdline")
        parts = [
            Part(args[0], paper, plan._replace(mode=replace(plan.mode, budget=budget)))
            for paper, plan in plans
        ]
        return parts, config

    def _end(self, summary: Summary) -> None:
        self.exitcode = summary["exit_code"]
        log_end(summary)
        if summary.get("why"):
            tell(f"scrapy crawl: {summary['verdict']}: {summary['why']}")
        try:
            print(json.dumps(summary, ensure_ascii=False), flush=True)
        except OSError as error:
            # The exit code says it too, and `runs` has it all.
            silence(sys.stdout)
            tell(f"scrapy crawl: its last line cannot be written: {error}")


#: Settings that a crawl computes with, and the least that each may be.
_NUMBERS = {
    "CONCURRENT_REQUESTS": 1,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY": 0,
    "DOWNLOAD_TIMEOUT": 0.1,
    "DOWNLOAD_MAXSIZE": 0,
    "LOGSTATS_INTERVAL": 0,
}


def _check_numbers(settings: BaseSettings) -> None:
    for name, least in _NUMBERS.items():
        try:
            fine = float(settings[name]) >= least
        except (TypeError, ValueError):
            fine = False
        if not fine:
            raise ArgumentError(f"{name}={settings[name]}: a number, {least} or more")
