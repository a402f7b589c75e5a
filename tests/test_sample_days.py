"""The sample newspaper a day later: a correction, a withdrawal, a counter that is no version."""

import json
import re
from collections import Counter
from pathlib import Path

from crawler.samplepaper import build_site, serve
from tests.crawling import crawl, rows, scrapy


def test_the_next_day_is_told_apart_from_what_only_moves(tmp_path: Path) -> None:
    database, named = tmp_path / "news.db", tmp_path / "urls.txt"
    with serve(build_site()) as server:
        assert crawl("baomau", database, server.url).code == 0
    before = rows(database, "SELECT id, version, status FROM articles ORDER BY id")
    urls = [row["url"] for row in rows(database, "SELECT url FROM articles")]
    named.write_text("\n".join(urls), "utf-8")
    with serve(build_site(day=2)) as server:
        done = crawl("baomau", database, server.url, "-a", f"urls=@{named}")
    outcomes = done.summary["outcomes"]
    assert done.code == 0
    assert (outcomes["stored_update"], outcomes["withdrawn"]) == (1, 1)
    assert outcomes["unchanged"] >= 1  # the view counter moved, the article did not
    edits = rows(database, "SELECT version, cause, changes FROM edits")
    assert [(e["version"], e["cause"], json.loads(e["changes"])) for e in edits] == [
        (2, "edit", ["body"])
    ]
    after = rows(database, "SELECT id, version, status FROM articles ORDER BY id")
    moved = [a for a, b in zip(after, before, strict=True) if a != b]
    assert Counter(a["status"] for a in moved) == {"live": 1, "withdrawn": 1}
    gone = rows(database, "SELECT title, body FROM articles WHERE status = 'withdrawn'")
    assert all(gone[0].values())  # what was stored stays
    assert scrapy("verify", "-s", f"DATABASE={database}").code == 0


def test_what_is_new_the_next_day_is_found_in_every_section(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    with serve(build_site()) as server:
        assert crawl("baomau", database, server.url).code == 0
    with serve(build_site(day=2)) as server:
        done = crawl("baomau", database, server.url)
    assert (done.code, done.summary["new"]) == (0, 3)


def test_a_second_run_costs_a_page_a_listing_and_no_body(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    with serve(build_site()) as server:
        assert crawl("baomau", database, server.url).code == 0
        stored = rows(database, "SELECT * FROM articles ORDER BY id")
        asked = len(server.asked)
        done = crawl("baomau", database, server.url)
        second = server.asked[asked:]
    assert (done.code, done.summary["new"], done.summary["updated"]) == (0, 0, 0)
    assert rows(database, "SELECT * FROM articles ORDER BY id") == stored
    assert done.summary["requests"] == len(second) <= 45
    assert not [request for request in second if re.search(r"-a\d+\.html", request.path)]
    bodies = [r for r in second if r.status == 200 and r.path != "/robots.txt"]
    assert not bodies  # everything else answered 304
