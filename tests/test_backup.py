"""`scrapy backup`: whole whatever is written meanwhile, and nothing under the name until it is."""

import json
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from crawler.samplepaper import build_site
from crawler.samplepaper import serve as serve_sample
from pipelines.storage.schema import names
from tests.crawling import (
    ROOT,
    Done,
    command,
    crawl,
    crawl_words,
    environment,
    rows,
    sample_server,
    scrapy,
)
from tests.servers import serve, small_site


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("backup") / "news.db"
    with serve(small_site(4)) as server:
        assert crawl("baolongan", path, server.url).code == 0
    return path


@pytest.fixture
def database(crawled: Path, tmp_path: Path) -> Path:
    """A copy that may be spoilt, in a folder of its own."""
    shutil.copytree(crawled.parent, tmp_path / "live")
    return tmp_path / "live/news.db"


@pytest.fixture
def heavy(database: Path) -> Path:
    """With so much in it that a copy takes a while."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE ballast (data BLOB)")
        connection.execute(
            "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 200)"
            " INSERT INTO ballast SELECT randomblob(1000000) FROM n"
        )
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return database


def backup(database: Path, *words: str) -> Done:
    return scrapy("backup", *words, "-s", f"DATABASE={database}")


def verify(database: Path, archive: Path | None = None) -> Done:
    where = ["-s", f"ARCHIVE_DIR={archive}"] if archive else ["--no-archive"]
    return scrapy("verify", "-s", f"DATABASE={database}", *where)


def test_a_copy_has_every_row_and_is_one_file_alone(database: Path, tmp_path: Path) -> None:
    done = backup(database, str(tmp_path / "copy.db"), "--json")
    assert done.code == 0, done.err
    told = json.loads(done.out)
    for table, count in told["rows"].items():
        for path in (database, tmp_path / "copy.db"):
            assert rows(path, f"SELECT count(*) AS n FROM {table}") == [{"n": count}]
    assert told["rows"]["articles"] == 4
    assert (told["schema"], told["open_runs"]) == (names()[-1], 0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "live"]
    assert rows(tmp_path / "copy.db", "PRAGMA journal_mode") == [{"journal_mode": "delete"}]
    assert verify(tmp_path / "copy.db").code == 0


@pytest.mark.long
def test_what_is_told_can_be_typed(database: Path, tmp_path: Path) -> None:
    done = backup(database, str(tmp_path / "copy.db"))
    assert "Raw pages are not in it" in done.out
    for line in done.out.splitlines():
        if "scrapy " in line:
            words = line[line.index("scrapy ") :].split()[1:]
            again = scrapy(*words, BAOTINH_DATABASE=str(database))
            assert again.code == 0, (words, again.err, again.out)
    assert (tmp_path / "copy.archive").is_dir()


@pytest.mark.long
def test_copies_made_while_a_crawl_writes_are_sound_with_their_pages(tmp_path: Path) -> None:
    database = tmp_path / "live/news.db"
    moments = []
    with sample_server(tmp_path / "log", "--delay", "0.02") as url:
        words = crawl_words("baomau", database, url)
        crawling = subprocess.Popen(
            command(*words), cwd=ROOT, env=environment(), stderr=subprocess.PIPE
        )
        try:
            while crawling.poll() is None:
                if not database.exists():
                    time.sleep(0.05)
                    continue
                copy = tmp_path / f"copy{len(moments)}.db"
                done = backup(database, str(copy), "--archive", str(tmp_path / "pages"), "--json")
                if "no such table" in done.err:
                    continue  # it is being made
                assert done.code == 0, done.err
                moments.append(json.loads(done.out))
        finally:
            crawling.kill()
            assert crawling.stderr is not None
            crawling.stderr.close()
    assert crawling.wait() in {0, 1}
    running = [told for told in moments if told["open_runs"]]
    assert running, "no copy was made while the run was open"
    assert all(told["archive"]["missing"] == [] for told in moments)
    for told in moments[-2:]:
        verified = verify(Path(told["file"]), tmp_path / "pages")
        assert verified.code == 0, verified.out


@pytest.mark.long
def test_a_copy_of_a_copied_moment_does_not_take_what_comes_later(
    heavy: Path, tmp_path: Path
) -> None:
    """A writer commits all the time; the copy has the state of one moment, and costs it no error."""
    with closing(sqlite3.connect(heavy, isolation_level=None)) as writer:
        writer.execute("CREATE TABLE pair (a INTEGER, b INTEGER)")
        writer.execute("INSERT INTO pair VALUES (0, 0)")
        copying = subprocess.Popen(
            command("backup", str(tmp_path / "copy.db"), "-s", f"DATABASE={heavy}"),
            cwd=ROOT,
            env=environment(),
            stdout=subprocess.PIPE,
        )
        count = 0
        while copying.poll() is None:
            count += 1
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("UPDATE pair SET a = ?", (count,))
            writer.execute("UPDATE pair SET b = ?", (count,))
            writer.execute("COMMIT")
        copying.communicate()
    assert copying.returncode == 0
    (pair,) = rows(tmp_path / "copy.db", "SELECT a, b FROM pair")
    assert pair["a"] == pair["b"]
    assert 0 < pair["a"] < count


@pytest.mark.long
@pytest.mark.parametrize(
    "name", ["there.db", "folder", "live/news.db", "link.db", "no/x.db", "w.db"]
)
def test_nothing_that_is_there_is_overwritten(database: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "there.db").write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.db").symlink_to(tmp_path / "there.db")
    (tmp_path / "w.db-wal").write_text("a log that would be read into the copy")
    before = {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")}
    done = backup(database, str(tmp_path / name))
    assert (done.code, len(done.err.strip().splitlines())) == (2, 1), done.err
    if name != "there.db":
        assert backup(database, str(tmp_path / name), "--replace").code == 2
    assert {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")} == before


def test_replaced_only_when_it_is_said(database: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("an older copy")
    assert backup(database, str(tmp_path / "copy.db"), "--replace").code == 0
    assert verify(tmp_path / "copy.db").code == 0


@pytest.mark.long
@pytest.mark.parametrize("limit", [64, 200])
def test_a_full_disk_ends_it_with_5_and_leaves_nothing(
    database: Path, tmp_path: Path, limit: int
) -> None:
    assert database.stat().st_size > 300 * 1024
    for older in (None, "an older copy"):
        if older:
            (tmp_path / "copy.db").write_text(older)
        words = ["backup", str(tmp_path / "copy.db"), "--replace", "-s", f"DATABASE={database}"]
        full = f'ulimit -f {limit}; trap "" XFSZ; exec "$@"'
        done = subprocess.run(
            ["bash", "-c", full, "-", *command(*words)],
            cwd=ROOT,
            env=environment(),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 5, done.stderr
        assert "copy.db" in done.stderr
        left = sorted(path.name for path in tmp_path.iterdir())
        assert left == (["copy.db", "live"] if older else ["live"])
    assert (tmp_path / "copy.db").read_text() == older


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_what_is_stopped_leaves_no_copy_and_the_next_one_is_made(
    heavy: Path, tmp_path: Path, number: signal.Signals
) -> None:
    words = ["backup", str(tmp_path / "copy.db"), "-s", f"DATABASE={heavy}"]
    copying = subprocess.Popen(
        command(*words), cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True
    )
    part = tmp_path / "copy.db.part"
    until = time.monotonic() + 30
    while not (part.exists() and part.stat().st_size) and time.monotonic() < until:
        time.sleep(0.001)
    copying.send_signal(number)
    out, _ = copying.communicate(timeout=30)
    assert not (tmp_path / "copy.db").exists()
    if number != signal.SIGKILL:
        assert copying.returncode == 130
        assert "stopped" in out
        assert not part.exists()
    assert backup(heavy, str(tmp_path / "copy.db")).code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "live"]


@pytest.mark.long
def test_two_of_one_name_do_not_write_into_one_another(heavy: Path, tmp_path: Path) -> None:
    words = ["backup", str(tmp_path / "copy.db"), "-s", f"DATABASE={heavy}"]
    both = [
        subprocess.Popen(command(*words), cwd=ROOT, env=environment(), stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    for one in both:
        one.communicate(timeout=60)
    assert min(one.returncode for one in both) == 0
    assert {one.returncode for one in both} <= {0, 2, 5}
    assert verify(tmp_path / "copy.db").code == 0


def test_a_database_that_is_not_sound_gives_no_copy(database: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'visits_of_run'"
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with database.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\x00" * size)
    done = backup(database, str(tmp_path / "copy.db"))
    assert done.code == 5, done.out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["live"]


def test_a_missing_database_is_told(tmp_path: Path) -> None:
    assert backup(tmp_path / "news.db", str(tmp_path / "copy.db")).code == 5
    assert not list(tmp_path.iterdir())


@pytest.mark.long
def test_files_of_the_archive_are_copied_once_and_grown_ones_again(
    database: Path, tmp_path: Path
) -> None:
    archive, pages = database.with_name("news.archive"), tmp_path / "pages"

    def copied(name: str) -> dict[str, object]:
        done = backup(database, str(tmp_path / name), "--archive", str(pages), "--json")
        assert done.code == 0, done.err
        return dict(json.loads(done.out)["archive"])

    first = copied("a.db")
    assert (first["copied"], first["present"], first["missing"]) == (1, 0, [])
    assert copied("b.db")["copied"] == 0
    (file,) = archive.iterdir()
    whole = file.read_bytes()
    (pages / file.name).write_bytes(whole[:1000])  # as it was while it was being written
    assert copied("c.db")["copied"] == 1
    assert (pages / file.name).read_bytes() == whole
    assert verify(tmp_path / "c.db", pages).code == 0
    for other in (b"x" * 1000, b"x" * len(whole), whole + b"x"):
        (pages / file.name).write_bytes(other)
        done = backup(database, str(tmp_path / "d.db"), "--replace", "--archive", str(pages))
        assert done.code == 5
        assert "another archive's file" in done.err
        assert (pages / file.name).read_bytes() == other
    file.unlink()
    shutil.rmtree(pages)
    assert copied("e.db")["missing"] == [file.name]


@pytest.fixture
def read_only(database: Path) -> list[str]:
    """Words that run a command where the database's folder is a read-only medium."""
    folder = database.parent
    script = f'mount --bind {folder} {folder} && mount -o remount,ro,bind {folder} && exec "$@"'
    words = ["unshare", "--map-root-user", "--mount", "sh", "-c", script, "-"]
    tried = subprocess.run([*words, "touch", str(folder / "x")], capture_output=True, text=True)
    if "Read-only" not in tried.stderr:
        pytest.skip(f"no read-only medium can be made here: {tried.stderr.strip()}")
    return words


