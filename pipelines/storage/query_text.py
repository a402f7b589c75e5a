"""What people type into search, read so that any text is a valid query.

Words, "phrases", prefix*, -minus, title:word, and the days since:, until:, date: (a day, month or
year). A word or phrase with marks is matched as written (tone placement aside), one without marks
matches every spelling.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pipelines.text import fold, fold_tone

#: More words than anybody types; keeps the expression inside SQLite's limits.
MOST_TERMS = 64

_TERM = re.compile(
    r"""(?P<minus>-?)(?:(?P<field>title|since|until|date):\s?)?"""
    r"""(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))(?P<star>\*?)""",
    re.IGNORECASE,
)
#: A mark that no composed letter has ("x̣") belongs to its word, in the index too.
_TOKEN = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
#: What telephones and text programs make of quotation marks.
_QUOTES = dict.fromkeys(map(ord, "“”„‟«»"), '"')
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?$", re.ASCII)
#: Columns of the index: folded, as written.
_TITLE = ("title_folded", "title")
_ALL = (
    "{title_folded lead_folded body_folded byline_folded}",
    "{title lead body byline}",
)


@dataclass(frozen=True, slots=True)
class Query:
    """One search: expressions for the index, days, and the words to show in a snippet."""

    #: FTS5 expression that must match; empty when there is none.
    wanted: str
    #: FTS5 expression that must not match.
    unwanted: str
    since: str | None
    until: str | None
    #: Folded words of the wanted terms.
    words: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """True when nothing in the text can be searched for."""
        return not (self.wanted or self.unwanted or self.since or self.until)


def read_query(text: str) -> Query:
    """Read what a person typed; never raises, whatever it is."""
    wanted: list[str] = []
    unwanted: list[str] = []
    days: dict[str, str] = {}
    words: list[str] = []
    for match in _TERM.finditer(unicodedata.normalize("NFC", text).translate(_QUOTES)):
        field = (match["field"] or "").lower()
        body = match["phrase"] if match["phrase"] is not None else match["word"]
        if field in {"since", "until", "date"} and _DAY.match(body):
            days |= _days(field, body)
            continue
        term = _term(body, title=field == "title", prefix=bool(match["star"]) or body[-1:] == "*")
        if not term or len(wanted) + len(unwanted) >= MOST_TERMS:
            continue
        (unwanted if match["minus"] else wanted).append(term)
        if not match["minus"]:
            words.extend(_TOKEN.findall(fold(body)))
    return Query(
        " AND ".join(wanted),
        " OR ".join(unwanted),
        days.get("since"),
        days.get("until"),
        tuple(dict.fromkeys(words)),
    )


def _days(field: str, day: str) -> dict[str, str]:
    # "~" sorts after every digit and dash: until:2017-04 takes in all its days.
    first, last = {"since": day}, {"until": day + "~"}
    return {"since": first, "until": last}.get(field, first | last)


def _term(text: str, *, title: bool, prefix: bool) -> str:
    # What a person typed is NFC here, so whatever folding changes was a mark.
    exact = fold(text) != text.lower()
    tokens = _TOKEN.findall(fold_tone(text) if exact else fold(text))
    if not tokens:
        return ""
    columns = (_TITLE if title else _ALL)[exact]
    star = " *" if prefix else ""
    return f'{columns} : "{" ".join(tokens)}"{star}'
