"""Asks a newspaper for its articles by number, a few hundred addresses at a time.

`numbers=A-B` gives the range; a backfill of days looks for it first (`crawler.runs.bracket`). Where
pages do not answer by number alone, the listings are walked instead. Other runs with a window look
for the range too, but leave the numbers to their listings: it tells which links may belong to it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from crawler import clock
from crawler.runs.bracket import NumberSearch
from crawler.runs.course import CHUNK, Course
from pipelines.items import Link
from pipelines.links import link_to
from pipelines.outcomes import PageKind
from pipelines.rules import Edition, Newspaper
from pipelines.storage.base_mode import Mode
from pipelines.storage.base_numbers import BY_NUMBER
from pipelines.urls import Address, read_address

if TYPE_CHECKING:
    from crawler.runs.session import Session

logger = logging.getLogger(__name__)

#: Numbers that are asked before pages are said not to answer by number.
TRIALS = 4


@dataclass(slots=True)
class _Space:
    """One row of numbers, and the editions that count in it."""

    name: str
    editions: tuple[Edition, ...]
    #: Goes over the numbers that are asked; None while they are looked for.
    course: Course | None = None
    #: The address by which it is tried whether pages answer by number at all.
    trial: str | None = None
    answers: bool | None = None
    trials: int = 0
    #: Numbers from this one on have been tried.
    tried_to: int = 10**9
    probe: int | None = None
    probes: int = 0
    search: NumberSearch | None = field(default=None)


class NumberFeed:
    """Fills the frontier with numbers when it runs dry."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._asks_each = leads_by_number(session)
        self._spaces = [_Space(name, editions) for name, editions in _spaces(session)]
        for space in self._spaces:
            if session.mode.numbers:
                self._settle(space, session.mode.numbers)

    def refill(self, host: str) -> bool:
        """Put the next numbers of `host` into the frontier; False: there are none, or not yet."""
        for space in self._spaces:
            hosts = [edition.host for edition in space.editions]
            if host not in hosts or self._session.health[host].out:
                continue
            if space.course is None:
                return self._looked_for(space, host)
            return self._next(space, host, first=host == hosts[0])
        return False

    # -- a range ----------------------------------------------------------------------------
    def _next(self, space: _Space, host: str, *, first: bool) -> bool:
        assert space.course is not None
        numbers, paper = self._session.store.numbers, self._session.paper.name
        if not first:
            # Another edition may hold what the first one does not.
            span = (space.course.first, space.course.last)
            absent = numbers.absent(paper, space.name, span, host, CHUNK)
            return self._ask(space, host, absent) > 0
        while (wanted := space.course.take()) is not None:
            known = numbers.known(paper, space.name, wanted.start, wanted.stop)
            if self._ask(space, host, [n for n in wanted if n not in known]):
                return True
        return False

    def _settle(self, space: _Space, span: tuple[int, int]) -> None:
        """These numbers are asked; in a range that was asked for, each of them."""
        session = self._session
        present = partial(session.store.numbers.present, session.paper.name, space.name)
        space.course = Course(*span, present, steps_over_holes=not session.mode.numbers)

    def _ask(self, space: _Space, host: str, found: Sequence[int], *, probe: bool = False) -> int:
        edition = next(edition for edition in space.editions if edition.host == host)
        hints = {BY_NUMBER: 1, "probe": 1} if probe else {BY_NUMBER: 1}
        links = [link_of(number, edition, self._session.paper, hints) for number in found]
        with self._session.writing():
            return self._session.store.numbers.ask(
                self._session.run, links, clock.now(), probe=probe
            )

    # -- the days of a window ---------------------------------------------------------------
    def _looked_for(self, space: _Space, host: str) -> bool:
        session = self._session
        busy = any(task.kind is not PageKind.ARTICLE for task in session.open_tasks.values())
        if busy or host != space.editions[0].host:
            return False  # listings tell the newest numbers and their days first
        if space.answers is None and not self._tried(space):
            return True
        if not space.answers:
            return self._walk_instead(space)
        if space.probe is not None and session.store.numbers.waits(
            session.paper.name, space.name, space.probe
        ):
            return False
        return self._step(space, host)

    def _tried(self, space: _Space) -> bool:
        """Whether pages answer by number is known now; else one of the newest is asked for so.

        A single page may be gone, or answer badly just now: a few are tried before it is a no.
        """
        numbers, paper = self._session.store.numbers, self._session.paper
        while space.answers is None:
            if space.trial is not None:
                answered = numbers.answered(space.trial)
                if answered is None:
                    return False
                if answered or space.trials >= TRIALS:
                    space.answers = answered
                    return True
            newest = numbers.newest(paper.name, space.name, space.tried_to)
            edition = next((e for e in space.editions if newest and e.host == newest[1]), None)
            if newest is None:
                space.answers = False
                return True
            space.tried_to = newest[0]
            if edition is not None:
                self._try(space, link_of(newest[0], edition, paper, {BY_NUMBER: 1, "probe": 1}))
        return True

    def _try(self, space: _Space, link: Link) -> None:
        space.trial = link.url
        space.trials += 1
        with self._session.writing():
            self._session.store.numbers.ask(self._session.run, [link], clock.now())

    def _walk_instead(self, space: _Space) -> bool:
        logger.info("pages of %s do not answer by number: listings are walked", space.name)
        return self._walk(space)

    def _walk(self, space: _Space) -> bool:
        """Listings lead on; they are opened again where the numbers held them back."""
        self._spaces.remove(space)
        session, held_back = self._session, not self._session.mode.walks
        session.mode = replace(session.mode, probing=bool(self._unsettled()), walks=True)
        if held_back:
            with session.writing():
                session.store.reopen_listings(session.run, session.mode)
        return True

    def _step(self, space: _Space, host: str) -> bool:
        session = self._session
        if space.search is None:
            space.search = NumberSearch(
                session.store.numbers,
                session.paper.name,
                space.name,
                session.mode.window,
                session.paper.dates.online_since,
            )
        step = space.search.step()
        if isinstance(step, int):
            space.probe = step
            space.probes += 1
            return self._ask(space, host, [step], probe=True) > 0
        logger.info("numbers %d to %d, found with %d probes", *step, space.probes)
        bounds = dict(session.mode.bounds or {}) | {e.host: step for e in space.editions}
        session.mode = replace(session.mode, bounds=bounds)
        if not self._asks_each:
            return self._walk(space)
        self._settle(space, step)
        session.mode = replace(session.mode, probing=bool(self._unsettled()))
        self._next(space, host, first=True)
        return True

    def _unsettled(self) -> list[_Space]:
        return [space for space in self._spaces if space.course is None]


