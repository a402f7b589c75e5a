"""Monitors: what must hold at the end of a run for it to be `complete`.

An alarm makes the run `degraded`; a note is only told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from crawler.runs.session import Session
from pipelines.outcomes import Outcome
from pipelines.urls import section_of

#: A share of fewer articles says nothing.
LEAST_ARTICLES = 20
#: More rejected pages than this share of the articles read points at our rules.
MOST_REJECTED = 0.5


def alarms(session: Session) -> Iterator[str]:
    """One line for each monitor that fails."""
    yield from _coverage(session)
    yield from _rejected(session)
    for section in session.mode.window.sections:
        found = [n for url, n in session.listings.items() if section_of(url) == section]
        if found and not any(found):
            yield f"section {section}: no listing of it lists an article; is the name right?"
    for url, links in session.listings.items():
        if links == 0 and session.store.had_links(url):
            yield f"{url} lists no article, and used to"


def _coverage(session: Session) -> Iterator[str]:
    articles = session.covered["articles"]
    if articles < LEAST_ARTICLES:
        return
    for name, floor in asdict(session.paper.floors).items():
        share = session.covered[name] / articles
        if share < floor:
            yield f"{name}: {share:.0%} of {articles} articles have it, the floor is {floor:.0%}"


def _rejected(session: Session) -> Iterator[str]:
    rejected = session.counts[Outcome.REJECTED]
    articles = session.covered["articles"]
    if rejected >= LEAST_ARTICLES and rejected > MOST_REJECTED * (articles + rejected):
        yield f"{rejected} of {articles + rejected} pages rejected"


def notes(session: Session) -> Iterator[str]:
    """What a person may want to know and no alarm is due for."""
    for url, links in session.listings.items():
        if links == 0:
            yield f"{url} lists no article"
