"""One lock a newspaper and database: taken over at once from the dead, in time from the stopped."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines.items import Link
from pipelines.outcomes import Outcome, PageKind
from pipelines.storage.base import LockedError, LostLeaseError, PageEnd
from pipelines.storage.base_mode import Mode
from pipelines.storage.sqlite import SqliteStore
from tests.storage_kit import Desk, article, at, page

ROOT = Path(__file__).parent.parent

HOLDER = """
import sys, time
from tests.storage_kit import *
from pipelines.storage.base import *
from pipelines.storage.sqlite import SqliteStore
from pipelines.items import Link
from pipelines.outcomes import PageKind
store = SqliteStore.open(sys.argv[1])
run = store.begin_run("bao", "incremental", {}, at(0), 60)
store.add(run, [Link(page(1), PageKind.ARTICLE)], at(0), None)
(task,) = store.lease(run, Mode(), 1, at(0))
print("holds", flush=True)
sys.stdin.readline()
for write in (
    lambda: store.close(PageEnd(task, None, at(1), at(1), article=article(1)), Mode()),
    lambda: store.renew(run, at(1), 60),
    lambda: store.lease(run, Mode(), 1, at(1)),
    lambda: store.add(run, [Link(page(9), PageKind.ARTICLE)], at(1), None),
    lambda: store.release([task]),
    lambda: store.end_run(run, at(1), "complete", 0, {}),
):
    try:
        write()
        print("wrote", flush=True)
    except LostLeaseError:
        print("refused", flush=True)
"""


@pytest.fixture
def holder(tmp_path: Path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / "news.db")],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "holds\n"
    yield process
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


def lock_files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.lock"))


def begin(store: SqliteStore, seconds: float):
    return store.begin_run("bao", "incremental", {}, at(seconds), 60)


def test_a_living_holder_keeps_the_lock(holder, tmp_path: Path):
    store = SqliteStore.open(tmp_path / "news.db")
    with pytest.raises(LockedError, match="another crawl of bao"):
        begin(store, 30)
    assert store.connection.raw.execute("SELECT count(*) FROM runs").fetchone()[0] == 1
    other = store.begin_run("khac", "incremental", {}, at(30), 60)
    assert other.paper == "khac"
    store.close_connection()


def test_a_killed_holder_is_followed_at_once_and_its_page_is_pending(holder, tmp_path: Path):
    holder.kill()
    holder.wait()
    store = SqliteStore.open(tmp_path / "news.db")
    run = begin(store, 1)
    assert run.fence == 2
    (task,) = store.lease(run, Mode(), 10, at(1))
    assert (task.url, task.attempt) == (page(1), 1)
    killed = store.connection.raw.execute("SELECT * FROM runs WHERE id = 1").fetchone()
    assert (killed["verdict"], killed["exit_code"], killed["finished_at"]) == (
        "killed",
        None,
        at(0),
    )
    assert lock_files(tmp_path) == ["news.db.bao.2.lock"], "the dead one's file is swept"
    store.close_connection()


def test_a_reused_process_id_keeps_no_lock(holder, tmp_path: Path):
    """The dead holder's number is now that of a process that lives: this one."""
    holder.kill()
    holder.wait()
    store = SqliteStore.open(tmp_path / "news.db")
    raw = store.connection.raw
    worker = raw.execute("SELECT worker FROM locks").fetchone()["worker"]
    assert worker == f"run 1, process {holder.pid}"
    raw.execute("UPDATE locks SET worker = ?", (f"run 1, process {os.getpid()}",))
    raw.execute("UPDATE locks SET lease_until = ?", (at(3600),))
    assert begin(store, 1).fence == 2
    store.close_connection()


def test_after_a_reboot_the_lock_is_free(holder, tmp_path: Path):
    """What is on the disk when the power goes: database, log and lock file, but no lock on it."""
    after = tmp_path / "after"
    after.mkdir()
    names = [path.name for path in tmp_path.glob("news.db*")]
    assert {"news.db", "news.db-wal", "news.db.bao.1.lock"} <= set(names)
    for name in names:
        shutil.copy(tmp_path / name, after / name)
    still = SqliteStore.open(tmp_path / "news.db")
    with pytest.raises(LockedError):
        begin(still, 1)  # here the holder lives
    still.close_connection()
    store = SqliteStore.open(after / "news.db")
    run = begin(store, 1)
    assert run.fence == 2
    (task,) = store.lease(run, Mode(), 10, at(1))
    assert (task.url, task.attempt) == (page(1), 1)
    assert lock_files(after) == ["news.db.bao.2.lock"]
    store.close_connection()


