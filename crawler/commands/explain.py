"""`scrapy explain URL`: the story of one address."""

from __future__ import annotations

import argparse

from rich.markup import escape
from rich.table import Table

from crawler import catalogue
from crawler.command import ReadingCommand, UsageProblem, one_word, printable, terminal
from pipelines.storage.queries import Row, explain
from pipelines.urls import Address, read_address


class Command(ReadingCommand):
    """Tell the story of an address."""

    def syntax(self) -> str:
        """Usage, after the command's name."""
        return "URL"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Tell the story of an address: key, state, every visit, next visit"

    def long_desc(self) -> str:
        """Description in --help."""
        return (
            "Tell the story of an address: whose it is, its canonical form and kind, its state in"
            " the frontier, every visit with its outcome, the article it led to, when it is asked"
            " next. Example: scrapy explain https://baolongan.vn/mua-gat-som-a188491.html"
        )

    def answer(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the story."""
        del opts
        url = one_word(args, "one address")
        paper = catalogue.of_address(url)
        if paper is None:
            raise UsageProblem(f"{url} is no address of a web page")
        address = read_address(url, paper)
        if not isinstance(address, Address):
            raise UsageProblem(f"{url} is no address of {paper.name}: {address.reason}")
        print(f"{paper.title} ({paper.name}), {address.edition.language} edition")
        print(f"canonical: {address.url}")
        print(f"kind: {address.kind or 'never asked'}; number: {address.number or 'none'}")
        story = explain(self.reader(), address.url)
        if story is None:
            print("It is not in the frontier: no page that was read links to it.")
            return
        _print_story(story)


def _print_story(story: Row) -> None:
    page, article, host = story["page"], story["article"], story["host"]
    if host:
        read = f"{host['robots_status']} ({host['robots_fetched_at']})"
        print(f"robots.txt of {host['host']}: {read if host['robots_status'] else 'not read yet'}")
    if page:
        print(
            f"state: {page['state']}, {page['outcome'] or 'no outcome yet'} {page['reason'] or ''}"
        )
        print(f"found on: {page['discovered_from'] or 'the newspaper file or the command line'}")
        print(f"next visit: {_next_visit(page)}")
    table = Table("run", "started", "HTTP", "outcome", "reason", "detail")
    for visit in story["visits"]:
        names = ("run_id", "started_at", "http_status", "outcome", "reason", "detail")
        cells = [printable(visit[name]) for name in names]
        cells[-1] = cells[-1].strip().splitlines()[-1] if cells[-1].strip() else ""
        table.add_row(*map(escape, cells))
    terminal().print(table)
    if article:
        print(f"article {article['id']}, version {article['version']}, {article['status']}:")
        print(f"  {printable(article['title'])}")
        for known in story["urls"]:
            print(f"  {known['url']} (since {known['first_seen_at']})")


def _next_visit(page: Row) -> str:
    if page["state"] == "leased":
        return "it is being visited by a run, or was when that run was killed"
    if page["state"] == "pending":
        return "in the next run whose window holds it"
    if page["state"] == "retry":
        return f"not before {page['next_attempt_at']}"
    if page["kind"] != "article":
        return "in the next run"
    if page["revisit_at"]:
        return f"by mode=refresh, not before {page['revisit_at']}"
    return "only when it is named with -a urls="
