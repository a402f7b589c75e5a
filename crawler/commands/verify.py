"""`scrapy verify`: proves the database and the archive sound."""

from __future__ import annotations

import argparse
from functools import partial

from crawler.command import ReadingCommand, no_words
from pipelines.archive import check
from pipelines.storage.verify import verify


class Command(ReadingCommand):
    """Prove the database sound."""

    def syntax(self) -> str:
        """Usage, after the command's name."""
        return "[--no-archive]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Prove the database and the archive sound; exit 1 when they are not"

    def long_desc(self) -> str:
        """Description in --help."""
        return (
            "Check every invariant: counts equal visits, states fit outcomes, no article twice, the"
            " search index agrees, every archived page is there and its digest holds. One line for"
            " each fault, exit 1; what the next run mends by itself is a note."
            " Example: scrapy verify -s DATABASE=output/demo.db"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options of this command."""
        super().add_options(parser)
        parser.add_argument("--no-archive", action="store_true", help="leave the archive aside")

    def answer(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print findings; exit 1 when one is a fault."""
        no_words(args)
        folder = None if opts.no_archive else self.config.archive_dir
        archive_check = partial(check, folder) if folder else None
        faults = notes = 0
        for finding in verify(self.reader(), archive_check):
            faults += finding.kind == "fault"
            notes += finding.kind == "note"
            # Before it is printed: whoever reads may have gone after the first line.
            self.exitcode = 1 if faults else 0
            print(f"{finding.kind}: {finding.text}")
        print(f"{faults} faults, {notes} notes in {self.config.database}")
