"""How a reparse ends when it is disturbed: killed, stopped, locked out, out of disk."""

import json
import os
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipelines.storage.sqlite import SqliteStore
from tests.crawling import command, environment, rows, scrapy
from tests.killing import wait_for
from tests.servers import article
from tests.warcs import Answer, write

pytestmark = pytest.mark.xdist_group("reparse_ends")

PAGES = 1500


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ends") / "others.warc.gz"
    write(path, (Answer(n, body=article(n).encode()) for n in range(1, PAGES + 1)))
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("small") / "others.warc.gz"
    write(path, (Answer(n) for n in range(1, 4)))
    return path


def words(database: Path, file: Path) -> list[str]:
    return ["reparse", "-s", f"DATABASE={database}", "--paper", "baolongan", "--warc", str(file)]


def stored(database: Path) -> int:
    if not database.exists():
        return 0
    try:
        return int(rows(database, "SELECT count(*) AS n FROM articles")[0]["n"])
    except sqlite3.OperationalError:  # its tables are being made
        return 0


@contextmanager
def begun(database: Path, file: Path) -> Iterator[subprocess.Popen[str]]:
    """A reparse that has stored some of its pages, and not all."""
    process = subprocess.Popen(
        command(*words(database, file)),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_for(lambda: stored(database) > 0, "the first pages", 60)
        assert process.poll() is None
        yield process
    finally:
        process.kill()
        process.communicate(timeout=30)


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    """Its worker processes; the tracker that multiprocessing keeps is none."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [
        int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]


def assert_all_is_well(database: Path, file: Path) -> None:
    """Another run ends the work, and nothing is doubled."""
    done = scrapy(*words(database, file))
    assert done.code == 0, done.err
    assert stored(database) == PAGES
    (versions,) = rows(database, "SELECT count(*) AS n FROM article_versions")
    assert versions["n"] == PAGES
    done = scrapy("verify", "-s", f"DATABASE={database}")
    assert done.code == 0, done.out


@pytest.mark.long
def test_kill_9_in_the_middle_loses_and_doubles_nothing(tmp_path: Path, file: Path) -> None:
    database = tmp_path / "news.db"
    with begun(database, file) as process:
        workers = workers_of(process)
        assert workers
        process.kill()
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers), "their end")
    assert 0 < stored(database) < PAGES
    assert_all_is_well(database, file)
    assert rows(database, "SELECT verdict FROM runs WHERE id = 1") == [{"verdict": "killed"}]


@pytest.mark.long
def test_killed_workers_cost_nothing(tmp_path: Path, file: Path) -> None:
    database = tmp_path / "news.db"
    with begun(database, file) as process:
        for pid in workers_of(process):
            os.kill(pid, signal.SIGKILL)
        out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    told = json.loads(out.splitlines()[-1])
    assert (told["new"], told["outcomes"]) == (PAGES, {"stored_new": PAGES})
    assert "workers died; what they had was given out again" in err
    assert scrapy("verify", "-s", f"DATABASE={database}").code == 0


@pytest.mark.long
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_saves_what_was_read(tmp_path: Path, file: Path, name: str) -> None:
    database = tmp_path / "news.db"
    with begun(database, file) as process:
        process.send_signal(signal.Signals[name])
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    told = json.loads(out.splitlines()[-1])
    assert (told["verdict"], told["why"]) == ("interrupted", name)
    assert told["new"] == stored(database) < PAGES
    (run,) = rows(database, "SELECT verdict, stored_new FROM runs")
    assert (run["verdict"], run["stored_new"]) == ("interrupted", told["new"])
    assert_all_is_well(database, file)


@pytest.mark.long
def test_a_full_disk_ends_it_and_what_was_committed_is_safe(tmp_path: Path, file: Path) -> None:
    database = tmp_path / "news.db"
    limited = subprocess.run(
        [
            "bash",
            "-c",
            'ulimit -f 3000; trap "" XFSZ; exec "$@"',
            "-",
            *command(*words(database, file)),
        ],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
    )
    told = json.loads(limited.stdout.splitlines()[-1])
    assert (limited.returncode, told["verdict"]) == (5, "storage"), limited.stderr
    assert told["why"]
    assert_all_is_well(database, file)


def test_while_a_crawl_runs_it_is_locked_out(tmp_path: Path, small: Path) -> None:
    database = tmp_path / "news.db"
    store = SqliteStore.open(database)
    store.begin_run("baolongan", "incremental", {}, "2026-11-24T00:00:00.000Z", 10**9)
    done = scrapy(*words(database, small))
    assert (done.code, done.summary["verdict"]) == (4, "locked")
    assert stored(database) == 0
    # A rehearsal writes nothing, and needs no lock.
    rehearsed = scrapy(*words(database, small), "--dry-run")
    store.close_connection()
    assert (rehearsed.code, rehearsed.summary["new"]) == (0, 3)
    assert stored(database) == 0
