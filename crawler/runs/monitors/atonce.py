"""What must hold in one run, whatever the runs before it were: judged from the first run on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from crawler.runs.monitors.bench import Bench, cannot_judge
from crawler.runs.monitors.chance import Share
from crawler.runs.session import Session
from crawler.runs.tally import COVERED
from pipelines.outcomes import Outcome, Reason
from pipelines.storage.base_watch import FAILED, OK, Result
from pipelines.urls import section_of

#: A share of fewer articles says nothing.
LEAST_ARTICLES = 20
#: More pages than this share that lead to other hosts: the newspaper has moved.
MOST_ELSEWHERE = 0.5
#: Taken back in one run: from so many on, and more than this share of the pages asked.
LEAST_WITHDRAWN = 5
MOST_WITHDRAWN = 0.2


def judge(bench: Bench, *, whole: bool) -> Iterator[Result]:
    """Floors of the newspaper's file, and what no newspaper does in one run.

    `whole`: the run asked what is new in the whole newspaper, and listings are judged by their past.
    """
    session = bench.session
    yield from _floors(bench)
    yield _rejected(session)
    yield _withdrawn(session)
    yield _moved(session)
    for section in session.mode.window.sections:
        found = [n for url, n in session.tally.listings.items() if section_of(url) == section]
        # One that is as it was lists what it listed; the other edition may not have the section.
        same = any(
            seen.outcome is Outcome.NOT_MODIFIED and section_of(url) == section
            for url, seen in session.tally.sources.items()
        )
        if found and not any(found) and not same:
            told = f"section {section}: no listing of it lists an article; is the name right?"
            yield Result("listings", f"section {section}", FAILED, told)
    if not whole:
        for url, links in session.tally.listings.items():
            if links == 0 and session.store.had_links(url):
                told = f"{url} lists no article, and used to"
                yield Result("listings", f"listing {url}", FAILED, told)


def _floors(bench: Bench) -> Iterator[Result]:
    """The share of articles that have a field: of this run, or of the newest if it has few."""
    for name, floor in asdict(bench.session.paper.floors).items():
        if name not in COVERED:
            continue
        subject = f"field {name}"
        covered = bench.session.tally.covered
        now, which = Share(covered[name], covered["articles"]), ""
        if now.total < LEAST_ARTICLES:
            which = " new in the last week"
            now = bench.newest("covered", name, since=bench.healed.get(subject))
        if now.total < LEAST_ARTICLES:
            why = f"{name}: {now.total} articles{which}, {LEAST_ARTICLES} are needed"
            yield cannot_judge("floor", why, subject)
            continue
        told = (
            f"{name}: {now.share:.0%} of {now.total} articles{which} have it,"
            f" the floor is {floor:.0%}"
        )
        state = FAILED if now.share < floor else OK
        yield Result("floor", subject, state, told, now.share, floor)


def _rejected(session: Session) -> Result:
    # An address that the site itself calls gone says nothing of our rules.
    gone = [Reason.NOT_FOUND, Reason.REDIRECT]
    if session.mode.numbers or session.mode.bounds:
        gone.append(Reason.SOFT_404)
    absent = sum(session.reasons[f"{Outcome.REJECTED}/{reason}"] for reason in gone)
    rejected = session.counts[Outcome.REJECTED] - absent
    pages = session.tally.covered["articles"] + rejected
    # More of them than that point at our rules.
    most = 1.0 - session.paper.floors.articles
    failed = rejected >= LEAST_ARTICLES and rejected > most * pages
    told = f"{rejected} of {pages} pages rejected"
    share = rejected / pages if pages else None
    return Result("floor", "refused in one run", FAILED if failed else OK, told, share, most)


def _withdrawn(session: Session) -> Result:
    """Newspapers take single articles back: many at once are a fault of the site, or of ours."""
    gone, visits = session.counts[Outcome.WITHDRAWN], sum(session.counts.values())
    failed = gone >= LEAST_WITHDRAWN and gone > MOST_WITHDRAWN * visits
    told = f"{gone} of {visits} pages are gone: is the site itself, or has it moved?"
    return Result("site", "pages gone", FAILED if failed else OK, told)


def _moved(session: Session) -> Result:
    """A site that sends its own pages elsewhere has moved, or was taken over."""
    gone = session.reasons[f"{Outcome.SKIPPED}/{Reason.OFF_SITE}"]
    visits = sum(session.counts.values())
    failed = gone and gone > MOST_ELSEWHERE * visits
    told = f"{gone} of {visits} pages lead to other hosts: has the newspaper moved?"
    return Result("site", "pages elsewhere", FAILED if failed else OK, told)


def notes(session: Session) -> Iterator[str]:
    """What a person may want to know and no alarm is due for."""
    yield from session.refreshing.remarks
    for url, links in session.tally.listings.items():
        if links == 0:
            yield f"{url} lists no article"
