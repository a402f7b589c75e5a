"""Outputs that are closed, full or left by their reader, and settings that name no place to write to."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawling import ROOT, command, crawl, crawl_words, environment, rows, scrapy
from tests.servers import Server, serve, small_site

NOISE = ("Traceback", "Exception ignored", "Logging error")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serve(small_site(2)) as server:
        yield server


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Path:
    database = tmp_path_factory.mktemp("outputs") / "n.db"
    assert crawl("baolongan", database, server.url).code == 0
    return database


def shell(line: str, database: Path) -> subprocess.CompletedProcess[str]:
    """A line as people type it; its exit code is that of the first command of a pipe."""
    return subprocess.run(
        ["bash", "-c", f"{line}; exit ${{PIPESTATUS[0]}}"],
        cwd=ROOT, env=environment(BAOTINH_DATABASE=str(database)),
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "where",
    [">&-", ">/dev/full", "2>&-", "2>/dev/full", "<&- >&- 2>&-", "-s LOG_FILE=/dev/full", "| true"],
)
def test_an_output_that_fails_costs_no_crawl(tmp_path: Path, server: Server, where: str) -> None:
    database = tmp_path / "n.db"
    words = shlex.join(command(*crawl_words("baolongan", database, server.url)))
    done = shell(f"{words} {where}", database)
    assert done.returncode == 0
    assert not [noise for noise in NOISE if noise in done.stdout + done.stderr]
    assert rows(database, "SELECT verdict, stored_new FROM runs") == [
        {"verdict": "complete", "stored_new": 2}
    ]


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("LOG_LEVEL=NOPE", "allowed are CRITICAL"),
        ("LOG_FORMAT=%(", "Invalid format"),
        ("LOG_FILE={}/none/x.log", "cannot be written"),
        ("LOG_FILE={}", "cannot be written"),
        ("DATABASE=", "DATABASE=: it is empty"),
        ("DATABASE={}", "is a folder"),
    ],
)
def test_a_setting_that_names_no_place_is_a_usage_error(
    tmp_path: Path, server: Server, setting: str, told: str
) -> None:
    setting = setting.format(tmp_path)
    done = crawl("baolongan", tmp_path / "n.db", server.url, "-s", setting)
    assert (done.code, done.summary["verdict"]) == (2, "usage")
    assert told in done.summary["why"]
    assert done.err.splitlines()[-1].startswith("scrapy crawl: usage: ")
    assert "Traceback" not in done.err
    shown = scrapy("show", "7", "-s", setting)
    assert (shown.code, told in shown.err, "Traceback" in shown.err) == (2, True, False)
    assert not list(tmp_path.iterdir())


READING = (
    "report --json",
    "verify",
    "search lúa",
    "search lúa --json",
    "explain https://baolongan.vn/lua-a1.html",
    "show 1 --raw",
    "export -o {}/x.csv",
)


@pytest.mark.long
@pytest.mark.parametrize(
    "words",
    ["report", "show 1", *(pytest.param(words, marks=pytest.mark.long) for words in READING)],
)
def test_a_reader_that_leaves_or_a_full_disk_is_no_traceback(
    database: Path, tmp_path: Path, words: str
) -> None:
    line = shlex.join(command()) + " " + words.format(tmp_path)
    for where, code in (
        ("| true", 0),
        ("| head -1", 0),
        (">&-", 0),
        ("2>&-", 0),
        (">/dev/full", 5),
    ):
        done = shell(f"{line} {where}", database)
        assert not [noise for noise in NOISE if noise in done.stderr], (where, done.stderr)
        assert done.returncode == code, (where, done.stderr)
        assert (code == 5) == ("No space left" in done.stderr)


@pytest.mark.parametrize("words", ["report", "verify", "search lúa", "export -o x.csv"])
def test_reading_commands_name_a_wrong_setting(tmp_path: Path, words: str) -> None:
    for setting in ("DATABASE=", f"DATABASE={tmp_path}", "LOG_LEVEL=NOPE"):
        done = scrapy(*words.split(), "-s", setting)
        assert done.code == 2
        assert done.err.startswith(f"scrapy {words.split(maxsplit=1)[0]}: ")
        assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize("job", [True, False])
def test_a_job_that_is_refused_has_a_log_and_nobody_else(tmp_path: Path, job: bool) -> None:
    """Under scrapyd the log is all that is seen; else a slip touches nothing."""
    words = ["crawl", "baomau", "-s", "VISITS_DAYS=-1", "-s", f"LOG_FILE={tmp_path / 'job.log'}"]
    done = scrapy(*words, *(["-a", "_job=1"] if job else []))
    assert done.code == 2
    assert (tmp_path / "job.log").exists() is job
    if job:
        assert "Verdict: usage, exit code 2" in (tmp_path / "job.log").read_text("utf-8")
