"""The units in deploy/systemd: what systemd itself says of them, on standard error too."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from crawler.runs.verdict import Exit
from tests.crawling import ROOT

pytestmark = pytest.mark.long
UNITS = ROOT / "deploy/systemd"
SERVICE, TIMER = "baotinh@.service", "baotinh@.timer"
#: Exit codes with which the unit has not failed, beside 0.
FINE = {Exit.LOCKED, Exit.INTERRUPTED}


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units, of a checkout that is there."""
    for name in (SERVICE, TIMER):
        text = (UNITS / name).read_text("utf-8")
        assert "/opt/baotinh" in text
        (tmp_path / name).write_text(text.replace("/opt/baotinh", str(tmp_path)), "utf-8")
    program = tmp_path / ".venv/bin/scrapy"
    program.parent.mkdir(parents=True)
    shutil.copy("/bin/true", program)
    return tmp_path


def verify(folder: Path) -> tuple[int, str]:
    """Exit code of `systemd-analyze verify`, and what it says of our units."""
    program = shutil.which("systemd-analyze")
    assert program, "no systemd: .ci/packages.sh installs it"
    done = subprocess.run(
        [program, "verify", f"./{SERVICE}", f"./{TIMER}"],
        cwd=folder, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    # It reads the units of this machine, too, and may have something to say of them.
    ours = [line for line in (done.stdout + done.stderr).splitlines() if "baotinh" in line]
    return done.returncode, "\n".join(ours)


def test_systemd_finds_nothing_to_say(units: Path) -> None:
    assert verify(units) == (0, "")


@pytest.mark.parametrize(
    ("unit", "right", "wrong", "told"),
    [
        (SERVICE, "MemoryMax=", "MemoryMx=", "Unknown key 'MemoryMx'"),
        (SERVICE, "[Service]", "[Servise]", "Unknown section 'Servise'"),
        (SERVICE, "SuccessExitStatus=4 130", "SuccessExitStatus=4 1300", "1300"),
        (SERVICE, "=@system-service", "=@system-servise", "@system-servise"),
        (SERVICE, "AF_INET6", "AF_INET7", "AF_INET7"),
        (TIMER, "Persistent=yes", "Persistent=perhaps", "perhaps"),
        (TIMER, "OnCalendar=hourly", "OnCalendar=hourely", "hourely"),
        (TIMER, "RandomizedDelaySec=", "RandomisedDelaySec=", "'RandomisedDelaySec'"),
    ],
)
def test_a_slip_in_a_unit_is_told(
    units: Path, unit: str, right: str, wrong: str, told: str
) -> None:
    """Unknown keys and values are passed over with exit code 0: standard error must be read."""
    path = units / unit
    text = path.read_text("utf-8")
    assert text.count(right) == 1
    path.write_text(text.replace(right, wrong), "utf-8")
    _, said = verify(units)
    assert told in said


def test_a_checkout_that_is_not_there_is_told(units: Path) -> None:
    shutil.rmtree(units / ".venv")
    code, said = verify(units)
    assert code != 0
    assert "is not executable" in said


def exposure(units: Path, *words: str) -> float:
    program = shutil.which("systemd-analyze")
    assert program
    done = subprocess.run(
        [program, "security", "--offline=true", *words, f"./{SERVICE}"],
        cwd=units, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    found = re.search(r"Overall exposure level for \S+: (\d+\.\d)", done.stdout)
    assert found, done.stdout + done.stderr
    return float(found[1])


def test_the_service_is_exposed_little(units: Path) -> None:
    """0 is sealed off, 10 is everything; a service without a word of hardening has above 9."""
    assert exposure(units) <= 2  # 1.4 with systemd 252; versions count differently
    path = units / SERVICE
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"(?m)^(SystemCallFilter|CapabilityBoundingSet)=.*\n", "", text))
    assert exposure(units) > 2


def test_every_exit_code_is_either_fine_or_explained(units: Path) -> None:
    text = (UNITS / SERVICE).read_text("utf-8")
    found = re.search(r"^SuccessExitStatus=(.+)$", text, re.MULTILINE)
    assert found
    assert {int(code) for code in found[1].split()} == {int(code) for code in FINE}
    (explained,) = re.findall(r"^# A failure of the unit: (.+)$", text, re.MULTILINE)
    failures = {int(code) for code in re.findall(r"\d+", explained)}
    assert failures == {int(code) for code in Exit} - {0, *map(int, FINE)}
