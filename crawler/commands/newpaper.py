"""`scrapy newpaper NAME URL [PAGE …]`: the files of one more newspaper."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from crawler import catalogue, clock
from crawler.command import ReadingCommand, UsageProblem
from crawler.config import project_folder
from crawler.scaffold import Plan, ScaffoldError, make_plan, read_saved, write_files
from crawler.scaffold.forms import certain_form
from crawler.scaffold.pages import SavedPage
from crawler.scaffold.plan import check_name


class Command(ReadingCommand):
    """Write the files of one more newspaper."""

    def syntax(self) -> str:
        """Usage, after the command's name."""
        return "NAME URL [PAGE.html …] [--title TITLE] [--article REGEX]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Write the file of one more newspaper, its fixture site and a failing test"

    def long_desc(self) -> str:
        """Description in --help."""
        return (
            "Write crawler/spiders/NAME.py, tests/papers/NAME/ and tests/test_NAME.py, and say what"
            " comes next. URL is the front page. Saved pages (articles, a section, the front) become"
            " the fixture site: their structure with other words, for newspaper text is protected;"
            " their marks tell the content system. No request is made. Example: scrapy newpaper"
            " baovidu https://baovidu.example one.html two.html three.html"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Options of this command."""
        super().add_options(parser)
        parser.add_argument(
            "--article",
            metavar="REGEX",
            help="pattern of article addresses, searched in path and query (default: found out from"
            " the pages); (?P<number>...) in it is the newspaper's own number",
        )
        parser.add_argument("--title", help="as readers know it (default: as the pages name it)")

    def answer(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the files, or say why not; then nothing was written."""
        wrong = [word for word in args if word.startswith("--")]
        if wrong or len(args) < 2:
            said = f"not known: {' '.join(wrong)}" if wrong else "a name and an address are wanted"
            raise UsageProblem(f"{said}; as in scrapy newpaper baovidu https://baovidu.example")
        name, url, *files = args
        home = project_folder()
        if home is None or not (home / "tests/papers").is_dir():
            raise UsageProblem("newspapers are made in a checkout of the project, with its tests")
        scheme, host = _front(url)
        try:
            check_name(name, home)
            bare = host.removeprefix("www.")
            hosts = frozenset((bare, f"www.{bare}"))
            pages = [read_saved(Path(file), hosts) for file in files]
            plan = make_plan(name, opts.title, host, scheme, pages, opts.article)
        except ScaffoldError as error:
            raise UsageProblem(str(error)) from error
        write_files(plan, home, clock.now()[:4])
        _say_next(plan)


def _front(url: str) -> tuple[str, str]:
    """Scheme and host of a front page's address."""
    known = catalogue.by_host(url)
    if known is not None:
        raise UsageProblem(f"{url} is {known.name}'s: crawler/spiders/{known.name}.py")
    paper = catalogue.of_address(url)
    parts = urlsplit(url.strip())
    if paper is None or parts.path not in {"", "/"} or parts.query or parts.port:
        raise UsageProblem(f"{url} is not a front page's address, as https://baovidu.example is")
    return parts.scheme, (parts.hostname or "").lower()


def _paths(pages: Sequence[SavedPage]) -> str:
    return "  ".join(page.path for page in pages) or "none"


def _say_next(plan: Plan) -> None:
    name = plan.name
    system = f"content system {plan.system}, by its marks" if plan.system else "no system known"
    count = f"{len(plan.articles)} articles, {len(plan.others)} other pages"
    what = f"{count}, with other words" if plan.articles else "one invented article"
    page = f"tests/papers/{name}/site/{plan.host}/"
    rules = plan.newspaper.addresses
    numbered = [page.path for page in plan.articles if certain_form(page.path)]
    alone = len(numbered) == 1 < len(plan.articles) and "(?P<number>" not in rules.article
    # Here a number may be a headline's, or the form of addresses has changed.
    hint = f"  by their whole address: only {numbered[0]} ends in a number\n" if alone else ""
    print(
        f"Article addresses: {rules.article}\n{hint}"
        f"  articles: {_paths(plan.articles)}\n"
        f"  other pages: {_paths(plan.others)}\n"
        f"Written:\n"
        f"  crawler/spiders/{name}.py   {system}\n"
        f"  tests/papers/{name}/   {what}\n"
        f"  tests/test_{name}.py   fails until expected.jsonl is filled in\n"
        f"Next:\n"
        f"  0. Is an article among the other pages, or the reverse? Then\n"
        f"     rm -r {' '.join(map(str, plan.files))}\n"
        f"     and once more, with --article REGEX: a pattern of articles' addresses.\n"
        f"  1. Open the pages in {page} in a browser. What a reader sees goes into\n"
        f'     tests/papers/{name}/expected.jsonl, in place of each "FILL IN"; null where the page\n'
        f"     prints none, paragraphs with \\n\\n between them.\n"
        f"  2. .venv/bin/python -m pytest tests/test_{name}.py says what is read otherwise.\n"
        f"     scrapy show {page}PAGE.html --paper {name} says by which rule.\n"
        f"  3. Complete crawler/spiders/{name}.py: sections, feeds, other hosts, selectors where\n"
        f"     structure is wrong. CONTRIBUTING.md tells more.\n"
        f"  4. make fix, make check, make crawl-fixtures; a line in CHANGELOG.md."
    )
