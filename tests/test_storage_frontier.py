"""The frontier: leases, tries, windows, and what a page is after each end."""

from dataclasses import replace

import pytest

from pipelines.items import Link
from pipelines.outcomes import STATE_AFTER, Outcome, PageKind, Reason
from pipelines.rules import Window
from pipelines.storage.base import LostLeaseError
from pipelines.storage.base_mode import Mode
from pipelines.storage.times import after, between
from tests.storage_kit import SITE, Desk, article, links, page

LISTING = Link(f"{SITE}/kinh-te/", PageKind.LISTING, hints={"section": "kinh-te"})


def leased(desk: Desk, **window: object) -> list[str]:
    """Addresses that a run with this window would take up; given back at once."""
    desk.mode = Mode(window=Window(**window))
    tasks = desk.lease()
    desk.store.release(tasks)
    return [task.url for task in tasks]


def test_addresses_are_new_once(desk: Desk):
    assert desk.add(page(1), page(2)) == 2
    assert desk.add(page(2), page(3)) == 1
    assert desk.one("SELECT count(*) FROM pages") == 3


def test_a_page_is_leased_to_one_taker(desk: Desk):
    desk.add(page(1), page(2), page(3))
    first, second = desk.lease(2), desk.lease(2)
    assert [task.url for task in first + second] == [page(1), page(2), page(3)]
    assert desk.lease(2) == []


def test_listings_come_before_articles(desk: Desk):
    desk.add(page(1), LISTING)
    assert [task.kind for task in desk.lease()] == [PageKind.LISTING, PageKind.ARTICLE]


def test_a_lease_keeps_to_its_hosts(desk: Desk):
    desk.add(page(1), "https://en.bao.vn/a2.html")
    assert desk.store.due_hosts(desk.run) == ["bao.vn", "en.bao.vn"]
    assert [task.host for task in desk.lease(host="en.bao.vn")] == ["en.bao.vn"]
    assert desk.lease(skip_hosts=["bao.vn"]) == []
    assert [task.host for task in desk.lease()] == ["bao.vn"]


def test_released_pages_are_as_if_never_taken(desk: Desk):
    desk.add(page(1))
    before = desk.rows("SELECT * FROM pages")
    desk.store.release(desk.lease())
    assert desk.rows("SELECT * FROM pages") == before


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.DEFERRED])
def test_every_outcome_leads_to_its_state_and_is_counted(desk: Desk, outcome):
    closed = desk.visit(page(1), outcome)
    told = closed.outcome
    assert told is (Outcome.REJECTED if outcome is Outcome.WITHDRAWN else outcome)
    row = desk.row("SELECT * FROM pages")
    assert (row["state"], row["outcome"], row["leased_by"]) == (STATE_AFTER[told], told, None)
    assert desk.row("SELECT outcome, url FROM visits") == {"outcome": told, "url": page(1)}
    assert desk.one(f"SELECT {told} FROM runs") == 1


def test_a_page_cannot_end_twice(desk: Desk):
    desk.add(page(1))
    (task,) = desk.lease()
    desk.close(task, Outcome.REJECTED, reason=Reason.NO_TITLE)
    with pytest.raises(LostLeaseError):
        desk.close(task, None, article=article(1))
    assert desk.one("SELECT count(*) FROM articles") == 0
    assert desk.one("SELECT count(*) FROM visits") == 1


def test_an_end_that_raises_leaves_nothing_behind(desk: Desk):
    desk.add(page(1))
    (task,) = desk.lease()
    with pytest.raises(ValueError, match="needs an article"):
        desk.close(task, None, links=links([page(2)]))
    assert desk.one("SELECT count(*) FROM pages") == 1
    assert desk.one("SELECT state FROM pages") == "leased"
    desk.close(task, None, article=article(1))


def test_tries_back_off_and_are_used_up(desk: Desk):
    desk.add(page(1))
    pauses = []
    for attempt in range(1, 6):
        (task,) = desk.lease()
        assert task.attempt == attempt
        closed = desk.close(task, Outcome.DEFERRED, reason=Reason.TIMEOUT)
        due = desk.one("SELECT next_attempt_at FROM pages")
        if closed.outcome is Outcome.DEFERRED:
            pauses.append(between(desk.now, due))
            assert desk.lease() == []
            assert desk.store.due_in(desk.run, desk.mode, desk.now, "bao.vn") == pauses[-1]
            desk.clock += pauses[-1]
    assert pauses == [30, 120, 480, 1920]
    assert (closed.outcome, closed.reason) == (Outcome.FAILED, Reason.TIMEOUT)
    assert desk.one("SELECT state FROM pages") == "dead"
    assert desk.store.waiting(desk.run, desk.mode, desk.now) == (0, None)


