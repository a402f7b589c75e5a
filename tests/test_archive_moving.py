"""Older files of the archive lie elsewhere, and every reference holds: at each moment of the moving."""

import json
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pipelines.archive import ArchiveError, copying, moving, read_page
from tests.crawling import ROOT, Done, command, crawl, environment, rows, scrapy
from tests.servers import serve, small_site


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of long ago; a run of today that found one body as it was (a revisit record)."""
    path = tmp_path_factory.mktemp("moving") / "news.db"
    with serve(small_site(4)) as server:
        assert crawl("baolongan", path, server.url).code == 0
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(
                "UPDATE runs SET finished_at = strftime('%Y-%m-%dT%H:%M:%fZ', finished_at, '-400 days')"
            )
            connection.commit()
        words = ["-a", "urls=https://baolongan.vn/lua-a1.html"]
        assert crawl("baolongan", path, server.url, *words).code == 0
    return path


@pytest.fixture
def database(crawled: Path, tmp_path: Path) -> Path:
    shutil.copytree(crawled.parent, tmp_path / "live")
    return tmp_path / "live/news.db"


def archive(database: Path, *words: str) -> Done:
    return scrapy("archive", *words, "-s", f"DATABASE={database}")


def moved(database: Path, tmp_path: Path, *more: str) -> dict[str, object]:
    words = ["--older-than", "365", "--to", str(tmp_path / "big"), "--json", *more]
    done = archive(database, *words)
    assert done.code == 0, done.err
    return dict(json.loads(done.out))


def assert_sound(database: Path) -> None:
    verified = scrapy("verify", "--deep", "-s", f"DATABASE={database}")
    assert verified.code == 0, verified.out
    assert verified.out.splitlines()[-1].startswith("0 faults")


@pytest.mark.long
def test_files_of_old_runs_are_moved_and_everything_is_found_as_before(
    database: Path, tmp_path: Path
) -> None:
    folder = database.with_name("news.archive")
    old, new = sorted(folder.iterdir())
    would = moved(database, tmp_path, "--dry-run")
    assert (would["moved"], (tmp_path / "big").exists()) == (1, False)
    assert moved(database, tmp_path)["moved"] == 1
    assert (old.is_symlink(), new.is_symlink()) == (True, False)
    assert old.resolve() == tmp_path / "big" / old.name
    assert sorted(p.name for p in folder.iterdir()) == [old.name, new.name]
    assert_sound(database)
    rehearsed = scrapy("reparse", "--dry-run", "-s", f"DATABASE={database}")
    assert (rehearsed.code, rehearsed.summary["outcomes"]["unchanged"]) == (0, 4), rehearsed.err
    again = moved(database, tmp_path)
    assert (again["moved"], again["papers"]["baolongan"]["files"]) == (0, 2)
    with serve(small_site(5)) as server:
        assert crawl("baolongan", database, server.url).code == 0
    assert_sound(database)


@pytest.mark.long
def test_a_copy_of_the_archive_has_the_files_themselves(database: Path, tmp_path: Path) -> None:
    moved(database, tmp_path)
    (tmp_path / "copy").mkdir()
    done = scrapy(
        "backup", str(tmp_path / "copy/news.db"), "--archive", "-s", f"DATABASE={database}"
    )
    assert done.code == 0, done.err
    shutil.rmtree(tmp_path / "big")
    shutil.rmtree(database.parent)
    assert_sound(tmp_path / "copy/news.db")


@pytest.mark.long
def test_a_disk_that_is_not_there_is_told(database: Path, tmp_path: Path) -> None:
    moved(database, tmp_path)
    (tmp_path / "big").rename(tmp_path / "away")
    assert "leads nowhere" in archive(database).out
    verified = scrapy("verify", "-s", f"DATABASE={database}")
    assert verified.code == 1
    with serve(small_site(5)) as server:  # a crawl goes on: it writes again what it cannot find
        assert crawl("baolongan", database, server.url).code == 0
    (tmp_path / "away").rename(tmp_path / "big")
    assert_sound(database)


def test_what_may_still_be_written_or_is_not_known_stays(database: Path, tmp_path: Path) -> None:
    folder = database.with_name("news.archive")
    (folder / "baolongan-000099-001.warc.gz").write_bytes(b"of a database that was lost")
    (folder / "other.warc.gz").write_bytes(b"not ours")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE runs SET verdict = NULL WHERE id = 1")
        connection.commit()
    told = moved(database, tmp_path)
    assert told["moved"] == 0
    assert told["unknown"] == ["baolongan-000099-001.warc.gz", "other.warc.gz"]
    assert not any(path.is_symlink() for path in folder.iterdir())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--to", "big"], "go together"),
        (["--older-than", "3"], "go together"),
        (["--older-than", "-1", "--to", "big"], "0 to 36500"),
        (["--older-than", "1", "--to", "ARCHIVE"], "the archive itself"),
        (["--older-than", "1", "--to", "DATABASE"], "is no folder"),
    ],
)
def test_a_mistake_is_told_and_moves_nothing(database: Path, words: list[str], told: str) -> None:
    places = {"ARCHIVE": str(database.with_name("news.archive")), "DATABASE": str(database)}
    done = archive(database, *(places.get(word, word) for word in words))
    assert (done.code, told in done.err) == (2, True), done.err
    assert not any(path.is_symlink() for path in database.with_name("news.archive").iterdir())


class Killed(BaseException):
    """The process is gone at this point."""


def never() -> bool:
    return False


@pytest.mark.parametrize("point", range(12))
def test_wherever_it_is_killed_each_page_is_read_and_the_next_one_ends_it(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: int
) -> None:
    folder = database.with_name("news.archive")
    refs = [r["archive_ref"] for r in rows(database, "SELECT archive_ref FROM article_versions")]
    bodies = [read_page(folder, ref).body for ref in refs]
    file = min(folder.iterdir())
    calls = 0

    def counted(what: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **options: object) -> object:
            nonlocal calls
            calls += 1
            if calls == point:
                raise Killed
            done = what(*args, **options)
            assert [read_page(folder, ref).body for ref in refs] == bodies
            return done

        return call

    with monkeypatch.context() as patched:
        for name in ("replace", "symlink_to", "unlink", "mkdir"):
            patched.setattr(Path, name, counted(getattr(Path, name)))
        patched.setattr(copying.os, "fsync", counted(copying.os.fsync))
        patched.setattr(moving, "same", counted(moving.same))
        try:
            moving.move(file, tmp_path / "big", never)
        except Killed:
            pass
        else:
            assert calls <= point or point == 0
    assert [read_page(folder, ref).body for ref in refs] == bodies
    if not file.is_symlink():
        moving.move(file, tmp_path / "big", never)
    assert file.is_symlink()
    assert [read_page(folder, ref).body for ref in refs] == bodies


def test_a_file_of_that_name_that_is_another_one_is_not_taken(
    database: Path, tmp_path: Path
) -> None:
    file = min(database.with_name("news.archive").iterdir())
    (tmp_path / "big").mkdir()
    (tmp_path / "big" / file.name).write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(ArchiveError, match="is another file"):
        moving.move(file, tmp_path / "big", never)
    assert not file.is_symlink()


@pytest.mark.long
def test_a_full_disk_leaves_the_file_where_it_is(database: Path, tmp_path: Path) -> None:
    file = min(database.with_name("news.archive").iterdir())
    with file.open("ab") as grown:
        grown.write(b"\x00" * 200_000)
    words = command("archive", "--older-than", "365", "--to", str(tmp_path / "big"))
    full = 'ulimit -f 64; trap "" XFSZ; exec "$@"'
    done = subprocess.run(
        ["bash", "-c", full, "-", *words, "-s", f"DATABASE={database}"],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 5, done.stderr
    assert "0 of 1 files are moved" in done.stderr
    assert list((tmp_path / "big").iterdir()) == []
    assert_sound(database)


@pytest.mark.long
def test_kill_9_while_a_large_file_is_moved(database: Path, tmp_path: Path) -> None:
    folder = database.with_name("news.archive")
    file = min(folder.iterdir())
    with file.open("ab") as grown:  # what a killed run might leave is passed over
        for _ in range(300):
            grown.write(b"\x00" * 1_000_000)
    words = command("archive", "--older-than", "365", "--to", str(tmp_path / "big"))
    working = subprocess.Popen([*words, "-s", f"DATABASE={database}"], cwd=ROOT, env=environment())
    part = tmp_path / "big" / f".{file.name}.part"
    until = time.monotonic() + 30
    while not part.exists() and time.monotonic() < until:
        time.sleep(0.001)
    working.send_signal(signal.SIGKILL)
    working.wait()
    assert not file.is_symlink()
    assert_sound(database)
    assert moved(database, tmp_path)["moved"] == 1
    assert_sound(database)
