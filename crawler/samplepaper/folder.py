"""A site of static files: `site.json` says what each address answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from crawler.samplepaper.answer import HTML, Answer, negotiated


class FolderSite:
    """Serves `<path>/<host>/…`; each host folder has a `site.json`.

    `site.json` maps `path?query` to {file, status, headers, redirect}; what it does not name is
    404. The key `aliases` lists further host names that answer the same.
    """

    def __init__(self, path: Path) -> None:
        self._hosts: dict[str, tuple[Path, dict[str, Any]]] = {}
        for file in sorted(path.glob("*/site.json")):
            facts = json.loads(file.read_text(encoding="utf-8"))
            for host in (file.parent.name, *facts.get("aliases", ())):
                self._hosts[host] = (file.parent, facts["addresses"])

    def hosts(self) -> list[str]:
        """Every host name that answers."""
        return sorted(self._hosts)

    def answer(self, host: str, target: str, headers: Mapping[str, str]) -> Answer:
        """The answer to GET `target` (path and query) under the host name `host`."""
        folder, addresses = self._hosts.get(host.lower().partition(":")[0], (None, {}))
        facts = addresses.get(target)
        if folder is None or facts is None:
            return Answer(404, {"Content-Type": HTML}, b"<h1>404 Not Found</h1>\n")
        if "redirect" in facts:
            return Answer(facts.get("status", 301), {"Location": facts["redirect"]})
        body = (folder / facts["file"]).read_bytes() if "file" in facts else b""
        status = facts.get("status", 200)
        made = {"Content-Type": HTML, **facts.get("headers", {})}
        if status == 200:
            made.setdefault("ETag", f'"{sha256(body).hexdigest()[:20]}"')
        if "Last-Modified" in made:
            parsedate_to_datetime(made["Last-Modified"])  # a typing error shows here, not later
        return negotiated(Answer(status, made, body), headers)
