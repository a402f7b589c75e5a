"""The way to an article as pages of newspapers print it that nobody described: "Trang chủ » Kinh tế".

Any address there may be an article's, and any short link above a headline a menu's. A link is a section
only where several things say so: what it is called is what its address says; the way begins at the front
page, or leads into itself; the article's own address lies below it; the page's menus lead there too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import etree
from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.author_links import is_author
from pipelines.fields.blocks import Block
from pipelines.fields.entries import is_in_menu, is_menu
from pipelines.fields.looks import HEADING, LINK
from pipelines.fields.marks import PARAGRAPH, is_date_line
from pipelines.fields.model import Frame
from pipelines.fields.section_slugs import PREFIXES, section_slug, slug_of
from pipelines.fields.select import common_ancestor, elements, links, text_of
from pipelines.fields.translations import LANGUAGE_NAMES
from pipelines.rules import Newspaper
from pipelines.text import fold

_CALLED = etree.XPath("//*[contains(@class, 'crumb') or @aria-label]")
_CRUMB = re.compile(r"(?<![a-z])crumbs?(?![a-z])")
_ANCHORS = etree.XPath(".//a[@href]")
_MAX_BEFORE = 12
#: A way has so many steps; more are a menu.
_MOST = 5
_HOME = re.compile(r"(?:ve )?trang (?:chu|nhat)|home(?: ?page)?|front ?page|\W*")
_FRONTS = re.compile(r"/?(?:(?:index|home|default|trang-chu)(?:\.\w{2,5})?/?)?")
#: What may stand before a way: "Bạn đang ở:", "Chuyên mục:".
_BEFORE = re.compile(
    r"\W*(?:(?:ban )?dang (?:o|xem|doc)|chuyen muc|danh muc|the loai|muc|category|section|posted in|in)?\W*"
)
_ARROWS = re.compile(r"[»›>/→❯]")
_CLASSES = re.compile(
    r"(?<![a-z])(?:title)?(?:cate?|categor(?:y|ies)|chuyen-?muc|section|zone|kicker)(?![a-z])"
)
#: Links of a page that are none to a section, whatever they are called.
_TOOLS = frozenset([
    "lien-he", "gioi-thieu", "quang-cao", "dang-nhap", "dang-ky", "dang-xuat", "login", "register", "contact",
    "about", "about-us", "rss", "sitemap", "toa-soan", "tim-kiem", "search", "tin-moi", "tin-moi-nhat",
    "moi-nhat", "tin-nong", "doc-nhieu", "xem-nhieu", "english", "tieng-anh", "in", "print", "gui-email", "chia-se",
    "bao-in", "doc-bao-in", "epaper", "e-paper", "bao-giay", "dat-bao", "tai-khoan", "lich-phat-song",
    "gui-bai", "gui-bai-viet", "gui-tin-bai", "ban-doc-gui-bai", "chinh-sach-bao-mat", "dieu-khoan-su-dung", "theo-doi",
    "quay-lai", "tro-lai", "tro-ve", "xem-them", "xem-tat-ca", "back", "zuruck", "retour",
])  # fmt: skip
#: What is written of now, or of whom.
_TOPIC = re.compile(r"(?:^|/)(?:topics?|tagg|thema|chu-de|persons?|people)/")
_WRITER = re.compile(r"/(?:tac-gia|author|user|nha-bao)s?/")
_BARE = re.compile(r"/[a-z]+(?:-[a-z\d]+)+/?")
#: A subject that a heading leads to has more words than a section.
_HEADING_WORDS = 4


class _Step(NamedTuple):
    slug: str
    name: str
    url: str
    anchor: HtmlElement

    @property
    def agrees(self) -> bool:
        """The address says what the link is called."""
        return self.slug.rpartition("/")[2] == slug_of(self.name)


def called_ways(document: Document) -> list[HtmlElement]:
    """Links of elements that are called `crumbs`, or breadcrumb by their label for screen readers."""
    if b"crumb" not in document.source:
        return []
    for element in elements(_CALLED, document.tree):
        label = (element.get("aria-label") or "").lower()
        if _CRUMB.search((element.get("class") or "").lower()) or "breadcrumb" in label:
            found = elements(_ANCHORS, element)
            if 0 < len(found) <= _MOST:
                return found
    return []


def way_above(
    frame: Frame | None, newspaper: Newspaper, document: Document
) -> list[tuple[str, str]]:
    """(slug path, name) of the steps in the nearest line above the headline that is a way."""
    if frame is None or frame.headline is None or frame.body is None:
        return []
    for place, line in enumerate(_lines(frame)):
        steps = _steps(frame, line, newspaper, document, nearest=not place)
        if steps:
            return [(step.slug, step.name) for step in steps]
    return []


def _lines(frame: Frame) -> Iterator[list[Block]]:
    """Blocks with links above the headline, those of one parent together; the nearest first."""
    above = frame.walk.blocks[max(0, frame.above - _MAX_BEFORE) : frame.above]
    line: list[Block] = []
    for block in reversed(above):
        if line and block.element.getparent() is not line[0].element.getparent():
            yield line
            line = []
        if block.share(LINK) and not is_menu(block.element):
            line.insert(0, block)
        elif line:
            yield line
            line = []
    if line:
        yield line


def _steps(
    frame: Frame, line: list[Block], newspaper: Newspaper, document: Document, *, nearest: bool
) -> list[_Step]:
    """The sections of the line; none where it is no way."""
    anchors = [a for block in line for a in _anchors(block) if text_of(a) in block.text]
    if not 1 <= len(dict.fromkeys(anchors)) <= _MOST:
        return []
    home = False
    steps: list[_Step] = []
    for anchor in dict.fromkeys(anchors):
        url, name = document.resolve(anchor.get("href") or ""), text_of(anchor)
        if url is None or url.partition("#")[0] == document.url:
            continue
        if _WRITER.search(url) or is_author(anchor):
            continue
        parts = urlsplit(url)
        if (not parts.query and _FRONTS.fullmatch(parts.path)) or _HOME.fullmatch(fold(name)):
            home = True
            continue
        slug = section_slug(url, newspaper, crumb=True, name=name)
        if (
            slug is None
            or _TOPIC.search(slug)
            or slug_of(name) in _TOOLS
            or fold(name) in LANGUAGE_NAMES
        ):
            return []
        steps.append(_Step(slug, name, url, anchor))
    said = " ".join(run[0] for block in line for run in block.runs if not run[1] & LINK).strip()
    if not steps or not _may_stand_beside(said, frame):
        return []
    near = nearest and _is_near(frame, line)
    return steps if _is_way(line, steps, said, document, home=home, near=near) else []


def _anchors(block: Block) -> list[HtmlElement]:
    element = block.element
    return [element] if element.tag == "a" else elements(_ANCHORS, element)


def _may_stand_beside(said: str, frame: Frame) -> bool:
    """Arrows, the day, a label of ways, or the headline as the last step."""
    if frame.headline is not None:
        said = said.replace(text_of(frame.headline), "")
    return _BEFORE.fullmatch(fold(said)) is not None or is_date_line(said)


def _is_way(
    line: list[Block], steps: list[_Step], said: str, document: Document, *, home: bool, near: bool
) -> bool:
    """Whether enough says that these are the sections of the article (see above)."""
    into = all(inner.slug.startswith(f"{outer.slug}/") for outer, inner in pairwise(steps))
    arrows = _ARROWS.search(said) is not None
    if home and (into and len(steps) > 1):
        return True
    # Where articles have bare addresses too, a lone step may be one.
    bare = _BARE.fullmatch(urlsplit(document.url).path) is not None
    if home and arrows and (not bare or _is_linked_again(document, steps[-1])):
        return True
    if not into:
        return home and arrows
    last = steps[-1]
    own = urlsplit(document.url).path.strip("/")
    if any(own.startswith(f"{folder}{last.slug}/") for folder in ("", *PREFIXES)):
        return True
    if not (last.agrees and near):
        return False
    path = urlsplit(last.url).path.strip("/")
    called = any(path.startswith(folder) for folder in PREFIXES) or _is_called(last.anchor, line[0])
    headed = not bare and line[-1].flags & HEADING and len(last.name.split()) <= _HEADING_WORDS
    return called or bool(headed) or _is_linked_again(document, last)


def _is_near(frame: Frame, line: list[Block]) -> bool:
    """In one box with the headline, with nothing but short words between."""
    assert frame.headline is not None
    around = common_ancestor(frame.headline, line[-1].element)
    if around.tag in {"body", "html"}:
        return False
    at = frame.walk.within(line[-1].element).stop
    between = frame.walk.blocks[at : frame.above] if at else []
    return all(len(block.text) < PARAGRAPH for block in between)


def _is_called(anchor: HtmlElement, block: Block) -> bool:
    """A class says so, on the link or on the line that holds it."""
    holder = block.element.getparent()
    named = [e.get("class") or "" for e in (anchor, block.element, holder) if e is not None]
    return any(_CLASSES.search(name.lower()) and "author" not in name.lower() for name in named)


def _is_linked_again(document: Document, step: _Step) -> bool:
    """From a menu; boxes of writers, subjects and adverts lead to the same page twice as well."""
    path = urlsplit(step.url).path.rstrip("/")
    if not path or step.slug.count("/") > 1:
        return False  # a page of its own, deep in a menu
    above = True
    for anchor, href in zip(*links(document), strict=True):
        if anchor is step.anchor:
            above = False
        elif href.rstrip("/").endswith(path) and is_in_menu(anchor, above=above):
            return True
    return False
