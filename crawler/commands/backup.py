"""`scrapy backup FILE`: a copy of the database while crawls go on, proved by opening it."""

from __future__ import annotations

import argparse
import json
import shlex
from contextlib import closing
from pathlib import Path
from typing import Any

from crawler.command import ReadingCommand, UsageProblem, one_word
from crawler.process import Asked
from crawler.runs.verdict import Exit
from pipelines.archive import ArchiveError
from pipelines.archive.copying import Copies, Stopped, copy_files, missing
from pipelines.storage.archived import files_referred_to
from pipelines.storage.base import StorageError
from pipelines.storage.connection import Connection
from pipelines.storage.copying import Copied, StoppedError, copy
from pipelines.storage.sqlite import open_reader

#: `--archive` without a folder: beside the copy, where it is looked for.
_BESIDE = ""
_TOLD = ("articles", "article_versions", "pages", "visits", "runs")


class Command(ReadingCommand):
    """Copy the database."""

    def syntax(self) -> str:
        """Usage, after the command's name."""
        return "FILE [--archive [FOLDER]] [--replace]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Copy the database while crawls go on, and prove the copy"

    def long_desc(self) -> str:
        """Description in --help."""
        return (
            "Copy the database into FILE, as it is at this moment; crawls may go on writing. The copy is"
            " opened and looked at (integrity, schema, number of rows) before it gets its name; a FILE"
            " that is there is not overwritten, but with --replace. Raw pages are not in it: --archive"
            " copies their files too, those that are not there yet. Exit codes: 0 done, 2 usage,"
            " 5 storage (no room, not readable, not sound; nothing is left), 130 stopped."
            " Example: scrapy backup /srv/backup/news.db --archive"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options of this command."""
        super().add_options(parser)
        parser.add_argument(
            "--archive",
            nargs="?",
            const=_BESIDE,
            metavar="FOLDER",
            help="copy new files of the archive too (default: beside FILE, <its name>.archive)",
        )
        parser.add_argument("--replace", action="store_true", help="overwrite FILE once it is made")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def answer(self, args: list[str], opts: argparse.Namespace) -> None:
        """Copy, and say what is in the copy."""
        target = _target(one_word(args, "the file of the copy"), self.config.database, opts.replace)
        folder = self._archive_folder(target, opts.archive)
        with Asked() as asked, closing(self.reader().raw) as raw:
            source = Connection(raw, str(self.config.database), writes=False)
            try:
                # The archive after the database: a page is in its file before a row names it.
                made = copy(source, target, replace=opts.replace, stopped=asked.to_stop)
                files = self._files(folder, asked) if folder else None
            except FileExistsError as error:
                raise UsageProblem(f"{target} is there already; {_AGAIN}") from error
            except ArchiveError as error:
                raise StorageError(f"{target} is made; the archive is not: {error}") from error
            except (StoppedError, Stopped):
                self.exitcode = Exit.INTERRUPTED
                print(f"{asked.signal}: stopped; what stands under its name is whole")
                return
        told = _told(made, folder, files)
        if opts.json:
            print(json.dumps(told, ensure_ascii=False))
        else:
            self._print(told)

    def _archive_folder(self, target: Path, wished: str | None) -> Path | None:
        if wished is None:
            return None
        if self.config.archive_dir is None:
            raise UsageProblem("--archive: ARCHIVE_DIR is empty, there is no archive to copy")
        if wished == _BESIDE:
            return target.with_name(f"{target.stem}.archive")
        return Path(wished).expanduser().absolute()

    def _files(self, folder: Path, asked: Asked) -> Copies:
        assert self.config.archive_dir is not None
        return copy_files(self.config.archive_dir, folder, asked.to_stop)

    def _print(self, told: dict[str, Any]) -> None:
        rows = ", ".join(f"{told['rows'][name]} {name}" for name in _TOLD)
        print(f"{told['file']}: {told['bytes'] / 1e6:,.1f} MB, schema {told['schema']}, sound")
        print(f"  {rows}")
        if told["open_runs"]:
            print(f"  {told['open_runs']} runs had not ended: the next crawl settles them")
        if "archive" in told:
            facts = told["archive"]
            print(
                f"{facts['folder']}: {facts['copied']} files copied ({facts['bytes'] / 1e6:,.1f} MB),"
                f" {facts['present']} were there"
            )
            for name in facts["missing"]:
                print(f"  {name} is referred to, and is not whole in the archive")
        elif self.config.archive_dir is not None:
            print(f"Raw pages are not in it. They are in {self.config.archive_dir}; copied with")
            # With the database that was named: without it another one would take the copy's place.
            source = f"-s DATABASE={shlex.quote(str(self.config.database))}"
            print(f"  scrapy backup {shlex.quote(str(told['file']))} --replace --archive {source}")
        where = f"-s DATABASE={shlex.quote(str(told['file']))}"
        if "archive" in told:
            print(
                f"To look further: scrapy verify {where}"
                f" -s ARCHIVE_DIR={shlex.quote(str(told['archive']['folder']))}"
            )
        else:
            print(f"To look further: scrapy verify {where} --no-archive")


_AGAIN = "give another name, or --replace"


def _target(text: str, database: Path, replace: bool) -> Path:
    """Where the copy goes; raises UsageProblem for what would overwrite something."""
    target = Path(text).expanduser().absolute()
    if target.is_dir():
        raise UsageProblem(
            f"{text} is a folder: name a file in it, like {text.rstrip('/')}/news.db"
        )
    if not target.parent.is_dir():
        raise UsageProblem(f"there is no folder {target.parent}")
    if target.resolve() in (database, *(database.with_name(database.name + s) for s in _BESIDES)):
        raise UsageProblem(f"{text} is the database itself: name another file")
    if target.is_symlink():
        raise UsageProblem(f"{text} is a link: name the file itself")
    if target.exists() and not (replace and target.is_file()):
        raise UsageProblem(f"{text} is there already; {_AGAIN}")
    for name in (target.name + end for end in _BESIDES):
        if target.with_name(name).exists():
            raise UsageProblem(
                f"{target.with_name(name)} is there: a program has {text} open, or left it so."
                " It would be read as part of the copy: give another name"
            )
    return target


_BESIDES = ("-wal", "-shm", "-journal")


def _told(made: Copied, folder: Path | None, files: Copies | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "file": str(made.path),
        "bytes": made.bytes,
        "schema": made.schema[-1] if made.schema else None,
        "rows": made.rows,
        "open_runs": made.open_runs,
    }
    if folder is not None and files is not None:
        with closing(open_reader(made.path).raw) as raw:
            wanted = files_referred_to(Connection(raw, str(made.path), writes=False))
        told["archive"] = {
            "folder": str(folder),
            **files._asdict(),
            "missing": list(missing(folder, wanted)),
        }
    return told
