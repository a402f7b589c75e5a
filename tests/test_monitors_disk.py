"""The room on the disk: what is full, and what will be within the week."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.runs.monitors import disk
from pipelines.storage.base_watch import FAILED
from pipelines.storage.sqlite import SqliteStore
from tests.monitor_bench import Bench


def room(monkeypatch: pytest.MonkeyPatch, free: float) -> None:
    usage = disk.shutil.disk_usage("/")._replace(total=100 * 2**30, free=int(free * 2**30))
    monkeypatch.setattr(disk.shutil, "disk_usage", lambda _: usage)


@pytest.mark.parametrize(
    ("free", "says"), [(0.9, "0.9 GiB"), (1.1, "full in"), (9.0, "full in"), (49.0, None)]
)
def test_room_on_the_disk(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: float, says: str | None
) -> None:
    """Four weeks ago 50 GiB were free: 9 are gone within the week, 49 last."""
    room(monkeypatch, free)
    bench.folders = {"database": tmp_path, "archive": tmp_path / "not-there-yet"}
    found = bench.failed()
    assert list(found) == (["disk of the database"] if says else [])
    assert not says or says in found["disk of the database"].message


def test_room_is_judged_in_every_run_and_from_the_first_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SqliteStore.in_memory()
    young = Bench(store, days=0)
    young.folders = {"database": tmp_path}
    room(monkeypatch, 0.5)
    assert [r.subject for r in young.judge("blocked").results if r.state == FAILED] == [
        "disk of the database"
    ]
    store.close_connection()
