"""What is read again: our own archive, or WARC files that others made. Each says how it is written."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from crawler import clock
from crawler.reparsing.captures import CaptureRead, CaptureWork, ScanWork
from crawler.reparsing.crew import Lost, Piece
from crawler.reparsing.pages import PageRead, PageWork
from crawler.reparsing.summary import Told
from pipelines.archive import WarcArchive
from pipelines.archive.foreign import Capture, Scanned, in_order
from pipelines.links import link_to
from pipelines.outcomes import Outcome, PageKind, Reason
from pipelines.rules import Newspaper
from pipelines.storage import intake, reparsing
from pipelines.storage.base import Run
from pipelines.storage.base_reparse import Choice, Kept, Reclosed, Reread
from pipelines.storage.rewriting import Rewriter
from pipelines.urls import Address, read_address

logger = logging.getLogger(__name__)


class Written(NamedTuple):
    """What became of one piece; without `closed` it was not readable, and `why` says so."""

    url: str
    closed: Reclosed | None
    why: str = ""


class Source(Protocol):
    """Pieces of work, and what is written of each."""

    what: str

    def first(self) -> Iterator[Piece]:
        """What has to be looked through before anything can be read."""

    def looked_through(self, piece: Any, result: Any) -> None:
        """What came of a piece of `first`."""

    def count(self) -> int:
        """How many pieces there are."""

    def pieces(self) -> Iterator[Piece]:
        """The pieces, in the order in which they are to be written."""

    def write(
        self, conn: sqlite3.Connection, run: Run, piece: Any, result: Any, now: str
    ) -> Written:
        """Write the result of one piece."""

    def close(self) -> None:
        """The end of the reading."""


class OwnArchive:
    """The archived pages of the frontier."""

    what = "pages"

    def __init__(self, rewriter: Rewriter, choice: Choice) -> None:
        self._rewriter, self._choice = rewriter, choice
        #: Articles that a rehearsal has mended, and rolled back.
        self._mended: set[int] = set()

    def first(self) -> Iterator[Piece]:
        """Nothing: the database knows its pages."""
        return iter(())

    def looked_through(self, piece: Any, result: Any) -> None:
        """Never called."""

    def count(self) -> int:
        """Pages that are chosen."""
        return self._rewriter.count(self._choice)

    def pieces(self) -> Iterator[Piece]:
        """One piece a page."""
        return map(PageWork, self._rewriter.pages(self._choice))

    def write(
        self, conn: sqlite3.Connection, run: Run, piece: PageWork, result: PageRead | Lost, now: str
    ) -> Written:
        """Mend the page's article, or end the page otherwise."""
        kept = piece.kept
        if isinstance(result, Lost):
            result = PageRead(newest=_lost(result, kept.newest_ref or kept.base_ref, now))
        if result.unreadable is not None:
            return Written(kept.url, None, result.unreadable)
        closed = reparsing.reclose(
            conn, run, kept, result.base, result.newest, now, self._choice.since
        )
        return Written(kept.url, self._once(kept, closed))

    def _once(self, kept: Kept, closed: Reclosed) -> Reclosed:
        """In a rehearsal: an article with several addresses is told as changed once, as it would be."""
        if not self._rewriter.is_rehearsal or kept.article_id is None or not closed.changes:
            return closed
        if kept.article_id not in self._mended:
            self._mended.add(kept.article_id)
            return closed
        outcome = closed.outcome
        if outcome is Outcome.STORED_UPDATE:
            again = kept.outcome == Outcome.DUPLICATE
            outcome = Outcome.DUPLICATE if again else Outcome.UNCHANGED
        return closed._replace(outcome=outcome, changes=(), cause=None)

    def close(self) -> None:
        """Nothing is open."""


#: Clocks of two machines may differ by so much; what is later was never archived.
_AHEAD_SECONDS = 86_400


