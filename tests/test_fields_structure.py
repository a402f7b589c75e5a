"""Own rules alone: every fixture article with all class names and ids taken from its page."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from crawler.catalogue import newspapers
from pipelines.dates import read_dates
from pipelines.document import parse
from pipelines.encoding import decode
from pipelines.fields import read_fields

PAPERS = Path(__file__).parent / "papers"
NAMES = re.compile(r"""\s(?:class|id)=(?:"[^"]*"|'[^']*'|[^\s>]+)""")
FETCHED = "2026-11-24T00:00:00Z"


def pages(name: str) -> list[tuple[dict, str]]:
    """Each expected row with the markup of its page, class names and ids gone."""
    site = PAPERS / name / "site"
    entries = json.loads((site / "site.json").read_text("utf-8"))
    lines = (PAPERS / name / "expected.jsonl").read_text("utf-8").splitlines()
    found = []
    for row in map(json.loads, lines):
        entry = entries[row["url"].partition("://")[2]]
        html = decode((site / entry["file"]).read_bytes(), None).text
        found.append((row, NAMES.sub("", html)))
    return found


def agreement(found: str, expected: str) -> float:
    """F1 of the words."""
    ours, right = Counter(found.split()), Counter(expected.split())
    shared = sum((ours & right).values())
    return 2 * shared / (ours.total() + right.total()) if shared else float(ours == right)


@pytest.mark.parametrize("name", ["baolongan", "baocantho", "baoangiang", "baotayninh"])
def test_structure_alone_reads_the_articles(name: str):
    paper = newspapers()[name]
    scores = []
    for row, html in pages(name):
        assert "class=" not in html
        document = parse(html.encode(), "text/html; charset=utf-8", row["url"])
        fields = read_fields(document, paper, paper.rule_sets[0], {})
        dates = read_dates(document, fields, paper, paper.rule_sets[0], FETCHED, {})
        assert fields.title == row["title"]
        assert dates.published_at == row["published_at"], row["url"]
        assert fields.byline == row["byline"], row["url"]
        assert [i.caption for i in fields.images if i.caption] == row["captions"], row["url"]
        assert fields.provenance["body"].rule == "structure", row["url"]
        scores.append(agreement(fields.body, row["body"]))
    assert len(scores) >= 12
    assert sum(scores) / len(scores) >= 0.98, scores
