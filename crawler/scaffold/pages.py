"""Saved pages: what each is, at which address, and the content system that made them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from crawler.catalogue import SYSTEMS
from crawler.scaffold.judging import Verdict, menu_links, verdict_of
from pipelines.document import Document, EncodingError, TooDeepError, parse
from pipelines.fields import machine, recognised
from pipelines.fields.language import language_of
from pipelines.fields.select import text_of
from pipelines.rules import RuleSet

#: A saved page's address is known only when it was read.
_NOWHERE = "https://unknown.invalid/"
#: What a browser writes above a page it saves.
_SAVED_FROM = re.compile(rb"saved from url=\(\d+\)(\S+)")

_DIVIDER = re.compile(r"\s[|–—·»-]\s")
_TRACKING = re.compile(r"utm_\w+$|(?:fbclid|gclid|zarsrc)$", re.IGNORECASE)


class ScaffoldError(Exception):
    """Nothing is written: the text says why, and what to do."""


@dataclass(frozen=True)
class SavedPage:
    """One saved page of the new newspaper."""

    file: Path
    #: Path of its address, with the query (its fields in order, without tracking).
    path: str
    host: str
    markup: str
    #: What its relative links resolve against.
    base: str
    language: str
    #: The rule set whose marks it carries; the generic one where there is none.
    rule_set: RuleSet
    #: As the page names its newspaper (`og:site_name`).
    site_name: str | None
    #: What its `<title>` ends in behind a divider: the newspaper's name, where all pages say the same.
    title_end: str | None = None
    #: By its content, whatever its address is.
    verdict: Verdict = "unclear"
    #: Paths of the newspaper in its menus.
    menu: tuple[str, ...] = ()


def read_saved(file: Path, hosts: frozenset[str]) -> SavedPage:
    """A saved page; raises ScaffoldError when it cannot serve as a fixture."""
    try:
        body = file.read_bytes()
        document = parse(body, None, _NOWHERE)
    except (OSError, EncodingError, TooDeepError) as error:
        raise ScaffoldError(f"{file}: {error}") from error
    url = _own_address(file, document, body, hosts)
    base = urljoin(url, document.base_url) if document.base_url != _NOWHERE else url
    name = machine(document).first_meta("og:site_name")
    return SavedPage(
        file=file,
        path=path_of(url),
        host=_host_of(url),
        base=base,
        markup=document.source.decode() if document.encoding != "utf-8" else body.decode("utf-8"),
        language=language_of(text_of(document.tree)) or "vi",
        rule_set=recognised(document, SYSTEMS),
        site_name=name[1] if name else None,
        title_end=_title_end(machine(document).title),
        verdict=verdict_of(url, body, document),
        menu=tuple(path_of(to) for to in menu_links(document, base) if _host_of(to) in hosts),
    )


def _title_end(title: str) -> str | None:
    parts = _DIVIDER.split(title)
    return parts[-1].strip() or None if len(parts) > 1 else None


def path_of(url: str) -> str:
    """Path and query of an address, in the order and spelling in which a crawl asks for it."""
    parts = urlsplit(url)
    fields = sorted(field for field in parse_qsl(parts.query) if not _TRACKING.match(field[0]))
    return (parts.path or "/") + (f"?{urlencode(fields)}" if fields else "")


def _host_of(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()


def _own_address(file: Path, document: Document, body: bytes, hosts: frozenset[str]) -> str:
    """The first of what the page calls itself that is an address of this newspaper.

    Templates name the front page on every page, and after a merger the old host: another goes first.
    """
    told = [url for url in _told(document, body) if url.startswith(("http://", "https://"))]
    if not told:
        raise ScaffoldError(
            f"{file} names no address of its own (rel=canonical or og:url): write"
            ' <link rel="canonical" href="ITS ADDRESS"> into its head and try again'
        )
    own = [url for url in told if _host_of(url) in hosts]
    if not own:
        known = ", ".join(sorted(hosts))
        raise ScaffoldError(f"{file} is a page of {_host_of(told[0]) or 'no host'}, not of {known}")
    return next((url for url in own if path_of(url) != "/"), own[0])


def _told(document: Document, body: bytes) -> Iterator[str]:
    facts = machine(document)
    yield from (href for rel, _language, href in facts.links if rel == "canonical")
    if told := facts.first_meta("og:url"):
        yield told[1]
    if saved := _SAVED_FROM.search(body[:2048]):
        yield saved[1].decode("ascii", "replace")
