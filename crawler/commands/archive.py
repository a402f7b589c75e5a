"""`scrapy archive`: what the archive takes up, and older files of it moved elsewhere."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from crawler import clock
from crawler.command import ReadingCommand, UsageProblem, no_words, printable
from crawler.options import MOST_DAYS
from crawler.process import Asked
from crawler.runs.verdict import Exit
from pipelines.archive import ArchiveError
from pipelines.archive.copying import Stopped
from pipelines.archive.moving import Held, finished, held, move
from pipelines.storage.archived import ends_of_runs
from pipelines.storage.base import StorageError
from pipelines.storage.connection import Connection
from pipelines.storage.copying import alone

Row = dict[str, Any]


class Command(ReadingCommand):
    """Look at the archive, and make room."""

    def syntax(self) -> str:
        """Usage, after the command's name."""
        return "[--older-than DAYS --to FOLDER [--dry-run]]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Show what the archived pages take up; move older files to another disk"

    def long_desc(self) -> str:
        """Description in --help."""
        return (
            "Show what the archive of raw pages takes up, by newspaper. Pages are kept for good: every"
            " stored version was made of one. To make room, --older-than DAYS --to FOLDER moves the"
            " files of runs that ended before, and leaves a link in the place of each, so that verify,"
            " show and reparse find every page as before. Each is copied, compared byte by byte, and"
            " only then replaced by its link: it may be killed at any time, and crawls may run."
            " Exit codes: 0 done, 2 usage, 5 storage, 130 stopped."
            " Example: scrapy archive --older-than 365 --to /mnt/big/news.archive"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options of this command."""
        super().add_options(parser)
        parser.add_argument(
            "--older-than", type=int, metavar="DAYS", help="files of runs that ended so long ago"
        )
        parser.add_argument("--to", metavar="FOLDER", help="where they are moved to")
        parser.add_argument("--dry-run", action="store_true", help="say what would be moved")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def answer(self, args: list[str], opts: argparse.Namespace) -> None:
        """Move what is wanted, and show what is there."""
        no_words(args)
        folder = self.config.archive_dir
        if folder is None:
            raise UsageProblem("ARCHIVE_DIR is empty: there is no archive")
        target = _target(opts, folder)
        with closing(self.reader().raw) as raw:
            ends = ends_of_runs(Connection(raw, str(self.config.database), writes=False))
        moved: list[Held] = []
        if target is not None:
            before = clock.after(-86_400.0 * opts.older_than)
            moved = list(finished(folder, ends, before))
            if moved and not opts.dry_run:
                moved = self._moved(moved, folder, target)
        told = {
            "folder": str(folder),
            "moved": len(moved),
            "moved_bytes": sum(file.bytes for file in moved),
            "papers": _by_paper(folder),
            "unknown": [f.path.name for f in held(folder) if (f.paper, f.run) not in ends],
            "lost": [f.path.name for f in held(folder) if f.is_lost],
        }
        lines = [json.dumps(told, ensure_ascii=False)] if opts.json else _lines(told, opts)
        for line in lines:
            print(line)

    def _moved(self, files: list[Held], folder: Path, target: Path) -> list[Held]:
        """Those that were moved before the end, or a signal."""
        done: list[Held] = []
        try:
            with alone(folder / "moving"), Asked() as asked:
                for file in files:
                    move(file.path, target, asked.to_stop)
                    done.append(file)
        except Stopped:
            self.exitcode = Exit.INTERRUPTED
        except ArchiveError as error:
            raise StorageError(f"{error}; {len(done)} of {len(files)} files are moved") from error
        return done


def _target(opts: argparse.Namespace, folder: Path) -> Path | None:
    if opts.older_than is None and opts.to is None and not opts.dry_run:
        return None
    if opts.older_than is None or opts.to is None:
        raise UsageProblem("--older-than DAYS and --to FOLDER go together")
    if not 0 <= opts.older_than <= MOST_DAYS:
        raise UsageProblem(f"--older-than {opts.older_than}: days, 0 to {MOST_DAYS}")
    target = Path(opts.to).expanduser().absolute()
    if target.resolve() == folder.resolve():
        raise UsageProblem(f"--to {opts.to} is the archive itself: name another folder")
    if target.exists() and not target.is_dir():
        raise UsageProblem(f"--to {opts.to} is no folder")
    return target


def _by_paper(folder: Path) -> dict[str, Row]:
    papers: dict[str, Row] = {}
    for file in held(folder):
        row = papers.setdefault(file.paper, {"files": 0, "bytes": 0, "elsewhere": 0})
        row["files"] += 1
        row["elsewhere" if file.is_moved else "bytes"] += file.bytes
    return papers


def _lines(told: Row, opts: argparse.Namespace) -> Iterator[str]:
    if opts.to is not None:
        verb = "would be moved" if opts.dry_run else "moved"
        yield f"{told['moved']} files {verb} to {opts.to} ({_size(told['moved_bytes'])})"
    for paper, row in told["papers"].items():
        yield printable(
            f"{paper or 'others'}: {row['files']} files, {_size(row['bytes'])} here,"
            f" {_size(row['elsewhere'])} elsewhere"
        )
    if told["unknown"]:
        names = ", ".join(told["unknown"][:5])
        yield f"{len(told['unknown'])} files are of no run in this database, and stay: {names}"
    for name in told["lost"]:
        yield f"{name} is a link that leads nowhere: is its disk there?"
    yield f"In {told['folder']}"


def _size(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
