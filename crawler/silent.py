"""Selectors of a newspaper's rule sets that gave nothing: a report lists them with 0, so that a dead one is seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from crawler.catalogue import newspapers
from pipelines.rules import FieldRules

Row = dict[str, Any]

#: Field of `provenance` to the selectors that are asked for it first.
_ASKED = {
    "title": "title", "lead": "lead", "body": "body", "byline": "byline", "section": "section",
    "tags": "tags", "published_at": "published", "modified_at": "modified",
}  # fmt: skip


def with_silent(told: Row) -> Row:
    """What `queries.report` tells, and a row of 0 articles for each selector that answered for none.

    Asked are the rule sets by which the newest articles were read. `remove` and `end` give no field, so
    nothing is kept of which of them was there.
    """
    paper = newspapers().get(told["run"]["paper"])
    known = paper.rule_sets if paper is not None else ()
    asked = [rules.fields for rules in known if rules.name in told["rule_sets"]]
    silent = [
        {"field": name, "rule": rule, "articles": 0, "conflicts": 0}
        for name, rule in _silent(asked, told["rules"])
    ]
    listed = sorted([*told["rules"], *silent], key=lambda row: str(row["field"]))
    return told | {"rules": listed}


def _silent(asked: Iterable[FieldRules], rules: list[Row]) -> Iterator[tuple[str, str]]:
    answered = {(row["field"], _bare(row["rule"])) for row in rules}
    for name, of in _ASKED.items():
        selectors = dict.fromkeys(s for fields in asked for s in getattr(fields, of))
        for selector in selectors:
            if (name, f"selector:{selector}") not in answered:
                yield name, f"selector:{selector}"


def _bare(rule: str) -> str:
    """Without what a date's rule says beside its selector: "(assumed zone)", "+dateparser"."""
    return rule.partition(" (")[0].removesuffix("+dateparser")
