"""Hours of a newspaper's life: a site of invented words, and runs over it in one process.

A run is the real one but for Scrapy's engine and the network: begin, listings, leases, the spider's
own items, all seven stages, store, archive, monitors, end and alerts. What the site answers is put
where the download would be. The clock is `crawler.clock`, moved by hand.
"""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.exceptions import DropItem
from scrapy.http import HtmlResponse, Response, TextResponse

from crawler import clock
from crawler.newspaper import raw_page
from crawler.runs.arguments import read_arguments
from crawler.runs.begin import begin
from crawler.runs.ending import Summary, end_session
from crawler.runs.session import Session
from crawler.runs.start import open_listings
from crawler.runs.watching import Watching
from crawler.systems import family_a
from pipelines import stages
from pipelines.archive import WarcArchive
from pipelines.rules import Edition, Floors, Newspaper
from pipelines.storage.base import LostLeaseError, StorageError, Task
from tests.servers import WORDS, listing

HOST = "baosau.vn"
ROOT = f"https://{HOST}"
#: Articles of a usual day by section.
SECTIONS = {"kinh-te": 14, "the-thao": 9, "phap-luat": 6, "van-hoa": 5}
PAPER = Newspaper(
    name="baosau",
    title="Báo Sáu Tuần",
    editions=(
        Edition(
            host=HOST,
            language="vi",
            listings=tuple(f"/{name}/" for name in SECTIONS),
            feeds=("/rss/home.rss",),
        ),
    ),
    addresses=family_a.ADDRESSES,
    rule_sets=family_a.RULE_SETS,
    floors=Floors(published_at=0.9),
)
#: Share of a day's articles that come in each hour from 0 on (UTC; the newspaper wakes at 6, +07:00).
_DAY = [4, 6, 9, 10, 9, 5, 5, 7, 9, 9, 7, 5, 4, 3, 3, 2, 1, 0, 0, 0, 0, 0, 1, 3]
_SHOWN = 20


@dataclass(frozen=True)
class Print:
    """One article as the newspaper has it."""

    number: int
    section: str
    at: datetime

    @property
    def path(self) -> str:
        return f"/tin-a{self.number}.html"


