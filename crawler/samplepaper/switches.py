"""Bad inputs that the server sends when it is told to: `scrapy samplepaper --with NAME,…`."""

from __future__ import annotations

from collections.abc import Callable

from crawler.samplepaper.answer import HTML, Answer

#: Host name and target to an odd answer, or None where the switch leaves the page alone.
Switch = Callable[[str, str], Answer | None]

_WALL = (
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>"
    "<script src='/cdn-cgi/challenge-platform/x.js'></script></body></html>"
)


def _robots_503(_host: str, target: str) -> Answer | None:
    return Answer(503, {"Retry-After": "3"}) if target == "/robots.txt" else None


def _rate_limited(_host: str, target: str) -> Answer | None:
    return Answer(429, {"Retry-After": "2"}) if target.startswith("/kinh-te") else None


def _wall(_host: str, target: str) -> Answer | None:
    if target == "/robots.txt":
        return None
    return Answer(200, {"Content-Type": HTML}, _WALL.encode())


def _storm(_host: str, target: str) -> Answer | None:
    return None if target == "/robots.txt" else Answer(503)


def _loop(_host: str, target: str) -> Answer | None:
    path = target.partition("?")[0]
    return Answer(302, {"Location": target}) if path.endswith("-a20849.html") else None


SWITCHES: dict[str, Switch] = {
    "robots-503": _robots_503,
    "rate-limited": _rate_limited,
    "wall": _wall,
    "storm": _storm,
    "loop": _loop,
}


def chosen(name: str) -> Switch:
    """The switch of that name."""
    if name not in SWITCHES:
        raise ValueError(f"no switch {name}; there are: {', '.join(sorted(SWITCHES))}")
    return SWITCHES[name]
