"""Real crawls for tests: the command as people type it, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
#: Fast on loopback; what a test is about it sets itself.
QUICK = {"DOWNLOAD_DELAY": "0", "CONCURRENT_REQUESTS_PER_DOMAIN": "4"}


@dataclass(frozen=True)
class Done:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def summary(self) -> dict[str, Any]:
        """The JSON object of the last line on standard output."""
        return dict(json.loads(self.out.strip().splitlines()[-1]))


def environment(**extra: str) -> dict[str, str]:
    """The environment of a command: no setting of the tester's leaks in."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("BAOTINH_")}
    path = os.pathsep.join([str(ROOT), kept.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    return kept | {"PYTHONPATH": path, "COLUMNS": "200", "NO_COLOR": "1"} | extra


def command(*words: str) -> list[str]:
    """`scrapy …` with this interpreter."""
    return [sys.executable, "-m", "scrapy", *words]


def scrapy(*words: str, cwd: Path = ROOT, timeout: float = 120, **env: str) -> Done:
    """Run a command to its end."""
    done = subprocess.run(
        command(*words),
        cwd=cwd,
        env=environment(**env),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def crawl_words(
    paper: str, database: Path, origin: str, *more: str, settings: dict[str, str] | None = None
) -> list[str]:
    """The words of a crawl over `origin` into `database`."""
    words = ["crawl", paper, "-a", f"origin={origin}", "-s", f"DATABASE={database}"]
    for name, value in (QUICK | (settings or {})).items():
        words += ["-s", f"{name}={value}"]
    return [*words, *more]


def crawl(
    paper: str,
    database: Path,
    origin: str,
    *more: str,
    settings: dict[str, str] | None = None,
    **options: Any,
) -> Done:
    """Crawl `paper` from `origin`; `more` are further words of the command."""
    return scrapy(*crawl_words(paper, database, origin, *more, settings=settings), **options)


def rows(database: Path, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
    """Rows of a query, read-only."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql, values)]


@contextmanager
def sample_server(log: Path, *more: str) -> Iterator[str]:
    """`scrapy samplepaper` in a process of its own, keeping `log`; its address."""
    process = subprocess.Popen(
        command("samplepaper", "--log", str(log), *more),
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        yield line.partition("served at ")[2].partition(";")[0]
    finally:
        process.terminate()
        process.communicate(timeout=10)
