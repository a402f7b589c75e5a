"""Which content system made a page, told by the marks it carries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipelines.document import Document
from pipelines.fields.select import compiled, elements
from pipelines.rules import RuleSet


def recognised(
    document: Document, rule_sets: Sequence[RuleSet], day: date | None = None
) -> RuleSet:
    """The first rule set all of whose marks stand on the page; the last one where none does.

    Layouts in use on `day` come first: those of one system carry the same marks. The last set is the
    generic one: it has no marks.
    """
    in_use = sorted(rule_sets, key=lambda rules: day is not None and not rules.held_on(day))
    for rule_set in in_use:
        if rule_set.marks and all(_carries(document, mark) for mark in rule_set.marks):
            return rule_set
    return rule_sets[-1]


def _carries(document: Document, mark: str) -> bool:
    return bool(elements(compiled(mark), document.tree))
