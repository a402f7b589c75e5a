"""Which content system made a page, told by the marks it carries."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.document import Document
from pipelines.fields.select import compiled, elements
from pipelines.rules import RuleSet


def recognised(document: Document, rule_sets: Sequence[RuleSet]) -> RuleSet:
    """The first rule set all of whose marks stand on the page; the last one where none does.

    The last is the generic one: it has no marks.
    """
    for rule_set in rule_sets:
        if rule_set.marks and all(_carries(document, mark) for mark in rule_set.marks):
            return rule_set
    return rule_sets[-1]


def _carries(document: Document, mark: str) -> bool:
    return bool(elements(compiled(mark), document.tree))
