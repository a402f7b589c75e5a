"""What the tests of the store share: a clock made of numbers, articles, and short ways to visit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from pipelines.items import Article, Image, Link
from pipelines.outcomes import Outcome, PageKind
from pipelines.storage.base import Closed, PageEnd, Run, Task
from pipelines.storage.base_mode import Mode
from pipelines.storage.sqlite import SqliteStore

SITE = "https://bao.vn"
BODY = (
    "Sáng 8/1, hơn 120 hộ dân xã Bình Hòa ra đồng từ 5 giờ. Ông Nguyễn Văn An cho biết năm nay"
    " lúa chín sớm 12 ngày so với mọi năm.\n\nTheo bà Trần Thị Bé, giá lúa tăng 300 đồng mỗi kg,"
    " người trồng lãi khoảng 15 triệu đồng một ha sau khi trừ chi phí."
)


def at(seconds: float) -> str:
    """The time `seconds` after the start of the test's day."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(int(minutes), 60)
    days, hours = divmod(hours, 24)
    return f"2026-11-{1 + days:02}T{hours:02}:{minutes:02}:{rest:06.3f}Z"


def page(n: int | str, slug: str = "bai") -> str:
    """Address of the article with this number."""
    return f"{SITE}/{slug}-a{n}.html"


def article(number: int | str | None, **values: Any) -> Article:
    """An article whose digests follow from its text, as `pipelines.article` makes them."""
    base = Article(
        paper="bao",
        number_space="main",
        source_id=None if number is None else str(number),
        url=page(number if number is not None else "x"),
        language="vi",
        section="kinh-te",
        title=f"Mùa gặt sớm số {number}",
        lead=None,
        body=BODY,
        byline="Tấn Lộc",
        published_at="2026-11-01T08:00:00+07:00",
        published_precision="minute",
        published_raw="01/11/2026 08:00",
        modified_at=None,
        modified_raw=None,
        media_kind="text",
        word_count=80,
        content_hash="",
        text_hash="",
        rules="generic",
        code_version="0.1.0",
        archive_ref=None,
        images=[Image("https://bao.vn/1.jpg", "Gặt lúa", None)],
    )
    made = replace(base, **values)
    if made.published_at is None:
        made.published_precision = made.published_raw = None
    told = (
        made.title,
        made.lead,
        made.body,
        [image.caption for image in made.images],
        made.byline,
        made.published_at,
    )
    made.content_hash = sha256(repr(told).encode()).hexdigest()
    made.text_hash = sha256(made.body.encode()).hexdigest()
    return made


class Desk:
    """One store with one open run, and a clock that the test moves."""

    def __init__(self, store: SqliteStore, paper: str = "bao") -> None:
        self.store = store
        self.paper = paper
        self.mode = Mode()
        self.clock = 0.0
        self.run: Run = self.begin()

    @property
    def now(self) -> str:
        return at(self.clock)

    def begin(self) -> Run:
        self.run = self.store.begin_run(self.paper, "incremental", {}, self.now, 60)
        return self.run

    def end(self) -> None:
        self.store.end_run(self.run, self.now, "complete", 0, {"requests": 1})

    def next_run(self) -> Run:
        self.end()
        self.clock += 3600
        return self.begin()

    def add(self, *links: Link | str) -> int:
        made = [link if isinstance(link, Link) else Link(link, PageKind.ARTICLE) for link in links]
        return self.store.add(self.run, made, self.now, None)

    def lease(self, limit: int = 100, **options: Any) -> list[Task]:
        return self.store.lease(self.run, self.mode, limit, self.now, **options)

    def close(self, task: Task, outcome: Outcome | None, **values: Any) -> Closed:
        self.clock += 1
        end = PageEnd(task, outcome, self.now, self.now, http_status=200, **values)
        return self.store.close(end, self.mode)

    def visit(self, url: str, outcome: Outcome | None = None, **values: Any) -> Closed:
        """Take up one address, whatever its state, and end the visit."""
        self.add(Link(url, PageKind.ARTICLE))
        self.store.reopen(self.run, [url], self.now)
        mode, self.mode = self.mode, Mode(only_urls=(url,))
        try:
            (task,) = self.lease()
        finally:
            self.mode = mode
        return self.close(task, outcome, **values)

    def save(self, made: Article, url: str | None = None, **values: Any) -> Closed:
        """Visit the page of an article and store what it says."""
        return self.visit(url or made.url, article=made, **values)

    def rows(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        return [dict(row) for row in self.store.connection.raw.execute(sql, values)]

    def row(self, sql: str, *values: Any) -> dict[str, Any]:
        (row,) = self.rows(sql, *values)
        return row

    def one(self, sql: str, *values: Any) -> Any:
        return self.store.connection.raw.execute(sql, values).fetchone()[0]


def links(urls: Iterable[str], **hints: Any) -> list[Link]:
    return [Link(url, PageKind.ARTICLE, hints=hints) for url in urls]


@pytest.fixture(params=["file", "memory"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """Every test of the store runs over a file and in memory."""
    in_memory = request.param == "memory"
    store = SqliteStore.in_memory() if in_memory else SqliteStore.open(tmp_path / "news.db")
    yield Desk(store)
    store.close_connection()


@pytest.fixture
def filed(tmp_path: Path) -> Iterator[Desk]:
    """A store in a file, for what needs one: `tmp_path / "news.db"`."""
    store = SqliteStore.open(tmp_path / "news.db")
    yield Desk(store)
    store.close_connection()
