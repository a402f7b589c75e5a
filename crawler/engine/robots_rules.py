"""The text of a robots.txt: cut to size as RFC 9309 allows, parsed, and known again by a digest."""

from __future__ import annotations

import hashlib
import re

from protego import Protego

#: RFC 9309, 2.5: at least this much must be read; more is nobody's rules.
MAX_BYTES = 512 * 1024
#: A longer crawl-delay would stretch one visit of a paper over days; see docs/decisions.md.
MAX_CRAWL_DELAY = 60.0

_NAMED = re.compile(r"(\s*user[- ]?agent\s*[:\s]\s*)([^#]*)", re.IGNORECASE)
_TOKEN = re.compile(r"\*(?=\s|$)|[a-z_-]+", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")


class Rules:
    """What one robots.txt says to us."""

    def __init__(self, body: bytes, agent: str) -> None:
        self._agent = agent
        text = whole_lines(body).decode("utf-8-sig", "replace")
        text = "\n".join(_by_token(line, agent) for line in text.splitlines())
        self._rules = Protego.parse(text)
        #: Differs when rules differ; comments and sitemaps may change as they like.
        self.digest = _digest(text, agent)

    def allows(self, url: str) -> bool:
        """True when `url` may be asked."""
        return bool(self._rules.can_fetch(url, self._agent))

    @property
    def sitemaps(self) -> list[str]:
        """Sitemaps it names."""
        return list(self._rules.sitemaps)

    @property
    def crawl_delay(self) -> float:
        """Seconds between two requests, within reason; 0 when it says nothing."""
        delay = self._rules.crawl_delay(self._agent)
        return min(float(delay), MAX_CRAWL_DELAY) if delay and delay > 0 else 0.0


def whole_lines(body: bytes) -> bytes:
    """The part within the cap; a line that the cap cuts is no rule, for half of it says another."""
    if len(body) <= MAX_BYTES:
        return body
    within = body[:MAX_BYTES]
    if body[MAX_BYTES : MAX_BYTES + 1] in {b"\n", b"\r"}:
        return within
    return within[: max(within.rfind(b"\n"), within.rfind(b"\r")) + 1]


def _by_token(line: str, agent: str) -> str:
    """The line; a group's name as RFC 9309 reads it, the product token alone, and the whole of it.

    Protego takes the beginning of our name for our name; people copy a User-Agent, version and all.
    """
    named = _NAMED.match(line)
    if named is None:
        return line
    token = _TOKEN.match(named[2])
    name = token[0].lower() if token else ""
    # "/" is in no product token: a group of such a name is nobody's.
    return named[1] + (name if name in {"*", agent.lower()} else f"/{named[2].strip()}")


def _digest(text: str, agent: str) -> str:
    lines = (line.partition("#")[0].strip() for line in _LINE_END.split(text))
    kept = [line for line in lines if line and not line.lower().startswith("sitemap")]
    return hashlib.sha256("\n".join([agent, *kept]).encode()).hexdigest()[:16]
