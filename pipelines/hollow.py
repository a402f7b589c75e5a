"""Error pages that no wording tells: one undated sentence that is not about what was asked for.

Wordings of "gone" are many; what such a page lacks is always the same. A page is hollow only where it
has nothing of an article (no day, writer, picture, second text), and something says besides that it is
none: it keeps search engines out, leads back to the front page, or speaks of other things than the
words in its own address.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pipelines.document import Document
from pipelines.fields.machine import machine
from pipelines.fields.model import Fields
from pipelines.text import fold

#: A text of more than this says something, whatever it is.
_FEW_LETTERS, _FEW_PARAGRAPHS = 250, 2
_WORDS = re.compile(r"[a-z]{2,}")
_IN_LATIN = re.compile(r"[\W\d_]*[a-z]")
#: Fewer words in an address may be a section's or a system's.
_SLUG_WORDS = 4
#: A headline that was changed still shares more than this with its address.
_SHARED = 0.25
#: An address is made of a headline with so many of its words; a kind of page (`post`) may be among them.
_MADE_OF = 0.8


def is_hollow(document: Document, fields: Fields) -> bool:
    """True for an undated page (the caller asks of such only) that is no article by its structure."""
    if len(fields.body) >= _FEW_LETTERS or fields.paragraphs > _FEW_PARAGRAPHS:
        return False
    if fields.byline or fields.images or fields.tags or fields.media_kind != "text":
        return False
    kept_out = "noindex" in machine(document).meta.get("robots", "").lower()
    return kept_out or _leads_home(document, fields) or _speaks_of_other(document, fields)


def _leads_home(document: Document, fields: Fields) -> bool:
    """A link to the front page in the text itself: "quay lại trang chủ"."""
    body = fields.frame.body if fields.frame is not None else None
    if body is None or body.tag in {"body", "html"} or fields.frame is None:
        return False
    links = [
        link
        for block in fields.frame.walk.blocks[fields.frame.start : fields.frame.stop]
        for link in block.element.iter("a")
    ]
    own = urlsplit(document.url)
    for link in links:
        there = urlsplit(document.resolve(link.get("href") or "") or document.url)
        if there.netloc == own.netloc and there.path in {"", "/"} and not there.query:
            return True
    return False


def is_of_address(document: Document, title: str) -> bool:
    """The headline is what the address is made of: each word of its slug but a few is in it."""
    slug = _slug(document)
    said = set(_WORDS.findall(fold(title)))
    return len(slug) >= _SLUG_WORDS and sum(word in said for word in slug) >= _MADE_OF * len(slug)


def _slug(document: Document) -> list[str]:
    segments = urlsplit(document.url).path.lower().split("/")
    slugs = [_WORDS.findall(segment.partition(".")[0]) for segment in segments if "-" in segment]
    return max(slugs, key=len, default=[])


def _speaks_of_other(document: Document, fields: Fields) -> bool:
    """Hardly a word of the address is in headline or text: the address is made of the headline."""
    slug = _slug(document)
    if len(slug) < _SLUG_WORDS:
        return False
    text = fold(f"{fields.title} {fields.lead or ''} {fields.body}")
    if not _IN_LATIN.match(text):
        return False  # addresses spell other scripts in many ways
    said = set(_WORDS.findall(text))
    return sum(word in said for word in slug) < _SHARED * len(slug)
