"""Saved pages: what each is, at which address, and the content system that made them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from crawler.catalogue import SYSTEMS
from pipelines.document import Document, EncodingError, TooDeepError, parse
from pipelines.fields import machine, recognised
from pipelines.fields.language import language_of
from pipelines.fields.select import text_of
from pipelines.rules import RuleSet

#: A saved page's address is known only when it was read.
_NOWHERE = "https://unknown.invalid/"
#: What a browser writes above a page it saves.
_SAVED_FROM = re.compile(rb"saved from url=\(\d+\)(\S+)")


class ScaffoldError(Exception):
    """Nothing is written: the text says why, and what to do."""


@dataclass(frozen=True)
class SavedPage:
    """One saved page of the new newspaper."""

    file: Path
    #: Path of its address, with the query.
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


def read_saved(file: Path, hosts: frozenset[str]) -> SavedPage:
    """A saved page; raises ScaffoldError when it cannot serve as a fixture."""
    try:
        body = file.read_bytes()
        document = parse(body, None, _NOWHERE)
    except (OSError, EncodingError, TooDeepError) as error:
        raise ScaffoldError(f"{file}: {error}") from error
    url = _own_address(document, body)
    if url is None:
        raise ScaffoldError(
            f"{file} names no address of its own (rel=canonical or og:url): write"
            ' <link rel="canonical" href="ITS ADDRESS"> into its head and try again'
        )
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if host not in hosts:
        known = ", ".join(sorted(hosts))
        raise ScaffoldError(f"{file} is a page of {host or 'no host'}, not of {known}")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    name = machine(document).first_meta("og:site_name")
    return SavedPage(
        file=file,
        path=path,
        host=host,
        base=urljoin(url, document.base_url) if document.base_url != _NOWHERE else url,
        markup=document.source.decode() if document.encoding != "utf-8" else body.decode("utf-8"),
        language=language_of(text_of(document.tree)) or "vi",
        rule_set=recognised(document, SYSTEMS),
        site_name=name[1] if name else None,
    )


def _own_address(document: Document, body: bytes) -> str | None:
    facts = machine(document)
    for rel, _language, href in facts.links:
        if rel == "canonical" and href.startswith("http"):
            return href
    told = facts.first_meta("og:url")
    if told and told[1].startswith("http"):
        return told[1]
    saved = _SAVED_FROM.search(body[:2048])
    return saved[1].decode("ascii", "replace") if saved else None
