"""Tags: the article's own tag line, else what metadata says."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree
from lxml.html import HtmlElement

from pipelines.document import Document
from pipelines.fields.machine import Machine
from pipelines.fields.model import Frame
from pipelines.fields.select import each, elements, text_of
from pipelines.rules import RuleSet
from pipelines.text import clean, fold

_REL_TAG = etree.XPath("//a[@rel='tag']")
_TAG_LINKS = etree.XPath(
    "//a[contains(@href, '/tim-kiem/') or contains(@href, '/tag/') or contains(@href, '/tags/') or "
    "contains(@href, '/tu-khoa/')]"
)
_TAG_LINKS_AFTER = etree.XPath(
    "following::a[contains(@href, '/tim-kiem/') or contains(@href, '/tag/') or "
    "contains(@href, '/tags/') or contains(@href, '/tu-khoa/')]"
)
_TAG_LABEL = re.compile(r"\b(?:tu khoa|tags?|the|keywords?|chu de)\b(?! (?:hot|noi bat))")


def read_tags(
    document: Document, facts: Machine, rule_set: RuleSet, frame: Frame | None
) -> tuple[list[str], str]:
    """Tags as printed, else as metadata has them; and the rule."""
    printed = _distinct(text_of(e) for _s, e in each(document, rule_set.fields.tags))
    if printed:
        return printed, "selector"
    printed = _distinct(text_of(element) for element in _tag_anchors(document, frame))
    if printed:
        return printed, "structure"
    if facts.meta_tags:
        return _distinct(facts.meta_tags), "meta"
    keywords = facts.article.get("keywords")
    if isinstance(keywords, str):
        keywords = keywords.split(",")
    if isinstance(keywords, list):
        return _distinct(word for word in keywords if isinstance(word, str)), "json-ld"
    return [], ""


def _tag_anchors(document: Document, frame: Frame | None) -> list[HtmlElement]:
    """Links of the article's own tag line: behind the headline, and called so."""
    marked = elements(_REL_TAG, document.tree)
    if not marked:
        headline = frame.headline if frame else None
        links = elements(_TAG_LINKS_AFTER, headline) if headline is not None else []
        marked = _first_tag_line(links or elements(_TAG_LINKS, document.tree))
    return [anchor for anchor in marked[:30] if len(text_of(anchor)) > 1]


def _first_tag_line(links: list[HtmlElement]) -> list[HtmlElement]:
    """The first group of links that stand together and are named as tags.

    Menus, tickers and "hot keywords" link to searches too.
    """
    groups: dict[HtmlElement, list[HtmlElement]] = {}
    for link in links:
        holder = link.getparent()
        while holder is not None and holder.tag in {"li", "span", "strong", "em", "h3", "h4"}:
            holder = holder.getparent()
        if holder is not None:
            groups.setdefault(holder, []).append(link)
    for holder, group in groups.items():
        before = holder.getprevious()
        label = f"{text_of(before)[-40:] if before is not None else ''} {text_of(holder)[:40]}"
        classes = f"{holder.get('class') or ''} {group[0].get('class') or ''}"
        if _TAG_LABEL.search(fold(label)) or "tag" in classes.lower():
            return group
    return []


def _distinct(texts: Iterable[str]) -> list[str]:
    seen: dict[str, str] = {}
    for text in texts:
        tag = clean(text).strip(" ,;#")
        if tag and len(tag) <= 100:
            seen.setdefault(fold(tag), tag)
    return list(seen.values())
