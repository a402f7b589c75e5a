"""A real systemd for tests: a manager in namespaces and a control group of its own, with our units.

Nothing of the machine's own units is known to it, started, or stopped.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.crawling import ROOT
from tests.scrapyd_server import bare_environment

UNITS = ROOT / "deploy/systemd"
SERVICE, TIMER = "baotinh@.service", "baotinh@.timer"
#: Debian has it where no path leads.
PROGRAM = "/lib/systemd/systemd"
#: Where the units find code and state here: /tmp and /home are hidden from them.
CODE, STATE = "/srv/code", "/srv/state"

# A manager takes every process of its control group along: so it gets a group that it is alone in,
# and where that cannot be, it is not begun.
_BEGIN = """
set -e
folder=$1 name=$2 code=$3 program=$4
for top in /sys/fs/cgroup /sys/fs/cgroup/systemd /sys/fs/cgroup/unified; do
    if [ -f "$top/cgroup.procs" ]; then
        mkdir "$top/$name"
        echo $$ > "$top/$name/cgroup.procs"
    fi
done
if grep -E '^0::|:name=systemd:' /proc/self/cgroup | grep -qv ":/$name\\$"; then
    echo "no control group of its own" >&2
    exit 1
fi
mount -t tmpfs none /run
mkdir -p /run/own /run/systemd/system /run/systemd/inaccessible
cd /run/systemd/inaccessible
touch reg sock; mkdir dir; mkfifo fifo; mknod chr c 0 0; mknod blk b 0 0; chmod 000 ./*
mount -t tmpfs none /srv
mkdir /srv/code /srv/state
mount --bind "$code" /srv/code
mount --bind "$folder/state" /srv/state
cd /
exec "$program" --user
"""
_TARGET = "[Unit]\nDescription=%s\nDefaultDependencies=no\n"


@dataclass(frozen=True)
class Manager:
    """A running manager; `state` is what its units have as their state folder."""

    pid: int
    state: Path

    def systemctl(self, *words: str, check: bool = True) -> str:
        """`systemctl …` of this manager; what it printed."""
        inside = [
            "nsenter",
            "--target",
            str(self.pid),
            "--mount",
            "env",
            "XDG_RUNTIME_DIR=/run/own",
        ]
        done = subprocess.run(
            [*inside, "systemctl", "--user", *words],
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        if check:
            assert done.returncode == 0, done.stderr + self.said()
        return done.stdout + done.stderr

    def shows(self, unit: str, *names: str) -> tuple[str, ...]:
        """These properties of a unit."""
        told = self.systemctl("show", unit, *(f"--property={name}" for name in names))
        values = dict(line.split("=", 1) for line in told.splitlines())
        return tuple(values[name] for name in names)

    def said(self) -> str:
        """What the units wrote."""
        path = self.state / "said"
        return path.read_text("utf-8") if path.exists() else ""


def write_units(folder: Path, **changes: str) -> None:
    """Our units for this place; `changes` are lines of the timer that differ."""
    folder.mkdir()
    for name in ("basic", "default", "shutdown", "sysinit", "timers"):
        (folder / f"{name}.target").write_text(_TARGET % name)
    # What SIGTERM starts, as in systemd's own units.
    (folder / "exit.target").write_text(
        _TARGET % "exit" + "Requires=systemd-exit.service\nAfter=systemd-exit.service\n"
    )
    (folder / "systemd-exit.service").write_text(
        _TARGET % "exit" + "SuccessAction=exit-force\n\n[Service]\nSlice=-.slice\n"
    )
    service = (UNITS / SERVICE).read_text("utf-8").replace("/opt/baotinh/docs", "/docs")
    for old, new in (
        # The script's first line names the checkout by a path that the service cannot see.
        ("/opt/baotinh/.venv/bin/scrapy", f"{CODE}/.venv/bin/python -m scrapy"),
        ("/opt/baotinh", CODE),
        ("/etc/baotinh", f"{STATE}/etc"),
        ("User=baotinh\nGroup=baotinh\n", ""),  # a manager of a user's own starts no other's
    ):
        assert old in service
        service = service.replace(old, new)
    if Path(sys.base_prefix).is_relative_to("/root") or Path(sys.base_prefix).is_relative_to(
        "/home"
    ):
        service = service.replace("ProtectHome=yes", "ProtectHome=read-only")
    said = f"{STATE}/said"
    (folder / SERVICE).write_text(f"{service}StandardOutput=append:{said}\nStandardError=inherit\n")
    timer = (UNITS / TIMER).read_text("utf-8")
    for name, value in changes.items():
        timer, count = re.subn(rf"(?m)^{name}=.*$", f"{name}={value}", timer)
        assert count == 1
    (folder / TIMER).write_text(timer)


@contextmanager
def manager(folder: Path, arguments: str, **changes: str) -> Iterator[Manager]:
    """Systemd with our units until the block ends; crawls of baomau get these arguments."""
    (folder / "state/etc").mkdir(parents=True)
    (folder / "state/etc/environment").write_text("BAOTINH_CONTACT=you@example.org\n")
    (folder / "state/etc/baomau.environment").write_text(f"CRAWL_ARGUMENTS={arguments}\n")
    write_units(folder / "units", **changes)
    assert shutil.which("unshare"), "no unshare: .ci/packages.sh installs it"
    assert Path(PROGRAM).exists(), "no systemd: .ci/packages.sh installs it"
    name = f"baotinh-test-{os.getpid()}-{time.monotonic_ns()}"
    words = ["unshare", "--mount", "--propagation", "private", "sh", "-c", _BEGIN, "sh"]
    environment = bare_environment(
        XDG_RUNTIME_DIR="/run/own",
        # Where %S is: the second of these names since systemd 254.
        XDG_CONFIG_HOME=STATE,
        XDG_STATE_HOME=STATE,
        XDG_DATA_HOME=f"{STATE}/data",
        SYSTEMD_UNIT_PATH=str(folder / "units"),
        SYSTEMD_LOG_TARGET="console",
    )
    with (folder / "manager.out").open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [*words, str(folder), name, str(ROOT), PROGRAM],
            env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
        )  # fmt: skip
    try:
        found = Manager(process.pid, folder / "state")
        _wait_until_up(found, process, folder / "manager.out")
        yield found
        found.systemctl("stop", "baotinh@*.service", "baotinh@*.timer")
    finally:
        _end(process, name)


def _wait_until_up(found: Manager, process: subprocess.Popen[bytes], out: Path) -> None:
    end = time.monotonic() + 30
    while "running" not in (told := found.systemctl("is-system-running", check=False)):
        assert process.poll() is None, out.read_text("utf-8")
        assert time.monotonic() < end, told + out.read_text("utf-8")
        time.sleep(0.1)


def _end(process: subprocess.Popen[bytes], name: str) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)
    tops = ("/sys/fs/cgroup", "/sys/fs/cgroup/systemd", "/sys/fs/cgroup/unified")
    groups = [Path(top, name) for top in tops if Path(top, name).is_dir()]
    for group in groups:
        _empty(group)


def _empty(group: Path) -> None:
    """End what a manager that was killed left in its group, and remove the group."""
    inner = sorted((path for path in group.rglob("*") if path.is_dir()), reverse=True)
    for folder in (*inner, group):
        for _ in range(100):
            for pid in (folder / "cgroup.procs").read_text().split():
                os.kill(int(pid), signal.SIGKILL)
            try:
                folder.rmdir()
                break
            except OSError:  # they are not gone yet
                time.sleep(0.05)
