"""The web page starts, or says in one line why it does not."""

import shutil
import socket
import subprocess
from pathlib import Path

from pipelines.storage.sqlite import SqliteStore
from tests.crawling import ROOT, crawl, environment
from tests.servers import serve, small_site
from tests.website import Website, command, website


def test_an_empty_database_has_pages(tmp_path: Path) -> None:
    SqliteStore.open(tmp_path / "new.db").close_connection()
    with website(tmp_path / "new.db") as running:
        for path in ("/", "/search", "/search?q=song", "/runs"):
            assert running.get(path).status == 200


def test_what_a_crawl_writes_meanwhile_is_seen(site: Website, tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    with serve(small_site(2)) as server:
        assert crawl("baolongan", database, server.url).code == 0
    with website(database) as running:
        assert "2 articles" in running.get("/search").text
        with serve(small_site(5)) as server:
            done = crawl("baolongan", database, server.url)
        assert done.code == 0, done.err[-2000:]
        assert "5 articles" in running.get("/search").text


def start(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*words), cwd=ROOT, env=environment(), capture_output=True,
                          text=True, check=False, timeout=60)  # fmt: skip


def test_what_is_missing_is_told_in_one_line(tmp_path: Path) -> None:
    done = start(str(tmp_path / "demo.db"))
    assert done.returncode == 5
    assert "make demo" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    foreign = tmp_path / "foreign.db"
    foreign.write_text("no database at all, but some text " * 100)
    done = start(str(foreign))
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (5, 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["foreign.db"]


def test_a_port_in_use_is_told(site: Website) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = start(str(site.database), "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "make web PORT=" in done.stderr


def test_a_database_that_cannot_be_written_is_served(site: Website, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(site.database, copy)
    copy.chmod(0o444)
    with website(copy) as running:
        assert running.get("/").status == 200
