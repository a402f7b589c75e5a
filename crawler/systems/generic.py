"""No content system: structure, metadata and the generic extractor alone. The last resort."""

from __future__ import annotations

from pipelines.rules import AddressRules, FieldRules, RuleSet

#: Any address may be an article; which query keys matter is not known.
ADDRESSES = AddressRules(article=r"^/.", keep_whole_query=True)

RULE_SETS = (RuleSet(name="generic", fields=FieldRules()),)
