"""With LOG_AS=json every line of a crawl says whose it is, and which page it is about."""

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.samplepaper import build_site
from crawler.samplepaper import serve as serve_sample
from tests.crawling import crawl, rows
from tests.servers import Answer, serve, small_site

EVERYTHING = {"LOG_AS": "json", "LOG_LEVEL": "DEBUG"}


def lines_of(err: str) -> list[dict[str, Any]]:
    """Each line is one object."""
    return [json.loads(line) for line in err.splitlines()]


def unnamed(lines: list[dict[str, Any]], pages: dict[str, int]) -> list[str]:
    """Lines about a page that do not say which: its address is in the message or the exception."""
    found = []
    for line in lines:
        text = line["message"] + line.get("exception", "")
        about = {
            url for url in pages if f"{url} " in text or f"{url}>" in text or f"{url}:" in text
        }
        if about and (line.get("url") not in pages or line.get("page") != pages[line["url"]]):
            found.append(line["message"])
    return found


def pages_of(database: Path) -> dict[str, int]:
    return {row["url"]: row["id"] for row in rows(database, "SELECT id, url FROM pages")}


def test_every_line_of_a_crawl_has_its_run_and_its_page(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    with serve_sample(build_site()) as server:
        done = crawl("baomau", database, server.url, settings=EVERYTHING)
    lines, pages = lines_of(done.err), pages_of(database)
    first = next(n for n, line in enumerate(lines) if line["run"] is not None)
    assert first < 10, "Scrapy's own first lines are before the run"
    assert {(line["run"], line["paper"]) for line in lines[first:]} == {(1, "baomau")}
    assert unnamed(lines, pages) == []
    named = {line["page"] for line in lines if "page" in line}
    visited = rows(database, "SELECT DISTINCT page_id FROM visits")
    assert named >= {row["page_id"] for row in visited}
    robots = [line for line in lines if str(line.get("url", "")).endswith("/robots.txt")]
    assert robots
    assert all("page" not in line for line in robots)
    assert not any("body" in line or "item" in line for line in lines), (
        "no page is in the log whole"
    )


@pytest.mark.parametrize("broken", ["broken_parse", "silent_parse"])
def test_lines_about_what_breaks_have_it_too(tmp_path: Path, broken: str) -> None:
    database = tmp_path / "news.db"
    modules = {"SPIDER_MODULES": f"tests.spiders.{broken}"}
    inner = small_site()

    def site(host: str, path: str) -> Answer | None:
        return Answer("no", 503) if path == "/lua-a3.html" else inner(host, path)

    with serve(site) as server:
        done = crawl("baolongan", database, server.url, settings=EVERYTHING | modules)
    lines, pages = lines_of(done.err), pages_of(database)
    assert any("exception" in line for line in lines)
    assert unnamed(lines, pages) == []
    crashed = rows(database, "SELECT page_id FROM visits WHERE outcome = 'crashed'")
    told = {line["page"] for line in lines if line.get("outcome") == "crashed"}
    assert told == {row["page_id"] for row in crashed} != set()


def test_a_line_that_does_not_say_is_found() -> None:
    pages = {"https://a.example/1": 5}
    line = {"message": "Crawled <GET https://a.example/1>", "run": 1}
    assert unnamed([line], pages) == [line["message"]]
    assert unnamed([line | {"url": "https://a.example/1", "page": 4}], pages) == [line["message"]]
    assert unnamed([line | {"url": "https://a.example/1", "page": 5}], pages) == []
