"""Whether this machine lets a test have namespaces and a control group of its own."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path

import pytest

_GROUPS = Path("/sys/fs/cgroup")


@cache
def _has_namespaces() -> bool:
    words = [
        "unshare",
        "--mount",
        "--propagation",
        "private",
        "mount",
        "-t",
        "tmpfs",
        "none",
        "/run",
    ]
    try:
        return subprocess.run(words, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@cache
def _has_groups() -> bool:
    made = _GROUPS / f"baotinh-test-{os.getpid()}"
    try:
        made.mkdir()
        made.rmdir()
    except OSError:
        return False
    return True


#: Containers seldom have these, virtual machines do.
needs_namespaces = pytest.mark.skipif(
    os.geteuid() != 0 or not _has_namespaces(),
    reason="namespaces of its own need root, and a machine that allows them",
)
needs_groups = pytest.mark.skipif(
    os.geteuid() != 0 or not _has_groups(),
    reason="a systemd of its own needs a control group of its own",
)
