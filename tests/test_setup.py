"""Set-up on a bare machine: the right interpreter, a clear word when a part is missing, no leftovers."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.crawling import ROOT

GOOD = r"""#!/bin/sh
case "$*" in
    *ensurepip*) exit {ensurepip};;
    *%d*) echo 3.12;;
    *"-m venv"*) mkdir -p .venv/bin; cp "$0" .venv/bin/python; cp "$0" .venv/bin/pip; echo "made by $0";;
    *"-m pip"*) echo "pip $*";;
    *-V*) echo Python 3.12.0;;
esac
exit 0
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A checkout with nothing but the set-up script and the lock, and an empty PATH beside it."""
    (tmp_path / "repo/.ci").mkdir(parents=True)
    (tmp_path / "bin").mkdir()
    shutil.copy(ROOT / ".ci/venv.sh", tmp_path / "repo/.ci/venv.sh")
    (tmp_path / "repo/requirements.lock").write_text("x==1\n")
    for tool in ("sh", "dirname", "cmp", "cp", "rm", "mkdir"):
        (tmp_path / "bin" / tool).symlink_to(str(shutil.which(tool)))
    script(tmp_path, "id", "#!/bin/sh\necho 1000\n")
    return tmp_path


def script(place: Path, name: str, text: str) -> None:
    path = place / "bin" / name
    path.write_text(text)
    path.chmod(0o755)


def setup(place: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(place / "repo/.ci/venv.sh")],
        env={"PATH": str(place / "bin"), "HOME": str(place)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_name_that_is_there_and_does_not_run_is_passed_over(place: Path) -> None:
    script(place, "python3.14", "#!/bin/sh\necho 'command not found' >&2\nexit 127\n")
    script(place, "python3.12", GOOD.format(ensurepip=0))
    script(place, "python3", "#!/bin/sh\nexit 1\n")
    done = setup(place)
    assert done.returncode == 0, done.stderr
    assert "python3.12" in done.stdout
    assert "--require-hashes" in done.stdout


def test_nothing_is_done_again_when_nothing_changed(place: Path) -> None:
    script(place, "python3.12", GOOD.format(ensurepip=0))
    assert setup(place).stdout
    assert setup(place).stdout == ""
    (place / "repo/requirements.lock").write_text("x==2\n")
    assert "--require-hashes" in setup(place).stdout


def test_a_missing_venv_module_is_one_line_that_says_what_to_type(place: Path) -> None:
    script(place, "python3.12", GOOD.format(ensurepip=1))
    done = setup(place)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Python's venv module is missing. Type: sudo apt-get install python3.12-venv"
    ]
    assert not (place / "repo/.venv").exists()


def test_root_installs_what_is_missing(place: Path) -> None:
    script(place, "id", "#!/bin/sh\necho 0\n")
    script(place, "python3.12", GOOD.format(ensurepip=1))
    script(place, "apt-get", f"#!/bin/sh\necho apt-get $* >> {place}/apt\n")
    setup(place)
    assert "install -y -qq python3.12-venv" in (place / "apt").read_text()


def test_no_python_at_all_is_told(place: Path) -> None:
    done = setup(place)
    assert done.returncode == 1
    assert "No Python 3.11 or newer was found" in done.stderr


def test_no_file_names_a_registry_and_every_pin_has_a_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    assert "://" not in lock
    pins = [line for line in lock.splitlines() if line[:1].isalnum()]
    assert len(pins) > 20
    assert all("==" in pin and pin.rstrip().endswith("\\") for pin in pins)


@pytest.mark.long
def test_a_fresh_clone_with_an_empty_home_runs_the_demo(tmp_path: Path) -> None:
    clone, home = tmp_path / "clone", tmp_path / "home"
    home.mkdir()
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True, timeout=60)
    kept = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith(("BAOTINH_", "PYTHONPATH", "VIRTUAL", "MAKE", "MFLAGS"))
    }
    done = subprocess.run(
        ["make", "demo"],
        cwd=clone,
        env=kept | {"HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "scrapy search" in done.stdout
    again = subprocess.run(
        ["make", "setup"],
        cwd=clone,
        env=kept | {"HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert again.stdout == ""
