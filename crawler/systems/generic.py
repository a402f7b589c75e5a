"""No content system: structure, metadata and the generic extractor alone. The last resort."""

from __future__ import annotations

from pipelines.rules import AddressRules, FieldRules, RuleSet

#: Any address may be an article; which query keys matter is not known.
ADDRESSES = AddressRules(article=r"^/.", keep_whole_query=True)

#: Where the page itself says what its text is (microdata). A paragraph so marked is not all of it.
_BODY = ("div[itemprop=articleBody]", "section[itemprop=articleBody]")

RULE_SETS = (RuleSet(name="generic", fields=FieldRules(body=_BODY)),)