class ForeignFiles:
    """Answers in WARC files of others, in the order of their times."""

    what = "archived answers"

    def __init__(
        self,
        rewriter: Rewriter,
        choice: Choice,
        paper: Newspaper,
        files: tuple[Path, ...],
        archive: WarcArchive | None,
        told: Told,
    ) -> None:
        self._rewriter, self._choice, self._paper = rewriter, choice, paper
        self._files, self._archive, self._told = files, archive, told
        self._scans: list[Scanned] = []
        self._captures: list[Capture] | None = None
        #: Articles that a rehearsal has made, and rolled back: what identifies each, to its text.
        self._made: dict[tuple[str, str], str] = {}

    def first(self) -> Iterator[Piece]:
        """Each file is looked through once."""
        return map(ScanWork, self._files)

    def looked_through(self, piece: ScanWork, result: Scanned | str | Lost) -> None:
        """Keep what is in a file; say what cannot be read of it."""
        if isinstance(result, Scanned):
            self._scans.append(result)
            self._told.passed_over.update(result.passed_over)
            for damage in result.damage:
                self._told.damaged(damage)
            if not result.captures and set(+result.passed_over) <= {"damaged"}:
                self._told.could_not_read(str(piece.file), "no record of a WARC file is in it")
            return
        why = result.detail if isinstance(result, Lost) else result
        self._told.could_not_read(str(piece.file), why)

    def count(self) -> int:
        """Answers of articles in all files."""
        return len(self._ordered())

    def _ordered(self) -> list[Capture]:
        if self._captures is None:
            self._captures = in_order(
                iter(self._scans), self._told.passed_over, clock.after(_AHEAD_SECONDS)
            )
            self._scans = []
        return self._captures

    def pieces(self) -> Iterator[Piece]:
        """One piece an answer."""
        for capture in self._ordered():
            known, hints = self._rewriter.known(capture.url)
            yield CaptureWork(capture, known, hints)

    def write(
        self,
        conn: sqlite3.Connection,
        run: Run,
        piece: CaptureWork,
        result: CaptureRead | Lost,
        now: str,
    ) -> Written:
        """Copy the answer into our archive and take it in."""
        capture = piece.capture
        if isinstance(result, Lost):
            lost = _lost(result, None, capture.fetched_at)
            result = CaptureRead(lost)
        if result.reread is None:
            return Written(capture.uri, None, result.damaged or "")
        told = result.reread
        if intake.is_left_out(conn, told, self._choice.since):
            return Written(capture.url, Reclosed(None))
        if result.data is not None and self._archive is not None:
            told.ref = self._archive.append_members(result.data, capture.fetched_at)
        if told.article is not None:
            told.article.archive_ref = told.ref
        address = read_address(capture.url, self._paper)
        assert isinstance(address, Address)
        link = link_to(address, PageKind.ARTICLE)
        return Written(capture.url, self._once(told, intake.take_in(conn, run, link, told, now)))

    def _once(self, told: Reread, closed: Reclosed) -> Reclosed:
        """In a rehearsal: later answers of a new article are told as what they would be then."""
        article = told.article
        if not self._rewriter.is_rehearsal or article is None:
            return closed
        key = (article.number_space, article.source_id) if article.source_id else ("", article.url)
        before = self._made.get(key)
        if before is None and closed.outcome is not Outcome.STORED_NEW:
            return closed
        self._made[key] = article.content_hash
        if before is None or closed.outcome is not Outcome.STORED_NEW:
            return closed
        same = before == article.content_hash
        outcome = Outcome.UNCHANGED if same else Outcome.STORED_UPDATE
        return closed._replace(outcome=outcome, cause=None if same else "edit")

    def close(self) -> None:
        """Close the file of our archive."""
        if self._archive is not None:
            self._archive.close()


def _lost(lost: Lost, ref: str | None, at: str) -> Reread:
    return Reread(ref, at, None, 0, Outcome.CRASHED, Reason.EXCEPTION, lost.detail)
