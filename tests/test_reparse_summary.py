"""What `scrapy reparse` shows of a change: the place where it is."""

import pytest

from crawler.reparsing.summary import Told
from pipelines.outcomes import Outcome
from pipelines.storage.base_reparse import Change, Reclosed

LONG = "Nông dân ba xã ven sông bắt đầu thu hoạch lúa sớm. " * 9


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Cũ", "Mới", ["'Cũ' → 'Mới'"]),
        (f"{LONG}Cũ", f"{LONG}Mới", ["…", "Cũ'", "→", "Mới'"]),
        (LONG, LONG[:200], ["…", "→"]),
        ([("body", "a"), ("byline", "x")], [("body", "a"), ("byline", "y")], ["'x'", "'y'"]),
        ([("body", "a"), ("lead", "b")], [("body", "a")], ["('lead', 'b')", "→ []"]),
        (None, "2026-01-08", ["None → '2026-01-08'"]),
    ],
)
def test_both_sides_are_shown_where_they_differ(before: object, after: object, shown: list[str]):
    told = Told()
    told.note("u", Reclosed(Outcome.STORED_UPDATE, changes=(Change("body", before, after),)))
    line = next(line for line in told.lines("p", "pages", dry=False) if " → " in line)
    for part in shown:
        assert part in line
    left, right = line.partition("u: ")[2].split(" → ")
    assert left != right
    assert len(line) < 250


def test_hashes_are_not_shown_beside_what_they_are_made_of():
    told = Told()
    changes = (
        Change("body", "a", "b"),
        Change("content_hash", "1", "2"),
        Change("word_count", 1, 2),
    )
    told.note("u", Reclosed(Outcome.STORED_UPDATE, changes=changes))
    text = "\n".join(told.lines("p", "pages", dry=False))
    assert "body, 1" in text
    assert "content_hash" not in text
    assert told.facts()["fields"] == {"body": 1, "content_hash": 1, "word_count": 1}