def test_only_the_site_uses_up_tries(desk: Desk):
    desk.add(page(1))
    for _ in range(20):
        (task,) = desk.lease()
        assert task.attempt == 1
        closed = desk.close(task, Outcome.DEFERRED, reason=Reason.DNS)
        assert closed.outcome is Outcome.DEFERRED
        desk.clock += 30


def test_retry_after_is_the_sites_word(desk: Desk):
    desk.add(page(1))
    (task,) = desk.lease()
    desk.close(task, Outcome.DEFERRED, reason=Reason.RATE_LIMITED, retry_after=777.0)
    assert desk.one("SELECT next_attempt_at FROM pages") == after(desk.now, 777)
    assert desk.store.waiting(desk.run, desk.mode, desk.now) == (1, 777.0)


def test_interrupted_pages_are_due_at_once(desk: Desk):
    desk.add(page(1))
    (task,) = desk.lease()
    desk.close(task, Outcome.DEFERRED, reason=Reason.INTERRUPTED)
    assert len(desk.lease()) == 1


def test_reopening_clears_the_outcome_and_the_tries(desk: Desk):
    desk.visit(page(1), Outcome.FAILED, reason=Reason.HTTP)
    assert desk.store.reopen(desk.run, [page(1), page(99)], desk.now) == 1
    row = desk.row("SELECT * FROM pages")
    assert (row["state"], row["outcome"], row["reason"], row["attempts"]) == (
        "pending",
        None,
        None,
        0,
    )


def test_hints_are_filled_in_while_a_page_is_open(desk: Desk):
    desk.add(Link(page(1), PageKind.ARTICLE, hints={"title": "Cũ"}))
    desk.add(Link(page(1), PageKind.ARTICLE, hints={"title": "Mới", "date": "2026-11-01"}))
    (task,) = desk.lease()
    assert task.hints == {"title": "Cũ", "date": "2026-11-01"}
    desk.close(task, Outcome.REJECTED)
    before = desk.rows("SELECT * FROM pages")
    desk.add(Link(page(1), PageKind.ARTICLE, hints={"section": "x"}))
    assert desk.rows("SELECT * FROM pages") == before


def test_days_of_a_window_are_both_included(desk: Desk):
    for day in ("2026-10-31", "2026-11-01", "2026-11-02T23:59:00+07:00", "2026-11-03"):
        desk.add(Link(page(day[:10]), PageKind.ARTICLE, hints={"date": day}))
    desk.add(page("undated"))
    inside = leased(desk, since="2026-11-01", until="2026-11-02")
    assert inside == [page("2026-11-02"), page("2026-11-01"), page("undated")], "newest day first"
    assert desk.store.left_out(desk.run, desk.mode) == 2
    assert len(leased(desk)) == 5
    assert desk.store.left_out(desk.run, desk.mode) == 0


def test_sections_of_a_window_take_in_what_is_below_them(desk: Desk):
    for section in ("kinh-te", "kinh-te/nong-nghiep", "kinh-te-bien", "xa-hoi"):
        desk.add(Link(page(section), PageKind.ARTICLE, hints={"section": section}))
    desk.add(page("unknown"), LISTING, Link(f"{SITE}/", PageKind.FRONT))
    inside = leased(desk, sections=("kinh-te",))
    assert inside == [LISTING.url, page("kinh-te"), page("kinh-te/nong-nghiep")]
    assert desk.store.left_out(desk.run, desk.mode) == 4


def test_hosts_of_a_window(desk: Desk):
    desk.add(page(1), "https://en.bao.vn/a2.html")
    assert leased(desk, hosts=("en.bao.vn",)) == ["https://en.bao.vn/a2.html"]
    assert desk.store.left_out(desk.run, desk.mode) == 1


def test_given_addresses_alone_are_asked(desk: Desk):
    desk.add(page(1), page(2), page(3), LISTING)
    desk.mode = Mode(only_urls=(page(2), page(404)))
    assert [task.url for task in desk.lease()] == [page(2)]
    desk.mode = Mode(only_urls=(page(3),))
    assert [task.url for task in desk.lease()] == [page(3)]
    assert desk.store.left_out(desk.run, desk.mode) == 2


