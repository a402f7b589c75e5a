"""A newspaper's site kept as files: `site.json` says what each address answers.

`site.json` maps `host/path?query` to `{"file": …, "status": 200, "headers": {…}, "redirect": …}`,
every field optional; what is not in it answers 404. Files lie under `<folder>/<host>/`; in text
files `{{today}}` is printed as the day of today in Vietnam, as the clock of a menu prints it.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from tests.servers import Answer, Site

VIETNAM = timezone(timedelta(hours=7))
MARK = b"{{today}}"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "text/xml; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
}


def folder_site(folder: Path) -> Site:
    """The site of `folder`, for `tests.servers.serve`."""
    entries: dict[str, dict[str, Any]] = json.loads((folder / "site.json").read_text("utf-8"))

    def site(host: str, path: str) -> Answer | None:
        entry = entries.get(f"{host}{path}")
        return None if entry is None else _answer(folder, entry)

    return site


def _answer(folder: Path, entry: dict[str, Any]) -> Answer:
    headers = dict(entry.get("headers", {}))
    target = entry.get("redirect")
    if target is not None:
        headers.setdefault("Location", target)
    body = b""
    if "file" in entry:
        path = folder / entry["file"]
        body = path.read_bytes().replace(MARK, _today())
        headers.setdefault("Content-Type", TYPES.get(path.suffix, "application/octet-stream"))
    return Answer(body, entry.get("status", 301 if target else 200), headers)


def _today() -> bytes:
    return datetime.now(VIETNAM).strftime("%d/%m/%Y").encode()
