"""What a run opens at its start: the front page, listings, feeds and sitemaps, or given addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from crawler import clock
from crawler.runs.numbers import NumberFeed, knows_days_by_number, leads_by_number
from crawler.runs.session import Session
from pipelines.items import Link
from pipelines.links import link_to
from pipelines.outcomes import PageKind
from pipelines.rules import Edition
from pipelines.urls import Refused, read_address, section_of


def open_listings(session: Session) -> None:
    """Put the run's starting points into the frontier and make known ones due again."""
    mode = session.mode
    if mode.refresh:
        with session.writing():
            found = session.store.choose_revisits(session.run, mode, clock.now())
        session.refreshing.chosen(found)
        return
    if leads_by_number(session) or knows_days_by_number(session):
        session.refill = NumberFeed(session).refill
    if mode.numbers:
        with session.writing():
            session.store.numbers.reopen_failed(session.run, *mode.numbers)
        return
    if knows_days_by_number(session):
        # The days are looked for among the numbers before undated pages are asked. A backfill's
        # walks wait too: they end where the numbers are older than the window.
        session.mode = replace(mode, probing=True, walks=not mode.backfill)
    session.open_again(list(_starting_points(session)))
    if not session.mode.only_urls:
        # Sections found by earlier runs: the front page that led to them may answer 304.
        with session.writing():
            session.store.reopen_listings(session.run, session.mode)


def _starting_points(session: Session) -> Iterator[Link]:
    if session.mode.only_urls:
        for url in session.mode.only_urls:
            address = read_address(url, session.paper)
            assert not isinstance(address, Refused)
            yield link_to(address, address.kind or PageKind.ARTICLE)
        return
    hosts = session.mode.window.hosts
    for edition in session.paper.editions:
        if not hosts or edition.host in hosts:
            yield from _of_edition(edition, session)


def _of_edition(edition: Edition, session: Session) -> Iterator[Link]:
    root = f"{edition.scheme}://{edition.host}"
    wanted = session.mode.window.sections
    # A section that the newspaper's file does not know is tried under its name in every edition.
    unknown = (f"/{name}/" for name in wanted if not _listed(name, session.paper.editions))
    for path in (*edition.listings, *unknown):
        section = section_of(root + path)
        if not wanted or _inside(section, wanted):
            yield Link(root + path, PageKind.LISTING, hints={"section": section})
    if wanted:
        # The front page and feeds mix all sections: a narrowed run walks its own only.
        return
    yield Link(root + edition.front, PageKind.FRONT)
    for kind, paths in ((PageKind.FEED, edition.feeds), (PageKind.SITEMAP, edition.sitemaps)):
        for path in paths:
            yield Link(root + path, kind)


def _listed(section: str, editions: Iterable[Edition]) -> bool:
    return any(path.strip("/") == section for edition in editions for path in edition.listings)


def _inside(section: str | None, wanted: object) -> bool:
    assert isinstance(wanted, (tuple, list))
    return section is not None and any(
        section == name or section.startswith(f"{name}/") for name in wanted
    )
