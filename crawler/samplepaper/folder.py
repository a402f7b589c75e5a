"""A site of static files: `site.json` says what each address answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from crawler.samplepaper.answer import HTML, Answer, negotiated
from crawler.samplepaper.model import HANOI

#: Printed as the day of today, as the clock of a menu prints it.
_TODAY = b"{{today}}"
_TYPES = {
    ".txt": "text/plain; charset=utf-8",
    ".xml": "text/xml; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
}


class FolderSite:
    """Serves the files of a folder.

    Its `site.json` maps `host/path?query` to {file, status, headers, redirect}, every field
    optional; what it does not name is 404. Answers carry an ETag over the file.
    """

    def __init__(self, path: Path) -> None:
        self._folder = path
        self._entries: dict[str, dict[str, Any]] = json.loads(
            (path / "site.json").read_text(encoding="utf-8")
        )

    def hosts(self) -> list[str]:
        """Every host name that answers."""
        return sorted({key.partition("/")[0] for key in self._entries})

    def answer(self, host: str, target: str, headers: Mapping[str, str]) -> Answer:
        """The answer to GET `target` (path and query) under the host name `host`."""
        entry = self._entries.get(f"{host.lower().partition(':')[0]}{target}")
        if entry is None:
            return Answer(404, {"Content-Type": HTML}, b"<h1>404 Not Found</h1>\n")
        given = dict(entry.get("headers", {}))
        if "redirect" in entry:
            return Answer(entry.get("status", 301), {"Location": entry["redirect"], **given})
        name = entry.get("file")
        body = (self._folder / name).read_bytes() if name else b""
        made = {"Content-Type": _TYPES.get(Path(name or "").suffix, HTML), **given}
        status = entry.get("status", 200)
        if status == 200:
            made.setdefault("ETag", f'W/"{sha256(body).hexdigest()[:20]}"')
        today = f"{datetime.now(HANOI):%d/%m/%Y}".encode()
        return negotiated(Answer(status, made, body.replace(_TODAY, today)), headers)
