"""Listings are walked without a gap, and no further than there is news."""

from collections.abc import Iterable
from random import Random

import pytest

from pipelines.items import Link
from pipelines.outcomes import Outcome, PageKind, Reason
from pipelines.rules import Window
from pipelines.storage.base import Task
from pipelines.storage.base_mode import Mode
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


def test_the_first_run_reads_all_and_a_quiet_one_the_first_page(desk: Desk):
    listing = Listing(desk, 23)
    assert listing.run() == [1, 2, 3, 4, 5, 4, 3, 2, 1], "there and back"
    assert listing.known() == set(range(1, 24))
    assert listing.run() == [1]
    assert listing.run() == [1]


def test_news_after_the_first_run_costs_no_second_walk_of_the_archive(desk: Desk):
    listing = Listing(desk, 100)
    listing.run()
    listing.publish(3)
    assert listing.run() == [1, 2], "what ends page 1 is known: nothing can have moved past it"
    listing.publish(12)
    assert listing.run() == [1, 2, 3, 4, 3, 2, 1]
    assert listing.known() == set(range(1, 116))


def test_an_interrupted_walk_is_taken_up_again(desk: Desk):
    listing = Listing(desk, 50)
    assert listing.run(most=3) == [1, 2, 3]
    assert 1 in listing.run()
    assert listing.known() == set(range(1, 51))
    assert listing.run() == [1]


def test_what_another_page_made_known_is_still_news_to_the_listing(desk: Desk):
    listing = Listing(desk, 30)
    listing.run()
    listing.publish(8)
    desk.next_run()
    # The front page shows the newest five: the listing's first page holds nothing unknown.
    desk.add(*(page(n) for n in range(34, 39)))
    listing.start()
    listing.walk()
    assert listing.known() == set(range(1, 39))


def test_pages_that_shift_while_they_are_read_leave_no_gap(desk: Desk):
    listing = Listing(desk, 30)
    desk.next_run()
    listing.start()
    for _ in range(3):
        listing.walk(most=1)
        listing.publish(7)
        # They become known from the front page at once.
        desk.add(*(page(n) for n in listing.numbers[:5]))
    listing.walk()
    listing.run()
    assert listing.known() == set(listing.numbers)


def test_pinned_articles_on_top_do_not_stop_the_walk(desk: Desk):
    listing = Listing(desk, 30)
    listing.pinned = [2, 1]
    listing.run()
    listing.publish(12)
    assert listing.run() == [1, 2, 3, 4, 3, 2, 1]
    assert listing.known() == set(range(1, 43))


def test_a_backfill_walks_on_without_news(desk: Desk):
    listing = Listing(desk, 20)
    listing.run()
    desk.mode = Mode(backfill=True)
    assert listing.run() == [1, 2, 3, 4]


def test_a_last_page_that_repeats_itself_for_ever_ends_the_walk(desk: Desk):
    listing = Listing(desk, 10)
    endless = listing.links_on

    def repeating(number: int) -> list[Link]:
        shown = [link for link in endless(min(number, 2)) if not link.is_next]
        return [*shown, Link(f"{ROOT}?p={number + 1}", PageKind.LISTING, is_next=True)]

    listing.links_on = repeating
    for backfill in (False, True):
        desk.mode = Mode(backfill=backfill)
        assert listing.run() == [1, 2, 3, 4, *([] if backfill else [2, 1])]


def test_a_walk_that_resumes_where_exactly_one_page_was_added_goes_on(desk: Desk):
    listing = Listing(desk, 30)
    listing.run(most=3)
    listing.publish(PER_PAGE)
    assert listing.walk() == [4, 5, 6, 7, 6, 5, 4, 3, 2, 1], "page 4 holds what page 3 held"
    assert listing.known() == set(range(1, 31 + PER_PAGE)), "and the way back found what came in"


def test_a_circle_of_pages_ends_the_walk(desk: Desk):
    listing = Listing(desk, 15)
    straight = listing.links_on

    def circle(number: int) -> list[Link]:
        found = straight(number)
        return (
            found if number < 3 else [*found, Link(f"{ROOT}?p=2", PageKind.LISTING, is_next=True)]
        )

    listing.links_on = circle
    assert listing.run() == [1, 2, 3, 2, 1]
    assert listing.run() == [1]


