"""What a site answers: status, headers, body, and 304 where the asker has it already."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from typing import Protocol

HTML = "text/html; charset=utf-8"
#: Pages print the clock of the moment here; it is no part of what an ETag stands for.
CLOCK = "@@CLOCK@@"
_WORTH_GZIP = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Answering(Protocol):
    """Anything that can be served: the sample newspaper, a folder of files."""

    def answer(self, host: str, target: str, headers: Mapping[str, str]) -> Answer:
        """The answer to GET `target` (path and query) under the host name `host`."""
        ...


def page(
    text: str,
    clock: str = "",
    modified: datetime | None = None,
    kind: str = HTML,
    status: int = 200,
) -> Answer:
    """A page with its validators: a weak ETag over all but the clock, and Last-Modified."""
    headers = {"Content-Type": kind}
    if status == 200:
        digest = sha256(text.encode()).hexdigest()[:20]
        headers["ETag"] = f'W/"{digest}"'
        if modified is not None:
            headers["Last-Modified"] = format_datetime(modified.astimezone(UTC), usegmt=True)
    return Answer(status, headers, text.replace(CLOCK, clock).encode())


def moved(target: str, status: int = 301) -> Answer:
    """A redirect to `target`."""
    return Answer(status, {"Location": target, "Content-Type": HTML})


def negotiated(answer: Answer, headers: Mapping[str, str]) -> Answer:
    """The same answer as a server sends it: 304 where nothing changed, gzip where it is read."""
    if answer.status == 200 and _is_known(answer, headers):
        kept = {k: v for k, v in answer.headers.items() if k in {"ETag", "Last-Modified"}}
        return Answer(304, kept)
    if "gzip" in _get(headers, "Accept-Encoding") and len(answer.body) > _WORTH_GZIP:
        packed = {**answer.headers, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return replace(answer, headers=packed, body=gzip.compress(answer.body, 5, mtime=0))
    return answer


def _is_known(answer: Answer, headers: Mapping[str, str]) -> bool:
    asked = _get(headers, "If-None-Match")
    if asked:
        tags = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
        return answer.headers.get("ETag", "").removeprefix("W/") in tags
    since = _get(headers, "If-Modified-Since")
    modified = answer.headers.get("Last-Modified")
    if not since or modified is None:
        return False
    try:
        return parsedate_to_datetime(modified) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):  # not a date, or one without a zone
        return False


def _get(headers: Mapping[str, str], name: str) -> str:
    return next((v for k, v in headers.items() if k.lower() == name.lower()), "")
