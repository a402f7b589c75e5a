"""The one form of metadata with slashes that tells its order of day and month."""

from __future__ import annotations

import re

#: .NET's American `M/d/yyyy h:mm:ss tt`. Vietnamese or British, it writes 24 hours, or SA and CH.
_AMERICAN = re.compile(
    r"\s*(?P<month>1[0-2]|[1-9])/(?P<day>[12]\d|3[01]|[1-9])/(?:19|20)\d\d"
    r" (?P<hour>1[0-2]|[1-9]):[0-5]\d:[0-5]\d [AP]M\s*"
)


def is_american(text: str) -> bool:
    """True for the month-first form, as on Vietnamese pages; Australians put the day first in it.

    A month, day or hour of one digit shows it: `10/11/2026 10:02:01 AM` may be padded, by whoever
    writes `dd/MM/yyyy hh:mm:ss tt`.

    >>> is_american("1/8/2026 10:02:01 AM"), is_american("01/08/2026 10:02:01 AM")
    (True, False)
    """
    match = _AMERICAN.fullmatch(text)
    return match is not None and any(len(number) == 1 for number in match.groups())
