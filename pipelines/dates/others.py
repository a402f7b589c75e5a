"""Lines beside a headline that print the day of another article: links of a related list."""

from __future__ import annotations

import re

from pipelines.dates.labels import is_labelled
from pipelines.dates.sectioned import leads_to_sections
from pipelines.document import Document
from pipelines.fields.beside import OF_SECTIONS
from pipelines.fields.blocks import Block
from pipelines.fields.byline import looks_like_names
from pipelines.fields.looks import ITEM, LINK
from pipelines.fields.marks import fold, heads_related, is_date_line, is_tool
from pipelines.text import clean

#: A day, with no clock before or behind it, in brackets.
_BRACKETED = re.compile(r"\(\s*\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{2,4}\s*\)\W*$")
_CLOCK = re.compile(r"\d\s?(?:[:h]|gio)\s?\d{2}|\d\s?(?:am|pm)\b")
#: In any language.
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|[/.-]\d\d\b")
#: A section has an address of words alone; an article's has a number, a day or an ending.
_SECTION = re.compile(r"(?:https?://[^/]+)?/?(?:[a-z-]{2,40}/?){1,3}")
_DAY = re.compile(r"\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{2,4}")
_NEIGHBOUR = re.compile(r"(?:tin|bai)(?: viet)? (?:truoc|sau|tiep|ke tiep|cu|tiep theo)")
_NUMBERED = re.compile(r"[a-z]-?(?:a|post|d|id)?\d{5,}(?:\.\w{3,5})?(?:[?#].*)?$", re.IGNORECASE)
#: A name of a section, or of a person, is shorter than a headline.
_WORDS = 3
_HEADLINE = 5


def is_others(block: Block, document: Document) -> bool:
    """True for "Khánh thành cầu (04/03/2024)" where the words lead to that article.

    A section's or a writer's link beside the day is the page's own; so is a line with a clock.
    """
    if not _is_others(block):
        return False
    return bool(block.flags & ITEM and _is_in_list(block)) or not leads_to_sections(block, document)


def _is_others(block: Block) -> bool:
    text = block.text
    if not block.share(LINK) or is_labelled(text) or _CLOCK.search(fold(text)):
        return False
    bracketed = _BRACKETED.search(text) is not None
    linked = [run[0].strip() for run in block.runs if run[1] & LINK and run[0].strip()]
    named = _DAY.sub("", " ".join(linked)).strip(" -–—|:,.()")
    if named and (_names_others(named) or _leads_to_numbered(block, named)):
        return True
    if not bracketed and any(map(_YEAR.search, linked)):
        return False  # the day itself leads to what else is of that day
    if block.flags & ITEM and _is_in_list(block):
        return True
    said = " ".join(linked)
    words = len(said.split())
    if words < _WORDS or looks_like_names(said) or not _leads_to_article(block):
        return False
    return bracketed or words >= _HEADLINE or bool(block.flags & ITEM)


def section_words(block: Block) -> tuple[str, ...]:
    """Words of a line that lead to a section, or are too few for a headline."""
    if not block.share(LINK):
        return ()
    found = []
    for link in block.element.iter("a"):
        words = clean("".join(link.itertext()))
        known = _SECTION.fullmatch((link.get("href") or "").lower()) or len(words.split()) <= _WORDS
        if words and known and not _DAY.search(words):
            found.append(words)
    return tuple(found)


def _names_others(named: str) -> bool:
    return heads_related(named) or _NEIGHBOUR.fullmatch(fold(named)) is not None


def _leads_to_numbered(block: Block, named: str) -> bool:
    """Words that are no button, section or person, over an address that ends as an article's does."""
    if is_tool(named) or looks_like_names(named) or OF_SECTIONS.fullmatch(fold(named)):
        return False
    return any(_NUMBERED.search(href) is not None for href in _hrefs(block))


def _is_in_list(block: Block) -> bool:
    """Another item of the list has a link and a day too."""
    item = next((e for e in (block.element, *block.element.iterancestors()) if e.tag == "li"), None)
    beside = item.itersiblings("li") if item is not None else ()
    before = item.itersiblings("li", preceding=True) if item is not None else ()
    return any(
        other.find(".//a") is not None and is_date_line(" ".join("".join(other.itertext()).split()))
        for other in (*before, *beside)
    )


def _hrefs(block: Block) -> list[str]:
    element = block.element
    links = (link for link in (element, *element.iter("a")) if link.tag == "a")
    return [href for link in links if (href := link.get("href"))]


def _leads_to_article(block: Block) -> bool:
    return any(
        not href.startswith("#") and _SECTION.fullmatch(href.lower()) is None
        for href in _hrefs(block)
    )
