"""The truth table of printed dates: every form, its value, and who reads it.

`tests/data/dates.jsonl`: raw, expected (null: nothing may be answered), by (own or dateparser),
mark (seen on a real page, or composed), and where they differ from the default: language,
month_first, fetched_at, precision.
"""

import json
from pathlib import Path

import pytest

from pipelines.dates import foreign, parse, parse_date
from pipelines.rules import DateRules

TABLE = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "dates.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
FOREIGN = [row for row in TABLE if row["by"] == "dateparser"]


def read(row: dict):
    return parse_date(
        row["raw"],
        language=row.get("language", "vi"),
        rules=DateRules(),
        fetched_at=row.get("fetched_at", "2026-10-02T11:40:00Z"),
        month_first=row.get("month_first", False),
    )


def name(row: dict) -> str:
    return repr(row["raw"])


@pytest.mark.parametrize("row", TABLE, ids=name)
def test_value_and_reader(row: dict):
    parsed = read(row)
    assert (parsed.value if parsed else None) == row["expected"]
    if parsed is not None:
        assert parsed.by == row["by"]
        default = "day" if len(parsed.value) == 10 else "minute"
        assert parsed.precision == row.get("precision", default)
        assert parsed.raw


@pytest.mark.parametrize("row", FOREIGN, ids=name)
def test_dateparser_is_needed(row: dict, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parse, "foreign_days", lambda *_: iter(()))
    assert read(row) is None


def test_table_is_large_enough():
    assert len(TABLE) >= 250
    assert len(FOREIGN) >= 30
    assert {row["mark"] for row in TABLE} == {"seen", "composed"}
    assert sum(row["mark"] == "seen" for row in TABLE) >= 55
    assert foreign.foreign_days is not None