@dataclass
class Town:
    """The newspaper: what it has printed, and how its site fares at the moment."""

    start: datetime
    seed: int = 1
    printed: list[Print] = field(default_factory=list)
    #: Share of the usual articles that are written.
    pace: float = 1.0
    new_template: bool = False
    signed: bool = True
    #: Answers that stand in for a path, and for every page.
    odd: dict[str, tuple[int, str]] = field(default_factory=dict)
    everywhere: tuple[int, str] | None = None
    #: A section whose articles no page shows any more, as of this moment: old pages are served.
    stuck: dict[str, datetime] = field(default_factory=dict)
    #: Days by which the dates of what is printed are wrong.
    misdated: int = 0

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._number = 100_000
        self._shifted: dict[int, int] = {}

    def live(self, now: datetime) -> None:
        """One hour of writing."""
        weekend = 0.7 if now.weekday() >= 5 else 1.0
        share = _DAY[now.hour] / sum(_DAY) * weekend * self.pace
        for section, a_day in SECTIONS.items():
            # The sum of a few tosses: bursts as in life, and never more than twice the usual.
            for _ in range(2 * a_day):
                if self._random.random() < share / 2:
                    self._print(section, now)

    def _print(self, section: str, now: datetime) -> None:
        self._number += self._random.randint(1, 3)
        at = now - timedelta(minutes=self._random.randint(1, 55))
        self.printed.append(Print(self._number, section, at))
        self._shifted[self._number] = self.misdated

    # -- its site ---------------------------------------------------------------------------
    def answer(self, path: str) -> tuple[int, str, str]:
        """Status, content type and body."""
        if self.everywhere is not None or path in self.odd:
            status, body = self.everywhere or self.odd[path]
            return status, "text/html; charset=utf-8", body
        if path == "/":
            return 200, "text/html; charset=utf-8", self._front()
        if path == "/rss/home.rss":
            return 200, "application/rss+xml; charset=utf-8", self._feed()
        section, _, page = path.partition("?p=")
        if section.strip("/") in SECTIONS:
            return 200, "text/html; charset=utf-8", self._listing(section, int(page or 1))
        number = path.removeprefix("/tin-a").removesuffix(".html")
        found = next((p for p in reversed(self.printed) if str(p.number) == number), None)
        if found is None:
            return 404, "text/html; charset=utf-8", "không có"
        return 200, "text/html; charset=utf-8", self._article(found)

    def _listing(self, path: str, page: int) -> str:
        shown = self._shown(path.strip("/"), page * _SHOWN)[(page - 1) * _SHOWN :]
        more = f"{path}?p={page + 1}" if len(shown) == _SHOWN else None
        return listing(*(p.path for p in shown), next_page=more)

    def _shown(self, section: str | None = None, most: int = _SHOWN) -> list[Print]:
        found: list[Print] = []
        for one in reversed(self.printed):
            until = self.stuck.get(one.section)
            if section in {None, one.section} and (until is None or one.at < until):
                found.append(one)
            if len(found) == most:
                break
        return found

    def _front(self) -> str:
        links = "".join(f'<li><a href="/{name}/">{name}</a></li>' for name in SECTIONS)
        news = "".join(f'<li><a href="{p.path}">Tin {p.number}</a></li>' for p in self._shown())
        return f"<html><head><title>Báo</title></head><body><ul>{links}{news}</ul></body></html>"

    def _feed(self) -> str:
        items = "".join(
            f"<item><title>Tin {p.number}</title><link>{ROOT}{p.path}</link></item>"
            for p in self._shown()
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'

    def _article(self, one: Print) -> str:
        local = one.at + timedelta(hours=7, days=self._shifted[one.number])
        date = local.strftime("%d/%m/%Y - %H:%M")
        title = f"Chuyện {one.section.replace('-', ' ')} hôm nay, số {one.number}"
        told = "".join(
            f"<p>Cánh đồng số {one.number + n} rộng {one.number % 97 + n} ha. {WORDS}</p>"
            for n in range(2)
        )
        lead, heading = "fontd", "margintopbot10 fw700"
        if self.new_template:
            lead, heading = "summary", "headline"
        byline = "<strong>Minh Thư</strong>" if self.signed else ""
        return (
            f"<!doctype html><html><head><title>{title}</title></head><body>"
            f'<div id="colcate1"><div class="titlecate"><a href="/{one.section}/">'
            f'{one.section}</a></div><div class="sharemxh"><span class="pubdate">{date}</span></div>'
            f'<h1 class="{heading}">{title}</h1>'
            f'<p class="{lead}">Tin đầu mùa số {one.number} từ các xã ven sông.</p>'
            f'<div id="newscontents"><div class="content-fck">{told}'
            f'<p style="text-align: right;">{byline}</p></div></div></div></body></html>'
        )


class Teller:
    """A channel that keeps what it was told, with the hour."""

    name = "command"

    def __init__(self) -> None:
        self.heard: list[tuple[datetime, str, str]] = []
        self.messages: list[Mapping[str, Any]] = []
        self.failure: str | None = None

    def send(self, payload: Mapping[str, Any]) -> str | None:
        """Keep it."""
        if self.failure:
            return self.failure
        self.messages.append(payload)
        at = datetime.fromisoformat(payload["at"])
        for event in ("broke", "healed"):
            self.heard += [(at, event, one["subject"]) for one in payload[event]]
        return None


class Life:
    """The runs of one newspaper, one after another, under a clock that is moved."""

    def __init__(self, folder: Path, town: Town, paper: Newspaper = PAPER) -> None:
        self.database = folder / "news.db"
        self.town, self.paper, self.now = town, paper, town.start
        self.teller = Teller()
        self.watching = Watching(
            (self.teller,), {"database": folder, "archive": folder}, self.database
        )
        self._archives = folder / "news.archive"
        self.requests: Counter[str] = Counter()

    def present(self) -> datetime:
        """For `crawler.clock.present`: each look at it takes a hundredth of a second."""
        self.now += timedelta(milliseconds=10)
        return self.now

    def hour(
        self,
        *,
        crash: str | None = None,
        full_disk: bool = False,
        kill: bool = False,
        given: Mapping[str, str] | None = None,
    ) -> Summary | None:
        """One run; None when it could not begin or was killed."""
        plan = read_arguments(given or {}, self.paper)
        try:
            store, run = begin(self.database, self.paper.name, plan)
        except StorageError as error:
            self.watching.not_written(self.paper.name, str(error))
            return None
        self.watching.begun(store, run)
        archive = WarcArchive(self._archives, self.paper.name, run.id)
        session = Session(store, run, self.paper, plan.mode, archive)
        raw: sqlite3.Connection = store.connection.raw
        if full_disk:
            raw.execute(
                "PRAGMA max_page_count = 1"
            )  # as many as there are: the next one is refused
        if crash:
            session.crashed(crash)
        with suppress(StorageError, LostLeaseError):
            self._work(session, stop_after=3 if kill else None)
        if kill:
            session.close()
            store._drop_holder()
            raw.close()
            return None
        return end_session(session, 400, self.watching)

    def _work(self, session: Session, stop_after: int | None) -> None:
        if not session.stopping:
            open_listings(session)
        line = [kind(session) for kind in (
            stages.ArchiveStage, stages.OpenStage, stages.LinksStage, stages.FieldsStage,
            stages.DatesStage, stages.ValidationStage, stages.StorageStage)]  # fmt: skip
        visits = 0
        while not session.stopping and session.health[HOST].out is None:
            tasks = session.store.lease(session.run, session.mode, 8, clock.now())
            if not tasks:
                return
            while tasks and session.health[HOST].out is None and visits != stop_after:
                self._visit(session, tasks.pop(0), line)
                visits += 1
            if visits == stop_after:
                return
            session.store.release(tasks)

    def _visit(self, session: Session, task: Task, line: Iterable[stages.Stage]) -> None:
        session.open_tasks[task.page_id] = task
        session.health[HOST].requests += 1
        path = task.url.removeprefix(ROOT)
        self.requests[path] += 1
        item: Any = raw_page(self.paper.name, self._response(task, path))
        with suppress(DropItem):
            for stage in line:
                item = stage.process_item(item)

    def _response(self, task: Task, path: str) -> Response:
        status, kind, body = self.town.answer(path)
        request = Request(task.url, meta={"task": task, "started_at": clock.now()})
        cls = HtmlResponse if "html" in kind else TextResponse
        headers = {"Content-Type": kind}
        return cls(task.url, status, headers, body.encode(), request=request, encoding="utf-8")


def mended(paper: Newspaper, day: datetime) -> Newspaper:
    """The newspaper with a rule set for its new template, from this day on."""
    old = paper.rule_sets[0]
    fields = replace(
        old.fields,
        title=("h1.headline",),
        lead=("p.summary",),
        byline=(),
        published=("span.pubdate",),
    )
    new = replace(old, name="family_a/new", valid_from=day.date(), fields=fields)
    return replace(paper, rule_sets=(new, *paper.rule_sets))


Event = Callable[[Life], None]
MONDAY = datetime(2026, 1, 19, tzinfo=UTC)