def _spaces(session: Session) -> Iterator[tuple[str, tuple[Edition, ...]]]:
    hosts = session.mode.window.hosts
    editions = [e for e in session.paper.editions if not hosts or e.host in hosts]
    for name in dict.fromkeys(edition.number_space for edition in editions):
        yield name, tuple(e for e in editions if e.number_space == name)


def link_of(number: int, edition: Edition, paper: Newspaper, hints: Mapping[str, object]) -> Link:
    """The address by which `edition` answers for an article's number alone."""
    assert paper.addresses.by_number is not None
    path = paper.addresses.by_number.format(number=number)
    address = read_address(f"{edition.scheme}://{edition.host}{path}", paper)
    assert isinstance(address, Address)
    return link_to(address, PageKind.ARTICLE, dict(hints))


def leads_by_number(session: Session) -> bool:
    """True when the run asks for each number: of a given range, or of the days of a backfill."""
    mode = session.mode
    if session.paper.addresses.by_number is None or mode.only_urls or mode.refresh:
        return False
    return bool(mode.numbers) or (mode.backfill and has_days(mode) and not mode.window.sections)


def knows_days_by_number(session: Session) -> bool:
    """True when the run keeps to days, and numbers can tell which undated links belong to them."""
    mode = session.mode
    return session.paper.addresses.by_number is not None and has_days(mode) and not mode.given


def has_days(mode: Mode) -> bool:
    """True when the run keeps to days."""
    return bool(mode.window.since or mode.window.until)
