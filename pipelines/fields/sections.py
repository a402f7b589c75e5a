"""The sections of an article: what links around it, breadcrumb and metadata say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.blocks import Block
from pipelines.fields.entries import is_menu
from pipelines.fields.looks import ITEM, LINK
from pipelines.fields.machine import Machine
from pipelines.fields.model import Frame
from pipelines.fields.section_slugs import section_slug
from pipelines.fields.select import each, elements, text_of
from pipelines.fields.translations import LANGUAGE_NAMES
from pipelines.fields.ways import called_ways, way_above
from pipelines.items import Source
from pipelines.rules import Newspaper, RuleSet
from pipelines.text import fold

_CRUMBS = etree.XPath(
    "(//@class/.. | //@itemtype/..)[contains(@class, 'breadcrumb')"
    " or contains(@itemtype, 'BreadcrumbList')]//a[@href]"
)
_CATEGORY = etree.XPath(".//a[@rel='category tag' or @rel='category']")
_ANCHORS = etree.XPath(".//a[@href]")
_LABEL = re.compile(r"(?:danh muc|chuyen muc|the loai|category|section|posted in)\s?:?\s")
_SLUG = re.compile(r"[^a-z0-9]+")
_MAX_BEFORE = 12
_MOST = 4
#: So many items of a list that do not lead into each other are a menu.
_MENU = 3

#: (slug path, label) pairs.
_Found = list[tuple[str, str]]


def read_sections(
    document: Document,
    facts: Machine,
    newspaper: Newspaper,
    rule_set: RuleSet,
    frame: Frame | None,
) -> tuple[dict[str, str], Source | None]:
    """Slug path to name as printed, the article's own first: article head, breadcrumb, metadata."""
    for rule, found in _section_sources(document, facts, newspaper, rule_set, frame):
        if found:
            names = dict(reversed(found))
            ordered = _ordered([slug for slug, _raw in found])
            return {slug: names[slug] for slug in ordered}, Source(rule, found[-1][1])
    return {}, None


def _section_sources(
    document: Document,
    facts: Machine,
    newspaper: Newspaper,
    rule_set: RuleSet,
    frame: Frame | None,
) -> Iterator[tuple[str, _Found]]:
    """Each source as it is asked, so that a known system costs one look."""
    yield from _selected(document, newspaper, rule_set)
    yield "json-ld", _from_crumbs(document, facts, newspaper)
    # A name that the page does not have needs no search.
    crumbs = elements(_CRUMBS, document.tree) if b"readcrumb" in document.source else []
    yield "breadcrumb", _linked(document, newspaper, crumbs, crumb=True)
    if not newspaper.foreign:
        yield "structure", _before_headline(frame, newspaper, document)
    yield "structure:labelled", _labelled(frame, newspaper, document)
    called = elements(_CATEGORY, document.tree) if b"category" in document.source else []
    yield "rel", _linked(document, newspaper, called, crumb=True)
    yield "meta", _from_meta(facts)
    if newspaper.foreign:
        yield from _by_name(document, facts, newspaper, frame, crumbs)


def _by_name(
    document: Document,
    facts: Machine,
    newspaper: Newspaper,
    frame: Frame | None,
    crumbs: list[HtmlElement],
) -> Iterator[tuple[str, _Found]]:
    """Where addresses alone say too little: the names of the steps have to say the same."""
    yield "json-ld", _from_crumbs(document, facts, newspaper, named=True)
    steps = crumbs or called_ways(document)
    yield "breadcrumb", _linked(document, newspaper, steps, crumb=True, named=True)
    yield "structure", way_above(frame, newspaper, document)


def _selected(
    document: Document, newspaper: Newspaper, rule_set: RuleSet
) -> Iterator[tuple[str, _Found]]:
    """What all selectors find together, under the name of the first that found a section."""
    found: _Found = []
    name = ""
    for selector, element in each(document, rule_set.fields.section):
        told = _linked(document, newspaper, [element])
        name = name or (selector if told else "")
        found += told
    yield f"selector:{name}", found


def _linked(
    document: Document,
    newspaper: Newspaper,
    anchors: list[HtmlElement],
    *,
    crumb: bool = False,
    named: bool = False,
) -> list[tuple[str, str]]:
    """(slug path, label) of the anchors that lead to a section of this newspaper."""
    found = []
    for anchor in anchors:
        url = document.resolve(anchor.get("href") or "")
        label = text_of(anchor)
        name = label if named else ""
        other = url != document.url
        slug = section_slug(url, newspaper, crumb=crumb, name=name) if other else None
        if slug and fold(label) not in LANGUAGE_NAMES:
            found.append((slug, label))
    return found


def _ordered(slugs: list[str]) -> list[str]:
    """The innermost of the first path first; others after it, each once."""
    unique = list(dict.fromkeys(slugs))
    own = unique[0]
    for slug in unique[1:]:
        if slug.startswith(own + "/"):
            own = slug
    return [own, *(slug for slug in unique if slug != own and not own.startswith(slug + "/"))]


def _from_crumbs(
    document: Document, facts: Machine, newspaper: Newspaper, *, named: bool = False
) -> list[tuple[str, str]]:
    found = []
    for name, href in facts.breadcrumb:
        told = name if named else ""
        slug = section_slug(document.resolve(href), newspaper, crumb=True, name=told)
        if slug and document.resolve(href) != document.url:
            found.append((slug, name))
    return found


def _before_headline(frame: Frame | None, newspaper: Newspaper, document: Document) -> _Found:
    """Section links in the nearest line above the headline, and in its siblings."""
    if frame is None or frame.headline is None or frame.body is None:
        return []
    blocks = frame.walk.blocks
    found: _Found = []
    listed = 0
    place: HtmlElement | None = None
    for block in reversed(blocks[max(0, frame.above - _MAX_BEFORE) : frame.above]):
        if found and block.element.getparent() is not place:
            break
        if not block.share(LINK) or is_menu(block.element):
            continue
        anchors = [a for a in elements(_ANCHORS, block.element) if _stands_in(a, block)]
        line = _linked(document, newspaper, anchors)
        if line and len(line) <= _MOST:
            found = [*line, *found]
            listed += bool(block.flags & ITEM)
            place = block.element.getparent()
    if listed > 1 and len(found) >= _MENU and not _is_nested(found):
        return []
    return found[:_MOST]


def _is_nested(found: _Found) -> bool:
    """A step of a way leads into the one before it; entries of a menu stand beside each other."""
    slugs = [slug for slug, _name in found]
    return any(slug.startswith(f"{outer}/") for slug in slugs for outer in slugs)


def _labelled(frame: Frame | None, newspaper: Newspaper, document: Document) -> _Found:
    """Links of a line of the article's head that is called so: "Danh mục: Kinh tế"."""
    if frame is None or frame.headline is None:
        return []
    for block in frame.head:
        if block.share(LINK) and _LABEL.match(fold(block.text)):
            anchors = [a for a in elements(_ANCHORS, block.element) if _stands_in(a, block)]
            return _linked(document, newspaper, anchors[:_MOST], crumb=True)
    return []


def _stands_in(anchor: HtmlElement, block: Block) -> bool:
    text = text_of(anchor)
    return len(text) > 1 and text in block.text


def _from_meta(facts: Machine) -> list[tuple[str, str]]:
    name = facts.ld("articleSection")
    meta = facts.first_meta("article:section", "section", "category")
    label = name or (meta[1] if meta else None)
    if not label or len(label) > 80:
        return []
    return [(slug, label)] if (slug := _SLUG.sub("-", fold(label)).strip("-")) else []