@pytest.mark.parametrize(("published", "undated"), [("2026-10-05T08:00:00+07:00", 0), (None, 1)])
def test_a_page_of_another_day_goes_back_and_a_later_run_stores_it(desk: Desk, published, undated):
    made = article(1, published_at=published)
    desk.add(page(1))
    desk.mode = Mode(window=Window(since="2026-11-01"))
    (task,) = desk.lease()
    closed = desk.close(task, None, article=made, links=links([page(2)]))
    assert closed.outcome is None
    assert desk.one("SELECT count(*) FROM articles") + desk.one("SELECT count(*) FROM visits") == 0
    row = desk.row("SELECT * FROM pages")
    assert (row["state"], row["outcome"], row["attempts"]) == ("pending", None, 0)
    assert desk.lease() == []
    assert desk.store.left_out(desk.run, desk.mode) == 1
    assert ("undated" in row["hints"]) == undated
    desk.mode = Mode()
    desk.next_run()
    (task,) = desk.lease()
    assert desk.close(task, None, article=made).outcome is Outcome.STORED_NEW


def test_a_known_article_is_updated_whatever_the_window(desk: Desk):
    made = article(1, published_at="2026-10-05")
    desk.save(made)
    desk.store.reopen(desk.run, [page(1)], desk.now)
    desk.mode = Mode(window=Window(since="2026-11-01"))
    (task,) = desk.lease()
    assert desk.close(task, None, article=made).outcome is Outcome.UNCHANGED


def test_articles_are_asked_conditionally_only_when_they_are_stored(desk: Desk):
    desk.visit(page(1), Outcome.REJECTED, etag='"r"')
    desk.save(article(2), etag='"s"', last_modified="Sun, 01 Nov 2026 01:00:00 GMT")
    desk.store.reopen(desk.run, [page(1), page(2)], desk.now)
    rejected, stored = desk.lease()
    assert (rejected.etag, rejected.last_modified) == (None, None)
    assert (stored.etag, stored.last_modified) == ('"s"', "Sun, 01 Nov 2026 01:00:00 GMT")


def test_a_listing_is_not_asked_conditionally_when_a_304_would_hide_pages(desk: Desk):
    def etag_of_listing() -> str | None:
        desk.store.reopen(desk.run, [LISTING.url], desk.now)
        (task,) = desk.lease(1)
        desk.store.release([task])
        return task.etag

    next_page = Link(f"{LISTING.url}?p=2", PageKind.LISTING, is_next=True)
    desk.add(LISTING)
    (task,) = desk.lease()
    desk.close(task, Outcome.LISTED, links=[*links([page(1)]), next_page], etag='"l"')
    assert etag_of_listing() is None, "its walk is not finished"
    root, second = desk.lease(2)
    desk.close(second, Outcome.LISTED, links=links([page(2)]))
    desk.close(root, Outcome.LISTED, links=links([page(1)]), etag='"l"')
    assert etag_of_listing() == '"l"'
    desk.mode = Mode(backfill=True)
    assert etag_of_listing() is None, "a backfill reads every page"
    desk.mode = Mode()
    desk.rows("UPDATE runs SET code_version = '0.0.1'")
    assert etag_of_listing() is None, "other code found other links"


def test_politeness_is_kept_across_runs(desk: Desk):
    assert desk.store.host_due("bao", "bao.vn") is None
    desk.store.hold_host("bao", "bao.vn", "2026-11-01T00:01:00.000Z")
    desk.store.hold_host("bao", "bao.vn", "2026-11-01T00:00:30.000Z")
    desk.next_run()
    assert desk.store.host_due("bao", "bao.vn") == "2026-11-01T00:01:00.000Z"


def test_a_page_that_another_run_leased_cannot_be_ended(desk: Desk):
    desk.add(page(1))
    (task,) = desk.lease()
    desk.next_run()
    with pytest.raises(LostLeaseError):
        desk.close(task, None, article=article(1))
    (again,) = desk.lease()
    assert again.attempt == 1
    with pytest.raises(LostLeaseError):
        desk.close(replace(again, run=task.run), None, article=article(1))
    assert desk.one("SELECT count(*) FROM articles") == 0
