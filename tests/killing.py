"""A crawl that is killed at a chosen moment over the sample server, and what the server saw of it."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator

from tests.crawling import QUICK, command, crawl_words, environment, rows
from tests.gates import gate_words

#: Open pages of one host at most: without a pause none waits beside those in flight.
AT_ONCE = int(QUICK["CONCURRENT_REQUESTS_PER_DOMAIN"])


@dataclass
class Log:
    """The log of the sample server's own process."""

    path: Path
    _lines: list[dict[str, Any]] = field(default_factory=list)
    _read: int = 0

    def lines(self) -> list[dict[str, Any]]:
        """All whole lines so far; only what is new is read."""
        if self.path.exists():
            with self.path.open("rb") as file:
                file.seek(self._read)
                text = file.read().rpartition(b"\n")[0]
            self._lines += [json.loads(line) for line in text.splitlines()]
            self._read += len(text) + bool(text)
        return self._lines

    def asked(self) -> list[dict[str, Any]]:
        """Requests in the order in which they came."""
        return [line for line in self.lines() if "path" in line]

    def held_at(self, moment: float) -> list[str]:
        """Addresses that had been asked and whose answer had not left at this time."""
        lines = self.lines()
        answered = {line["answered"]: line["time"] for line in lines if "answered" in line}
        return [
            address(line)
            for line in lines
            if "path" in line
            and line["time"] < moment
            and answered.get(line["number"], moment) >= moment
        ]

    def settle(self) -> None:
        """Wait until every request that is on its way has been answered, or given up."""
        before, now = -1, len(self.lines())
        while before != now:
            time.sleep(0.3)
            before, now = now, len(self.lines())


def address(line: dict[str, Any]) -> str:
    """The address that a line of the log is about."""
    return f"https://{line['host']}{line['path']}"


def state_of(pid: int) -> str:
    """The process's state as the kernel tells it: T is stopped."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def is_writable(database: Path) -> bool:
    """False while someone is inside a write transaction."""
    with closing(sqlite3.connect(database, timeout=0.05, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError:
            return False
    return True


def wait_for(true: Callable[[], object], what: str, seconds: float = 30.0) -> None:
    """Return as soon as `true()` is; fail after `seconds`."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"never came: {what}"
        time.sleep(0.005)


@dataclass
class Kill:
    """What one killed crawl had asked and what the database knows of it."""

    moment: str
    #: What was found at that moment; empty when it was not the moment that was wanted.
    proof: str
    asked: Counter[str] = field(default_factory=Counter)
    closed: Counter[str] = field(default_factory=Counter)

    @property
    def in_flight(self) -> Counter[str]:
        """Asked, and not closed in the database when the process died."""
        return self.asked - self.closed


class Killer:
    """Starts crawls of the sample newspaper over one database, and kills each."""

    def __init__(self, database: Path, url: str, log: Log) -> None:
        self.database, self.url, self.log = database, url, log
        self._process: subprocess.Popen[bytes]
        self._before = 0

    def kill(self, moment: str, after: int, seconds: float = 0.0) -> Kill:
        """One crawl, killed at `moment` (let pass `after` times), or after `seconds` at random."""
        self._before, last = len(self.log.asked()), self._last_run()
        gate = []
        if moment not in {"in flight", "random"}:
            gate = gate_words(moment, 0 if moment in {"closing", "ending"} else after)
        self._process = subprocess.Popen(
            command(*crawl_words("baomau", self.database, self.url, *gate)),
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            proof = self._reach(moment, after, seconds, last)
        finally:
            killed = time.time()
            self._process.kill()
        code = self._process.wait(timeout=10)
        self.log.settle()
        if moment == "in flight":
            proof = ", ".join(self.log.held_at(killed))
        assert code == -signal.SIGKILL, f"{moment}: the crawl had ended by itself, {code}"
        asked = Counter(map(address, self.log.asked()[self._before :]))
        visits = f"SELECT url FROM visits WHERE run_id > {last}"
        closed = Counter(row["url"] for row in self._rows(visits))
        for host in {urlsplit(url).hostname for url in asked}:
            del asked[f"https://{host}/robots.txt"]
        return Kill(moment, proof, asked, closed)

    def _reach(self, moment: str, after: int, seconds: float, last: int) -> str:
        if moment == "random":
            time.sleep(seconds)
            return f"{seconds:.2f} s"
        if moment in {"in flight", "closing", "ending"}:
            wait_for(lambda: self._asked_now() > after, f"{after} requests")
        if moment == "in flight":
            wait_for(lambda: self.log.held_at(time.time()), "an answer that is held")
            return ""
        if moment in {"closing", "ending"}:
            self._process.send_signal(signal.SIGTERM)
        wait_for(lambda: state_of(self._process.pid) == "T", f"a stop at {moment}")
        return self._look(moment, last)

    def _look(self, moment: str, last: int) -> str:
        """What shows, outside of the stopped process, that the moment is the wanted one."""
        run = self._last_run()
        assert run > last
        leased = self._rows("SELECT url FROM pages WHERE state = 'leased'")
        if moment == "queued":
            time.sleep(0.2)
            return f"{len(leased)} leased" if leased and not self._asked_now() else ""
        if moment == "archived":
            return self._newest_record(run) if self._newest_record(run) in _urls(leased) else ""
        if moment == "closing":
            ended = self._rows(f"SELECT 1 FROM runs WHERE id = {run} AND verdict IS NOT NULL")
            return "nothing leased, not ended" if not leased and not ended else ""
        return "not writable" if not is_writable(self.database) else ""

    def _newest_record(self, run: int) -> str:
        folder = self.database.with_suffix(".archive")
        path = max(folder.glob(f"baomau-{run:06d}-*.warc.gz"))
        with path.open("rb") as file:
            answers = {"response", "revisit"}
            records = [r for r in ArchiveIterator(file) if r.rec_type in answers]
        return str(records[-1].rec_headers.get_header("WARC-Target-URI"))

    def _asked_now(self) -> int:
        return len(self.log.asked()) - self._before

    def _last_run(self) -> int:
        found = self._rows("SELECT max(id) AS id FROM runs") if self.database.exists() else []
        return (found[0]["id"] or 0) if found else 0

    def _rows(self, sql: str) -> list[dict[str, Any]]:
        try:
            return rows(self.database, sql)
        except sqlite3.OperationalError:  # killed before the tables were made
            return []


def _urls(found: list[dict[str, Any]]) -> set[str]:
    return {row["url"] for row in found}