def test_an_endless_listing_is_cut_and_not_walked_again(desk: Desk):
    listing = Listing(desk, 100)
    desk.mode = Mode(max_listing_pages=4)
    assert listing.run() == [1, 2, 3, 4, 3, 2, 1]
    assert listing.run() == [1]


def test_since_stops_the_walk_and_a_run_without_it_goes_on(desk: Desk):
    listing = Listing(desk, 30)
    plain = listing.links_on

    def dated(number: int) -> list[Link]:
        return [
            link
            if link.is_next
            else Link(link.url, link.kind, hints={"date": f"2026-10-{int(link.url[-7:-5]):02}"})
            for link in plain(number)
        ]

    listing.numbers = list(range(30, 9, -1))
    listing.links_on = dated
    desk.mode = Mode(window=Window(since="2026-10-23"))
    assert listing.run() == [1, 2, 3, 2, 1], "page 3 is the first that is older throughout"
    desk.mode = Mode()
    assert listing.run() == [1, 2, 3, 4, 5, 4, 3, 2, 1]
    assert listing.run() == [1]


def test_a_listing_page_that_is_gone_is_the_end_and_one_that_failed_is_not(desk: Desk):
    for reason, again in ((Reason.NOT_FOUND, [1]), (Reason.BAD_FEED, [1, 2])):
        listing = Listing(desk, 30)
        desk.rows("DELETE FROM walk_seen")
        desk.rows("UPDATE pages SET walked_to = NULL, walk_mark = NULL, hints = NULL")
        assert listing.run(most=1) == [1]
        (task,) = desk.lease(1)
        desk.close(task, Outcome.REJECTED, reason=reason)
        listing.walk()
        assert listing.run(most=2) == again


def test_sections_of_the_front_page_are_read_once_a_run(desk: Desk):
    front, section = Link(f"{SITE}/", PageKind.FRONT), Link(f"{SITE}/xa-hoi/", PageKind.LISTING)
    for _ in range(3):
        desk.next_run()
        desk.add(front)
        desk.store.reopen(desk.run, [front.url], desk.now)
        asked = []
        while tasks := desk.lease(1):
            asked.append(tasks[0].url)
            desk.close(tasks[0], Outcome.LISTED, links=[section, front])
        assert asked == [front.url, section.url]


def test_child_sitemaps_are_read_once_a_run_and_feeds_lead_nowhere_else(desk: Desk):
    index = Link(f"{SITE}/sitemap.xml", PageKind.SITEMAP)
    child = Link(f"{SITE}/sitemap-1.xml", PageKind.SITEMAP, hints={"depth": 1})
    for new in (1, 0):
        desk.next_run()
        desk.add(index)
        desk.store.reopen(desk.run, [index.url], desk.now)
        (task,) = desk.lease()
        closed = desk.close(task, Outcome.LISTED, links=[child])
        assert (closed.links, closed.new_links) == (1, new)
        (task,) = desk.lease()
        assert (task.url, task.hints) == (child.url, {"depth": 1})
        desk.close(task, Outcome.LISTED, links=[index])
        assert desk.lease() == []


def test_listed_counts_articles_and_remembers_that_there_were_any(desk: Desk):
    listing = Listing(desk, 12)
    listing.start()
    (task,) = desk.lease()
    closed = desk.close(task, Outcome.LISTED, links=listing.links_on(1))
    assert (closed.links, closed.new_links) == (PER_PAGE, PER_PAGE)
    assert desk.store.had_links(ROOT)
    assert not desk.store.had_links(f"{ROOT}?p=2")
    assert desk.row("SELECT links, new_links FROM visits") == {"links": 5, "new_links": 5}


@pytest.mark.parametrize("seed", range(60))
def test_whatever_happens_every_article_becomes_known(seed: int, desk: Desk):
    """Publishing, cut-off runs and other pages' finds in any order; then one run to the end."""
    dice = Random(seed)
    listing = Listing(desk, dice.randint(0, 40))
    for _ in range(dice.randint(1, 12)):
        event = dice.random()
        if event < 0.35:
            listing.publish(dice.randint(1, 14))
        elif event < 0.55 and listing.numbers:
            desk.add(*(page(n) for n in dice.sample(listing.numbers, min(4, len(listing.numbers)))))
        elif event < 0.7:
            listing.walk(most=dice.randint(1, 3))
        else:
            listing.run(most=dice.randint(1, 6))
    listing.run()
    assert listing.known() == set(listing.numbers)
    assert listing.run() == [1], "then a quiet run costs one page"


