"""What the settings of alerts may be (see `options`): a command line, an address."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path
from urllib.parse import urlsplit


def command(text: str, home: Path | None) -> tuple[str, ...] | None:
    """Words of a command line, as a shell would split them; None when it is empty."""
    del home
    words = tuple(shlex.split(text))
    if words and shutil.which(words[0]) is None:
        raise ValueError(
            f"its first word is a program, and no {words[0]!r} is there that may be run"
        )
    return words or None


def webhook(text: str, home: Path | None) -> str | None:
    """An address that is posted to; None when it is empty."""
    del home
    text = text.strip()
    if not text:
        return None
    try:
        parts = urlsplit(text)
        fine = parts.scheme in {"http", "https"} and parts.hostname and (parts.port or 1) > 0
    except ValueError:
        fine = False
    if not fine or not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("an address, http://… or https://…, in ASCII and without blanks")
    return text
