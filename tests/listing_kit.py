"""A listing that its tests change while it is walked."""

from collections.abc import Iterable

from pipelines.items import Link
from pipelines.outcomes import Outcome, PageKind
from pipelines.storage.base import Task
from tests.storage_kit import SITE, Desk, links, page

ROOT = f"{SITE}/kinh-te/"


PER_PAGE = 5


class Listing:
    """A newspaper's listing, newest first, that changes while it is read."""

    def __init__(self, desk: Desk, articles: int) -> None:
        self.desk = desk
        self.numbers = list(range(articles, 0, -1))
        self.pinned: list[int] = []
        self.asked: list[str] = []

    def publish(self, count: int = 1) -> None:
        for _ in range(count):
            self.numbers.insert(0, max(self.numbers, default=0) + 1)

    def take_back(self, places: Iterable[int]) -> None:
        """The newspaper withdraws what stands at these places, counted from the newest."""
        gone = set(places)
        self.numbers = [n for place, n in enumerate(self.numbers) if place not in gone]

    def links_on(self, number: int) -> list[Link]:
        start = (number - 1) * PER_PAGE
        found = links(page(n) for n in self.pinned + self.numbers[start : start + PER_PAGE])
        if start + PER_PAGE < len(self.numbers):
            found.append(Link(f"{ROOT}?p={number + 1}", PageKind.LISTING, is_next=True))
        return found

    def start(self) -> None:
        root = Link(ROOT, PageKind.LISTING)
        self.desk.add(root)
        self.desk.store.reopen(self.desk.run, [ROOT], self.desk.now)

    def read(self, task: Task) -> None:
        self.asked.append(task.url)
        number = int(task.url.partition("?p=")[2] or 1)
        self.desk.close(task, Outcome.LISTED, links=self.links_on(number))

    def walk(self, most: int = 10_000) -> list[int]:
        """Read listing pages until none is due; the page numbers asked for."""
        self.asked = []
        while len(self.asked) < most:
            tasks = self.desk.lease(1)
            if not tasks or tasks[0].kind is PageKind.ARTICLE:
                self.desk.store.release(tasks)
                break
            self.read(tasks[0])
        return [int(url.partition("?p=")[2] or 1) for url in self.asked]

    def run(self, most: int = 10_000) -> list[int]:
        self.desk.next_run()
        self.start()
        return self.walk(most)

    def known(self) -> set[int]:
        rows = self.desk.rows("SELECT url FROM pages WHERE kind = 'article'")
        return {int(row["url"].partition("-a")[2].removesuffix(".html")) for row in rows}
