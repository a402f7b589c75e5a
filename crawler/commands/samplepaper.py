"""`scrapy samplepaper`: the bundled newspaper, served on loopback."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path

from scrapy.commands import ScrapyCommand

from crawler.samplepaper import SWITCHES, build_site, serve


class Command(ScrapyCommand):
    """Serve the sample newspaper until it is stopped."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """Usage, after the command's name."""
        return "[--port N] [--pages N --seed S] [--day N] [--with NAME,…] [--delay S] [--log FILE]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Serve the bundled sample newspaper on loopback"

    def long_desc(self) -> str:
        """Description in --help."""
        return (
            "Serve the bundled sample newspaper (baomau) on 127.0.0.1 and print the crawl line to"
            " type. Ctrl-C stops it. Example: scrapy samplepaper --port 8000"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options of this command."""
        super().add_options(parser)
        parser.add_argument("--port", type=int, default=0, help="port (default: any free one)")
        parser.add_argument("--pages", type=int, help="make it large: this many articles")
        parser.add_argument("--seed", type=int, default=1, help="seed of a large one (default 1)")
        parser.add_argument(
            "--day", type=int, default=1, help="2: an article is corrected, one gone"
        )
        parser.add_argument(
            "--with",
            dest="switches",
            default="",
            help=f"bad inputs: {', '.join(SWITCHES) or 'none'}",
        )

        parser.add_argument(
            "--delay", type=float, default=0.0, help="hold each answer for so many seconds"
        )
        parser.add_argument(
            "--log", type=Path, help="add each request, and when it was answered, as JSON lines"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Serve until a signal comes."""
        switches = tuple(name for name in opts.switches.split(",") if name)
        wrong = [name for name in switches if name not in SWITCHES]
        if args or wrong:
            known = ", ".join(SWITCHES)
            print(
                f"scrapy samplepaper: not known: {' '.join(args + wrong)} ({known})",
                file=sys.stderr,
            )
            self.exitcode = 2
            return
        stopped = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopped.set())
        site = build_site(opts.pages, seed=opts.seed, day=opts.day, switches=switches)
        try:
            with serve(site, opts.port, log_file=opts.log, delay=opts.delay) as server:
                print(f"Báo Mẫu is served at {server.url}; Ctrl-C stops it. To crawl it, type:")
                print(f"scrapy crawl baomau -a origin={server.url} -s DOWNLOAD_DELAY=0", flush=True)
                stopped.wait()
        except OSError as error:
            print(f"scrapy samplepaper: port {opts.port}: {error}", file=sys.stderr)
            self.exitcode = 2
