"""`scrapy verify` over a file of a real crawl in which every invariant is broken at once."""

import lzma
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipelines.storage.sqlite import SqliteStore
from tests.crawling import Done, rows, scrapy
from tests.freeze_schema import FOLDER

NUMBER_OF_10 = "SELECT source_id, number_space FROM articles WHERE id = 10"
#: Which invariant of the contract, how it is broken, and what must be told. Each in rows of its own.
BROKEN = (
    ("1 counts", "UPDATE runs SET listed = listed + 1 WHERE id = 1", r"run 1 counts \d+ listed, its"),
    ("1 visits", "DELETE FROM visits WHERE outcome = 'withdrawn'", r"run 2 counts 1 withdrawn"),
    ("1 pending", "UPDATE pages SET outcome = 'skipped' WHERE url LIKE '%/lua-a7.html'",
     r"lua-a7\.html is pending with outcome skipped"),
    ("1 leased", "UPDATE pages SET state = 'leased', leased_by = 4 WHERE url LIKE '%/lua-a8.html'",
     r"lua-a8\.html is leased by run 4, which has ended"),
    ("1 retry", "UPDATE pages SET state = 'done' WHERE state = 'retry'", r"is done after deferred"),
    ("1 done", "UPDATE pages SET outcome = 'failed' WHERE outcome = 'skipped' AND state = 'done'",
     r"has outcome failed, its newest visit skipped"),
    ("2 number", f"UPDATE articles SET (source_id, number_space) = ({NUMBER_OF_10}) WHERE id = 11",
     r"2 live articles have the number baomau/"),
    ("2 address", "UPDATE articles SET url = (SELECT url FROM articles WHERE id = 12) WHERE id = 13",
     r"2 live articles have the address https://"),
    ("2 row", "UPDATE articles SET title = 'Khác' WHERE id = 14",
     r"article 14 differs from its version 1"),
    ("2 version", "DELETE FROM article_versions WHERE article_id = 15", r"article 15 has no version 1"),
    ("3 lacking", "DELETE FROM articles_fts_docsize WHERE id = 16",
     r"article 16 is not in the search index"),
    ("3 too much", "INSERT INTO articles_fts (rowid, title) VALUES (777, 'x')",
     r"the search index holds 777, which is no article"),
    ("3 foreign keys", "UPDATE article_tags SET article_id = 888 WHERE rowid_of_one",
     r"foreign_key_check: .*article_tags points at no row of articles"),
    ("3 integrity", "CREATE INDEX of_kind ON visits (kind)", r"integrity_check: .*of_kind"),
    ("similar", "DELETE FROM similar_pairs", r"article \d+ is similar to \d+, which rests on no pair"),
)  # fmt: skip


@pytest.fixture(scope="module")
def verified(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """What the command says of a file with all of it."""
    path = tmp_path_factory.mktemp("broken") / "news.db"
    newest = max(FOLDER.glob("*.db.xz"))
    path.write_bytes(lzma.decompress(newest.read_bytes()))
    connection = SqliteStore.open(path).connection
    raw = connection.raw
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("DROP INDEX articles_number")
    raw.execute("DROP INDEX articles_url")
    one_tag = "(article_id, tag) = (SELECT article_id, tag FROM article_tags LIMIT 1)"
    for _, statement, _ in BROKEN:
        assert raw.execute(statement.replace("rowid_of_one", one_tag)).rowcount != 0, statement
    connection.close()
    _forget_entries(path)
    assert rows(path, "SELECT 1 FROM visits LIMIT 1")
    return scrapy("verify", "--no-archive", "-s", f"DATABASE={path}")


def _forget_entries(path: Path) -> None:
    """The index says that it is of one column and holds entries of another."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = 'CREATE INDEX of_kind ON visits (outcome)'"
            " WHERE name = 'of_kind'"
        )


@pytest.mark.parametrize(("_name", "_how", "told"), BROKEN, ids=[name for name, *_ in BROKEN])
def test_it_is_told_in_a_line_of_its_own(verified: Done, _name: str, _how: str, told: str) -> None:
    assert verified.code == 1
    faults = [line for line in verified.out.splitlines() if line.startswith("fault: ")]
    assert [line for line in faults if re.search(told, line)], verified.out


def test_the_last_line_counts_them(verified: Done) -> None:
    faults = [line for line in verified.out.splitlines() if line.startswith("fault: ")]
    assert len(faults) == len(set(faults))
    assert verified.out.splitlines()[-1].startswith(f"{len(faults)} faults")
