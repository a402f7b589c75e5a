"""Going over a span of numbers: nothing that exists is stepped over, and holes cost little."""

from bisect import bisect_left
from random import Random

import pytest

from crawler.runs.course import CHUNK, Course


def course_over(last: int, existing: set[int]) -> tuple[set[int], Course]:
    """Numbers asked of a newspaper that answers for `existing`, and the course that asked."""
    asked: set[int] = set()
    found: list[int] = []

    def present(first: int, last: int) -> int | None:
        at = bisect_left(found, first)
        return found[at] if at < len(found) and found[at] <= last else None

    course = Course(1, last, present)
    while (wanted := course.take()) is not None:
        assert len(wanted) <= CHUNK
        asked |= set(wanted)
        found = sorted(asked & existing)
    return asked, course


def test_without_a_hole_every_number_is_asked() -> None:
    existing = set(range(1, 5_000, 7))
    asked, _ = course_over(5_000, existing)
    assert asked == set(range(1, 5_001))


def test_a_jump_of_tens_of_thousands_costs_hundreds() -> None:
    existing = set(range(1, 600)) | set(range(50_000, 50_600))
    asked, _ = course_over(50_700, existing)
    assert existing <= asked
    assert len(asked) < 3_500, "1,200 that exist, and what tells that the others do not"


@pytest.mark.parametrize("seed", range(40))
def test_no_run_of_articles_is_stepped_over(seed: int) -> None:
    dice = Random(seed)
    existing: set[int] = set()
    number = 0
    while number < 60_000:
        number += dice.choice((1, 30, 400, 700, 9_000, 20_000))
        length = dice.randint(64, 900)  # an island of less than the widest step may be missed
        existing |= set(range(number, number + length))
        number += length
    asked, _ = course_over(number, existing)
    assert existing <= asked


def test_a_range_that_was_asked_for_is_asked_number_by_number() -> None:
    course = Course(1, 3_000, lambda *_: None, steps_over_holes=False)
    asked: list[int] = []
    while (wanted := course.take()) is not None:
        asked += wanted
    assert asked == list(range(1, 3_001))
