"""`scrapy reparse`: the archive read again with today's code, without one request."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.utils.log import configure_logging

from crawler import catalogue
from crawler.command import UsageProblem, a_day, known_paper
from crawler.config import Config, ConfigError, check_log, read_config, settle, unknown
from crawler.process import ignore_signals, silence
from crawler.reparsing.run import Reparse, Wish
from crawler.reparsing.stopping import Stopper
from crawler.reparsing.summary import Told
from crawler.runs.conduct import summed
from crawler.runs.ending import Summary, refused
from crawler.runs.logs import begin_logs, tell
from crawler.runs.verdict import Exit, Verdict
from pipelines.outcomes import Outcome
from pipelines.rules import Newspaper
from pipelines.storage import reparsing
from pipelines.storage.base import StorageError
from pipelines.storage.base_reparse import Choice
from pipelines.storage.sqlite import open_reader


class Command(ScrapyCommand):
    """Read the archive again."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """Usage, after the command's name."""
        return "[--paper P] [--outcome O] [--since D] [--dry-run] [--warc FILE …]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Read the archived pages again with today's code; no request is made"

    def long_desc(self) -> str:
        """Description in --help."""
        return (
            "Read every archived page again, on all cores and without one request, and store what"
            " comes out otherwise: a text that differs makes a version with cause `parser`, what is"
            " the same is not touched. Prints what changed, field by field with examples, and one"
            " JSON line last. --dry-run changes nothing. --outcome rejected reads again what was"
            " refused and stores what is an article by today's rules. --warc takes in articles from"
            " WARC files that others made, with the time of each record; what is none is counted and"
            " passed over. Exit codes are those of a crawl."
            " Example: scrapy reparse --paper baolongan --dry-run"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options of this command."""
        super().add_options(parser)
        parser.add_argument("--paper", help="one newspaper (default: all that have archived pages)")
        parser.add_argument(
            "--outcome", help="pages whose last visit ended so: rejected, crashed, …"
        )
        parser.add_argument(
            "--since", help="first publication day, YYYY-MM-DD; pages without a known day are read"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )
        parser.add_argument(
            "--warc",
            nargs="+",
            metavar="FILE",
            help="read WARC files of others (Common Crawl, a web archive); wants --paper",
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Make the log, or say why that is not possible."""
        assert self.settings is not None
        try:
            super().process_options(args, opts)
            settle(self.settings)
            check_log(self.settings, opened=True)
        except (ConfigError, OSError) as error:
            self._end(refused(Verdict("usage", Exit.USAGE, str(error))))
            raise SystemExit(self.exitcode) from error
        begin_logs(self.settings)
        configure_logging(self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read again, and set the exit code."""
        stopper = Stopper()
        stopper.install()
        summaries: list[Summary] = []
        try:
            config, wishes = self._checked(args, opts)
            for wish in wishes:
                if stopper.received is not None:
                    break
                summaries.append(self._one(config, wish, stopper))
                if summaries[-1]["exit_code"] == Exit.STORAGE:
                    break
        except (UsageProblem, ConfigError) as error:
            summaries = [refused(Verdict("usage", Exit.USAGE, str(error)))]
        except StorageError as error:
            summaries = [refused(Verdict("storage", Exit.STORAGE, str(error)))]
        ignore_signals()
        self._end(self._total(summaries, stopper))

    def _one(self, config: Config, wish: Wish, stopper: Stopper) -> Summary:
        assert self.settings is not None
        told = Told()
        summary = Reparse(config, self.settings, wish, stopper, told).conduct()
        if summary["run"] is not None or wish.dry_run:
            what = "archived answers" if wish.files else "pages"
            _print(told.lines(wish.paper.name, what, dry=wish.dry_run))
        return summary

    def _total(self, summaries: list[Summary], stopper: Stopper) -> Summary:
        if summaries:
            return summed(summaries)
        if stopper.received is not None:
            why = f"{stopper.received}: no run was begun"
            return refused(Verdict("interrupted", Exit.INTERRUPTED, why))
        why = "the archive holds no page yet: crawl first, or give --paper and --warc"
        return refused(Verdict("complete", Exit.COMPLETE, why))

    def _checked(self, args: list[str], opts: argparse.Namespace) -> tuple[Config, Iterator[Wish]]:
        if args:
            options = ["--paper", "--outcome", "--since", "--dry-run", "--warc"]
            raise UsageProblem(unknown(args[0], options))
        assert self.settings is not None
        config = read_config(self.settings)
        choice = Choice(_outcome(opts.outcome), a_day("--since", opts.since))
        name = known_paper(opts.paper)
        files = _files(opts.warc)
        if files and (name is None or choice.outcome is not None):
            why = "wants --paper" if name is None else "and --outcome do not go together"
            raise UsageProblem(f"--warc {why}: it reads files, and stores what is new in them")
        if config.archive_dir is None and not files:
            raise UsageProblem("ARCHIVE_DIR is empty: there is no archive to read")
        typed = {
            "paper": name,
            "outcome": choice.outcome,
            "since": choice.since,
            "warc": " ".join(map(str, files)) or None,
        }
        arguments = {key: str(value) for key, value in typed.items() if value is not None}
        found = _papers(config, name) if not files else map(catalogue.by_name, [name or ""])
        return config, (
            Wish(paper, choice, arguments, opts.dry_run, files) for paper in found if paper
        )

    def _end(self, summary: Summary) -> None:
        self.exitcode = summary["exit_code"]
        if summary.get("why"):
            tell(f"scrapy reparse: {summary['verdict']}: {summary['why']}")
        _print([json.dumps(summary, ensure_ascii=False)])


def _papers(config: Config, name: str | None) -> Iterator[Newspaper]:
    """The newspapers with archived pages; one that is not known any more is told and left."""
    reader = open_reader(config.database)
    try:
        with reader.read() as conn:
            names = reparsing.papers(conn)
    finally:
        reader.raw.close()
    for known in names if name is None else [name]:
        paper = catalogue.by_name(known)
        if paper is None:
            tell(f"scrapy reparse: {known} has archived pages and no file here: they are left")
        else:
            yield paper


def _files(names: list[str] | None) -> tuple[Path, ...]:
    """Files that can be opened; whatever else is wrong with one is told when it is read."""
    files = tuple(dict.fromkeys(Path(name) for name in names or ()))
    for file in files:
        try:
            file.open("rb").close()
        except OSError as error:
            raise UsageProblem(f"--warc {file}: {error.strerror or error}") from error
    return files


def _outcome(text: str | None) -> Outcome | None:
    if text is None:
        return None
    try:
        return Outcome(text)
    except ValueError as error:
        raise UsageProblem(f"--outcome {unknown(text, list(Outcome))}") from error


def _print(lines: Iterator[str] | list[str]) -> None:
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except OSError as error:
        # The exit code says it too, and `runs` has it all.
        silence(sys.stdout)
        tell(f"scrapy reparse: its answer cannot be written: {error}")
