"""`scrapy report`: runs, verdicts, outcomes, coverage, rules."""

from __future__ import annotations

import argparse
import json
import sys

from rich.markup import escape
from rich.table import Table

from crawler.command import ReadingCommand, UsageProblem, no_words, printable, terminal
from crawler.watch_tables import watch_tables
from pipelines.storage.completeness import completeness
from pipelines.storage.connection import Connection
from pipelines.storage.dictionary import tables
from pipelines.storage.queries import NoSuchRunError, Row, counts, found, report, runs
from pipelines.storage.watch_report import monitors_of, open_alerts


class Command(ReadingCommand):
    """Report on the runs."""

    def syntax(self) -> str:
        """Usage, after the command's name."""
        return "[--run N] [--json] [--schema]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Report runs, verdicts, outcomes, coverage of fields"

    def long_desc(self) -> str:
        """Description in --help."""
        return (
            "Report what is in the database and how it came there: the last runs with verdicts, one"
            " run's outcomes and reasons, the share of articles that have each field, and which rule"
            " gave which field. Example: scrapy report --run 12"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options of this command."""
        super().add_options(parser)
        parser.add_argument("--run", type=int, help="this run (default: the newest)")
        parser.add_argument("--schema", action="store_true", help="the data dictionary instead")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def answer(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the report."""
        no_words(args)
        reader = self.reader()
        if opts.schema:
            _print_schema(reader, as_json=opts.json)
            return
        try:
            one = report(reader, opts.run)
        except NoSuchRunError as error:
            raise UsageProblem(str(error)) from error
        told = one | {
            "found": found(reader),
            "counts": counts(reader),
            "runs": runs(reader, 10),
            "completeness": _completeness(reader, one["run"]),
            "monitors": monitors_of(reader, one["run"]["id"]),
            "alerts": open_alerts(reader),
        }
        if opts.json:
            json.dump(told, sys.stdout, ensure_ascii=False)
            sys.stdout.write("\n")
            return
        console = terminal()
        made = (_found, _runs, _outcomes, _numbers, _coverage, _rules)
        for table in (make(told) for make in made):
            console.print(table)
        for table in watch_tables(told["monitors"], told["alerts"], one["run"]["id"]):
            console.print(table)
        sizes = ", ".join(f"{n} {name}" for name, n in told["counts"]["rows"].items())
        console.print(f"In {escape(str(self.config.database))}: {sizes}")


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


def _found(told: Row) -> Table:
    table = Table("paper", "language", "articles", "from", "to", "words", title="What is there")
    for row in told["found"]:
        table.add_row(*(escape(printable(value)) for value in row.values()))
    return table


def _runs(told: Row) -> Table:
    table = Table("run", "paper", "mode", "started", "verdict", "new", "updated", title="Runs")
    for run in told["runs"]:
        outcomes = run["outcomes"]
        table.add_row(
            str(run["id"]),
            run["paper"],
            run["mode"],
            f"{run['started_at'][:16].replace('T', ' ')} UTC",
            run["verdict"] or "running",
            str(outcomes["stored_new"]),
            str(outcomes["stored_update"]),
        )
    return table


def _outcomes(told: Row) -> Table:
    table = Table("outcome", "reason", "visits", title=f"Outcomes of run {told['run']['id']}")
    for row in told["reasons"]:
        table.add_row(row["outcome"], row["reason"] or "", str(row["visits"]))
    return table


def _numbers(told: Row) -> Table:
    days = [told["completeness"][name] for name in ("since", "until")]
    window = f", {days[0] or 'the beginning'} to {days[1] or 'now'}" if any(days) else ""
    table = Table(title=f"Completeness of {told['run']['paper']} by its numbers{window}")
    for name in ("numbers", "from", "to", "stored", "do not exist", "not asked yet", "other"):
        table.add_column(name)
    table.add_column("unaccounted")
    for row in told["completeness"]["number_spaces"]:
        other = ", ".join(f"{n} {fate}" for fate, n in row["explained"].items())
        cells = [row[name] for name in ("numbers", "first", "last", "stored", "absent", "open")]
        table.add_row(*map(str, cells), escape(other or "0"), str(row["unaccounted"]))
    return table


def _coverage(told: Row) -> Table:
    table = Table("field", "share of live articles", title=f"Coverage of {told['run']['paper']}")
    for row in told["coverage"]:
        for name, share in row.items():
            if isinstance(share, float):
                table.add_row(name, f"{share:.1%}")
    return table


def _rules(told: Row) -> Table:
    table = Table("field", "rule", "articles", "conflicts", title="Which rule gave which field")
    for row in told["rules"]:
        cells = (row["field"], row["rule"], row["articles"], row["conflicts"])
        table.add_row(*(escape(printable(cell)) for cell in cells))
    return table
