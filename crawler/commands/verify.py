"""`scrapy verify`: proves the database and the archive sound."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from crawler import catalogue
from crawler.command import ReadingCommand, UsageProblem, no_words
from pipelines import rereading
from pipelines.archive import ArchiveError, check, torn_tail
from pipelines.storage.verify import verify
from pipelines.storage.verify_archive import NotComparedError


class Command(ReadingCommand):
    """Prove the database sound."""

    def syntax(self) -> str:
        """Usage, after the command's name."""
        return "[--deep] [--sample N] [--no-archive]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Prove the database and the archive sound; exit 1 when they are not"

    def long_desc(self) -> str:
        """Description in --help."""
        return (
            "Check every invariant: counts equal visits, states fit outcomes, no article twice, the"
            " search index agrees, every archived page is there and its digest holds. One line for"
            " each fault, exit 1; what the next run mends by itself is a note."
            " --deep parses every archived page again and compares it with its row; rows of older"
            " code are counted, not compared. --sample N looks at N archived articles at random."
            " Example: scrapy verify -s DATABASE=output/demo.db"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options of this command."""
        super().add_options(parser)
        parser.add_argument("--deep", action="store_true", help="parse the archived pages again")
        parser.add_argument(
            "--sample", type=int, metavar="N", help="of the archive, N articles at random"
        )
        parser.add_argument("--no-archive", action="store_true", help="leave the archive aside")

    def answer(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print findings; exit 1 when one is a fault."""
        no_words(args)
        folder = None if opts.no_archive else self.config.archive_dir
        if folder is None and (opts.deep or opts.sample is not None):
            raise UsageProblem("--deep and --sample look at the archive, which is left aside")
        if opts.sample is not None and opts.sample < 1:
            raise UsageProblem(f"--sample {opts.sample}: 1 or more")
        archive_check = partial(check, folder) if folder else None
        deep_check = partial(_parsed_again, folder) if folder and opts.deep else None
        tail_check = partial(torn_tail, folder) if folder else None
        faults = notes = 0
        for finding in verify(self.reader(), archive_check, deep_check, opts.sample, tail_check):
            faults += finding.kind == "fault"
            notes += finding.kind == "note"
            # Before it is printed: whoever reads may have gone after the first line.
            self.exitcode = 1 if faults else 0
            print(f"{finding.kind}: {finding.text}")
        print(f"{faults} faults, {notes} notes in {self.config.database}")


def _parsed_again(folder: Path, row: Mapping[str, Any]) -> str | None:
    """How the row differs from its archived page; a page that is not sound was told before."""
    # A newspaper that is none of ours is made from an address, whose scheme is part of its rules.
    paper = catalogue.newspapers().get(row["paper"]) or catalogue.of_address(row["url"])
    if paper is None or not rereading.is_of_today(row, paper):
        raise NotComparedError("their code or rules are older than today's")
    try:
        return rereading.difference(folder, row, paper)
    except ArchiveError as error:
        raise NotComparedError("their archived pages are not sound, as told above") from error
