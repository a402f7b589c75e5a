"""The way back over a listing: what is taken back at any moment hides no other article."""

from random import Random

import pytest

from pipelines.items import Link
from pipelines.outcomes import Outcome, PageKind, Reason
from pipelines.storage.base import Task
from tests.listing_kit import ROOT, Listing
from tests.storage_kit import SITE, Desk, links, page


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
