"""A crawl whose standard error is a terminal, as for a person who watches it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import struct
import subprocess
import termios
import threading
from collections.abc import Callable

from tests.crawling import Done, command, environment


def crawl_on_a_terminal(
    words: list[str],
    *,
    columns: int = 160,
    once_running: Callable[[subprocess.Popen[bytes]], None] | None = None,
    **env: str,
) -> Done:
    """Run it to its end; `err` is everything that the terminal was sent."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    seen: list[bytes] = []

    def watch() -> None:
        # Linux answers EIO, others nothing, once the last writer has closed its end.
        with contextlib.suppress(OSError):
            while block := os.read(ours, 65536):
                seen.append(block)

    variables = environment(NO_COLOR="", TERM="xterm-256color") | env
    del variables["COLUMNS"]
    process = subprocess.Popen(
        command(*words), env=variables, stdout=subprocess.PIPE, stderr=theirs
    )
    os.close(theirs)
    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        if once_running:
            once_running(process)
        out, _ = process.communicate(timeout=90)
    finally:
        process.kill()
        process.wait()
        watcher.join(timeout=10)
        os.close(ours)
    return Done(process.returncode, out.decode(), b"".join(seen).decode("utf-8", "replace"))
