"""Leases of any run take exactly what `window.inside` holds, each page once, and counts say the same."""

from __future__ import annotations

import json
import random
from datetime import datetime

import pytest

from pipelines.rules import Window
from pipelines.storage.base_mode import Mode
from pipelines.storage.tables_frontier import OPEN
from pipelines.storage.window import inside
from tests.storage_kit import Desk, article, at, desk, page

__all__ = ["desk"]
HOSTS = ("bao.vn", "en.bao.vn", "tin.bao.vn")
SECTIONS = (None, "kinh-te", "kinh-te/lua", "kinh-te/lua/gao", "kinh-te-bien", "the-thao")
DAYS = (
    "2026-02-28",
    "2026-03-01",
    "2026-03-15",
    "2026-03-15T08:00:00+07:00",
    "2026-03-31",
    "2026-04-01",
)
KINDS = ("article",) * 8 + ("listing", "sitemap", "front", "feed")
TIMES = (None, None, at(0), at(50), at(5_000), at(900_000))


def hints(chance: random.Random) -> str | None:
    """Any of what links, sitemaps, probes and windows before leave on a page."""
    found: dict[str, object] = {}
    if section := chance.choice(SECTIONS):
        found["section"] = section
    if chance.random() < 0.5:
        found["date"] = chance.choice(DAYS)
    if chance.random() < 0.4:
        found["lastmod"] = chance.choice(DAYS)
    odd = (("undated", True), ("probe", 1), ("root", 1))
    found |= {name: value for name, value in odd if chance.random() < 0.2}
    return json.dumps(found) if found else None


def filled(desk: Desk, chance: random.Random, count: int) -> None:
    """Pages of every sort; some are done, and some are another newspaper's."""
    for number in range(1, count + 1):
        state = chance.choice(("pending", "pending", "pending", "retry", "done", "dead"))
        desk.rows(
            "INSERT INTO pages (url, paper, host, kind, state, discovered_at, hints, next_attempt_at,"
            " number_space, number) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'main', ?)",
            page(number),
            "bao" if chance.random() < 0.95 else "tin",
            chance.choice(HOSTS),
            chance.choice(KINDS),
            state,
            desk.now,
            hints(chance),
            chance.choice(TIMES),
            number if chance.random() < 0.7 else None,
        )


def any_mode(chance: random.Random, count: int) -> Mode:
    """What a run may keep to, in any mixture."""
    window = Window(
        since=chance.choice((None, "2026-03-01", "2026-03-15")),
        until=chance.choice((None, "2026-03-15", "2026-03-31")),
        sections=chance.choice(
            ((), (), ("kinh-te",), ("kinh-te/lua", "kinh-te"), ("the-thao", "no"))
        ),
        hosts=chance.choice(((), (), HOSTS[:1], HOSTS[1:])),
    )
    numbers = (count // 4, count // 2)
    known = {host: numbers for host in HOSTS if chance.random() < 0.6}
    given = tuple(page(n) for n in chance.sample(range(1, 2 * count), count // 2))
    return Mode(
        backfill=chance.random() < 0.5,
        window=window,
        walks=chance.random() < 0.7,
        # Only days are probed for.
        probing=bool(window.since or window.until) and chance.random() < 0.4,
        bounds=chance.choice((None, known)),
        numbers=numbers if chance.random() < 0.15 else None,
        only_urls=given if chance.random() < 0.2 else (),
    )


def is_inside(desk: Desk, mode: Mode) -> dict[int, tuple[str, str]]:
    """Open pages of the newspaper inside the mode: host, and when each is due."""
    desk.store.waiting(desk.run, mode, desk.now)  # given addresses are known to SQL
    condition, values = inside(mode)
    rows = desk.store.connection.raw.execute(
        "SELECT id, host, ifnull(next_attempt_at, '') AS due FROM pages"
        f" WHERE paper = 'bao' AND {OPEN} AND {condition}",
        values,
    )
    return {row["id"]: (row["host"], row["due"]) for row in rows}


def firsts(desk: Desk, expected: dict[int, tuple[str, str]]) -> dict[str, float]:
    """Of each host with such pages, seconds until the first is due."""
    told: dict[str, float] = {}
    for host, due in expected.values():
        pause = datetime.fromisoformat(due or desk.now) - datetime.fromisoformat(desk.now)
        seconds = max(0.0, pause.total_seconds())
        told[host] = min(told.get(host, seconds), seconds)
    return told


def counts_are_right(desk: Desk, expected: dict[int, tuple[str, str]]) -> None:
    whole = desk.one(f"SELECT count(*) FROM pages WHERE paper = 'bao' AND {OPEN}")
    told = firsts(desk, expected)
    waiting = desk.store.waiting(desk.run, desk.mode, desk.now)
    assert waiting == (len(expected), min(told.values(), default=None))
    assert desk.store.left_out(desk.run, desk.mode) == whole - len(expected)
    for host in HOSTS:
        assert desk.store.due_in(desk.run, desk.mode, desk.now, host) == told.get(host)


def drained(desk: Desk, chance: random.Random) -> list[int]:
    """Pages that leases of all sizes take now, of one host or of all; some are given back between."""
    taken = []
    while tasks := desk.lease(chance.choice((1, 7, 16)), host=chance.choice((None, *HOSTS))):
        if chance.random() < 0.1:
            desk.store.release(tasks)
        else:
            taken += [task.page_id for task in tasks]
    return taken + [task.page_id for task in desk.lease(1_000)]


@pytest.mark.parametrize("seed", range(40))
def test_leases_take_what_is_inside_and_counts_say_so(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    count = chance.choice((30, 300))
    filled(desk, chance, count)
    met = 0
    for _ in range(6):
        desk.clock, taken = 100.0, list[int]()
        desk.mode = any_mode(chance, count)
        expected = is_inside(desk, desk.mode)
        counts_are_right(desk, expected)
        for clock in (100.0, 10_000.0, 1_000_000.0):
            desk.clock = clock
            taken += drained(desk, chance)
            assert sorted(taken) == sorted(
                page for page in expected if expected[page][1] <= desk.now
            )
        assert len(taken) == len(expected)
        counts_are_right(desk, {})
        met += len(taken)
        desk.rows("UPDATE pages SET state = 'pending' WHERE state = 'leased' AND id % 2")
        desk.rows("UPDATE pages SET state = 'retry' WHERE state = 'leased'")
    assert met > 0


def test_a_refresh_of_another_address_of_an_article_asks_its_own(desk: Desk) -> None:
    desk.save(article(1))
    desk.save(article(1), url=page(1, "ten-khac"))
    desk.mode = Mode(only_urls=(page(1, "ten-khac"),), refresh=True)
    assert desk.store.choose_revisits(desk.run, desk.mode, desk.now).pages == 1
    assert desk.store.waiting(desk.run, desk.mode, desk.now) == (1, 0.0)
    assert [task.url for task in desk.lease()] == [page(1)]
