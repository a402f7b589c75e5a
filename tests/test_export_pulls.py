"""Exports put under strain: pulls after random changes add up, and a killed one leaves no half file."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from pipelines.outcomes import Outcome
from pipelines.storage.exporting import Selection, export_rows
from pipelines.storage.sqlite import SqliteStore
from tests.crawling import ROOT, environment, scrapy
from tests.similar_corpus import framed, text
from tests.storage_kit import Desk, article, page

Rows = dict[int, dict[str, object]]


def pulled(desk: Desk, since: str | None = None) -> Rows:
    found = export_rows(desk.store.connection, Selection(changed_since=since))
    return {row["id"]: dict(row) for row in found}


def change(desk: Desk, dice: Random, texts: dict[int, list[str]]) -> None:
    """One thing that a newspaper or a crawl does to one article."""
    number = dice.randint(1, 30)
    day = f"2026-11-{dice.randint(1, 28):02}"
    if number not in texts:
        # Some are prints of another one: a cluster may get another head with it.
        others = list(texts.values())
        made = framed(dice.choice(others), dice) if others and dice.random() < 0.4 else text(dice)
        texts[number] = made
        desk.save(article(number, body="\n\n".join(made), published_at=day))
        return
    body, url = "\n\n".join(texts[number]), page(number)
    match dice.randrange(6):
        case 0:
            desk.visit(url, Outcome.WITHDRAWN)
        case 1:
            desk.visit(url, Outcome.NOT_MODIFIED)
        case 2:
            desk.save(article(number, body=body, published_at=day))  # back, or another day
        case 3:
            texts[number] = [*texts[number][:-1], *text(dice)[:1]]
            body = "\n\n".join(texts[number])
            desk.save(article(number, body=body, title=f"Tin {dice.random()}", published_at=day))
        case 4:
            desk.save(article(number, body=body, section=f"muc-{dice.randrange(9)}"))
        case 5:
            desk.visit(f"{url}?khac={dice.random()}", article=article(number, body=body))


@pytest.mark.parametrize("seed", range(5))
def test_a_full_export_and_all_later_pulls_equal_a_new_full_one(seed: int) -> None:
    dice = Random(seed)
    desk = Desk(SqliteStore.in_memory())
    texts: dict[int, list[str]] = {}
    for _ in range(20):
        change(desk, dice, texts)
    merged = pulled(desk)
    for _ in range(12):
        # The last change may be of the very moment that the next pull begins at.
        since = desk.now
        for _ in range(dice.randrange(12)):
            change(desk, dice, texts)
        merged |= pulled(desk, since)
    assert merged == pulled(desk)
    statuses = {row["status"] for row in merged.values()}
    assert statuses == {"live", "withdrawn"}
    assert any(row["similar_to"] for row in merged.values())


_STOPS = """
import os, signal, sys
from crawler import exporting
rows = exporting.export_rows
def some(reader, selection):
    for n, row in enumerate(rows(reader, selection)):
        if n == 700:
            os.kill(os.getpid(), signal.SIGSTOP)
        yield row
exporting.export_rows = some
from scrapy.cmdline import execute
execute(["scrapy", *sys.argv[1:]])
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "news.db"
    desk = Desk(SqliteStore.open(path))
    desk.save(article(1))
    columns = ", ".join(
        row["name"]
        for row in desk.rows("PRAGMA table_info(articles)")
        if row["name"] not in {"id", "source_id", "url"}
    )
    desk.rows(
        f"""
        WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
        INSERT INTO articles (source_id, url, {columns}) SELECT i, url || i, {columns}
        FROM articles, n WHERE id = 1
        """
    )
    desk.end()
    desk.store.close_connection()
    return path


@pytest.mark.parametrize(
    "suffix",
    [
        ".jsonl",
        pytest.param(".csv", marks=pytest.mark.long),
        pytest.param(".parquet", marks=pytest.mark.long),
    ],
)
def test_a_killed_export_leaves_what_was_there(database: Path, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"articles{suffix}"
    words = ["export", "-o", str(target), "-s", f"DATABASE={database}"]
    for before in (None, b"as it was"):
        if before is not None:
            target.write_bytes(before)
        with subprocess.Popen([sys.executable, "-c", _STOPS, *words], cwd=ROOT, env=environment(),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # fmt: skip
            _wait_until_stopped(process.pid)
            assert list(tmp_path.glob(f".articles{suffix}.*.part")), "it was on its way"
            process.send_signal(signal.SIGKILL)
        assert (target.read_bytes() if target.exists() else None) == before
    assert scrapy(*words).out.startswith("1000 articles")
    if suffix == ".jsonl":
        lines = target.read_text("utf-8").splitlines()
        assert [json.loads(line)["id"] for line in lines] == list(range(1, 1001))


def _wait_until_stopped(pid: int) -> None:
    end = time.monotonic() + 60
    while Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "T":
        assert time.monotonic() < end, "the export did not come so far"
        time.sleep(0.02)
