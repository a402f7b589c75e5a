"""`scrapy export`: the articles as a file."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from crawler import clock
from crawler.command import ReadingCommand, UsageProblem, a_day, known_paper, no_words
from crawler.exporting import FORMATS, export
from crawler.parquet import MissingPackageError
from pipelines.storage.exporting import QueryError, Selection

#: A running crawl may commit a row this much later than the time it writes into it: its lease.
OVERLAP_SECONDS = 300.0


class Command(ReadingCommand):
    """Write the articles to a file."""

    def syntax(self) -> str:
        """Usage, after the command's name."""
        return (
            "-o FILE.csv|.jsonl|.parquet [--paper P] [--since D] [--until D] [--where SQL]"
            " [--changed-since TIME]"
        )

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Write the articles to a CSV, JSON Lines or Parquet file"

    def long_desc(self) -> str:
        """Description in --help."""
        return (
            "Write the articles, in a stable order, with the columns of the table `articles`; Parquet"
            " adds published_time and modified_time, typed, where a time of day is known. A full"
            " export plus all later ones with --changed-since equals a new full one (rows replaced"
            " by id; rows of which only last_seen_at moved are in them); standard error names the"
            " time for the next. The file gets its name when it is whole. Example: scrapy export -o april.csv --since 2017-04-01"
            " --until 2017-04-30"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options of this command."""
        super().add_options(parser)
        parser.add_argument(
            "-o", "--output", metavar="FILE", help="file to write (.csv, .jsonl, .parquet)"
        )
        parser.add_argument("--paper", help="one newspaper only")
        parser.add_argument("--since", help="first publication day, YYYY-MM-DD")
        parser.add_argument("--until", help="last publication day, YYYY-MM-DD")
        parser.add_argument(
            "--changed-since", help="changed or seen at this UTC time or later, ISO 8601"
        )
        parser.add_argument("--where", help="one SQL condition on the table's columns")
        parser.add_argument("--bom", action="store_true", help="CSV with a byte order mark (Excel)")

    def answer(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the file and say how many rows it has."""
        no_words(args)
        if not opts.output:
            raise UsageProblem("-o FILE is wanted; see --help")
        path = Path(opts.output)
        if path.suffix not in FORMATS:
            raise UsageProblem(f"-o {path}: the name ends in {' or '.join(FORMATS)}")
        if opts.bom and path.suffix != ".csv":
            raise UsageProblem(f"--bom is for .csv, not for {path.name}")
        selection = _selection(opts)
        reader = self.reader()
        pull_from = clock.after(-OVERLAP_SECONDS)
        try:
            count = export(reader, selection, path, bom=opts.bom)
        except (QueryError, MissingPackageError) as error:
            raise UsageProblem(str(error)) from error
        except OSError as error:
            raise UsageProblem(f"cannot write {path}: {error.strerror or error}") from error
        print(f"{count} articles in {path}")
        print(f"What changes from now on: --changed-since {pull_from}", file=sys.stderr)


def _selection(opts: argparse.Namespace) -> Selection:
    since, until = a_day("--since", opts.since), a_day("--until", opts.until)
    if since and until and since > until:
        raise UsageProblem(f"--since {since} is after --until {until}")
    paper, changed = known_paper(opts.paper), _moment(opts.changed_since)
    return Selection(paper, since, until, changed, opts.where)


def _moment(text: str | None) -> str | None:
    """A UTC time in the form of the database."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        message = f"--changed-since {text}: a UTC time like 2026-11-24T06:00:00Z"
        raise UsageProblem(message) from error
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return clock.stamp(moment)