def test_a_stopped_holder_is_waited_for_and_then_refused(holder, tmp_path: Path):
    os.kill(holder.pid, signal.SIGSTOP)
    store = SqliteStore.open(tmp_path / "news.db")
    with pytest.raises(LockedError):
        begin(store, 59)
    run = begin(store, 61)
    assert run.fence == 2
    before = list(map(tuple, store.connection.raw.execute("SELECT * FROM pages")))
    os.kill(holder.pid, signal.SIGCONT)
    answers, _ = holder.communicate("go on\n", timeout=30)
    assert answers.split() == ["refused"] * 6
    assert list(map(tuple, store.connection.raw.execute("SELECT * FROM pages"))) == before
    assert store.connection.raw.execute("SELECT count(*) FROM articles").fetchone()[0] == 0
    store.end_run(run, at(70), "complete", 0, {})
    assert begin(store, 71).fence == 3
    assert lock_files(tmp_path) == ["news.db.bao.3.lock"]
    store.close_connection()


def test_a_heartbeat_keeps_others_out(filed: Desk, tmp_path: Path):
    filed.store.renew(filed.run, at(50), 60)
    other = SqliteStore.open(tmp_path / "news.db")
    with pytest.raises(LockedError):
        begin(other, 100)
    assert begin(other, 111).fence == 2
    with pytest.raises(LostLeaseError):
        filed.store.renew(filed.run, at(112), 60)
    other.close_connection()


def test_a_lock_file_that_was_deleted_by_hand_frees_the_lock(filed: Desk, tmp_path: Path):
    (tmp_path / "news.db.bao.1.lock").unlink()
    other = SqliteStore.open(tmp_path / "news.db")
    assert begin(other, 1).fence == 2
    other.close_connection()


def test_after_its_end_a_run_can_write_no_more_and_the_next_starts_at_once(desk: Desk):
    old = desk.run
    desk.next_run()
    assert desk.run.fence == old.fence + 1
    link = Link(page(1), PageKind.ARTICLE)
    with pytest.raises(LostLeaseError):
        desk.store.add(old, [link], desk.now, None)
    desk.store.add(desk.run, [link], desk.now, None)


def test_in_memory_too_there_is_one_run_at_a_time(desk: Desk):
    with pytest.raises(LockedError):
        desk.store.begin_run("bao", "incremental", {}, at(30), 60)
    assert desk.store.begin_run("bao", "incremental", {}, at(61), 60).fence == 2


def test_lock_files_are_gone_when_the_run_has_ended(filed: Desk, tmp_path: Path):
    assert lock_files(tmp_path) == ["news.db.bao.1.lock"]
    filed.end()
    assert lock_files(tmp_path) == []


def test_counts_of_a_killed_run_are_its_visits(filed: Desk, tmp_path: Path):
    filed.save(article(1))
    filed.visit(page(2), Outcome.REJECTED)
    filed.rows("UPDATE runs SET stored_new = 0, rejected = 7")
    filed.clock = 100
    filed.begin()
    row = filed.row("SELECT * FROM runs WHERE id = 1")
    assert (row["stored_new"], row["rejected"], row["verdict"]) == (1, 1, "killed")


def test_a_killed_process_loses_no_page_and_keeps_what_it_committed(tmp_path: Path):
    """Kill -9 in the middle of closing pages, again and again, until all are stored."""
    code = """
import sys, time
from tests.storage_kit import *
from pipelines.storage.base import *
from pipelines.storage.sqlite import SqliteStore
store = SqliteStore.open(sys.argv[1])
run = store.begin_run("bao", "incremental", {}, at(0), 60)
store.add(run, links(page(n) for n in range(200)), at(0), None)
print("started", flush=True)
while tasks := store.lease(run, Mode(), 4, at(0)):
    for task in tasks:
        number = task.url.partition("-a")[2].removesuffix(".html")
        time.sleep(0.001)
        store.close(PageEnd(task, None, at(1), at(1), article=article(number, url=task.url)), Mode())
store.end_run(run, at(2), "complete", 0, {})
store.close_connection()
"""
    path = tmp_path / "news.db"
    for round_ in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(path)], cwd=ROOT, stdout=subprocess.PIPE
        )
        process.stdout.readline()
        time.sleep(0.03 + 0.02 * round_)
        process.kill()
        process.wait()
        process.stdout.close()
    subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=True)
    from pipelines.storage.sqlite import open_reader
    from pipelines.storage.verify import verify

    reader = open_reader(path)
    conn = reader.raw
    assert conn.execute("SELECT count(*), count(DISTINCT source_id) FROM articles").fetchone()[
        :
    ] == (200, 200)
    assert conn.execute("SELECT count(*) FROM article_versions").fetchone()[0] == 200
    assert conn.execute("SELECT count(*) FROM visits").fetchone()[0] == 200
    assert conn.execute("SELECT count(*) FROM runs WHERE verdict = 'killed'").fetchone()[0] >= 3
    assert list(verify(reader)) == []
    reader.close()


def test_an_end_is_refused_to_a_run_that_holds_nothing(desk: Desk):
    desk.add(page(1))
    (task,) = desk.lease()
    desk.end()
    with pytest.raises(LostLeaseError):
        desk.store.close(PageEnd(task, None, desk.now, desk.now, article=article(1)), Mode())
