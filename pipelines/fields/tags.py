"""Tags: the article's own tag line, else what metadata says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.machine import Machine
from pipelines.fields.model import Frame
from pipelines.fields.select import Links, each, links, text_of
from pipelines.fields.tag_boxes import NOW_CLASS, TAG_CLASS, TAG_LABEL, boxed_tags, may_lead_to_tags
from pipelines.items import Source
from pipelines.rules import RuleSet
from pipelines.text import clean, fold

_TAG_PATH = re.compile(r"/(?:tim-kiem|tags?|tu-khoa)/")
#: So many texts before a link may name it.
_FAR = 3
#: A page of links alone is not searched to its end.
_MOST_GROUPS = 20
_NOW = re.compile(
    r"\W*(?:(?:chu de|tu khoa|tags?|the|su kien|tim kiem)\s(?:dang )?(?:nong|hot|noi bat|pho bien|(?:duoc )?quan tam"
    r"|nhieu(?: nhat)?|xu huong)|(?:hot|trending|popular|top) (?:tags?|topics?|keywords?)|xu huong|trending|tag cloud)\b.*"
)
#: A box with such a class is so many elements around its links.
_LEVELS = 3
#: Not within a number: "1,5 triệu".
_BARE_COMMA, _COMMA = re.compile(r",(?=[^\s\d])|,(?<=\D,)(?=\d)"), re.compile(r"[,;]\s")
_LETTER = re.compile(r"[^\W\d_]")
_INLINE = frozenset(("li", "span", "strong", "b", "em", "i", "h2", "h3", "h4"))


def read_tags(
    document: Document, facts: Machine, rule_set: RuleSet, frame: Frame | None
) -> tuple[list[str], Source | None]:
    """Tags as printed, else as metadata has them; and the rule, of several selectors the first that answered."""
    found = [(s, text) for s, e in each(document, rule_set.fields.tags) if (text := text_of(e))]
    if printed := _distinct(text for _s, text in found):
        return printed, _source(f"selector:{found[0][0]}", printed)
    if printed := _distinct(text_of(element) for element in _tag_anchors(document, frame)):
        return printed, _source("structure", printed)
    if facts.meta_tags:
        listed = _distinct(_listed(facts.meta_tags))
        return listed, _source("meta", listed)
    keywords = facts.article.get("keywords")
    if isinstance(keywords, str):
        keywords = keywords.split(",")
    if isinstance(keywords, list):
        listed = _distinct(word for word in keywords if isinstance(word, str))
        return listed, _source("json-ld", listed)
    return [], None


def _source(rule: str, tags: list[str]) -> Source | None:
    return Source(rule, ", ".join(tags)) if tags else None


def _tag_anchors(document: Document, frame: Frame | None) -> list[HtmlElement]:
    """Links of the article's own tag line: behind the headline, and called so."""
    if frame is None or (after := _first_of(frame)) is None:
        return []
    behind = _links_behind(after, links(document))
    # "category tag" is how WordPress calls a section.
    told = [(a, rel.split()) for a in behind.anchors if (rel := a.get("rel")) and "tag" in rel]
    marks = [a for a, words in told if "tag" in words and "category" not in words]
    groups = _together(marks).values()
    marked = next((group for group in groups if not _is_of_now(group[0])), [])
    # One search tells whether there is any.
    hrefs = "" if marked else "\n".join(behind.hrefs)
    if _TAG_PATH.search(hrefs):
        searches = [a for a, href in zip(*behind, strict=True) if _TAG_PATH.search(href)]
        marked = _first_tag_line(searches)
    if not marked and may_lead_to_tags(hrefs):
        marked = boxed_tags(behind, frame, _is_of_now, _words_before)
    return [anchor for anchor in marked[:30] if len(text_of(anchor)) > 1]


def _links_behind(element: HtmlElement, every: Links) -> Links:
    """The links of the page that follow the end of `element`."""
    first = _next_link(element)
    at = len(every.anchors) if first is None else every.anchors.index(first)
    return Links(every.anchors[at:], every.hrefs[at:])


def _next_link(element: HtmlElement) -> HtmlElement | None:
    """The first link behind `element`; XPath would look at all of them."""
    place: HtmlElement | None = element
    while place is not None:
        for later in place.itersiblings():
            link = next(later.iter("a"), None)
            if link is not None:
                return link
        place = place.getparent()
    return None


def _first_of(frame: Frame) -> HtmlElement | None:
    """What menus and tickers stand above: the headline, else the first paragraph."""
    if frame.headline is not None:
        return frame.headline
    blocks = frame.walk.blocks
    return blocks[frame.first].element if frame.body is not None and blocks else None


def _together(links: list[HtmlElement]) -> dict[HtmlElement, list[HtmlElement]]:
    """Links by the element that holds them, list items and emphasis apart."""
    groups: dict[HtmlElement, list[HtmlElement]] = {}
    for link in links:
        holder = link.getparent()
        while holder is not None and holder.tag in _INLINE:
            holder = holder.getparent()
        if holder is not None:
            groups.setdefault(holder, []).append(link)
    return groups


def _first_tag_line(links: list[HtmlElement]) -> list[HtmlElement]:
    """The first group of links that is named as tags by the words right before it, or its class.

    Related boxes, footers and "hot keywords" link to searches too.
    """
    for holder, group in islice(_together(links).items(), _MOST_GROUPS):
        if _is_of_now(group[0]):
            continue
        classes = f"{holder.get('class') or ''} {group[0].get('class') or ''}".lower()
        if TAG_CLASS.search(classes) or TAG_LABEL.fullmatch(fold(_words_before(group[0]))):
            return group
    return []


def _is_of_now(link: HtmlElement) -> bool:
    """A list of the site's ("Chủ đề nóng", "Xu hướng"), by its class or by what heads it."""
    for element in islice((link, *link.iterancestors()), _LEVELS + 1):
        named = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
        if element.tag != "body" and NOW_CLASS.search(named):
            return True
    return _NOW.fullmatch(fold(_words_before(link)).strip()) is not None


def _words_before(link: HtmlElement) -> str:
    """The last text before a link that has a letter ("Từ khóa" of `<b>Từ khóa</b>: <a>`)."""
    nearest = islice(_texts_before(link), _FAR)
    return next((text for text in nearest if _LETTER.search(text)), "")


def _texts_before(element: HtmlElement) -> Iterator[str]:
    """What the page says before `element`, the nearest first; no scripts, no blanks."""
    place: HtmlElement | None = element
    while place is not None:
        before = place.getprevious()
        if before is None:
            place = place.getparent()
        else:
            place = before
            yield from _said(place.tail)
            while len(place):
                place = place[-1]
                yield from _said(place.tail)
        if place is not None and place.tag not in {"script", "style"}:
            yield from _said(place.text)


def _said(text: str | None) -> Iterator[str]:
    if text and text.strip(" \t\r\n"):
        yield text


def _listed(contents: list[str]) -> list[str]:
    """One tag a meta element; where there is one element alone it may list them all.

    A comma without a blank divides, where there is any: "rét đậm, rét hại,Hà Giang" are two.
    """
    if len(contents) != 1:
        return contents
    return (_BARE_COMMA if _BARE_COMMA.search(contents[0]) else _COMMA).split(contents[0])


def _distinct(texts: Iterable[str]) -> list[str]:
    seen: dict[str, str] = {}
    for text in texts:
        tag = clean(text).strip(" ,;#")
        if tag and len(tag) <= 100:
            seen.setdefault(fold(tag), tag)
    return list(seen.values())
