"""`scrapy search`: full text, with and without Vietnamese marks."""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import asdict
from typing import Any

from rich.markup import escape
from rich.table import Table

from crawler.command import ReadingCommand, UsageProblem, printable, terminal
from pipelines.storage.search import search

#: Longer than an option of one letter, and none that carries its value (`-sNAME=VALUE`, `-LDEBUG`).
_MINUS_WORD = re.compile(r"-(?![-\d])(?!s[A-Z_]+=)(?!L[A-Z]+$)..")


class Command(ReadingCommand):
    """Search the articles."""

    def syntax(self) -> str:
        """Usage, after the command's name."""
        return "'WORDS' [--limit N] [--newest] [--json]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Search the articles; words without marks match every spelling"

    def long_desc(self) -> str:
        """Description in --help."""
        return (
            "Search title, lead, body and byline. A word with marks matches exactly, one without"
            ' matches every spelling. "A phrase", a pre*, -without, title:word, and the days since:,'
            " until:, date: (date:2019-05). Any text is a valid query. Example: scrapy search 'dang uy' --limit 5"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options of this command."""
        super().add_options(parser)
        whole = parser.parse_known_args

        def parse(args: Any = None, namespace: Any = None) -> Any:
            return whole(None if args is None else [_shielded(word) for word in args], namespace)

        # `-sông` is a minus word, and to the parser it is `-s ông`.
        parser.parse_known_args = parse  # type: ignore[method-assign]
        parser.add_argument("--limit", type=int, default=20, help="rows at most (default 20)")
        parser.add_argument(
            "--newest", action="store_true", help="newest first, not the best first"
        )
        parser.add_argument("--json", action="store_true", help="one JSON array of rows")

    def answer(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print what matches."""
        # Minus words look like options to the parser: everything left over is the query.
        text = " ".join(args)
        if not args:
            raise UsageProblem("nothing to search for; see --help")
        if opts.limit < 1:
            raise UsageProblem(f"--limit {opts.limit}: at least 1")
        hits = search(self.reader(), text, opts.limit, "newest" if opts.newest else "relevance")
        if opts.json:
            json.dump([asdict(hit) for hit in hits], sys.stdout, ensure_ascii=False)
            sys.stdout.write("\n")
            return
        table = Table("id", "published", "title", "where")
        for hit in hits:
            cells = (hit.id, hit.published_at, hit.title, hit.snippet)
            table.add_row(*(escape(printable(cell)) for cell in cells))
        terminal().print(table if hits else "Nothing matches.")


def _shielded(word: str) -> str:
    """A minus word with a blank before it, which the parser takes for no option."""
    return f" {word}" if _MINUS_WORD.match(word) else word
