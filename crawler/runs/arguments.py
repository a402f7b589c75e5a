"""The `-a` arguments of a crawl, checked before anything is touched."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from crawler.config import unknown
from pipelines.rules import Newspaper, Window
from pipelines.storage.base_mode import Mode
from pipelines.urls import Refused, read_address

KNOWN = ("mode", "since", "until", "sections", "language", "numbers", "urls", "origin")
MODES = ("incremental", "backfill", "refresh")
#: Years that a day may be of: beyond them days cannot be counted back and forth.
EARLIEST, LATEST = 1900, 9000
_SECTION = re.compile(r"^[a-z0-9-]+(?:/[a-z0-9-]+)*$")


class ArgumentError(Exception):
    """An argument is wrong; the text says which and what is allowed."""


class Plan(NamedTuple):
    """What the operator asked for."""

    mode: Mode
    mode_name: str
    origin: str | None
    #: Kept in `runs.arguments`; those that begin with `_` (scrapyd's) included.
    arguments: dict[str, str]


def read_arguments(given: Mapping[str, str], paper: Newspaper) -> Plan:
    """Check `given`; raises ArgumentError."""
    for name in given:
        if name not in KNOWN and not name.startswith("_"):
            raise ArgumentError(unknown(f"-a {name}", [f"-a {known}" for known in KNOWN]))
    mode = given.get("mode", "incremental")
    if mode not in MODES:
        raise ArgumentError(f"-a mode={mode}: {unknown(mode, MODES)}")
    since, until = _day("since", given), _day("until", given)
    if since and until and since > until:
        raise ArgumentError(f"-a since={since} is after until={until}")
    window = Window(since, until, _sections(given), _hosts(given, paper))
    return Plan(
        Mode(
            backfill=mode == "backfill",
            window=window,
            only_urls=_urls(given, paper),
            numbers=_numbers(given, paper),
            refresh=mode == "refresh",
            max_listing_pages=paper.max_listing_pages,
        ),
        mode,
        _origin(given, paper),
        dict(given),
    )


def read_any(
    given: Mapping[str, str], of_address: Callable[[str], Newspaper | None]
) -> list[tuple[Newspaper, Plan]]:
    """The arguments of `crawl any`: its addresses, sorted by newspaper; raises ArgumentError."""
    known = ("urls", "origin")
    for name in given:
        if name not in known and not name.startswith("_"):
            raise ArgumentError(unknown(f"-a {name}", [f"-a {name}" for name in known]))
    if "urls" not in given:
        raise ArgumentError("crawl any reads given addresses: -a urls=URL,URL or -a urls=@FILE")
    papers: dict[str, Newspaper] = {}
    sorted_urls: dict[str, list[str]] = {}
    for url in _given_urls(given["urls"]):
        paper = of_address(url)
        if paper is None:
            raise ArgumentError(f"-a urls: {url[:200]} is no address of a web page")
        paper = papers.setdefault(paper.name, paper)
        sorted_urls.setdefault(paper.name, []).append(_address(url, paper))
    return [(paper, _any_plan(paper, sorted_urls[name], given)) for name, paper in papers.items()]


def _any_plan(paper: Newspaper, urls: Sequence[str], given: Mapping[str, str]) -> Plan:
    mode = Mode(only_urls=tuple(dict.fromkeys(urls)))
    return Plan(mode, "incremental", _origin(given, paper), {"_spider": "any", **given})


def _day(name: str, given: Mapping[str, str]) -> str | None:
    text = given.get(name)
    if text is None:
        return None
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ArgumentError(f"-a {name}={text}: a day is written YYYY-MM-DD, like 2017-04-29")
    try:
        day = date.fromisoformat(text)
        if not EARLIEST <= day.year <= LATEST:
            raise ValueError(f"newspapers are of the years {EARLIEST} to {LATEST}")
        return day.isoformat()
    except ValueError as error:
        raise ArgumentError(f"-a {name}={text}: {error}") from error


#: More numbers than any newspaper has had yet: a slip of the finger, and days of asking.
_MOST_NUMBERS = 1_000_000


def _numbers(given: Mapping[str, str], paper: Newspaper) -> tuple[int, int] | None:
    text = given.get("numbers")
    if text is None:
        return None
    match = re.fullmatch(r"(\d{1,9})(?:-(\d{1,9}))?", text.strip())
    if match is None:
        message = f"-a numbers={text}: one number or two with a hyphen, like 188000-188500"
        raise ArgumentError(message)
    first, last = int(match[1]), int(match[2] or match[1])
    if first > last:
        raise ArgumentError(f"-a numbers={text}: the first number is the larger one")
    if last - first >= _MOST_NUMBERS:
        raise ArgumentError(f"-a numbers={text}: at most {_MOST_NUMBERS:,} numbers at once")
    if "urls" in given:
        raise ArgumentError("-a numbers= and -a urls= do not go together: give one of them")
    if given.get("mode") == "refresh":
        return first, last
    if paper.addresses.by_number is None:
        message = f"-a numbers={text}: pages of {paper.name} do not answer by number alone"
        raise ArgumentError(message)
    if "sections" in given:
        message = "-a numbers= and -a sections= do not go together: a number tells no section"
        raise ArgumentError(message)
    return first, last


def _sections(given: Mapping[str, str]) -> tuple[str, ...]:
    if "sections" not in given:
        return ()
    names = tuple(part.strip().strip("/") for part in given["sections"].split(","))
    for name in names:
        if not _SECTION.match(name):
            message = f"-a sections={given['sections']}: section slugs with commas, like kinh-te"
            raise ArgumentError(message)
    return names


def _hosts(given: Mapping[str, str], paper: Newspaper) -> tuple[str, ...]:
    language = given.get("language", "all")
    known = {edition.language for edition in paper.editions} | {"all"}
    if language not in known:
        raise ArgumentError(f"-a language={language}: {unknown(language, known)}")
    if language == "all":
        return ()
    return tuple(e.host for e in paper.editions if e.language == language)


def _urls(given: Mapping[str, str], paper: Newspaper) -> tuple[str, ...]:
    if "urls" not in given:
        return ()
    found = _given_urls(given["urls"])
    return tuple(dict.fromkeys(_address(url, paper) for url in found))


def _given_urls(text: str) -> list[str]:
    if text.startswith("@"):
        try:
            lines = Path(text[1:]).read_text("utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise ArgumentError(f"-a urls={text}: {error}") from error
    else:
        lines = text.split(",")
    urls = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if not urls:
        raise ArgumentError(f"-a urls={text}: no address in it")
    return urls


def _address(url: str, paper: Newspaper) -> str:
    address = read_address(url, paper)
    if isinstance(address, Refused) or address.kind is None:
        hosts = ", ".join(sorted(paper.hosts))
        raise ArgumentError(f"-a urls: {url[:200]} is no page of {paper.name} (hosts: {hosts})")
    return address.url


def _origin(given: Mapping[str, str], paper: Newspaper) -> str | None:
    origin = given.get("origin")
    if origin is None:
        if paper.sample:
            message = (
                f"{paper.name} is served on this machine only: start `scrapy samplepaper` and"
                " give its address, -a origin=http://127.0.0.1:PORT"
            )
            raise ArgumentError(message)
        return None
    try:
        parts = urlsplit(origin)
        fine = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        fine = False
    if not fine or parts.path.strip("/") or parts.query or parts.username:
        message = f"-a origin={origin}: scheme, host and port alone, like http://127.0.0.1:8000"
        raise ArgumentError(message)
    return f"{parts.scheme}://{parts.netloc}"


def is_loopback(origin: str | None) -> bool:
    """True when all requests stay on this machine."""
    host = urlsplit(origin).hostname if origin else None
    if host is None:
        return False
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
