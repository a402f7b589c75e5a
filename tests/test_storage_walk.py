"""Listings are walked without a gap, and no further than there is news."""

from pipelines.items import Link
from pipelines.outcomes import Outcome, PageKind, Reason
from pipelines.rules import Window
from pipelines.storage.base_mode import Mode
from tests.listing_kit import PER_PAGE, ROOT, Listing
from tests.storage_kit import SITE, Desk, page


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
