"""A process is ended for another only when it is surely the one, this user's, and stopped."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from crawler.runs.takeover import CannotEndError, end_stopped, this_process
from tests.killing import state_of, wait_for

TELLS = """
import sys
from crawler.runs.takeover import this_process
print(this_process(), flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", TELLS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    yield process
    process.kill()
    process.communicate()


def stopped(process: subprocess.Popen[str]) -> str:
    """The process stopped; what it told of itself."""
    assert process.stdout is not None
    told = process.stdout.readline()
    process.send_signal(signal.SIGSTOP)
    wait_for(lambda: state_of(process.pid) == "T", "a stop")
    return told


def test_a_stopped_process_is_ended(sleeper: subprocess.Popen[str]) -> None:
    assert end_stopped(stopped(sleeper)) == sleeper.pid
    assert sleeper.wait(timeout=5) == -signal.SIGKILL


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"started": "1"}, "is another one by now"),
        ({"place": "elsewhere"}, r"another machine.*kill -9 \d+"),
        ({"pid": None}, "was not told"),
        ({"pid": 2**22 + 1}, "cannot be reached"),
    ],
)
def test_another_is_left_alone(
    sleeper: subprocess.Popen[str], changed: dict[str, object], why: str
) -> None:
    told = json.loads(stopped(sleeper)) | changed
    with pytest.raises(CannotEndError, match=why):
        end_stopped(json.dumps(told))
    assert sleeper.poll() is None


def test_one_that_works_is_left_alone() -> None:
    with pytest.raises(CannotEndError, match="is at work"):
        end_stopped(this_process())


def test_one_that_told_nothing_is_left_alone() -> None:
    with pytest.raises(CannotEndError, match="was not told"):
        end_stopped("")


def test_another_users_is_left_alone(
    sleeper: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = stopped(sleeper)
    monkeypatch.setattr(os, "geteuid", lambda: 4_000_000)
    with pytest.raises(CannotEndError, match=r"another user's: end it there \(kill -9"):
        end_stopped(told)
    assert sleeper.poll() is None
