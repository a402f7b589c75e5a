"""Our pages: front, search, article, runs. Each reads the database afresh, within the time limit."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from datasette.utils.asgi import NotFound, Response

from crawler.web import difference, facets
from pipelines.storage import queries, reading
from pipelines.storage.base import StorageError
from pipelines.storage.connection import Connection, open_reader
from pipelines.storage.matching import Chosen, Order
from pipelines.storage.query_text import read_query
from pipelines.storage.search import browse, group_counts

PAGE = 20
#: Nobody turns this many pages; skipping rows costs as much as reading them.
_MOST_PAGES = 500
_LATEST = 15
#: Longer than any question; the rest is not read.
_LONGEST_QUERY = 1_000
#: Seconds for one page's queries, and for the counts beside a list.
_PAGE_SECONDS, _COUNT_SECONDS = 2.0, 1.0
_STEPS = 1_000
_NO_PAGE = "There is no such page"
_OURS = re.compile(r"/(?:(?:search|runs|article)(?:/\d+)?)?$")

T = TypeVar("T")
Context = dict[str, Any]


def is_ours(path: str) -> bool:
    """True for the paths of our pages."""
    return _OURS.match(path) is not None


async def front_page(request: Any, datasette: Any) -> Any:
    """What is there, what is new, how the last runs ended."""

    def read(reader: Connection) -> Context:
        told = reading.front(reader, _LATEST)
        return told | {"papers": _counted(reader, lambda: queries.found(reader))}

    return await _answer(request, datasette, "web_front.html", read)


async def search_page(request: Any, datasette: Any) -> Any:
    """Articles that match, with facets; without words, all of them, newest first."""
    text = (request.args.get("q") or "")[:_LONGEST_QUERY]
    chosen = Chosen(**{name: request.args.get(name) or None for name in facets.NAMES})
    newest = request.args.get("order") == "newest" or not text.strip()
    number = _page_number(request.args.get("page"))

    def read(reader: Connection) -> Context:
        return _found(reader, text, chosen, "newest" if newest else "relevance", number)

    return await _answer(request, datasette, "web_search.html", read)


async def article_page(request: Any, datasette: Any) -> Any:
    """One article: its text, its versions, where each field came from, what is like it."""
    article_id = int(request.url_vars["id"])

    def read(reader: Connection) -> Context | None:
        found = reading.whole_article(reader, article_id)
        if found is None:
            return None
        versions = found["versions"]
        found["edits"] = [
            (after, difference.changes(before, after)) for before, after in pairwise(versions)
        ][::-1]
        return found

    return await _answer(request, datasette, "web_article.html", read)


async def runs_page(request: Any, datasette: Any) -> Any:
    """Every run with its verdict, newest first."""
    return await _answer(
        request, datasette, "web_runs.html", lambda reader: {"runs": queries.runs(reader, 200)}
    )


async def run_page(request: Any, datasette: Any) -> Any:
    """One run: outcomes with their reasons, coverage, notes."""
    run_id = int(request.url_vars["id"])

    def read(reader: Connection) -> Context | None:
        try:
            return queries.report(reader, run_id)
        except queries.NoSuchRunError:
            return None

    return await _answer(request, datasette, "web_run.html", read)


async def no_page() -> Any:
    """Nothing is here, although Datasette has something."""
    raise NotFound(_NO_PAGE)


async def no_csv() -> Any:
    """Datasette writes cells as they are; a spreadsheet would run those that begin as formulas."""
    raise NotFound("CSV is made by scrapy export, which keeps spreadsheets from running formulas.")


async def problem(request: Any, datasette: Any, text: str, status: int) -> Any:
    """A page, or JSON, that says what is wrong with the request."""
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "error": text, "status": status}, status=status)
    context = {"text": text, "database": _database(datasette).name}
    html = await datasette.render_template("web_error.html", context, request=request)
    return Response.html(html, status=status)


def _database(datasette: Any) -> Any:
    return next(found for found in datasette.databases.values() if found.path)


def _found(reader: Connection, text: str, chosen: Chosen, order: Order, number: int) -> Context:
    is_nothing = bool(text.strip()) and read_query(text).is_empty
    asked = {"q": text} | {name: getattr(chosen, name) or "" for name in facets.NAMES}
    asked["order"] = order if order == "newest" and text.strip() else ""
    found: Context = {"q": text, "chosen": chosen, "order": order, "number": number}
    found |= {"link": _linker(asked), "hits": [], "total": 0, "facets": {}, "has_more": False}
    if is_nothing:
        return found | {"is_nothing": True}
    skipped = (number - 1) * PAGE
    hits = browse(reader, text, chosen, PAGE + 1, order, offset=skipped)
    found |= {"hits": hits[:PAGE], "has_more": len(hits) > PAGE}
    groups = _counted(reader, lambda: group_counts(reader, text))
    if groups is None:
        return found | {"total": None}
    return found | {
        "total": facets.total(groups, chosen),
        "facets": facets.facets(groups, chosen),
    }


def _counted(reader: Connection, count: Callable[[], T]) -> T | None:
    """Figures beside a page; None when there is too much to count in time: the page itself is there."""
    try:
        _limit(reader, _COUNT_SECONDS)
        return count()
    except StorageError as error:
        if not _is_timeout(error):
            raise
        return None


def _linker(asked: dict[str, str]) -> Callable[..., str]:
    """Addresses of this search with some of its words replaced; back to its first page."""

    def link(**changed: str | int | None) -> str:
        words = asked | {name: str(value or "") for name, value in changed.items()}
        return "/search?" + urlencode({k: v for k, v in words.items() if v}, errors="surrogatepass")

    return link


def _page_number(text: str | None) -> int:
    number = int(text) if text and re.fullmatch(r"[0-9]{1,6}", text) else 1
    return min(max(number, 1), _MOST_PAGES)


async def _answer(
    request: Any, datasette: Any, template: str, read: Callable[[Connection], Context | None]
) -> Any:
    """The page of what `read` finds; 404 for None, 503 when the database or the time is up."""
    database = _database(datasette)
    try:
        found = await asyncio.to_thread(_read, str(database.path), read)
    except StorageError as error:
        late = _is_timeout(error)
        text = "This took too long and was stopped: ask for less." if late else str(error)
        found, template, status = {"text": text}, "web_error.html", 503
    else:
        status = 200
    if found is None:
        raise NotFound(_NO_PAGE)
    context = found | {"database": database.name, "when": when, "marked": marked}
    html = await datasette.render_template(template, context, request=request)
    return Response.html(html, status=status)


def _read(path: str, read: Callable[[Connection], T]) -> T:
    with closing(open_reader(path)) as reader:
        _limit(reader, _PAGE_SECONDS)
        return read(reader)


def _limit(reader: Connection, seconds: float) -> None:
    end = time.monotonic() + seconds
    reader.raw.set_progress_handler(lambda: time.monotonic() > end, _STEPS)


def _is_timeout(error: StorageError) -> bool:
    return "interrupted" in str(cast("object", error.__cause__))


def when(text: str | None) -> str:
    """A stored time for people: minutes, and the zone in words where it is not the newspaper's."""
    if text is None:
        return "no date"
    if "T" not in text:
        return text
    return text[:16].replace("T", " ") + (" UTC" if text.endswith("Z") else "")


def marked(snippet: str) -> list[tuple[bool, str]]:
    """A snippet in pieces: those in brackets are the words that were looked for."""
    pieces = re.split(r"\[([^\[\]]*)\]", snippet)
    return [(place % 2 == 1, piece) for place, piece in enumerate(pieces) if piece]
