"""Date lines without the names of sections that stand in them: "Xổ số | 05/03/2024 14:30".

What a section is called may be the word of an event as well ("Lễ hội", "Đại hội", "Trực tiếp"). The
page's own links tell: the name leads to a section, or its menu has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.etree import _Element as HtmlElement

from pipelines.dates.leads import has_number, leads_to_many, said
from pipelines.dates.menus import is_section_name, names_section
from pipelines.document import Document
from pipelines.fields.author_links import links_author
from pipelines.fields.blocks import Block
from pipelines.fields.looks import LINK
from pipelines.fields.marks import date_part, heads_related, is_tool
from pipelines.text import clean, fold

#: An address of words alone; an article's has a number, a day or an ending.
_BARE = re.compile(r"(?:/[a-z-]{2,50}){1,3}/?")
_ENDED = re.compile(r"(?:/[a-z-]{2,50}){1,3}\.(?:html?|aspx|php)")
_NUMBER = re.compile(r"\d{4,}")
#: A section's name has no more words; no headline has as few, nor as few as two over an address that ends as articles' do.
_LONG, _SHORT, _LEAST = 8, 4, 2
#: "Tin khác", "Bài trước", "Xem thêm" lead to other articles.
_OTHERS = re.compile(r"(?:tin|bai|xem|doc|video|anh)\s")
_CLOCK = re.compile(
    r"\d{1,2}\s?(?::|h|giờ)\s?\d{2}(?::\d{2})?(?:\s?(?:SA|CH|AM|PM)\b)?|\(?GMT\s?\+\s?\d\)?",
    re.IGNORECASE,
)
#: What keeps a section apart from the date, the surest first: a dash may be within its name.
_MARKS = (re.compile(r"[|•·—›»]"), re.compile(r"\s[-–]\s"), re.compile(r"[,/]"))
_EDGES = " \t|/›»•·,.()[]-–—"
_HEADLINE = 5
_DAY = 3
_WORD = re.compile(r"[^\W\d_]+")


def without_sections(text: str, block: Block, document: Document) -> str | None:
    """`text` without the names of sections in it; None: it has none, or a link of the line leads elsewhere."""
    whole = text
    for link in _links(block):
        words = clean("".join(map(str, link.itertext())))
        if words and is_section_link(link, words, document):
            text = text.replace(words, " ", 1)
        elif len(said(words)) >= _HEADLINE and not is_tool(words) and not links_author(block):
            return None
    span = date_part(text)
    if span is not None:
        for part in (text[: span[0]], text[span[1] :]):
            for name in _named_in(part, document):
                text = text.replace(name, " ", 1)
    return None if text == whole else text.strip(_EDGES)


def leads_to_sections(block: Block, document: Document) -> bool:
    """True where the links of a line lead to sections; the date may be one as well."""
    named = _named(block)
    return bool(named) and all(is_section_link(link, words, document) for link, words in named)


def leads_to_day(block: Block, document: Document) -> bool:
    """True where the links of a line are its date, sections, and who wrote it."""
    return bool(_links(block)) and all(
        leads_to_many(link) or is_section_link(link, words, document)
        for link, words in _named(block)
    )


def _named(block: Block) -> list[tuple[HtmlElement, str]]:
    """Links that are more than a date; a weekday may be left of one."""
    links = [(link, clean("".join(map(str, link.itertext())))) for link in _links(block)]
    dated = [date_part(words) is not None and len(said(words)) < _DAY for _link, words in links]
    return [link for link, is_date in zip(links, dated, strict=True) if link[1] and not is_date]


def is_section_link(link: HtmlElement, words: str, document: Document) -> bool:
    """True for a link whose address, or the page's menu, says that it leads to a section."""
    try:
        parts = urlsplit((link.get("href") or "").strip().lower())
    except ValueError:
        return False
    folded = fold(words)
    count = len(_WORD.findall(words))
    if count > _LONG or any(map(str.isdigit, words)) or _OTHERS.match(folded):
        return False
    if heads_related(words):
        return False
    path, numbered = parts.path, has_number(urlsplit(document.url).path)
    if names_section(link, words, document):
        return _NUMBER.search(path) is None
    if _BARE.fullmatch(path) and not parts.query:
        # Articles of some newspapers have such addresses too.
        return numbered or count <= _SHORT
    ended = _ENDED.fullmatch(path) is not None and (numbered or count <= _LEAST)
    return ended and "-".join(_WORD.findall(folded)) in path


def _named_in(part: str, document: Document) -> Iterator[str]:
    """Pieces of what stands before or behind a date that are a section's name, and no label."""
    pieces = [piece for piece in _CLOCK.split(part) if piece]
    for mark in (None, *_MARKS):
        left = []
        for whole in pieces:
            for piece in mark.split(whole) if mark else [whole]:
                bare = piece.strip(_EDGES)
                if bare and not bare.endswith(":") and is_section_name(bare, document):
                    yield bare
                else:
                    left.append(piece)
        pieces = left


def _links(block: Block) -> list[HtmlElement]:
    if not block.share(LINK):
        return []
    element = block.element
    around = element if element.tag == "a" else next(element.iterancestors("a"), None)
    return [*([around] if around is not None else []), *element.iterdescendants("a")]
