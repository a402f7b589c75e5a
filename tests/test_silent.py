"""A selector that answers for no page is listed with 0 in the report of a real crawl."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from crawler.silent import with_silent
from tests.crawling import crawl, scrapy
from tests.foldersite import folder_site
from tests.servers import serve

SITE = Path(__file__).parent / "papers" / "baocantho" / "site"


def test_a_dead_selector_is_listed_with_0(tmp_path: Path) -> None:
    site, database = tmp_path / "site", tmp_path / "articles.db"
    shutil.copytree(SITE, site)
    for file in site.rglob("*.html"):
        page = file.read_bytes().replace(b"margintopbot10", b"tieude")
        file.write_bytes(page.replace(b"block_tag", b"the"))
    with serve(folder_site(site)) as server:
        assert crawl("baocantho", database, server.url).code == 0
    told = scrapy("report", "--json", "-s", f"DATABASE={database}")
    rules = {(r["field"], r["rule"]): r["articles"] for r in json.loads(told.out)["rules"]}
    assert rules["title", "selector:h1.margintopbot10"] == 0
    assert rules["tags", "selector:.block_tag a.tag_item"] == 0
    assert rules["section", "selector:div.titlecate a[href]"] == rules["title", "structure"] == 12
    # One that answered is listed once, whatever its rule says beside it.
    assert rules["published_at", "selector:span.pubdate (assumed zone)"] == 12
    assert ("published_at", "selector:span.pubdate") not in rules
    printed = scrapy("report", "-s", f"DATABASE={database}").out
    assert any(
        line.split() == ["title", "selector:h1.margintopbot10", "0", "0"]
        for line in printed.splitlines()
    )


def _told(paper: str, *sets: str, **rules: str) -> dict[str, Any]:
    rows = [{"field": k, "rule": v, "articles": 3, "conflicts": 0} for k, v in rules.items()]
    return {"run": {"paper": paper}, "rule_sets": list(sets), "rules": rows}


@pytest.mark.parametrize("sets", [(), ("generic",)])
def test_rule_sets_that_read_nothing_are_not_asked(sets: tuple[str, ...]) -> None:
    told = _told("baolongan", *sets, title="structure")
    assert with_silent(told)["rules"] == told["rules"]


def test_a_newspaper_that_is_none_of_ours_has_no_selectors() -> None:
    told = _told("baomau.test", "family_a/2022", title="structure")
    assert with_silent(told)["rules"] == told["rules"]


def test_selectors_of_two_layouts_are_listed_once() -> None:
    told = _told("baolongan", "family_a/2022", "family_a/2020", lead="selector:p.fontd")
    rules = [(row["field"], row["rule"]) for row in with_silent(told)["rules"]]
    assert len(rules) == len(set(rules))
    assert ("title", "selector:h1.margintopbot10") in rules
    assert rules.count(("lead", "selector:p.fontd")) == 1
