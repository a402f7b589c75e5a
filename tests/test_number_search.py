"""Finding the days of a window among article numbers, on newspapers that are not tidy."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from crawler.runs.bracket import DRAFT_DAYS, NumberSearch
from pipelines.rules import Window
from pipelines.storage.base_numbers import Mark
from tests.crawling import crawl, rows
from tests.servers import Answer, Site, article, listing, serve, small_site

LAST = 4_000
START, END = "2023-05-01", "2023-05-10"
WINDOW = ("-a", "mode=backfill", "-a", f"since={START}", "-a", f"until={END}")


def day(number: int) -> date:
    """Four articles a day from 2022 on."""
    return date(2022, 1, 1) + timedelta(days=number // 4)


WANTED = {str(n) for n in range(1, LAST + 1) if START <= day(n).isoformat() <= END}


def newspaper(odd: Callable[[int, str], Answer | str | None]) -> Site:
    """A section that shows its newest articles only; `odd` says what is not as it should be.

    It is asked with number and path: an Answer is given as it is, a text is the printed date.
    """

    def site(host: str, path: str) -> Answer | None:
        if host == "baolongan.vn" and path == "/kinh-te/":
            return Answer(listing(*(f"/lua-a{n}.html" for n in range(LAST, LAST - 20, -1))))
        found = re.fullmatch(r"/(?:detail|lua)-a(\d+)\.html", path)
        if host != "baolongan.vn" or not found:
            return small_site(0)(host, path)
        number = int(found[1])
        if not 1 <= number <= LAST:
            return None
        special = odd(number, path)
        if isinstance(special, Answer):
            return special
        printed = f"{day(number):%d/%m/%Y} - 08:00" if special is None else special
        return Answer(article(number, date=printed))

    return site


GONE = Answer("không có", 404)


def hole(number: int, path: str) -> Answer | None:
    return GONE if 1_995 <= number <= 2_006 else None


def wrong_old_date(number: int, path: str) -> str | None:
    return "03/02/2016 - 08:00" if number == LAST - 3 else None


def undated(number: int, path: str) -> str | None:
    return "" if number % 500 == 0 or number in {1_996, 1_998, 2_000} else None


def newest_gone(number: int, path: str) -> Answer | None:
    return GONE if number == LAST else None


def newest_busy(number: int, path: str) -> Answer | None:
    return Answer("bận", 503) if number == LAST else None


@pytest.mark.long
@pytest.mark.parametrize("odd", [hole, wrong_old_date, undated, newest_gone, newest_busy])
def test_the_window_is_whole_on_a_newspaper_that_is_not_tidy(
    tmp_path: Path, odd: Callable[[int, str], Answer | str | None]
) -> None:
    database = tmp_path / "n.db"
    with serve(newspaper(odd)) as server:
        if odd is wrong_old_date:
            crawl("baolongan", database, server.url)
        before = len(server.asked)
        crawl("baolongan", database, server.url, *WINDOW, timeout=60)
        asked = len(server.asked) - before
    found = {
        row["source_id"]
        for row in rows(
            database,
            f"SELECT source_id FROM articles WHERE published_day BETWEEN '{START}' AND '{END}'",
        )
    }
    assert found == WANTED
    assert asked < len(WANTED) + 160


class Counted:
    """Numbers in memory: article n was made on its day and printed up to DRAFT_DAYS later.

    One in seven is missing, one in a thousand has a wrong day, and there is a hole.
    """

    def __init__(self, seed: int) -> None:
        rng = Random(seed)
        start = date(2010, 1, 1)
        self.days: dict[int, str] = {}
        first = rng.randint(31_000, 180_000)
        hole = range(first, first + rng.choice((8, 40, 300)))
        for number in range(rng.randint(1, 30_000), 190_000):
            if rng.random() < 0.85 and number not in hole:
                late = rng.choice((0, 0, 0, 1, DRAFT_DAYS)) if rng.random() < 0.3 else 0
                if rng.random() < 0.001:
                    late = rng.choice((-1, 1)) * rng.randint(10, 300)
                day = start + timedelta(days=number // 54 + late)
                self.days[number] = day.isoformat()
        self.late = {
            n: d
            for n, d in self.days.items()
            if not 0 <= (date.fromisoformat(d) - start).days - n // 54 <= DRAFT_DAYS
        }
        self.asked: dict[int, str | None] = {max(self.days): self.days[max(self.days)]}

    def _dated(self) -> list[tuple[int, str]]:
        return sorted((n, d) for n, d in self.asked.items() if d)

    def newest(self, paper: str, space: str) -> tuple[int, str]:
        return max(self.asked), "h"

    def last_before(self, paper: str, space: str, day: str, skip: int = 0) -> Mark | None:
        found = [Mark(n, d) for n, d in self._dated() if d < day]
        return found[-1 - skip] if len(found) > skip else None

    def first_from(
        self, paper: str, space: str, day: str, above: int, skip: int = 0
    ) -> Mark | None:
        found = [Mark(n, d) for n, d in self._dated() if d >= day and n > above]
        return found[skip] if len(found) > skip else None

    def without_day(self, paper: str, space: str, first: int, last: int) -> set[int]:
        return {n for n, d in self.asked.items() if d is None and first <= n <= last}

    def with_day(self, paper: str, space: str, first: int, last: int) -> set[int]:
        return {n for n, d in self.asked.items() if d and first <= n <= last}


@pytest.mark.parametrize("seed", range(12))
def test_the_search_holds_the_whole_window_with_few_probes(seed: int) -> None:
    numbers = Counted(seed)
    rng = Random(seed + 100)
    since = date(2012, 1, 1) + timedelta(days=rng.randint(0, 2_500))
    until = since + timedelta(days=rng.randint(0, 60))
    window = Window(since.isoformat(), until.isoformat())
    search = NumberSearch(numbers, "p", "main", window, date(2000, 1, 1))  # type: ignore[arg-type]
    probes = 0
    while isinstance(step := search.step(), int):
        assert step not in numbers.asked, "no number is asked twice"
        numbers.asked[step] = numbers.days.get(step)
        probes += 1
        assert probes < 150
    inside = sorted(
        n
        for n, d in numbers.days.items()
        if window.since <= d <= window.until and n not in numbers.late  # type: ignore[operator]
    )
    if inside:
        assert step[0] <= inside[0]
        assert inside[-1] <= step[1]
        most = 54 * ((until - since).days + 1 + 2 * DRAFT_DAYS + 6)
        assert step[1] - step[0] < most + 400
    assert bisect_left(inside, step[0]) == 0
