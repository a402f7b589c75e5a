"""Lines that begin with their place in a list ("1. …", "a) …") or with a quotation mark: no button or label does."""

from __future__ import annotations

import re

#: "31. Dezember 2019" and what stands beside it is a day.
_NUMBERED = re.compile(
    r"(?:\d{1,2}\s?[.)/]|[a-zđ]\s?[.)]|[A-ZĐ]\s?\))\s*(?=[^\W\d_])(?!.*\b(?:19|20)\d\d\b)"
)
_QUOTES = ("“", "„", "«", "‘", '"')


def is_numbered(text: str) -> bool:
    """An item by its number or letter; "H. Minh" is a name."""
    return _NUMBERED.match(text) is not None


def is_quotation(text: str) -> bool:
    """What somebody says, from the first letter on."""
    return text.startswith(_QUOTES)
