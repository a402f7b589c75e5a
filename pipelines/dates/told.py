"""The dates a page tells machines: JSON-LD, meta tags, time elements, its address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from math import isfinite

from pipelines.dates.another import of_another
from pipelines.dates.times import Times, Told
from pipelines.document import Document
from pipelines.fields.machine import Machine
from pipelines.fields.model import Frame
from pipelines.fields.tagged import tagged
from pipelines.rules import DateRules, Newspaper

_PUBLISHED_META = (
    "article:published_time", "datepublished", "pubdate", "publish-date", "publishdate",
    "published_time", "dc.date.issued", "dc.date", "date", "og:pubdate", "dc:date", "citation_date", "publication_date", "cxenseparse:recs:publishtime",
)  # fmt: skip
_MODIFIED_META = (
    "article:modified_time", "datemodified", "og:updated_time", "lastmod", "last-modified",
    "dc.date.modified",
)  # fmt: skip

_MICRODATA = {"datepublished": "datePublished", "datemodified": "dateModified"}
_CLOCK = len("2017-04-29T20:49:00")


def told_published(
    document: Document, facts: Machine, frame: Frame | None, newspaper: Newspaper, times: Times
) -> Iterator[Told]:
    """Publication as metadata and time elements have it, best source first."""
    ld = facts.ld("datePublished", "dateCreated") or _number(facts, "datePublished", "dateCreated")
    if ld:
        other = of_another(document, facts, frame, newspaper)
        yield Told(ld, "json-ld", refused=f"another article's: {other[:120]}" if other else "")
    page = facts.page.get("datePublished")
    if isinstance(page, str) and not ld:
        yield Told(page, "json-ld:page")
    video = facts.video.get("uploadDate")
    if isinstance(video, str) and not facts.article:
        yield Told(video, "json-ld:video")
    meta = facts.first_meta(*_PUBLISHED_META)
    own = _repeats(meta, times, document)
    time = times.published and _in_its_zone(times.published, ld, page, not own and meta and meta[1])
    if meta:
        yield Told(meta[1], f"meta:{meta[0]}", local=own and time is not None and time.local)
    if time:
        yield time


def told_modified(document: Document, facts: Machine, times: Times) -> Iterator[Told]:
    """The last change as metadata and time elements have it."""
    ld = facts.ld("dateModified") or _number(facts, "dateModified")
    if ld:
        yield Told(ld, "json-ld")
    meta = facts.first_meta(*_MODIFIED_META)
    if meta:
        page = facts.page.get("datePublished")
        shown = times.published and _in_its_zone(times.published, ld, page)
        own = shown is not None and shown.local and _repeats(meta, times, document)
        yield Told(meta[1], f"meta:{meta[0]}", local=own)
    if times.modified:
        yield _in_its_zone(times.modified, ld, meta and meta[1])


def _repeats(meta: tuple[str, str] | None, times: Times, document: Document) -> bool:
    """The theme that shows its own clock prints it once more as microdata: no second source."""
    if meta is None or times.published is None or not times.published.local:
        return False
    name = _MICRODATA.get(meta[0])
    if name is None or meta[1][:_CLOCK] != times.published.text[:_CLOCK]:
        return False
    return any(element.get("itemprop") == name for element in tagged(document, "meta"))


def _in_its_zone(told: Told, *others: object) -> Told:
    """A clock that metadata tells in UTC as well is in UTC: so the site is set."""
    same = any(str(other)[:_CLOCK] == told.text[:_CLOCK] for other in others)
    return told._replace(local=False) if told.local and same else told


def _number(facts: Machine, *keys: str) -> str | None:
    """Seconds or milliseconds since 1970, which some write as a number."""
    for key in keys:
        value = facts.article.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
            return str(int(value))
    return None


#: Templates print the time of the visit in these, too; an article's own metadata names publication.
OF_PAGE = frozenset(["json-ld:page", "meta:date", "meta:dc.date", "meta:dc:date"])


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def day_in_address(url: str, rules: DateRules) -> str | None:
    """The day that this newspaper writes into its addresses."""
    for pattern, form in rules.in_address:
        match = _compiled(pattern).search(url)
        if match is None:
            continue
        try:
            return datetime.strptime(match["day"], form).replace(tzinfo=UTC).date().isoformat()
        except ValueError:  # eight digits that are no day: a number
            continue
    return None
