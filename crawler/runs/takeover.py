"""The process behind a lock: told so that no other is taken for it, and ended when it is stopped.

Linux alone tells what is needed (/proc, process descriptors). Elsewhere nothing is told, and
nothing is ended.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
from pathlib import Path

_PROC = Path("/proc")
#: Milliseconds that a killed process gets to be gone; one that waits for a disk takes longer.
_GONE_MS = 5_000


class CannotEndError(Exception):
    """The process may not be ended from here; the text says why, and what a person can do."""


def this_process() -> str:
    """This process in words that `end_stopped` understands; empty where the system tells too little."""
    try:
        _, started = _state(os.getpid())
        told = {"pid": os.getpid(), "started": started, "place": _place()}
    except OSError:
        return ""
    return json.dumps(told)


def end_stopped(told: str) -> int:
    """End the process that `this_process` told of, which is stopped (SIGSTOP); its id.

    Only where it is surely that process, on this machine, of this user, and does nothing. Raises
    CannotEndError otherwise.
    """
    try:
        found = json.loads(told)
        pid, started, place = int(found["pid"]), str(found["started"]), found["place"]
    except (ValueError, TypeError, KeyError) as error:
        raise CannotEndError(
            "which process that is was not told: find it (fuser, lsof) and end it"
        ) from error
    by_hand = f"end it there (kill -9 {pid}) or wake it (kill -CONT {pid})"
    if sys.platform != "linux":
        raise CannotEndError(f"this system does not tell enough of process {pid}: {by_hand}")
    try:
        if place != _place():
            message = f"process {pid} is on another machine, or in a container: {by_hand}"
            raise CannotEndError(message)
        descriptor = os.pidfd_open(pid)
    except OSError as error:
        raise CannotEndError(f"process {pid} cannot be reached ({error}): start again") from error
    try:
        # From here on the descriptor stands for this one process, whatever becomes of its id.
        _check(pid, started, by_hand)
        signal.pidfd_send_signal(descriptor, signal.SIGKILL)
        gone = select.poll()
        gone.register(descriptor, select.POLLIN)
        if not gone.poll(_GONE_MS):
            raise CannotEndError(f"process {pid} was killed and is not gone yet: start again later")
    except OSError as error:
        raise CannotEndError(f"process {pid} cannot be ended ({error}): {by_hand}") from error
    finally:
        os.close(descriptor)
    return pid


def _check(pid: int, started: str, by_hand: str) -> None:
    state, found = _state(pid)
    if found != started:
        raise CannotEndError(f"process {pid} is another one by now: start again")
    if (_PROC / str(pid)).stat().st_uid != os.geteuid():
        raise CannotEndError(f"process {pid} is another user's: {by_hand}")
    if state == "t":
        raise CannotEndError(f"process {pid} is held by a debugger: let it go on, or end it")
    if state != "T":
        raise CannotEndError(f"process {pid} is at work: wait until its write is done")


def _state(pid: int) -> tuple[str, str]:
    """The kernel's letter for what a process does, and when it started (ticks since the boot)."""
    # The name before the last bracket may hold anything; 22nd field of proc(5) is the start.
    fields = (_PROC / str(pid) / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    return fields[0], fields[19]


def _place() -> str:
    """Where a process id means one process: this boot of this machine, and the set of its ids."""
    boot = (_PROC / "sys/kernel/random/boot_id").read_text("utf-8").strip()
    return f"{boot} {(_PROC / 'self/ns/pid').readlink()}"
