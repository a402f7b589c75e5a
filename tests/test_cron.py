"""The crontab in deploy/cron: its very line, twice at once, by /bin/sh and by cron itself."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from crawler.samplepaper import build_site, serve
from tests.crawl_fixtures import compare_rows, load, stored
from tests.crawling import ROOT, rows, scrapy
from tests.namespaces import needs_namespaces
from tests.scrapyd_server import bare_environment
from tests.test_signals import Slow, articles, started

pytestmark = pytest.mark.long
CRONTAB = (ROOT / "deploy/cron/baotinh.cron").read_text("utf-8")
JOB = re.compile(r"^\d+ \* \* \* \* (.+)$", re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where /var/lib/baotinh is for this test."""
    (tmp_path / "lib").mkdir()
    return tmp_path / "lib"


def crontab(folder: Path, url: str) -> str:
    """The project's crontab for the sample newspaper; a server on this machine needs no pause."""
    words = f"crawl baomau -a origin={url} -s DOWNLOAD_DELAY=0 "
    paths = {"/opt/baotinh": str(ROOT), "/var/lib/baotinh": str(folder)}
    text = CRONTAB
    for old, new in {"crawl baolongan ": words, "baolongan": "baomau", **paths}.items():
        assert old in CRONTAB
        text = text.replace(old, new)
    return text


def job(table: str) -> str:
    (found,) = JOB.findall(table)
    # Cron makes a newline of it.
    assert "%" not in found
    return str(found)


def variables(table: str) -> dict[str, str]:
    """What cron would put into the environment."""
    return dict(re.findall(r"^([A-Z_]+)=(.+)$", table, re.MULTILINE))


def start(table: str) -> subprocess.Popen[str]:
    """The line as cron starts it."""
    given = variables(table)
    env = bare_environment() | given | {"PATH": "/usr/bin:/bin"}
    return subprocess.Popen(
        [given["SHELL"], "-c", job(table)],
        cwd="/", env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def verdicts(folder: Path) -> list[str]:
    log = (folder / "baomau.log").read_text("utf-8")
    return re.findall(r"Verdict: (\w+), exit code", log)


def all_is_there(folder: Path) -> None:
    database = folder / "news.db"
    assert list(compare_rows(load("baomau").expected, stored(database))) == []
    assert rows(database, "SELECT verdict FROM runs") == [{"verdict": "complete"}]
    assert scrapy("verify", BAOTINH_DATABASE=str(database)).code == 0


def test_twice_at_once_one_crawls_and_the_other_is_locked(folder: Path) -> None:
    with serve(build_site(), delay=0.02) as server:
        table = crontab(folder, server.url)
        both = [start(table), start(table)]
        said = [process.communicate(timeout=120)[0] for process in both]
        asked = articles(server)
    assert sorted(process.returncode for process in both) == [0, 4], said
    assert said == ["", ""]  # nothing that cron would mail
    assert sorted(verdicts(folder)) == ["complete", "locked"]
    assert len(asked) == len(set(asked))
    all_is_there(folder)


def test_what_is_wrong_is_said(folder: Path) -> None:
    process = start(crontab(folder, "http://127.0.0.1:9"))
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 3
    assert said.startswith("baomau: exit code 3. scrapy crawl: unreachable: ")


def test_a_folder_that_is_not_there_is_said(folder: Path) -> None:
    table = crontab(folder, "http://127.0.0.1:9").replace(f"cd {ROOT}", "cd /no/such/folder")
    process = start(table)
    said, _ = process.communicate(timeout=120)
    assert process.returncode != 0
    assert "/no/such/folder" in said


#: A namespace of its own, in which cron finds these folders instead of the machine's: no other
#: crontab is run, no file of the machine is touched, and mail ends up in a folder.
_PRIVATE = """
set -e
mount -t tmpfs none /run
mount --bind "$1/spool" /var/spool/cron
for name in cron.d cron.hourly cron.daily cron.weekly cron.monthly; do
    [ ! -d "/etc/$name" ] || mount --bind "$1/empty" "/etc/$name"
done
[ ! -f /etc/crontab ] || mount --bind /dev/null /etc/crontab
mount --bind "$1/sbin" /usr/sbin
exec /usr/sbin/cron -f
"""
_SENDMAIL = "#!/bin/sh\ncat > {mails}/$$.part && mv {mails}/$$.part {mails}/$$.txt\n"


@contextmanager
def cron(folder: Path, table: str) -> Iterator[Path]:
    """A real cron with this crontab alone, until the block ends; where mails end up."""
    for name in ("spool/crontabs", "empty", "sbin", "mails"):
        (folder / name).mkdir(parents=True)
    program = shutil.which("cron", path="/usr/sbin:/sbin")
    assert program, "no cron: .ci/packages.sh installs it"
    shutil.copy(program, folder / "sbin/cron")
    sendmail = folder / "sbin/sendmail"
    sendmail.write_text(_SENDMAIL.format(mails=folder / "mails"))
    sendmail.chmod(0o755)
    spool = folder / "spool/crontabs/root"
    spool.write_text(table, "utf-8")
    spool.chmod(0o600)
    words = ["unshare", "--mount", "--propagation", "private", "sh", "-c", _PRIVATE, "sh"]
    process = subprocess.Popen([*words, str(folder)], env=bare_environment())
    try:
        yield folder / "mails"
        assert process.poll() is None, "cron did not start, or has ended"
    finally:
        process.terminate()
        process.wait(10)


@needs_namespaces
def test_cron_itself_starts_two_at_once(folder: Path, tmp_path: Path) -> None:
    with serve(build_site(), delay=0.02) as server:
        table = crontab(folder, server.url)
        line = f"* * * * * {job(table)}\n"
        # The same twice, and one that goes wrong, which is mailed.
        table = JOB.sub("", table) + line * 2 + line.replace("crawl baomau", "crawl baomao")
        with cron(tmp_path / "cron", table) as mails:
            end = time.monotonic() + 110
            while not (list(mails.glob("*.txt")) and len(verdicts_so_far(folder)) >= 3):
                assert time.monotonic() < end, "cron has not started the crawls, or they hang"
                time.sleep(0.2)
    assert sorted(verdicts(folder)) == ["complete", "locked", "usage"]
    all_is_there(folder)
    (mail,) = [path.read_text("utf-8") for path in mails.glob("*.txt")]
    assert "To: you@example.org" in mail
    assert "exit code 2. " in mail
    assert "Did you mean baomau?" in mail


def verdicts_so_far(folder: Path) -> list[str]:
    return verdicts(folder) if (folder / "baomau.log").exists() else []


def test_a_crawl_started_by_hand_is_no_trouble_for_the_next_one_by_cron(folder: Path) -> None:
    site = Slow(0.1)
    with serve(site) as server:
        by_hand = started(folder / "news.db", server)
        process = start(crontab(folder, server.url))
        assert (process.communicate(timeout=60)[0], process.returncode) == ("", 4)
        site.seconds = 0
        assert by_hand.wait(60) == 0
        by_hand.communicate()
