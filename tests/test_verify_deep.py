"""`scrapy verify --deep`: archived pages are parsed again, and each must give its row again."""

import gzip
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler.samplepaper import build_site, serve
from pipelines.archive import read_page
from tests.crawling import Done, crawl, rows, scrapy


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample newspaper of two days, with an edit, a withdrawal and aliases."""
    database = tmp_path_factory.mktemp("deep") / "news.db"
    with serve(build_site()) as server:
        assert crawl("baomau", database, server.url).code == 0
    with serve(build_site(day=2)) as server:
        assert crawl("baomau", database, server.url).code == 0
        refresh = ("-a", "mode=refresh", "-a", "since=2020-01-01")
        assert crawl("baomau", database, server.url, *refresh).code == 0
    return database


@pytest.fixture
def database(crawled: Path, tmp_path: Path) -> Path:
    """A copy that may be spoilt."""
    shutil.copytree(crawled.parent, tmp_path / "copy")
    return tmp_path / "copy" / "news.db"


def deep(database: Path, *more: str) -> Done:
    return scrapy("verify", "--deep", *more, "-s", f"DATABASE={database}")


def change(database: Path, sql: str) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute(sql)


def test_every_archived_page_gives_its_row_again(database: Path) -> None:
    done = deep(database)
    stored = rows(database, "SELECT count(*) AS n FROM articles")[0]["n"]
    assert stored > 70
    assert f"note: {stored} archived pages, parsed again, gave their rows again" in done.out
    assert done.code == 0, done.out


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ("section = 'khac'", "gives section"),
        ("published_precision = 'day'", "gives published_precision"),
        ("word_count = word_count + 1", "gives word_count"),
        ("rules = 'generic'", "gives rules"),
        ("content_hash = 'x'", "gives content_hash"),
    ],
)
def test_a_row_that_its_page_does_not_give_is_a_fault(
    database: Path, changed: str, told: str
) -> None:
    # Columns that no other check of verify looks at: without --deep most of them are believed.
    change(database, f"UPDATE articles SET {changed} WHERE id = 7")
    done = deep(database)
    assert done.code == 1
    assert f"fault: article 7: its archived page, parsed again, {told}" in done.out


def test_a_row_of_older_code_is_counted_and_no_fault(database: Path) -> None:
    change(database, "UPDATE articles SET section = 'x', code_version = '0.0.9' WHERE id < 4")
    done = deep(database)
    assert done.code == 0, done.out
    assert "note: 3 articles were not parsed again: their code or rules are older" in done.out


def test_a_reference_to_another_page_is_a_fault(database: Path) -> None:
    """The archive is whole, so without --deep nothing is wrong with it."""
    other = "(SELECT archive_ref FROM articles WHERE id = 9)"
    change(database, f"UPDATE articles SET archive_ref = {other} WHERE id = 8")
    assert scrapy("verify", "-s", f"DATABASE={database}").code == 0
    done = deep(database)
    assert done.code == 1
    assert "fault: article 8: its archived page, parsed again, gives source_id" in done.out


def test_a_damaged_archive_is_told_once(database: Path) -> None:
    ref = rows(database, "SELECT archive_ref FROM articles WHERE id = 5")[0]["archive_ref"]
    name, _, offset = ref.rpartition(":")
    path = database.with_suffix(".archive") / name
    data = bytearray(path.read_bytes())
    record = gzip.compress(b"WARC/1.1\r\n")
    data[int(offset) : int(offset) + len(record)] = record
    path.write_bytes(data)
    done = deep(database)
    assert done.code == 1
    told = [line for line in done.out.splitlines() if line.startswith("fault:")]
    assert [line.partition(":")[2].partition(":")[0] for line in told] == [" article 5, version 1"]
    assert "note: 1 articles were not parsed again: their archived pages are not sound" in done.out
    assert read_page(database.with_suffix(".archive"), _another(database)).status == 200


def _another(database: Path) -> str:
    return str(rows(database, "SELECT archive_ref FROM articles WHERE id = 6")[0]["archive_ref"])


def test_a_sample_looks_at_so_many(database: Path) -> None:
    done = deep(database, "--sample", "5")
    assert done.code == 0, done.out
    assert "note: 5 archived pages, parsed again, gave their rows again" in done.out


@pytest.mark.parametrize("words", [["--deep", "--no-archive"], ["--sample", "0"]])
def test_what_makes_no_sense_is_a_usage_error(database: Path, words: list[str]) -> None:
    done = scrapy("verify", *words, "-s", f"DATABASE={database}")
    assert done.code == 2
    assert "scrapy verify: --" in done.err
