"""Every newspaper's spider over its fixture site: `python -m tests.crawl_fixtures`.

A newspaper's folder is `tests/papers/<name>/`. It holds `expected.jsonl` (one stored article a
line), `outcomes.json` and `site/site.json` (see `tests.foldersite`); or a `generator.json` that
names a module whose `build_site()` makes the site and whose folder holds both files. Each spider
crawls twice, in a process of its own: the rows must be the expected ones, the second crawl must
find nothing new and ask for no article again, and `scrapy verify` must find no fault.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.crawling import Done, crawl, rows, scrapy
from tests.foldersite import folder_site
from tests.servers import Server, serve

PAPERS = Path(__file__).parent / "papers"
GENERATORS = frozenset({"crawler.samplepaper"})
#: Exit codes after which rows can be compared: complete and degraded.
COMPARABLE = frozenset({0, 1})
ARTICLE = re.compile(r"-a?\d+\.html?(?:\?|$)")
LISTS = {
    "captions": "SELECT caption FROM images WHERE article_id = ? AND caption IS NOT NULL"
    " ORDER BY position",
    "tags": "SELECT tag FROM article_tags WHERE article_id = ?",
    "authors": "SELECT name, role FROM article_authors WHERE article_id = ? ORDER BY position",
}


class NoFixtureSiteError(Exception):
    """A newspaper whose spider nothing can be crawled with offline."""


@dataclass(frozen=True)
class Fixture:
    """What one newspaper is crawled from, and what must come of it."""

    name: str
    serve: Callable[[], AbstractContextManager[Server]]
    expected: list[dict[str, Any]]
    outcomes: dict[str, Any]


@dataclass(frozen=True)
class Crawled:
    """Two crawls of one fixture site, and what the site was asked in each."""

    database: Path
    first: Done
    second: Done
    asked_first: list[str]
    asked_second: list[str]
    verified: Done


def load(name: str, papers: Path = PAPERS) -> Fixture:
    """The fixture of a newspaper; `NoFixtureSiteError` where there is none."""
    folder = papers / name
    if (folder / "site" / "site.json").is_file():
        site = folder_site(folder / "site")
        return Fixture(name, lambda: serve(site), *_expectation(folder))
    if (folder / "generator.json").is_file():
        return _generated(name, folder)
    message = f"no fixture site: {folder}/site/site.json is missing"
    raise NoFixtureSiteError(message)


def _generated(name: str, folder: Path) -> Fixture:
    generator = json.loads((folder / "generator.json").read_text("utf-8"))["generator"]
    if generator not in GENERATORS:
        message = f"{folder}/generator.json: {generator!r} is none of {sorted(GENERATORS)}"
        raise NoFixtureSiteError(message)
    module = importlib.import_module(generator)
    own = Path(str(module.__file__)).parent
    return Fixture(name, lambda: module.serve(module.build_site()), *_expectation(own))


def _expectation(folder: Path) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    for name in ("expected.jsonl", "outcomes.json"):
        if not (folder / name).is_file():
            message = f"no fixture site: {folder / name} is missing"
            raise NoFixtureSiteError(message)
    lines = (folder / "expected.jsonl").read_text("utf-8").splitlines()
    outcomes = json.loads((folder / "outcomes.json").read_text("utf-8"))
    return [json.loads(line) for line in lines if line.strip()], outcomes


def run(fixture: Fixture, folder: Path) -> Crawled:
    """Crawl the fixture site twice into a database in `folder`."""
    database = folder / f"{fixture.name}.db"
    with fixture.serve() as server:
        first = crawl(fixture.name, database, server.url)
        before = len(server.asked)
        second = crawl(fixture.name, database, server.url)
        asked = [f"{request.host}{request.path}" for request in server.asked]
    verified = scrapy("verify", "-s", f"DATABASE={database}")
    return Crawled(database, first, second, asked[:before], asked[before:], verified)


def differences(fixture: Fixture, crawled: Crawled) -> list[str]:
    """One line for each way in which the crawls are not what the fixture demands."""
    ends = list(_ends(crawled))
    if not crawled.database.is_file() or crawled.first.code not in COMPARABLE:
        return ends
    return [
        *ends,
        *compare_rows(fixture.expected, stored(crawled.database)),
        *compare_outcomes(fixture.outcomes, crawled),
        *compare_requests(fixture, crawled),
    ]


def _ends(crawled: Crawled) -> Iterator[str]:
    ended = {"crawl": crawled.first, "second crawl": crawled.second, "verify": crawled.verified}
    for name, done in ended.items():
        if done.code:
            tail = "\n    ".join([*done.out.splitlines()[-5:], *done.err.splitlines()[-3:]])
            yield f"scrapy {name} ended with {done.code}:\n    {tail}"


def stored(database: Path) -> list[dict[str, Any]]:
    """The live articles, with captions, tags and authors as lists."""
    articles = rows(database, "SELECT * FROM articles WHERE status = 'live' ORDER BY url")
    for article in articles:
        for name, sql in LISTS.items():
            found = [list(row.values()) for row in rows(database, sql, (article["id"],))]
            article[name] = found if name == "authors" else [row[0] for row in found]
    return articles


def compare_rows(expected: list[dict[str, Any]], found: list[dict[str, Any]]) -> Iterator[str]:
    """Differences between expected and stored articles, field by field."""
    rows_found = {row["url"]: row for row in found}
    rows_expected = {row["url"]: row for row in expected}
    for url in sorted(rows_expected.keys() - rows_found.keys()):
        yield f"{url}: not stored"
    for url in sorted(rows_found.keys() - rows_expected.keys()):
        yield f"{url}: stored, and not expected"
    for url in sorted(rows_expected.keys() & rows_found.keys()):
        for field, value in rows_expected[url].items():
            got = rows_found[url].get(field)
            # Tags are a set: the database keeps no order of them.
            same = sorted(got or ()) == sorted(value) if field == "tags" else got == value
            if not same:
                yield f"{url} {field}:\n    expected {value!r}\n    stored   {got!r}"


def compare_outcomes(expected: dict[str, Any], crawled: Crawled) -> Iterator[str]:
    """Differences between the outcomes, reasons and similar pairs of the first crawl."""
    run_id = crawled.first.summary["run"]
    counts = _counts(crawled.database, "outcome", run_id)
    reasons = _counts(crawled.database, "outcome || '/' || reason", run_id)
    yield from _compare_counts("outcome", expected["outcomes"], counts)
    yield from _compare_counts("reason", expected["reasons"], reasons)
    pairs = rows(crawled.database, "SELECT count(*) AS n FROM similar_pairs")[0]["n"]
    if pairs != expected.get("similar_pairs", pairs):
        yield f"similar pairs: expected {expected['similar_pairs']}, found {pairs}"


def _counts(database: Path, what: str, run_id: int) -> dict[str, int]:
    sql = f"SELECT {what} AS name, count(*) AS n FROM visits WHERE run_id = ? GROUP BY 1"
    return {row["name"]: row["n"] for row in rows(database, sql, (run_id,)) if row["name"]}


def _compare_counts(kind: str, expected: dict[str, int], found: dict[str, int]) -> Iterator[str]:
    for name in sorted(expected.keys() | found.keys()):
        wanted, got = expected.get(name, 0), found.get(name, 0)
        if wanted != got:
            yield f"{kind} {name}: expected {wanted}, found {got}"


def compare_requests(fixture: Fixture, crawled: Crawled) -> Iterator[str]:
    """An article asked twice, and a second crawl that asks or changes what it should not."""
    # Not every newspaper's article addresses have a number, nor every one of them a row.
    named = {row["url"].partition("://")[2] for row in fixture.expected}

    def is_article(page: str) -> bool:
        return page in named or ARTICLE.search(page) is not None

    expected = fixture.outcomes.get("second_run", {})
    articles = [page for page in crawled.asked_first if is_article(page)]
    for page in sorted({page for page in articles if articles.count(page) > 1}):
        yield f"{page}: asked {articles.count(page)} times in the first crawl"
    for page in sorted(filter(is_article, crawled.asked_second)):
        yield f"{page}: an article asked again by the second crawl"
    for name, wanted in ({"new": 0, "updated": 0} | expected).items():
        got = crawled.second.summary.get(name)
        if got != wanted:
            yield f"second crawl, {name}: expected {wanted}, found {got}"


def check(name: str, papers: Path = PAPERS) -> tuple[str, list[str]]:
    """One line about a newspaper, and its differences."""
    try:
        fixture = load(name, papers)
    except NoFixtureSiteError as error:
        return f"{name}: FAILED", [str(error)]
    with tempfile.TemporaryDirectory() as folder:
        crawled = run(fixture, Path(folder))
        found = differences(fixture, crawled)
    asked = f"{len(crawled.asked_first)} requests, then {len(crawled.asked_second)}"
    if found:
        return f"{name}: FAILED, {len(found)} differences ({asked})", found
    return f"{name}: {len(fixture.expected)} articles as expected ({asked})", []


def main(names: list[str] | None = None) -> int:
    """Check `names`, else every newspaper of `scrapy list` but `any`; 1 on any difference."""
    names = names or [name for name in scrapy("list").out.split() if name != "any"]
    failed = not names
    for name in names:
        line, found = check(name)
        print(line, flush=True)
        for difference in found:
            print(f"  {difference}", flush=True)
        failed = failed or bool(found)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
