"""The dates a page tells machines: JSON-LD, meta tags, time elements, its address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as HtmlElement

from pipelines.dates.another import of_another
from pipelines.dates.cards import is_on_card
from pipelines.document import Document
from pipelines.fields.machine import Machine
from pipelines.fields.model import Frame
from pipelines.fields.select import elements, marked
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


class Told(NamedTuple):
    """A machine-readable date as written, and the rule that found it."""

    text: str
    rule: str
    #: Some way above the headline: there stands the page's clock too.
    above: bool = False
    #: Why it is not believed.
    refused: str = ""


def told_published(
    document: Document, facts: Machine, frame: Frame | None, newspaper: Newspaper
) -> Iterator[Told]:
    """Publication as metadata has it, best source first."""
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
    if meta:
        yield Told(meta[1], f"meta:{meta[0]}")
    time = _time_element(document, frame, newspaper)
    if time:
        yield time


def told_modified(facts: Machine) -> Iterator[Told]:
    """The last change as metadata has it."""
    ld = facts.ld("dateModified") or _number(facts, "dateModified")
    if ld:
        yield Told(ld, "json-ld")
    meta = facts.first_meta(*_MODIFIED_META)
    if meta:
        yield Told(meta[1], f"meta:{meta[0]}")


def _number(facts: Machine, *keys: str) -> str | None:
    """Seconds or milliseconds since 1970, which some write as a number."""
    for key in keys:
        value = facts.article.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
            return str(int(value))
    return None


_TIMES = etree.XPath(
    "//time | //abbr[@title] | (//@itemprop/..)[@itemprop = 'datePublished'][not(self::meta)]"
)


#: Rules of times that stand in the page's own text, not in its head.
IN_TEXT = frozenset(["time-element", "microdata"])


#: Templates print the time of the visit in these, too; an article's own metadata names publication.
OF_PAGE = frozenset(["json-ld:page", "meta:date", "meta:dc.date", "meta:dc:date"])


def _time_element(document: Document, frame: Frame | None, newspaper: Newspaper) -> Told | None:
    """`datetime` of the time element in the article's head, never of a comment or teaser."""

    def is_own(element: HtmlElement) -> bool:
        return not is_on_card(document, element, frame, newspaper)

    times = _times(document)
    places = _places(frame) if times else {}
    above: dict[str, HtmlElement] = {}
    for element in times:
        value = element.get("title" if element.tag == "abbr" else "datetime") or ""
        if _is_marked(element) and is_own(element):
            told = value or element.get("content")
            rule = "microdata" if element.get("itemprop") else "time-element"
            return Told(told, rule) if told else None
        ancestors = element.iterancestors() if value and places else ()
        place = next((places[ancestor] for ancestor in ancestors if ancestor in places), None)
        if place == "head" and is_own(element):
            return Told(str(value), "time-element")
        if place == "above":
            above[value] = element
    # Some way above the headline: there is no other time that it could be the time of.
    if len(above) != 1:
        return None
    value, element = above.popitem()
    return Told(value, "time-element", above=True) if is_own(element) else None


def _times(document: Document) -> list[HtmlElement]:
    if marked(document, "datePublished"):
        return elements(_TIMES, document.tree)
    named = [e for e in tagged(document, "abbr") if e.get("title") is not None]
    return elements(_TIMES, document.tree) if named else tagged(document, "time")


def _is_marked(element: HtmlElement) -> bool:
    """The page itself says that this is the time of publication (microdata, microformats)."""
    classes = element.get("class", "").split()
    named = "published" in classes or "dt-published" in classes
    return named or element.get("itemprop") == "datePublished" or "pubdate" in element.attrib


def _places(frame: Frame | None) -> dict[HtmlElement, str]:
    """Elements of the headline and between it and the text (`head`), and before it (`above`)."""
    if frame is None:
        return {}
    blocks = frame.walk.blocks
    head = blocks[frame.above : max(frame.first, frame.top)]
    above = {block.element: "above" for block in blocks[: frame.above]}
    return above | {block.element: "head" for block in head}


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
