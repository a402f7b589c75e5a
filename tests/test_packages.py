"""What Debian packages the long tests need: named, installed by root, and not installed twice."""

import subprocess
from pathlib import Path

import pytest

from tests.crawling import ROOT

#: What `.ci/packages.sh` looks for; and packages that it names for the first two.
PROGRAMS = ("chromium", "chromedriver", "systemd-analyze", "cron", "unshare")


BROWSER = {"chromium", "chromium-driver", "fonts-dejavu-core"}


def test_without_a_browser_the_set_up_says_what_to_install(tmp_path: Path) -> None:
    """As somebody who is not root, on a machine that has none."""
    (tmp_path / "id").write_text("#!/bin/sh\necho 1000\n")
    (tmp_path / "id").chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", str(ROOT / ".ci/packages.sh")],
        env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert set(done.stderr.partition("sudo apt-get install ")[2].split()) >= BROWSER


@pytest.mark.parametrize(("fails", "code"), [("", 0), ("update", 1), ("install", 1)])
def test_root_gets_the_browser_installed(tmp_path: Path, fails: str, code: int) -> None:
    """And where that fails it says so with its exit code: the browser tests are not begun."""
    log = tmp_path / "log"
    (tmp_path / "id").write_text("#!/bin/sh\necho 0\n")
    (tmp_path / "apt-get").write_text(
        f'#!/bin/sh\necho "$DEBIAN_FRONTEND $*" >> {log}\n[ "$1" != "{fails}" ]\n'
    )
    for name in ("id", "apt-get"):
        (tmp_path / name).chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", str(ROOT / ".ci/packages.sh")],
        env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    asked = log.read_text().splitlines()
    assert asked[0].split()[0] == "update"
    if fails != "update":
        assert asked[1].startswith("noninteractive install -y")
        assert set(asked[1].split()) >= BROWSER


@pytest.mark.parametrize("lacking", [None, "chromedriver", "systemd-analyze", "unshare"])
def test_what_is_there_is_not_installed(tmp_path: Path, lacking: str | None) -> None:
    packages = {"chromedriver": "chromium-driver", "systemd-analyze": "systemd"}
    for name in {*PROGRAMS, "apt-get", "id"} - {lacking}:
        told = "echo 1000" if name == "id" else f"touch {tmp_path}/ran-{name}"
        (tmp_path / name).write_text(f"#!/bin/sh\n{told}\n")
        (tmp_path / name).chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", str(ROOT / ".ci/packages.sh")],
        env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (int(lacking is not None), "")
    if lacking is not None:
        wanted = packages.get(lacking, "util-linux")
        assert done.stderr.endswith(f"sudo apt-get install {wanted}\n")
    assert not list(tmp_path.glob("ran-*"))
