"""Links that stand on every page are put into the frontier once; what is written stays the same."""

import sqlite3
from dataclasses import replace

import pytest

from pipelines.outcomes import PageKind
from pipelines.storage import closing, put_before
from pipelines.storage.errors import StorageError
from tests.storage_kit import Desk, article, desk, links, page

__all__ = ["desk"]
MENU = links([page(n) for n in range(100, 110)], title="Một tin trong hộp của mọi trang")


def selects(desk: Desk, do) -> int:
    """How many looks into `pages` by address it takes."""
    seen: list[str] = []
    desk.store.connection.raw.set_trace_callback(seen.append)
    do()
    desk.store.connection.raw.set_trace_callback(None)
    return sum("FROM pages WHERE url =" in text for text in seen)


def test_the_same_box_is_looked_up_once(desk: Desk):
    first = selects(desk, lambda: desk.save(article(1), links=MENU))
    second = selects(desk, lambda: desk.save(article(2), links=MENU))
    assert first - second == len(MENU)
    counts = desk.rows("SELECT links, new_links FROM visits ORDER BY id")
    assert counts == [{"links": 10, "new_links": 10}, {"links": 10, "new_links": 0}]


def test_a_link_that_says_more_is_put_again(desk: Desk):
    desk.save(article(1), links=links([page(100)]))
    desk.save(article(2), links=links([page(100)], title="Tiêu đề của tin này là đây"))
    assert "Tiêu đề" in desk.one("SELECT hints FROM pages WHERE url = ?", page(100))
    other = replace(links([page(100)])[0], aliases=("http://bao.vn/bai-a100.html",))
    desk.save(article(3), links=[other])
    assert desk.one("SELECT count(*) FROM page_aliases") == 1


def test_a_listing_asks_in_what_state_its_links_are(desk: Desk):
    desk.save(article(1), links=MENU)
    spent = selects(desk, lambda: desk.add(*MENU))
    assert spent == len(MENU)


def test_what_was_rolled_back_was_not_put(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    def full(*_args: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(closing, "_write_page", full)
        with pytest.raises(StorageError):
            desk.save(article(1), links=MENU)
    assert desk.one("SELECT count(*) FROM pages WHERE url = ?", page(105)) == 0
    desk.save(article(2), links=MENU)
    assert desk.one("SELECT count(*) FROM pages WHERE url = ?", page(105)) == 1


def test_memory_is_bounded(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(put_before, "MOST", 5)
    desk.save(article(1), links=MENU)
    desk.save(article(2), links=links([page(200)]))
    assert desk.store._before.known(MENU[0]) is None
    assert desk.store._before.known(links([page(200)])[0]) is not None
    assert MENU[0].kind is PageKind.ARTICLE
