"""One page as a tree: decoded with care, cut free of what stops the parser, parsed once."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml import etree
from lxml.etree import _Element as HtmlElement

from pipelines.encoding import EncodingError, decode, may_be_legacy, refuse_legacy_letters
from pipelines.text import clean

__all__ = ["Document", "EncodingError", "TooDeepError", "parse"]

#: libxml2 stops at the first closing tag of these and drops the rest without an error.
_CLOSERS = re.compile(rb"</(?i:html|body)\s*>")
#: What may follow the end of a whole page: comments, scripts, a counter's picture.
_TAIL = 20_000
_CONTROLS = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)])
_NONCHARACTERS = ("\ufffe".encode(), "\uffff".encode())
_HEAD_TAGS = frozenset(("title", "meta", "link", "script", "style", "base", "noscript", "template"))
_EMPTY_PAGE = b"<html><body></body></html>"
#: Addresses that are whole, or of a host's root, and have nothing to be resolved: joining would give them
#: back as they are, in ten times the time.
_WHOLE = re.compile(r"https?://[\w-][\w.-]*(?:/[\w/~%,@:.-]*)?", re.ASCII)
_ROOTED = re.compile(r"(?:/[\w~%,@-][\w~%,@.-]*)+/?", re.ASCII)
_ROOT = re.compile(r"https?://[\w-][\w.:-]*(?=/|$)", re.ASCII)


class TooDeepError(ValueError):
    """The page nests deeper than the parser reads: its tree would silently lack the rest."""


@dataclass(slots=True)
class Document:
    """A parsed page. `tree` is shared by all readers: nobody changes it."""

    #: Address of the page itself.
    url: str
    #: What relative addresses resolve against (`<base href>`, else `url`).
    base_url: str
    #: The root element, `<html>`.
    tree: HtmlElement
    #: The markup that was parsed, in UTF-8.
    source: bytes = field(repr=False)
    #: Name of the encoding that was believed.
    encoding: str
    #: Characters that could not be decoded (at most 0.1 %).
    replaced: int = 0
    #: The page ends without `</html>` or `</body>`: cut off, or badly made.
    truncated: bool = False
    #: Results that several readers share, made at first use (see `pipelines.fields`).
    cache: dict[str, object] = field(default_factory=dict, repr=False)

    def resolve(self, href: str) -> str | None:
        """Absolute http(s) address of `href` on this page, or None."""
        href = clean(href)
        if not href or href.startswith("#"):
            return None
        if _WHOLE.fullmatch(href):
            return href
        if _ROOTED.fullmatch(href) and (root := _ROOT.match(self.base_url)):
            return root[0] + href
        try:
            url = urljoin(self.base_url, href)
        except ValueError:
            return None
        return url if url.lower().startswith(("http://", "https://")) else None


def parse(body: bytes, content_type: str | None, url: str) -> Document:
    """The page that `url` answered with `body`.

    Raises `EncodingError` where the letters cannot be trusted (legacy fonts, double encoding,
    more than 0.1 % undecodable) and `TooDeepError` where the parser would lose text.
    """
    decoded = decode(body, content_type)
    if decoded.encoding != "utf-8" or may_be_legacy(body):
        refuse_legacy_letters(decoded.text)
    is_utf8 = decoded.encoding == "utf-8" and not decoded.replaced
    source = _without_bom(body) if is_utf8 else decoded.text.encode("utf-8", "replace")
    size, ends = len(source), [match.end() for match in _CLOSERS.finditer(source)]
    truncated = not ends or size - ends[-1] > _TAIL
    source = _parsable(_CLOSERS.sub(b"", source) if ends else source)
    tree = _tree(source)
    _free_head(tree)
    base = _base(tree, url)
    return Document(url, base, tree, source, decoded.encoding, decoded.replaced, truncated)


def _without_bom(body: bytes) -> bytes:
    return body.removeprefix(codecs.BOM_UTF8)


def _parsable(source: bytes) -> bytes:
    """Without the characters that no page may have: at the first NUL the parser would stop."""
    source = source.translate(None, _CONTROLS)
    for noncharacter in _NONCHARACTERS:
        if noncharacter in source:
            source = source.replace(noncharacter, b"")
    return source


def _tree(body: bytes) -> HtmlElement:
    # lxml's own elements, not those of lxml.html: that asks a Python function for the class of each,
    # which is a tenth of all reading.
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        tree = etree.fromstring(body, parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        tree = None
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise TooDeepError("elements nest deeper than the parser reads")
    if tree is None:
        tree = etree.fromstring(_EMPTY_PAGE, etree.HTMLParser(encoding="utf-8"))
    return tree


def _free_head(tree: HtmlElement) -> None:
    """Move into the body what the parser left in the head: it does not know `article` or `main`.

    Pages that write no `<body>` tag, which HTML allows, would else have their text in the head.
    """
    head = tree.find("head")
    if head is None:
        return
    strays = [child for child in head if child.tag not in _HEAD_TAGS]
    if not strays:
        return
    body = tree.find("body")
    if body is None:
        body = etree.SubElement(tree, "body")
    for place, child in enumerate(strays):
        body.insert(place, child)


def _base(tree: HtmlElement, url: str) -> str:
    for element in tree.iter("base"):
        href = clean(element.get("href") or "")
        if href:
            try:
                joined = urljoin(url, href)
            except ValueError:
                break
            return joined if joined.startswith(("http://", "https://")) else url
    return url
