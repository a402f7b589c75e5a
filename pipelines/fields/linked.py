"""Lines that are links: those that are text (a document that the article tells of, places in a list), those that a label leads into."""

from __future__ import annotations

from urllib.parse import urlsplit

from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.blocks import Block
from pipelines.fields.byline import looks_like_names
from pipelines.fields.looks import HEADING, ITEM, LINK
from pipelines.fields.marks import PARAGRAPH, heads_related, is_tool, names_channel
from pipelines.fields.model import Frame
from pipelines.text import fold

_LINKED = 0.85
_FILES = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".rtf")
#: Hosts of what an article cites: authorities and schools. Any other host may be an advertiser's.
_CITED = (".gov.vn", ".edu.vn", ".chinhphu.vn", ".quochoi.vn", ".int")
#: Longer items of a list are headlines.
_PLACE_WORDS = 4
#: A headline has so many words: "Xem thêm tại đây" leads to the rest of a sentence.
_HEADLINE_WORDS = 4
_CHANNELS = frozenset(["facebook", "zalo", "youtube", "tiktok", "twitter", "google news", "telegram", "x", "instagram", "fanpage"])  # fmt: skip


def is_cited(document: Document, frame: Frame, index: int) -> bool:
    """A paragraph among paragraphs that leads to a document or to an authority's page."""
    block = frame.walk.blocks[index]
    if block.flags & HEADING or not _is_among_text(frame, index):
        return False
    links = [block.element, *block.element.iter("a"), *block.element.iterancestors("a")]
    urls = [document.resolve(link.get("href") or "") for link in links if link.tag == "a"]
    own = _host(document.url)
    return bool(urls) and all(url is not None and _leads_to_source(url, own) for url in urls)


def is_labelled(block: Block) -> bool:
    """The heading of a related box glued to its links, "<b>Tin liên quan</b><a>…": nothing else is said."""
    texts = [run[0] for run in block.runs]
    linked = [bool(run[1] & LINK) for run in block.runs]
    if not any(linked):
        return False
    first = linked.index(True)
    label = "".join(texts[:first]).strip()
    if not label or not heads_related(label):
        return False
    rest = [text for text, link in zip(texts[first:], linked[first:], strict=True) if not link]
    headline = "".join(text for text, link in zip(texts, linked, strict=True) if link)
    said = any(map(str.isalpha, "".join(rest)))
    return not said and len(headline.split()) >= _HEADLINE_WORDS


def _leads_to_source(url: str, own: str) -> bool:
    host = _host(url)
    path = urlsplit(url).path.lower()
    return path.endswith(_FILES) or (host != own and f".{host}".endswith(_CITED))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _is_among_text(frame: Frame, index: int) -> bool:
    """A paragraph of the text stands before it, in the same element."""
    blocks = frame.walk.blocks
    element = blocks[index].element
    above = element.getparent() if not blocks[index].flags & ITEM else _list_of(element)
    place = above if not blocks[index].flags & ITEM or above is None else above.getparent()
    return any(
        len(blocks[i].text) >= PARAGRAPH
        and blocks[i].share(LINK) < _LINKED
        and blocks[i].element.getparent() is place
        for i in range(frame.start, index)
    )


def _list_of(element: HtmlElement) -> HtmlElement | None:
    return next(element.iterancestors("ul", "ol"), None)


def is_place(frame: Frame, index: int, out: set[int]) -> bool:
    """One of several linked names in a list below a line of the text that ends in a colon."""
    blocks = frame.walk.blocks
    if not blocks[index].flags & ITEM or not _is_name(blocks[index]):
        return False
    listed = _list_of(blocks[index].element)
    span = frame.walk.within(listed) if listed is not None else range(0)
    if len(span) < 2 or span.start <= frame.start or span.start - 1 in out:
        return False
    above = blocks[span.start - 1]
    said = above.text.endswith(":") and not above.share(LINK) and not names_channel(above.text)
    return said and all(_is_name(blocks[i]) for i in span) and _is_followed(frame, span)


def _is_followed(frame: Frame, span: range) -> bool:
    """Text on, or far behind the beginning of it: no list of sections or of channels at either end."""
    blocks = frame.walk.blocks
    return any(
        len(blocks[i].text) >= PARAGRAPH and blocks[i].share(LINK) < _LINKED
        for i in range(span.stop, min(span.stop + 3, frame.stop))
    )


def _is_name(block: Block) -> bool:
    text = block.text
    if not text or len(text.split()) > _PLACE_WORDS or is_tool(text) or fold(text) in _CHANNELS:
        return False
    return looks_like_names(text)
