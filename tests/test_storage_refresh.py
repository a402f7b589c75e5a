"""Which articles a refresh takes up is found by index: what is not due costs nothing."""

import pytest

from pipelines.outcomes import Outcome, Reason
from pipelines.storage.base_mode import Mode
from tests.storage_kit import Desk, article, page

LATER = "2026-06-01T00:00:00.000Z"


def steps(desk: Desk, do) -> int:
    """Hundreds of steps of SQLite's machine."""
    conn, count = desk.store.connection.raw, [0]

    def step() -> None:
        count[0] += 1

    conn.set_progress_handler(step, 100)
    do()
    conn.set_progress_handler(None, 100)
    return count[0]


def asked_later(desk: Desk, first: int, last: int) -> None:
    for number in range(first, last):
        desk.save(article(number))
    desk.store.connection.raw.execute(
        "UPDATE pages SET revisit_at = '2031-01-01T00:00:00.000Z' WHERE revisit_at IS NOT NULL"
    )


@pytest.mark.parametrize("sections", [(), ("kinh-te",)])
def test_what_is_not_due_costs_a_refresh_nothing(desk: Desk, sections: tuple[str, ...]):
    mode = Mode(refresh=True, budget=20)

    def choose() -> None:
        desk.store.choose_revisits(desk.run, mode, LATER)

    asked_later(desk, 1, 20)
    few = steps(desk, choose)
    asked_later(desk, 20, 90)
    assert steps(desk, choose) <= few + 2


def test_new_rules_read_only_what_the_old_ones_kept_out(desk: Desk):
    for number in range(1, 4):
        desk.visit(page(number), Outcome.SKIPPED, reason=Reason.ROBOTS)

    def change(digest: str) -> None:
        desk.store.robots.changed(desk.run, "bao.vn", digest, lambda _url: False, desk.now)

    few = steps(desk, lambda: change("a"))
    for number in range(10, 90):
        desk.save(article(number))
    assert steps(desk, lambda: change("b")) <= few + 2
