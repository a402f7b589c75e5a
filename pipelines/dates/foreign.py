"""dateparser: absolute forms that our own patterns do not read ("03 avril 2022").

It never sees a page, nor a clock: only the words of one day, cut out here. Without these
settings it reads clocks as "ago" and half dates as whole ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from pipelines.dates.forms import Day

#: No month is shorter; dateparser takes "2023 à 16" for a day in January.
_WORD = r"[^\W\d_]{3,12}"
#: Day, month in words (or "thg" and its number), year; month first; year first.
_CUTS = (
    re.compile(
        rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?[\s,./-]{{1,3}}(?:thg\.?\s?\d{{1,2}}"
        rf"|(?:(?:of|de)\s)?{_WORD}\.?)[\s,./-]{{1,3}}(?:(?:de|nam|năm)\s)?\d{{4}}(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_WORD}\.?[\s./-]{{1,2}}(?:\d{{1,2}}[\s,]{{1,2}})?\d{{1,2}}(?:st|nd|rd|th)?"
        rf"[\s,./-]{{1,3}}\d{{4}}(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<!\d)\d{{4}}[\s,./-]{{1,3}}{_WORD}\.?[\s,./-]{{1,3}}\d{{1,2}}(?!\d)"),
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er)\b", re.IGNORECASE)


def foreign_days(text: str, languages: tuple[str, ...], fetched: str | None) -> Iterator[Day]:
    """Days in clean (not folded) `text` that dateparser reads."""
    known = tuple(language for language in languages if language in _known())
    for cut in _CUTS:
        for match in cut.finditer(text):
            moment = _ask(_ORDINAL.sub("", match[0]), known, (fetched or "")[:10])
            if moment is not None and 1900 <= moment.year < 2200:
                yield Day(moment.date(), *match.span())


def is_known(language: str) -> bool:
    """True for the code of a language whose words dateparser has."""
    return language in _known()


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Languages of which dateparser has the words; it raises for others."""
    from dateparser.data.languages_info import language_order

    return frozenset(language_order)


@lru_cache(maxsize=2048)
def _ask(text: str, languages: tuple[str, ...], fetched_day: str) -> datetime | None:
    import dateparser

    base = datetime.fromisoformat(fetched_day) if fetched_day else datetime(2000, 1, 1)  # noqa: DTZ001
    return dateparser.parse(
        text,
        languages=list(languages),
        settings={
            "DATE_ORDER": "DMY",
            "PARSERS": ["absolute-time"],
            "STRICT_PARSING": True,
            # A month alone would get the day of the base.
            "REQUIRE_PARTS": ["day", "month", "year"],
            "RELATIVE_BASE": base,
        },
    )
