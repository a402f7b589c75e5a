"""The README says what is so: its queries, its commands, its links."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler.runs.verdict import Exit
from crawler.samplepaper import build_site, serve
from tests.crawling import ROOT, crawl, scrapy

README = (ROOT / "README.md").read_text("utf-8")
OPERATING = (ROOT / "docs/operating.md").read_text("utf-8")
QUERIES = re.findall(r"```sql\n(.+?)```\n+```text\n(.+?)```", README, re.DOTALL)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("readme") / "demo.db"
    with serve(build_site()) as server:
        assert crawl("baomau", database, server.url).code == 0
    return database


def test_every_query_of_the_readme_is_tested() -> None:
    assert len(QUERIES) == README.count("```sql") >= 3


@pytest.mark.parametrize(("query", "printed"), QUERIES)
def test_a_query_gives_what_the_readme_prints(demo: Path, query: str, printed: str) -> None:
    with closing(sqlite3.connect(f"file:{demo}?mode=ro", uri=True)) as connection:
        rows = [" | ".join(map(str, row)) for row in connection.execute(query)]
    assert rows == printed.strip().splitlines()


def test_the_three_things_that_the_demo_says_to_type_work(demo: Path) -> None:
    done = scrapy("search", "song", "-s", f"DATABASE={demo}")
    assert done.code == 0
    assert "sông" in done.out.lower()


def test_what_the_readme_links_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", README):
        assert (ROOT / target).exists(), target


def test_the_parts_of_the_operating_page_that_are_linked_to_are_there() -> None:
    headings = re.findall(r"^#+ (.+)$", OPERATING, re.MULTILINE)
    parts = {heading.lower().replace(" ", "-") for heading in headings}
    linked = re.findall(r"\]\((?:docs/operating\.md)?#([^)]+)\)", README + OPERATING)
    assert len(linked) > 5
    assert set(linked) <= parts
    for target in re.findall(r"\]\(([^)#:]+)\)", OPERATING):
        assert (ROOT / "docs" / target).exists(), target


def test_the_operating_page_says_of_each_exit_code_what_the_schedulers_do() -> None:
    found = re.findall(
        r"^\| (\d+) \| [^|]+ \| (fine|failed) \| (silent|mail) \|", OPERATING, re.MULTILINE
    )
    assert [int(code) for code, _, _ in found] == [int(code) for code in Exit]
    unit = (ROOT / "deploy/systemd/baotinh@.service").read_text("utf-8")
    (fine,) = re.findall(r"^SuccessExitStatus=(.+)$", unit, re.MULTILINE)
    assert {code for code, systemd, _ in found if systemd == "fine"} == {"0", *fine.split()}
    line = (ROOT / "deploy/cron/baotinh.cron").read_text("utf-8")
    silent = set(re.findall(r"\$code = (\d+)", line))
    assert {code for code, _, cron in found if cron == "silent"} == silent


def test_every_make_target_named_anywhere_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
    for page in pages:
        for target in re.findall(r"`make ([a-z-]+)`", page.read_text("utf-8")):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{page.name}: make {target}"


def test_every_command_is_in_the_docs() -> None:
    commands = (ROOT / "docs/commands.md").read_text("utf-8")
    for path in (ROOT / "crawler/commands").glob("[a-z]*.py"):
        assert f"## scrapy {path.stem} " in commands


def test_every_exit_code_of_the_verdicts_is_in_the_readme() -> None:
    for code in Exit:
        assert f"| {code:d} |" in README