@pytest.mark.parametrize("words", [["report"], ["verify"], ["backup", "copy.db", "--archive"]])
def test_a_read_only_medium_is_read(
    read_only: list[str], database: Path, tmp_path: Path, words: list[str]
) -> None:
    words = [str(tmp_path / word) if word == "copy.db" else word for word in words]
    done = subprocess.run(
        [*read_only, *command(*words, "-s", f"DATABASE={database}")],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    if words[0] == "backup":
        assert verify(tmp_path / "copy.db", tmp_path / "copy.archive").code == 0


@pytest.mark.long
def test_a_database_is_moved_to_another_machine_as_the_docs_say(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    new.mkdir()
    with serve_sample(build_site()) as server:
        assert crawl("baomau", old / "news.db", server.url).code == 0
    assert backup(old / "news.db", str(new / "news.db"), "--archive").code == 0
    shutil.rmtree(old)
    with serve_sample(build_site(day=2)) as server:
        done = crawl("baomau", new / "news.db", server.url)
    assert done.code in {0, 1}, done.err[-2000:]
    assert done.summary["new"] > 0
    verified = scrapy("verify", "--deep", "-s", f"DATABASE={new / 'news.db'}")
    assert (verified.code, verified.out.splitlines()[-1][:8]) == (0, "0 faults"), verified.out
    rehearsed = scrapy("reparse", "--dry-run", "-s", f"DATABASE={new / 'news.db'}")
    assert rehearsed.summary["verdict"] == "complete", rehearsed.err
