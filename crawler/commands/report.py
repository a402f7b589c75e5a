"""`scrapy report`: runs, verdicts, outcomes, coverage, rules."""

from __future__ import annotations

import argparse
import json
import sys

from rich.markup import escape
from rich.table import Table

from crawler.command import ReadingCommand, UsageProblem, known_paper, no_words, terminal
from crawler.reporting import print_report
from crawler.silent import with_silent
from crawler.watch_tables import watch_tables
from pipelines.storage.completeness import completeness
from pipelines.storage.connection import Connection
from pipelines.storage.dictionary import tables
from pipelines.storage.queries import NoSuchRunError, Row, counts, found, report, runs
from pipelines.storage.watch_report import monitors_of, open_alerts
from pipelines.storage.weeks import compared, errors


class Command(ReadingCommand):
    """Report on the runs."""

    def syntax(self) -> str:
        """Usage, after the command's name."""
        return "[--run N] [--paper P] [--json] [--schema]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Report runs, verdicts, outcomes, coverage of fields"

    def long_desc(self) -> str:
        """Description in --help."""
        return (
            "Report what is in the database and how it came there: the last runs with verdicts, one"
            " run's outcomes and reasons, the most frequent errors of the week up to that run with an"
            " example of each, what changed against the week before, article numbers that no page"
            " answered for, the share of articles that have each field, and which rule gave which"
            " field, a selector that gave none with 0. Example: scrapy report --paper baolongan"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options of this command."""
        super().add_options(parser)
        parser.add_argument("--run", type=int, help="this run (default: the newest)")
        parser.add_argument("--paper", help="the newest run of this newspaper, and its runs alone")
        parser.add_argument("--schema", action="store_true", help="the data dictionary instead")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def answer(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the report."""
        no_words(args)
        reader = self.reader()
        if opts.schema:
            _print_schema(reader, as_json=opts.json)
            return
        told = self._told(reader, opts.run, known_paper(opts.paper))
        if opts.json:
            json.dump(told, sys.stdout, ensure_ascii=False)
            sys.stdout.write("\n")
        else:
            print_report(terminal(), told)
            for table in watch_tables(told["monitors"], told["alerts"], told["run"]["id"]):
                terminal().print(table)

    def _told(self, reader: Connection, run: int | None, paper: str | None) -> Row:
        if run is None and paper is not None:
            newest = runs(reader, 1, paper)
            if not newest:
                raise UsageProblem(f"there is no run of {paper} in {reader.where}")
            run = newest[0]["id"]
        try:
            one = with_silent(report(reader, run))
        except NoSuchRunError as error:
            raise UsageProblem(str(error)) from error
        name, at = one["run"]["paper"], one["run"]["started_at"]
        if paper not in {None, name}:
            raise UsageProblem(f"run {run} is one of {name}, not of {paper}")
        return one | {
            "database": str(self.config.database),
            "found": found(reader),
            "counts": counts(reader),
            "runs": runs(reader, 10, paper),
            "errors": errors(reader, name, at),
            "weeks": compared(reader, name, at),
            "completeness": _completeness(reader, one["run"]),
            "monitors": monitors_of(reader, one["run"]["id"]),
            "alerts": open_alerts(reader, paper),
        }


def _completeness(reader: Connection, run: Row) -> Row:
    """By the newspaper's own numbers, within the days of the run."""
    since, until = run["arguments"].get("since"), run["arguments"].get("until")
    spaces = completeness(reader, run["paper"], since, until)
    return {"since": since, "until": until, "number_spaces": spaces}


def _print_schema(reader: Connection, *, as_json: bool) -> None:
    if as_json:
        described = {
            name: {"meaning": meaning, "columns": [column._asdict() for column in columns]}
            for name, meaning, columns in tables(reader, and_foreign=True)
        }
        json.dump(described, sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
        return
    for name, meaning, columns in tables(reader, and_foreign=True):
        table = Table("column", "meaning", "form", "example", title=f"{name}: {meaning}")
        for column in columns:
            table.add_row(*map(escape, column[1:]))
        terminal().print(table)
