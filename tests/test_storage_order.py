"""A date against the order of article numbers is told as a conflict, and stays what it is."""

import random
from pathlib import Path

import pytest

from pipelines.items import Source
from pipelines.storage import order
from tests.crawling import crawl, rows, scrapy
from tests.servers import Answer, serve, small_site
from tests.servers import article as html
from tests.storage_kit import Desk, article

CONFLICTS = (
    "SELECT a.source_id AS number, p.conflict FROM provenance p JOIN articles a ON a.id = p.article_id"
    " WHERE p.field = 'published_at' AND p.conflict IS NOT NULL ORDER BY 1"
)


def save(desk: Desk, number: int, day: str, conflict: str | None = None, **values) -> None:
    told = {"published_at": Source("structure", day, conflict)}
    desk.save(article(number, published_at=f"{day}T08:00:00+07:00", provenance=told, **values))


def conflicts(desk: Desk) -> dict[str, str]:
    return {row["number"]: row["conflict"] for row in desk.rows(CONFLICTS)}


@pytest.mark.parametrize("seed", range(8))
def test_what_is_told_does_not_depend_on_the_order_of_the_crawl(desk: Desk, seed: int):
    days = {number: f"2026-10-{number:02}" for number in range(1, 13)}
    days |= {4: "2026-01-04", 9: "2026-12-09"}
    numbers = sorted(days)
    random.Random(seed).shuffle(numbers)
    for number in numbers:
        save(desk, number, days[number])
    assert conflicts(desk) == {
        "4": "order of numbers: 2 is of 2026-10-02, 3 is of 2026-10-03",
        "9": "order of numbers: 10 is of 2026-10-10, 11 is of 2026-10-11",
    }
    assert desk.one("SELECT published_day FROM articles WHERE source_id = '4'") == "2026-01-04"


def test_few_days_and_a_single_witness_are_no_conflict(desk: Desk):
    for number, day in ((1, "2026-10-03"), (2, "2026-10-03"), (3, "2026-10-01"), (4, "2026-10-04")):
        save(desk, number, day)
    assert conflicts(desk) == {}
    # 5 is older than 4 alone: one of the two is wrong, and nobody knows which.
    save(desk, 6, "2026-10-01")
    assert conflicts(desk) == {}


def test_other_conflicts_stay_and_a_mended_date_takes_its_own_back(desk: Desk):
    for number in (1, 2):
        save(desk, number, "2026-10-10")
    save(desk, 3, "2026-01-03", "json-ld: 2026-10-11; hint: 2026-10-12")
    assert conflicts(desk) == {
        "3": "json-ld: 2026-10-11; hint: 2026-10-12; order of numbers: 1 is of 2026-10-10,"
        " 2 is of 2026-10-10"
    }
    save(desk, 3, "2026-10-11", "hint: 2026-10-12")
    assert conflicts(desk) == {"3": "hint: 2026-10-12"}


def test_a_mended_neighbour_turns_the_judgement(desk: Desk):
    save(desk, 1, "2026-12-20")
    save(desk, 2, "2026-12-20")
    save(desk, 3, "2026-10-03")
    assert list(conflicts(desk)) == ["3"]
    save(desk, 2, "2026-10-02")
    assert list(conflicts(desk)) == ["1"]


def test_numbers_are_compared_as_numbers_and_within_their_row(desk: Desk):
    save(desk, 9, "2026-10-09")
    save(desk, 10, "2026-10-10")
    save(desk, 100, "2026-10-20")
    save(desk, 8, "2026-01-01", number_space="other")
    assert conflicts(desk) == {}


def test_the_look_at_neighbours_is_one_index_away(desk: Desk):
    save(desk, 1, "2026-10-01")
    sql = f"{order._OF_SPACE} AND CAST(source_id AS INTEGER) < :number ORDER BY 2 DESC LIMIT 4"
    values = {"paper": "bao", "space": "main", "number": 5}
    plan = desk.store.connection.raw.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
    told = " ".join(str(row["detail"]) for row in plan)
    assert "articles_order" in told
    assert "TEMP B-TREE" not in told


def test_a_crawl_tells_the_date_against_the_order(tmp_path: Path):
    dates = {n: f"{n:02}/10/2026 - 08:00" for n in range(1, 7)} | {4: "04/10/2016 - 08:00"}
    inner = small_site(6)

    def site(host: str, path: str) -> Answer | None:
        number = path.removeprefix("/lua-a").removesuffix(".html")
        if host == "baolongan.vn" and number.isdigit():
            return Answer(html(int(number), date=dates[int(number)]))
        return inner(host, path)

    database = tmp_path / "n.db"
    with serve(site) as server:
        done = crawl("baolongan", database, server.url)
    assert done.summary["new"] == 6, done.err
    assert rows(database, CONFLICTS) == [
        {
            "number": "4",
            "conflict": "order of numbers: 2 is of 2026-10-02, 3 is of 2026-10-03",
        }
    ]
    rules = rows(database, "SELECT DISTINCT rule FROM provenance WHERE field = 'published_at'")
    assert rules == [{"rule": "selector:span.pubdate (assumed zone)"}]
    assert scrapy("verify", "-s", f"DATABASE={database}").code == 0
