"""Where a redirect leads: an address of its own, in `pages` before it is asked, ended with the visit.

A hop is leased by the run like the page that led to it. So a crawl that is killed on the way loses
neither, and nobody asks for the hop meanwhile.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from pipelines.items import Link
from pipelines.outcomes import Outcome, PageKind, PageState, Reason
from pipelines.storage.base import PageEnd, Run
from pipelines.storage.base_hops import HOP, Hop
from pipelines.storage.frontier import as_json, insert, read_hints
from pipelines.storage.storing import Stored

_OF_AN_ARTICLE = {
    Outcome.STORED_NEW,
    Outcome.STORED_UPDATE,
    Outcome.UNCHANGED,
    Outcome.NOT_MODIFIED,
    Outcome.DUPLICATE,
}


def take(conn: sqlite3.Connection, run: Run, link: Link, now: str, found_on: str) -> Hop:
    """Put the address into the frontier, leased; what is leased or done already stays as it is."""
    row = conn.execute(
        "SELECT id, state, attempts FROM pages WHERE url = ?", (link.url,)
    ).fetchone()
    article = conn.execute(
        "SELECT 1 FROM article_urls u JOIN articles a ON a.id = u.article_id"
        " WHERE u.url = ? AND a.status = 'live'",
        (link.url,),
    ).fetchone()
    is_open = row is not None and row["state"] in {PageState.PENDING, PageState.RETRY}
    if row is not None and not (is_open and link.kind is PageKind.ARTICLE):
        leased = row["state"] == PageState.LEASED
        stored = article is not None and row["state"] == PageState.DONE
        return Hop(row["id"], link, row["attempts"] + 1, leased=leased, stored=stored)
    hints = link.hints if link.kind is PageKind.ARTICLE else {**link.hints, HOP: 1}
    page_id = row["id"] if row else insert(conn, run, link, hints, now, found_on).id
    conn.execute(
        "UPDATE pages SET state = 'leased', leased_by = ?, outcome = NULL, reason = NULL"
        " WHERE id = ?",
        (run.id, page_id),
    )
    return Hop(page_id, link, row["attempts"] + 1 if row else 1, taken=True)


def give_back(conn: sqlite3.Connection, end: PageEnd, learnt: dict[str, object]) -> None:
    """The visit ended for now: its hops wait like its page, knowing what was learnt."""
    for hop in end.hops:
        row = conn.execute("SELECT hints FROM pages WHERE id = ?", (hop.page_id,)).fetchone()
        conn.execute(
            "UPDATE pages SET state = 'pending', leased_by = NULL, hints = ? WHERE id = ?",
            (as_json(read_hints(row["hints"]) | learnt), hop.page_id),
        )


def ends(end: PageEnd, stored: Stored, outcome: Outcome) -> Iterator[tuple[PageEnd, Stored]]:
    """How each hop ends, after its visit ended with `outcome`."""
    for hop in end.hops:
        last = hop is end.hops[-1]
        of_hop = replace(
            end,
            task=replace(
                end.task,
                page_id=hop.page_id,
                url=hop.link.url,
                kind=hop.link.kind,
                attempt=hop.attempt,
            ),
            detail=f"reached from {end.task.url}",
            http_status=end.http_status if last else None,
            bytes=0,
            hops=(),
        )
        yield of_hop, _stored(hop, stored, outcome, last=last)


def _stored(hop: Hop, stored: Stored, outcome: Outcome, *, last: bool) -> Stored:
    if last and outcome is Outcome.SKIPPED:
        return Stored(outcome, stored.reason, None, None)
    if hop.asked_alone and outcome in _OF_AN_ARTICLE and stored.article_id is not None:
        return Stored(Outcome.DUPLICATE, None, stored.article_id, stored.version)
    if last and hop.asked_alone and outcome in {Outcome.REJECTED, Outcome.WITHDRAWN}:
        return Stored(Outcome.REJECTED, stored.reason, None, None)
    if last and hop.asked_alone and outcome in {Outcome.DEFERRED, Outcome.FAILED}:
        return Stored(Outcome.DEFERRED, stored.reason, None, None)
    # A place on the way, or a page that is read under the address that led to it.
    return Stored(Outcome.REJECTED, Reason.REDIRECT, None, None)
