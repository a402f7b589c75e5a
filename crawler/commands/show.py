"""`scrapy show`: one page read and explained, nothing written."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from scrapy.commands import ScrapyCommand

from crawler import catalogue
from crawler.command import terminal, unread
from crawler.config import ConfigError, check_log, read_config, unknown
from crawler.runs.single import fetch_one
from crawler.showing import print_reading
from pipelines import flow
from pipelines.archive import ArchiveError, read_page
from pipelines.document import EncodingError, TooDeepError, parse
from pipelines.items import RawPage
from pipelines.outcomes import PageKind
from pipelines.rules import Newspaper
from pipelines.storage.base import StorageError
from pipelines.storage.queries import archived_page
from pipelines.storage.sqlite import open_reader
from pipelines.urls import Address, Refused, read_address

_NAMED = "//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"


class ShowError(Exception):
    """The page cannot be shown; the text says why and what to do."""


class Command(ScrapyCommand):
    """Read one page and explain every field."""

    requires_project = True

    def syntax(self) -> str:
        """Usage, after the command's name."""
        return "URL | FILE.html | ARTICLE_ID [--paper P] [--raw] [--version N] [--origin O]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Read one page and explain every field; nothing is written"

    def long_desc(self) -> str:
        """Description in --help."""
        return (
            "Read one page as a crawl would, and write nothing: every field with the rule that gave"
            " it, its raw text and what disagreed, what each selector matches, the links, the outcome"
            " it would get (of a page that is no article too). An address"
            " or article id is taken from the archive when it is there, else asked once, politely."
            " Example: scrapy show https://baolongan.vn/mua-gat-a188491.html"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options of this command."""
        super().add_options(parser)
        parser.add_argument(
            "--paper", help="read a file with the rules of this newspaper, host, or any"
        )
        parser.add_argument("--raw", action="store_true", help="print the page's body as it came")
        parser.add_argument("--version", type=int, help="an earlier version of a stored article")
        parser.add_argument("--origin", help="ask this address instead of the newspaper's host")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Keep the log quiet unless it is asked for: the page is what people want to see."""
        assert self.settings is not None
        self.settings.set("LOG_LEVEL", "WARNING", priority="spider")
        super().process_options(args, opts)
        try:
            check_log(self.settings, opened=True)
        except ConfigError as error:
            print(f"scrapy show: {error}", file=sys.stderr)
            raise SystemExit(2) from error

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Show the page, or say why not and exit 2."""
        try:
            if len(args) != 1:
                raise ShowError(f"one address, file or article id is wanted, not {len(args)}")
            page, paper = self._page(args[0], opts)
        except (ShowError, ConfigError, StorageError, ArchiveError) as error:
            print(f"scrapy show: {error}", file=sys.stderr)
            self.exitcode = 2
            return
        try:
            if opts.raw:
                sys.stdout.buffer.write(page.body)
            else:
                print_reading(terminal(), page, flow.read_page(page, paper))
            sys.stdout.flush()
        except OSError as error:
            self.exitcode = unread("show", error)

    def _page(self, what: str, opts: argparse.Namespace) -> tuple[RawPage, Newspaper]:
        named = opts.paper and opts.paper != catalogue.ANY
        if named and catalogue.by_name(opts.paper) is None:
            raise ShowError(unknown(opts.paper, catalogue.newspapers()))
        if what.isdigit() or what.startswith(("http://", "https://")):
            return self._stored_or_asked(what, opts)
        path = Path(what)
        if not path.is_file():
            raise ShowError(f"{what} is no address, no article id and no file")
        if opts.version is not None:
            raise ShowError("--version is of stored articles: name an address or an article id")
        paper = _paper_of(opts.paper) if named else _paper_of_file(path)
        return page_of_file(path, paper), paper

    def _stored_or_asked(self, what: str, opts: argparse.Namespace) -> tuple[RawPage, Newspaper]:
        assert self.settings is not None
        config = read_config(self.settings)
        url = what
        if not what.isdigit():
            paper = catalogue.of_address(what)
            if paper is None:
                raise ShowError(f"{what} is no address of a web page")
            address = read_address(what, paper)
            if isinstance(address, Refused):
                raise ShowError(f"{what} is no address of {paper.name}: {address.reason}")
            url = address.url
        if config.database.exists():
            reader = open_reader(config.database)
            found = archived_page(reader, url, opts.version)
            if found and config.archive_dir:
                name, ref = found
                return read_page(config.archive_dir, ref), _paper_of(name)
        if what.isdigit():
            raise ShowError(f"no article {what} with an archived page is in {config.database}")
        if opts.version:
            raise ShowError(f"no version {opts.version} of {url} is archived")
        assert paper is not None
        return fetch_one(self, paper, url, opts.origin, config.contact), paper


def _paper_of(name: str) -> Newspaper:
    """The newspaper of a stored row."""
    paper = catalogue.by_name(name)
    if paper is None:
        raise ShowError(f"its newspaper {name!r} is not known here: was its file renamed?")
    return paper


def _paper_of_file(path: Path) -> Newspaper:
    """The newspaper of the address that the page names itself by."""
    for named in _own_addresses(path, "http://unknown.invalid/"):
        paper = catalogue.of_address(named)
        if paper is not None:
            return paper
    raise ShowError(
        f"{path} names no address of its own (canonical, og:url):"
        " say whose page it is with --paper NAME, or --paper HOST for any newspaper"
    )


def page_of_file(path: Path, paper: Newspaper) -> RawPage:
    """A saved page as if it had been fetched when the file was written."""
    modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return RawPage(
        url=_address_of_file(path, paper),
        paper=paper.name,
        kind=PageKind.ARTICLE,
        fetched_at=modified.strftime("%Y-%m-%dT%H:%M:%SZ"),
        status=200,
        headers=[("Content-Type", "text/html")],
        body=path.read_bytes(),
    )


def _address_of_file(path: Path, paper: Newspaper) -> str:
    """The address that the page names itself by; else one made of the file's name."""
    edition = paper.editions[0]
    made = f"{edition.scheme}://{edition.host}/{quote(path.stem)}.html"
    for named in _own_addresses(path, made):
        address = read_address(named, paper)
        if isinstance(address, Address) and address.kind is PageKind.ARTICLE:
            return address.url
    return made


def _own_addresses(path: Path, made: str) -> list[str]:
    try:
        document = parse(path.read_bytes(), None, made)
    except (EncodingError, TooDeepError):
        return []  # the outcome will say so
    return [str(named) for named in document.tree.xpath(_NAMED)]
