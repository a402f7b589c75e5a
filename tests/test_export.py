"""Exports: typed Parquet, pulls that add up to a full one, and a name only for a whole file."""

import json
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from crawler import exporting, parquet
from crawler.samplepaper import build_site, serve
from pipelines.outcomes import Outcome
from pipelines.storage.connection import Connection
from pipelines.storage.exporting import QueryError, Selection, export_rows
from pipelines.storage.sqlite import open_reader
from tests.crawling import crawl, rows, scrapy
from tests.storage_kit import Desk, article, page


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A full export, a day of changes on the site, the pull since, and a new full export."""
    folder = tmp_path_factory.mktemp("days")
    database, named = folder / "news.db", folder / "urls.txt"

    def export(name: str, *words: str) -> str:
        done = scrapy("export", "-o", str(folder / name), *words, "-s", f"DATABASE={database}")
        assert done.code == 0, done.err
        return done.err.partition("--changed-since ")[2].strip()

    with serve(build_site()) as server:
        assert crawl("baomau", database, server.url).code == 0
    told = export("first.jsonl")
    last = rows(database, "SELECT max(last_seen_at) AS t FROM articles")[0]["t"]
    urls = rows(database, "SELECT url FROM articles ORDER BY id LIMIT 100")
    named.write_text("\n".join(row["url"] for row in urls), "utf-8")
    with serve(build_site(day=2)) as server:
        assert crawl("baomau", database, server.url, "-a", f"urls=@{named}").code == 0
        assert crawl("baomau", database, server.url).summary["new"] == 3
    export("pull.jsonl", "--changed-since", last)
    export("overlap.jsonl", "--changed-since", told)
    export("second.jsonl")
    export("second.parquet")
    return {path.stem + path.suffix: path for path in folder.iterdir()}


def read(path: Path) -> dict[int, dict[str, object]]:
    found = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return {row["id"]: row for row in found}


@pytest.mark.parametrize("pull", ["pull.jsonl", "overlap.jsonl"])
def test_a_full_export_and_the_pull_since_equal_a_new_full_one(days, pull: str) -> None:
    first, second = read(days["first.jsonl"]), read(days["second.jsonl"])
    merged = first | read(days[pull])
    assert merged == second
    assert list(second) == sorted(second)
    assert len(second) == len(first) + 3
    gone = [row for row in merged.values() if row["status"] == "withdrawn"]
    assert len(gone) == 1
    assert first[gone[0]["id"]]["status"] == "live"


def test_each_single_way_to_change_is_in_a_pull(desk: Desk) -> None:
    """Also what only says that the page was asked: else the pulls do not add up."""
    for number in range(1, 5):
        desk.save(article(number, body=f"Bài số {number} nói chuyện mùa gặt. " * 9))
    desk.clock += 60
    since = desk.now
    desk.visit(page(1), Outcome.NOT_MODIFIED)
    desk.visit(page(2), Outcome.WITHDRAWN)
    desk.save(article(3, body="Bài số 3 nói chuyện mùa gặt. " * 9 + "Thêm một câu."))
    desk.visit(page(2), Outcome.NOT_MODIFIED)
    desk.visit(page(2), Outcome.WITHDRAWN)
    pulled = export_rows(desk.store.connection, Selection(changed_since=since))
    assert [row["source_id"] for row in pulled] == ["1", "2", "3"]


def test_parquet_is_typed_and_says_what_the_database_says(days) -> None:
    table = pq.read_table(days["second.parquet"])
    types = {field.name: field.type for field in table.schema}
    stored = read(days["second.jsonl"])
    assert list(types)[: len(next(iter(stored.values())))] == list(next(iter(stored.values())))
    assert list(types)[-2:] == ["published_time", "modified_time"]
    assert types["id"] == pa.int64()
    assert types["published_at"] == pa.string()
    assert types["published_day"] == pa.date32()
    assert types["similarity"] == pa.float64()
    assert types["changed_at"] == pa.timestamp("ms", tz="UTC")
    assert types["published_time"] == pa.timestamp("ms", tz="Asia/Ho_Chi_Minh")
    assert table.num_rows == len(stored)
    for row in table.to_pylist():
        told = stored[row["id"]]
        assert row["body"] == told["body"]
        day = told["published_day"]
        assert row["published_day"] == (date.fromisoformat(str(day)) if day else None)
        text = row["changed_at"].strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
        assert text == told["changed_at"]
        if told["published_precision"] == "minute":
            assert row["published_time"].utcoffset() == timedelta(hours=7)
            assert row["published_time"].isoformat() == told["published_at"]
        elif told["published_precision"] == "day":
            assert row["published_time"] is None
    precisions = {row["published_precision"] for row in stored.values()}
    assert {"minute", "day"} <= precisions  # both were met


def test_duckdb_reads_it(days) -> None:
    with closing(duckdb.connect()) as connection:
        (count,) = connection.execute(
            "SELECT count(*) FROM read_parquet(?) WHERE status = 'withdrawn'",
            [str(days["second.parquet"])],
        ).fetchone()
    assert count == 1


@pytest.mark.parametrize("suffix", sorted(exporting.FORMATS))
def test_no_rows_are_a_whole_file_too(desk: Desk, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"none{suffix}"
    assert exporting.export(desk.store.connection, Selection(), path) == 0
    assert path.exists()
    if suffix == ".parquet":
        assert pq.read_table(path).num_rows == 0


@pytest.mark.parametrize("suffix", sorted(exporting.FORMATS))
def test_batches_do_not_show(desk: Desk, tmp_path: Path, monkeypatch, suffix: str) -> None:
    for number in range(1, 8):
        desk.save(article(number, body=f"Bài {number} kể chuyện riêng của mình. " * 5))
    whole, cut = tmp_path / f"whole{suffix}", tmp_path / f"cut{suffix}"
    exporting.export(desk.store.connection, Selection(), whole)
    monkeypatch.setattr(parquet, "BATCH", 3)
    assert exporting.export(desk.store.connection, Selection(), cut) == 7
    if suffix == ".parquet":
        assert pq.ParquetFile(cut).num_row_groups == 3
        assert pq.read_table(cut).equals(pq.read_table(whole))
    else:
        assert cut.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("suffix", sorted(exporting.FORMATS))
def test_a_file_that_breaks_off_keeps_what_was_there(
    filed: Desk, tmp_path: Path, monkeypatch, suffix: str
) -> None:
    filed.save(article(1))
    path = tmp_path / f"out{suffix}"
    path.write_text("as before")
    seen: list[list[str]] = []

    def breaks(reader: Connection, selection: Selection):
        yield from export_rows(reader, selection)
        seen.append(sorted(path.name for path in tmp_path.iterdir()))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "export_rows", breaks)
    with closing(open_reader(tmp_path / "news.db")) as reader, pytest.raises(OSError):
        exporting.export(reader, Selection(), path)
    assert [name for name in seen[0] if name.endswith(".part")]  # it was on its way
    assert path.read_text() == "as before"
    assert not list(tmp_path.glob(".*.part"))


def test_a_condition_stays_inside_the_selection(desk: Desk) -> None:
    desk.save(article(1, section="kinh-te"))
    chosen = Selection(paper="other", where="section = 'kinh-te' OR 1 -- always")
    assert list(export_rows(desk.store.connection, chosen)) == []


@pytest.mark.parametrize("name", ["nosuch", "secton", 'a""b'])
def test_a_misspelt_column_in_double_quotes_is_told(desk: Desk, name: str) -> None:
    desk.save(article(1, section="kinh-te"))
    with pytest.raises(QueryError, match="no such column"):
        list(export_rows(desk.store.connection, Selection(where=f'"{name}" = 1')))
    whole = Selection(where="\"section\" = 'kinh-te' AND title <> 'say \"nosuch\"'")
    assert len(list(export_rows(desk.store.connection, whole))) == 1


def test_without_pyarrow_it_says_what_is_missing(desk: Desk, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(parquet.MissingPackageError, match="pip install pyarrow"):
        exporting.export(desk.store.connection, Selection(), tmp_path / "a.parquet")
    assert not list(tmp_path.glob("*.parquet*"))
