"""`scrapy export`: the articles as a file."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from crawler.command import ReadingCommand, UsageProblem, a_day, known_paper, no_words
from crawler.exporting import FORMATS, export
from pipelines.storage.exporting import QueryError, Selection


class Command(ReadingCommand):
    """Write the articles to a file."""

    def syntax(self) -> str:
        """Usage, after the command's name."""
        return "-o FILE.csv|.jsonl [--paper P] [--since D] [--until D] [--where SQL]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Write the articles to a CSV or JSON Lines file"

    def long_desc(self) -> str:
        """Description in --help."""
        return (
            "Write the articles, in a stable order, with the columns of the table `articles`. A full"
            " export plus all later ones with --changed-since equals a new full one. The file gets"
            " its name when it is whole. Example: scrapy export -o april.csv --since 2017-04-01"
            " --until 2017-04-30"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options of this command."""
        super().add_options(parser)
        parser.add_argument("-o", "--output", metavar="FILE", help="file to write (.csv, .jsonl)")
        parser.add_argument("--paper", help="one newspaper only")
        parser.add_argument("--since", help="first publication day, YYYY-MM-DD")
        parser.add_argument("--until", help="last publication day, YYYY-MM-DD")
        parser.add_argument("--changed-since", help="changed at this UTC time or later, ISO 8601")
        parser.add_argument("--where", help="an SQL condition on the table's columns")
        parser.add_argument("--bom", action="store_true", help="CSV with a byte order mark (Excel)")

    def answer(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the file and say how many rows it has."""
        no_words(args)
        if not opts.output:
            raise UsageProblem("-o FILE is wanted; see --help")
        path = Path(opts.output)
        if path.suffix not in FORMATS:
            raise UsageProblem(f"-o {path}: the name ends in {' or '.join(FORMATS)}")
        selection = Selection(
            known_paper(opts.paper),
            a_day("--since", opts.since),
            a_day("--until", opts.until),
            _moment(opts.changed_since),
            opts.where,
        )
        try:
            count = export(self.reader(), selection, path, bom=opts.bom)
        except QueryError as error:
            raise UsageProblem(str(error)) from error
        except OSError as error:
            raise UsageProblem(f"cannot write {path}: {error.strerror or error}") from error
        print(f"{count} articles in {path}")


def _moment(text: str | None) -> str | None:
    """A UTC time in the form of the database."""
    if text is None:
        return None
    from crawler import clock

    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        message = f"--changed-since {text}: a UTC time like 2026-11-24T06:00:00Z"
        raise UsageProblem(message) from error
    if moment.tzinfo is None:
        from datetime import UTC

        moment = moment.replace(tzinfo=UTC)
    return clock.stamp(moment)
