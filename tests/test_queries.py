"""docs/queries.md: every block is run over a real crawl and answers what is printed there."""

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from crawler.samplepaper import build_site, serve
from tests.crawling import ROOT, crawl, environment, rows, scrapy

PAGE = (ROOT / "docs/queries.md").read_text("utf-8")
#: Number, question, language, block, what it prints.
QUESTIONS = re.findall(
    r"^### (\d+)\. ([^\n]+)\n\n```(sql|python)\n(.+?)```\n\n```text\n(.+?)```",
    PAGE,
    re.MULTILINE | re.DOTALL,
)


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Folders in which the blocks are at home: of the first day and of the second."""
    first = tmp_path_factory.mktemp("first")
    database = first / "output/demo.db"
    with serve(build_site()) as server:
        assert crawl("baomau", database, server.url).code == 0
    _export(database, first / "articles.parquet")
    since = rows(database, "SELECT max(last_seen_at) AS t FROM articles")[0]["t"]
    second = tmp_path_factory.mktemp("second")
    shutil.copytree(first / "output", second / "output")
    shutil.copy(first / "articles.parquet", second / "full.parquet")
    database = second / "output/demo.db"
    named = second / "urls.txt"
    named.write_text("\n".join(r["url"] for r in rows(database, "SELECT url FROM articles")))
    with serve(build_site(day=2)) as server:
        assert crawl("baomau", database, server.url, "-a", f"urls=@{named}").code == 0
        assert crawl("baomau", database, server.url).code == 0
    _export(database, second / "changes.parquet", "--changed-since", since)
    return first, second


def _export(database: Path, path: Path, *words: str) -> None:
    done = scrapy("export", "-o", str(path), *words, "-s", f"DATABASE={database}")
    assert done.code == 0, done.err


def answer(language: str, block: str, folder: Path) -> str:
    if language == "sql":
        uri = f"file:{folder / 'output/demo.db'}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            found = connection.execute(block).fetchall()
        return "\n".join(" | ".join("NULL" if c is None else str(c) for c in row) for row in found)
    done = subprocess.run(
        [sys.executable, "-c", block],
        cwd=folder, env=environment(), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.rstrip()


def test_there_are_twenty_and_no_block_is_passed_over() -> None:
    assert [int(number) for number, *_ in QUESTIONS] == list(range(1, 21))
    blocks = PAGE.count("```sql") + PAGE.count("```python")
    assert blocks == len(QUESTIONS) == PAGE.count("```text")
    for engine in ("import duckdb", "import pandas", "```sql"):
        assert engine in PAGE


@pytest.mark.parametrize(
    ("question", "language", "block", "printed"),
    [question[1:] for question in QUESTIONS],
    ids=[f"{number}-{language}" for number, _, language, *_ in QUESTIONS],
)
def test_a_question_is_answered_as_printed(
    days: tuple[Path, Path], question: str, language: str, block: str, printed: str
) -> None:
    folder = days["(a day later)" in question]
    assert answer(language, block, folder) == printed.rstrip()
