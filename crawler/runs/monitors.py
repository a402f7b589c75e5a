"""Monitors: what must hold at the end of a run for it to be `complete`.

An alarm makes the run `degraded`; a note is only told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from crawler.runs.session import Session
from pipelines.outcomes import Outcome, Reason
from pipelines.urls import section_of

#: A share of fewer articles says nothing.
LEAST_ARTICLES = 20
#: More rejected pages than this share of the articles read points at our rules.
MOST_REJECTED = 0.5
#: Taken back in one run: from so many on, and more than this share of the pages asked.
LEAST_WITHDRAWN = 5
MOST_WITHDRAWN = 0.2


def alarms(session: Session) -> Iterator[str]:
    """One line for each monitor that fails."""
    yield from _coverage(session)
    yield from _rejected(session)
    yield from _withdrawn(session)
    yield from _moved(session)
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
    # An address that the site itself calls gone says nothing of our rules.
    gone = [Reason.NOT_FOUND, Reason.REDIRECT]
    if session.mode.numbers or session.mode.bounds:
        gone.append(Reason.SOFT_404)
    absent = sum(session.reasons[f"{Outcome.REJECTED}/{reason}"] for reason in gone)
    rejected = session.counts[Outcome.REJECTED] - absent
    articles = session.covered["articles"]
    if rejected >= LEAST_ARTICLES and rejected > MOST_REJECTED * (articles + rejected):
        yield f"{rejected} of {articles + rejected} pages rejected"


def _withdrawn(session: Session) -> Iterator[str]:
    """Newspapers take single articles back: many at once are a fault of the site, or of ours."""
    gone, visits = session.counts[Outcome.WITHDRAWN], sum(session.counts.values())
    if gone >= LEAST_WITHDRAWN and gone > MOST_WITHDRAWN * visits:
        yield f"{gone} of {visits} pages are gone: is the site itself, or has it moved?"


def _moved(session: Session) -> Iterator[str]:
    """A site that sends its own pages elsewhere has moved, or was taken over."""
    gone = session.reasons[f"{Outcome.SKIPPED}/{Reason.OFF_SITE}"]
    visits = sum(session.counts.values())
    if gone and gone > MOST_REJECTED * visits:
        yield f"{gone} of {visits} pages lead to other hosts: has the newspaper moved?"


def notes(session: Session) -> Iterator[str]:
    """What a person may want to know and no alarm is due for."""
    yield from session.refreshing.remarks
    for url, links in session.listings.items():
        if links == 0:
            yield f"{url} lists no article"
