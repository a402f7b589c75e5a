"""Benchmarks tell figures of what was done, or end with an error; what they started ends with them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks import corpus, fields, measure, reparse
from benchmarks.pages60k import OWN_LINKS, filled, with_own_links
from pipelines.storage.sqlite import SqliteStore
from tests.crawling import ROOT
from tests.storage_kit import Desk, article


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """A benchmark's command to its end."""
    return subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_a_process_is_told_by_what_it_took_alone() -> None:
    held = bytearray(150_000_000)  # what the parent holds is not the child's
    spent, out = measure.ran(
        [sys.executable, "-c", "import time; x = bytearray(40_000_000); time.sleep(0.5); print(7)"]
    )
    assert out == "7\n"
    assert 40 < spent.memory < 120 < len(held) / 1e6
    assert spent.wall > 0.5 > spent.cpu > 0


def test_memory_and_cpu_of_children_count() -> None:
    child = "import time; x = bytearray(60_000_000); time.sleep(0.6); sum(range(3_000_000))"
    words = [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"]  # fmt: skip
    spent, _ = measure.ran(words)
    assert spent.memory > 60
    assert spent.cpu > 0.05


def test_a_process_that_fails_ends_the_benchmark_with_what_it_said() -> None:
    with pytest.raises(SystemExit, match=r"(?s)ended with 3.*no such thing"):
        measure.ran([sys.executable, "-c", "import sys; print('no such thing', file=sys.stderr); sys.exit(3)"])  # fmt: skip


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["benchmarks.frontier", "1000"], "at least 5,000 pending addresses"),
        (["benchmarks.pipeline", "many"], "whole numbers above 0"),
        (["benchmarks.corpus", "none.db", "--articles", "25000"], "a multiple of 10,000"),
    ],
)
def test_what_cannot_be_measured_is_an_error_and_no_table(words: list[str], told: str) -> None:
    done = run(*words)
    assert done.returncode
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_month_without_an_article_is_an_error() -> None:
    done = run("benchmarks.requests", "30", "1")
    assert done.returncode
    assert "has no article from 2022-03-01" in done.stderr
    assert done.stdout == ""


def test_a_benchmark_that_is_terminated_leaves_no_folder_and_no_process(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.pipeline", "100", "1"],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(tmp_path)},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while not list(tmp_path.glob("*/first.db")):  # the first crawl has begun
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_a_corpus_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "n.db"
    corpus.build(path, 3)
    before = path.read_bytes()
    corpus.build(path, 3)
    assert path.read_bytes() == before


def test_no_newspapers_database_takes_invented_articles(tmp_path: Path) -> None:
    path = tmp_path / "n.db"
    crawl = SqliteStore.open(path)
    Desk(crawl).save(article(1))
    crawl.close_connection()
    before = path.read_bytes()
    with pytest.raises(SystemExit, match="holds articles of bao"):
        corpus.build(path, 3)
    assert path.read_bytes() == before


def test_a_corpus_of_another_size_is_not_taken_for_it(tmp_path: Path) -> None:
    path = tmp_path / "n.db"
    corpus.build(path, 5)
    with pytest.raises(SystemExit, match="holds 5 articles, not 3"):
        corpus.build(path, 3)
    (tmp_path / "text.db").write_text("no database")
    with pytest.raises(SystemExit, match="no database of the benchmarks"):
        corpus.build(tmp_path / "text.db", 3)


@pytest.mark.parametrize("share", [0.0, 0.4])
def test_a_peer_that_finds_nothing_is_no_measure(
    share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {"ms": 1.0, "wall": 1.0, "mb": 1.0, "title": share, "minute": 0.0}
    monkeypatch.setattr(fields, "peers", lambda *_args, **_more: {"trafilatura": found})
    with pytest.raises(SystemExit, match="trafilatura finds"):
        reparse.peers(1)


def test_own_links_stand_in_place_of_the_first_boxes() -> None:
    html = filled("<html><head></head><body></body></html>")
    paths = [f"/own-{place}-a{900_000 + place}.html" for place in range(OWN_LINKS)]
    changed = with_own_links(html, paths)
    assert all(f'href="{path}"' in changed for path in paths)
    assert changed.count("/tin-xa-ven-song-a") == html.count("/tin-xa-ven-song-a") - 2 * OWN_LINKS
