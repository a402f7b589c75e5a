"""Writes newspaper file, fixture site and test of a plan."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from crawler.scaffold.pages import SavedPage
from crawler.scaffold.plan import Plan
from crawler.scaffold.rewrite import rewrite
from crawler.scaffold.texts import (
    FILL_IN,
    FRONT,
    SAMPLE,
    SAMPLE_PATH,
    newspaper_text,
    test_text,
)
from crawler.systems import generic
from pipelines.outcomes import PageKind
from pipelines.urls import Refused, read_address

#: Where links lead that are no part of the fixture: another host, so that no crawl asks for them.
_ELSEWHERE = "https://elsewhere.example"
#: What a person has to look up on each page.
_ASKED = ("title", "lead", "body", "byline", "published_at", "section", "captions")
_UNSAFE = re.compile(r"[^A-Za-z0-9/._-]+")


def write_files(plan: Plan, home: Path, year: str) -> None:
    """Write everything; the paths were found free before (`plan.check_name`)."""
    plan = plan if plan.articles else replace(plan, articles=(_sample(plan),))
    spider, fixtures, test = plan.files
    (home / spider).write_text(newspaper_text(plan, year), "utf-8")
    (home / test).write_text(test_text(plan), "utf-8")
    folder = home / fixtures
    entries = _write_site(plan, folder / "site")
    _write_json(folder / "site" / "site.json", entries, indent=1)
    rows = [_row(plan, page) for page in plan.articles]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "expected.jsonl").write_text(lines, "utf-8")
    listed = 1 + len([page for page in plan.others if page.path != "/"])
    outcomes = {"stored_new": len(plan.articles), "listed": listed}
    second = {"new": 0, "updated": 0}
    expected = {"outcomes": outcomes, "reasons": {}, "second_run": second}
    _write_json(folder / "outcomes.json", expected, indent=2)


def _write_json(path: Path, data: Any, *, indent: int) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=indent, sort_keys=indent == 1)
    path.write_text(text + "\n", "utf-8")


def _sample(plan: Plan) -> SavedPage:
    markup = SAMPLE.format(scheme=plan.scheme, host=plan.host, path=SAMPLE_PATH)
    url = f"{plan.scheme}://{plan.host}{SAMPLE_PATH}"
    rules = generic.RULE_SETS[0]
    return SavedPage(Path(), SAMPLE_PATH, plan.host, markup, url, "vi", rules, None)


def _write_site(plan: Plan, site: Path) -> dict[str, dict[str, str]]:
    pages = [*plan.articles, *plan.others]
    saved = frozenset(page.path for page in pages)
    told = [page.site_name for page in pages if page.site_name]
    names = tuple(dict.fromkeys([plan.title, *told]))
    entries: dict[str, dict[str, str]] = {}
    for page in pages:
        listing = page in plan.others
        text = page.markup
        if page.file.name:
            text = rewrite(text, page.language, names, _leading(plan, page, saved, listing=listing))
        if page.path == "/":
            text = _with_links(text, [other.path for other in pages])
        _put(entries, site, plan.host, page.path, text)
    if "/" not in saved:
        text = FRONT.format(links="\n".join(_link(page.path) for page in pages))
        _put(entries, site, plan.host, "/", text)
    _put(entries, site, plan.host, "/robots.txt", "User-agent: *\nDisallow:\n")
    return entries


def _put(entries: dict[str, dict[str, str]], site: Path, host: str, path: str, text: str) -> None:
    name = _UNSAFE.sub("_", path.strip("/")) or "index.html"
    # Only what is served as a page needs the ending of one.
    name = name if name.endswith((".html", ".txt")) else f"{name}.html"
    file = site / host / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    entries[f"{host}{path}"] = {"file": f"{host}/{name}"}


def _leading(
    plan: Plan, page: SavedPage, saved: frozenset[str], *, listing: bool
) -> Callable[[str], str]:
    """Where a link of the page leads in the fixture: to saved pages, else off the site.

    An article's links to sections stay: they say which section it is in, and nobody follows them.
    """
    paper = plan.newspaper

    def href(value: str) -> str:
        try:
            address = read_address(urljoin(page.base, value), paper)
        except ValueError:
            return "#"
        if value.startswith("#") or isinstance(address, Refused):
            return value
        path = address.url.partition("://")[2].partition("/")[2]
        if f"/{path}" in saved or not path:
            return value
        leads_on = listing or address.kind is PageKind.ARTICLE
        return f"{_ELSEWHERE}/{path}" if leads_on else value

    return href


def _with_links(front: str, paths: list[str]) -> str:
    """The front page, with links to the saved pages it does not link to."""
    missing = [path for path in paths if path != "/" and f'{path}"' not in front]
    block = "".join(f"\n{_link(path)}" for path in missing)
    head, closer, tail = front.rpartition("</body>")
    return f"{head}{block}\n{closer}{tail}" if closer else front + block


def _link(path: str) -> str:
    return f'<p><a href="{path}">{path.strip("/")}</a></p>'


def _row(plan: Plan, page: SavedPage) -> dict[str, Any]:
    return {"url": f"{plan.scheme}://{plan.host}{page.path}"} | dict.fromkeys(_ASKED, FILL_IN)
