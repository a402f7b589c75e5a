"""What a worker does with one page of the archive: read its answers with today's code."""

from __future__ import annotations

import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from pipelines import archive, flow
from pipelines.archive import ArchiveError
from pipelines.items import Link, RawPage
from pipelines.outcomes import Outcome, Reason
from pipelines.rules import Newspaper
from pipelines.storage.base_reparse import Kept, Reread
from pipelines.storage.closing import LED_TO


class Tools(NamedTuple):
    """What every piece of work needs."""

    paper: Newspaper
    #: None: no archive is kept.
    folder: Path | None


@dataclass(slots=True)
class PageRead:
    """The answers of one page as they read today; `unreadable` says why the archive gives none."""

    base: Reread | None = None
    newest: Reread | None = None
    unreadable: str | None = None


@dataclass(frozen=True, slots=True)
class PageWork:
    """One page of the frontier, out of our own archive."""

    kept: Kept

    def work(self, tools: Tools) -> PageRead:
        """Read the answer behind the article's row, and a later one where there is one."""
        assert tools.folder is not None
        try:
            base, newest = (
                archive.read_page(tools.folder, ref) if ref else None
                for ref in (self.kept.base_ref, self.kept.newest_ref)
            )
        except ArchiveError as error:
            return PageRead(unreadable=str(error))
        if base and newest and (base.body, base.status) == (newest.body, newest.status):
            newest = None  # a revisit says nothing new
        paper = _as_asked(tools.paper, self.kept.url)
        return PageRead(
            base=reread(base, paper) if base else None,
            newest=reread(newest, paper) if newest else None,
        )


def _as_asked(paper: Newspaper, url: str) -> Newspaper:
    """A newspaper that is none of ours has the scheme of the address that was given."""
    edition = paper.editions[0]
    scheme = url.partition("://")[0]
    if not paper.foreign or edition.scheme == scheme:
        return paper
    return replace(paper, editions=(replace(edition, scheme=scheme),))


#: Links that this worker has sent already, by hash. Its results are all written, or the run ends.
_sent: set[int] = set()
_MOST_SENT = 1_000_000


def _not_sent(links: Sequence[Link]) -> list[Link]:
    """Most links of a page stand on many: the writer looks each up once."""
    if len(_sent) > _MOST_SENT:
        _sent.clear()
    fresh = []
    for link in links:
        key = hash((link.url, link.aliases, link.kind))
        if key not in _sent:
            _sent.add(key)
            fresh.append(link)
    return fresh


def reread(page: RawPage, paper: Newspaper) -> Reread:
    """One answer through all steps; an exception is the page's end, not the worker's."""
    started = time.perf_counter()
    told = Reread(page.archive_ref, page.fetched_at, page.status, len(page.body), None)
    try:
        reading = flow.read_page(page, paper)
    except Exception:  # noqa: BLE001  our fault, whatever it is: the page is told as crashed
        told.outcome, told.reason = Outcome.CRASHED, Reason.EXCEPTION
        told.detail = traceback.format_exc().strip()[-1_000:]
        return told
    if reading.judged is not None:
        told.outcome, told.reason, told.detail = reading.judged
    told.article, told.links = reading.article, _not_sent(reading.links)
    told.link_count = sum(link.kind in LED_TO for link in reading.links)
    told.met_urls = [*page.redirects, page.final_url or page.url, *reading.own_urls]
    told.duration_ms = round(1000 * (time.perf_counter() - started))
    return told
