"""A real scrapyd for tests: outside of the checkout, in a folder of its own, asked over HTTP."""

from __future__ import annotations

import configparser
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.crawling import ROOT

CONFIG = ROOT / "deploy/scrapyd/scrapyd.conf"
#: What `scrapyd-deploy` packs from: no test, no document, no other file of the checkout.
SOURCES = ("crawler", "pipelines", "pyproject.toml", "scrapy.cfg", "README.md", "LICENSE")


def bare_environment(**extra: str) -> dict[str, str]:
    """An environment that knows nothing of the checkout, nor of the tester's settings."""
    left_out = ("BAOTINH_", "SCRAPY", "PYTHONPATH")
    return {k: v for k, v in os.environ.items() if not k.startswith(left_out)} | extra


def copy_sources(folder: Path) -> Path:
    """A copy of what is packed: building leaves files beside it, which must not be the checkout."""
    folder.mkdir()
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


def deploy(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """`scrapyd-deploy …` in a copy of the project."""
    return subprocess.run(
        [sys.executable, "-m", "scrapyd_client.deploy", *words],
        cwd=folder,
        env=bare_environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@dataclass(frozen=True)
class Scrapyd:
    """A running scrapyd."""

    url: str
    folder: Path

    def ask(self, name: str, **values: str | list[str]) -> dict[str, Any]:
        """GET one of its services."""
        return self._read(f"{name}.json?{urllib.parse.urlencode(values, doseq=True)}", None)

    def post(self, name: str, **values: str | list[str]) -> dict[str, Any]:
        """POST to one of its services."""
        return self._read(f"{name}.json", urllib.parse.urlencode(values, doseq=True).encode())

    def text(self, path: str) -> str:
        """A page or file of its web console."""
        with urllib.request.urlopen(self.url + path, timeout=30) as answer:
            return str(answer.read().decode())

    def jobs(self, state: str) -> dict[str, dict[str, Any]]:
        """The jobs that are `pending`, `running` or `finished`, by their id."""
        return {job["id"]: job for job in self.ask("listjobs", project="baotinh")[state]}

    def wait(self, job: str, seconds: float = 90) -> dict[str, Any]:
        """What `listjobs` tells of a job when it has finished."""
        end = time.monotonic() + seconds
        while job not in (finished := self.jobs("finished")):
            assert time.monotonic() < end, f"{job} has not finished: {self.ask('listjobs')}"
            time.sleep(0.2)
        return finished[job]

    def said(self) -> str:
        """Scrapyd's own log: also what its jobs wrote to standard output and error."""
        return (self.folder / "scrapyd.out").read_text("utf-8")

    def _read(self, path: str, body: bytes | None) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.url}/{path}", body, timeout=60) as answer:
            return dict(json.loads(answer.read()))


@contextmanager
def scrapyd(folder: Path, **variables: str) -> Iterator[Scrapyd]:
    """The project's scrapyd.conf, with folders and port of its own, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder.mkdir()
    _write_config(folder, port)
    with (folder / "scrapyd.out").open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "scrapyd"],
            cwd=folder,
            env=bare_environment(**variables),
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    server = Scrapyd(f"http://127.0.0.1:{port}", folder)
    try:
        _wait_until_up(server, process)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        _end_group(process.pid)


def _end_group(group: int) -> None:
    """Scrapyd leaves the jobs that still run: a test that failed would."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def _write_config(folder: Path, port: int) -> None:
    config = configparser.ConfigParser()
    config.read_string(CONFIG.read_text("utf-8"))
    section = config["scrapyd"]
    for name, value in section.items():
        if name.endswith("_dir") and value:
            section[name] = str(folder / Path(value).name)
    section["http_port"] = str(port)
    section["poll_interval"] = "0.2"  # only quicker than the 5 seconds of the default
    with (folder / "scrapyd.conf").open("w", encoding="utf-8") as file:
        config.write(file)


def _wait_until_up(server: Scrapyd, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            server.ask("daemonstatus")
        except OSError:
            assert process.poll() is None, server.said()
            assert time.monotonic() < end, server.said()
            time.sleep(0.1)
        else:
            return
