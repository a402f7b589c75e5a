"""What the reading commands share: the database opened read-only, mistakes told in one line."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date
from typing import Any

from rich.console import Console
from scrapy.commands import ScrapyCommand

from crawler import catalogue
from crawler.config import Config, ConfigError, check_log, read_config, unknown
from crawler.process import silence
from pipelines.storage.base import StorageError
from pipelines.storage.connection import Connection
from pipelines.storage.sqlite import open_reader


class UsageProblem(Exception):  # noqa: N818  it is the user's word that is wrong, not the program
    """A word of the command line is wrong; the text says which and what is allowed."""


class ReadingCommand(ScrapyCommand):
    """Base of the commands that only read: usage mistakes exit 2, an unusable database 5."""

    requires_project = True
    requires_crawler_process = False

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Answer, or say in one line why not."""
        name = type(self).__module__.rpartition(".")[2]
        try:
            assert self.settings is not None
            read_config(self.settings)  # a slip is told whatever the command would use of it
            check_log(self.settings, opened=False)
            self.answer(args, opts)
            sys.stdout.flush()
        except (UsageProblem, ConfigError) as error:
            print(f"scrapy {name}: {error}", file=sys.stderr)
            self.exitcode = 2
        except StorageError as error:
            print(f"scrapy {name}: {error}", file=sys.stderr)
            self.exitcode = 5
        except OSError as error:
            self.exitcode = unread(name, error) or self.exitcode

    def answer(self, args: list[str], opts: argparse.Namespace) -> None:
        """The command itself."""
        raise NotImplementedError

    @property
    def config(self) -> Config:
        """Our settings, resolved."""
        assert self.settings is not None
        return read_config(self.settings)

    def reader(self) -> Connection:
        """The database, read-only; raises StorageError naming a missing file."""
        return open_reader(self.config.database)


def unread(name: str, error: OSError) -> int:
    """The exit code when standard output failed: `… | head` is no mistake, a full disk is one."""
    silence(sys.stdout)
    if isinstance(error, BrokenPipeError):
        return 0
    print(f"scrapy {name}: {error}", file=sys.stderr)
    return 5


def no_words(args: list[str]) -> None:
    """Raise UsageProblem when there are words that no option took."""
    if args:
        raise UsageProblem(f"not known: {' '.join(args)}; see --help")


def one_word(args: list[str], what: str) -> str:
    """The one word of the command line."""
    if len(args) != 1 or args[0].startswith("--"):
        raise UsageProblem(f"{what} is wanted, not {' '.join(args) or 'nothing'}; see --help")
    return args[0]


def known_paper(name: str | None) -> str | None:
    """`name` when it is a newspaper of ours."""
    if name is not None and catalogue.by_name(name) is None:
        raise UsageProblem(unknown(name, catalogue.newspapers()))
    return name


def a_day(option: str, text: str | None) -> str | None:
    """`text` when it is a day."""
    if text is None:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError("a day is written YYYY-MM-DD")
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageProblem(f"{option} {text}: {error}") from error


class _Terminal(Console):
    def on_broken_pipe(self) -> None:
        """Rich would end the process with 1; the command decides."""
        raise BrokenPipeError


def terminal() -> Console:
    """Where tables go: no guessing at numbers and addresses, so that colours mean something."""
    return _Terminal(highlight=False, soft_wrap=False)


def printable(value: Any) -> str:
    """Text that cannot steer a terminal: controls but line breaks become U+FFFD; None is empty."""
    text = "" if value is None else str(value)
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)