@pytest.mark.parametrize("page_read", range(1, 6))
def test_what_moves_up_when_articles_are_taken_back_is_met_on_the_way_back(
    page_read: int, desk: Desk
):
    """Each page of the walk in turn is the last that was read before others are taken back."""
    listing = Listing(desk, 26)
    listing.run(most=page_read)
    listing.take_back([0, 2, 4])
    listing.walk()
    assert set(listing.numbers) <= listing.known()
    assert listing.run() == [1], "and then all is vouched for"


def test_what_moved_to_the_last_page_but_one_is_met_when_the_last_is_gone(desk: Desk):
    listing = Listing(desk, 11)
    listing.run(most=2)
    listing.take_back([3])
    (task,) = desk.lease(1)
    assert task.url == f"{ROOT}?p=3"
    desk.close(task, Outcome.REJECTED, reason=Reason.NOT_FOUND)
    listing.walk()
    assert set(listing.numbers) <= listing.known()


def test_the_way_back_asks_conditionally_and_goes_on_from_what_is_unchanged(desk: Desk):
    listing = Listing(desk, 15)
    listing.start()
    for task in [desk.lease(1)[0]]:
        desk.close(task, Outcome.LISTED, links=listing.links_on(1), etag='"one"')
    for number in (2, 3):
        (task,) = desk.lease(1)
        assert task.etag is None, "the way down asks for the links"
        desk.close(task, Outcome.LISTED, links=listing.links_on(number), etag=f'"{number}"')
    for etag in ('"2"', '"one"'):
        (task,) = desk.lease(1)
        assert task.etag == etag
        desk.close(task, Outcome.NOT_MODIFIED)
    assert [task for task in desk.lease() if task.kind is not PageKind.ARTICLE] == []
    assert desk.row("SELECT hints, walked_to FROM pages WHERE url = ?", ROOT)["walked_to"]


def test_a_way_back_that_was_cut_off_is_no_end_and_begins_anew(desk: Desk):
    listing = Listing(desk, 26)
    assert listing.run(most=8) == [1, 2, 3, 4, 5, 6, 5, 4]
    listing.take_back([1])
    assert listing.run()[:2] == [1, 2], "the root is read as a root, not on the way back"
    assert set(listing.numbers) <= listing.known()
    assert listing.run() == [1]


@pytest.mark.parametrize("seed", range(60))
def test_articles_taken_back_at_any_moment_hide_no_other(seed: int, desk: Desk):
    dice = Random(seed)
    listing = Listing(desk, dice.randint(5, 40))
    for _ in range(dice.randint(1, 4)):
        desk.next_run()
        listing.publish(dice.randint(0, 14))
        listing.start()
        while listing.walk(most=1):
            if dice.random() < 0.3 and listing.numbers:
                listing.take_back([dice.randrange(len(listing.numbers))])
        assert set(listing.numbers) <= listing.known()


def test_a_page_that_one_walk_reads_on_its_way_back_is_not_taken_over_by_another(desk: Desk):
    """Two listings go on to one page; the second gets there between its reopening and its lease."""
    one, other, shared, last = ROOT, f"{SITE}/xa-hoi/", f"{ROOT}?p=2", f"{ROOT}?p=3"

    def read(task: Task, first: int, following: str | None) -> None:
        found = links(page(n) for n in range(first, first + 3))
        if following is not None:
            found.append(Link(following, PageKind.LISTING, is_next=True))
        desk.close(task, Outcome.LISTED, links=found)

    desk.add(Link(one, PageKind.LISTING))
    read(desk.lease(1)[0], 10, shared)
    read(desk.lease(1)[0], 20, last)
    desk.add(Link(other, PageKind.LISTING))
    tasks = {task.url: task for task in desk.lease(2)}
    read(tasks[last], 30, None)  # the walk turns: the shared page is due again
    read(tasks[other], 40, shared)
    asked = []
    while (task := desk.lease(1)[0]).kind is PageKind.LISTING:
        asked.append(task.url)
        desk.close(task, Outcome.LISTED, links=[])
    assert asked == [shared, one], "back to where this walk came from"
    walked = desk.rows("SELECT url, walked_to FROM pages WHERE walked_to IS NOT NULL")
    assert [row["url"] for row in walked] == [one], "the other walk vouches for nothing yet"
