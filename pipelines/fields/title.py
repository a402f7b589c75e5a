"""The headline: the printed one first, what metadata says to check it or in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree
from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.machine import Machine
from pipelines.fields.select import each, elements, marked, text_of
from pipelines.fields.tagged import tagged
from pipelines.items import Source
from pipelines.rules import Newspaper, RuleSet
from pipelines.text import clean, fold

_FIRST = etree.XPath("//h1 | (//@itemprop/..)[@itemprop='headline'][not(self::meta)]")
_MOST = 60
_WORD, _SHARED = re.compile(r"[a-z0-9]{2,}"), 2
_DASH = re.compile(r"\s+[-–—|•»:]\s+")
MAX_TITLE = 500
#: What portals call every page of theirs.
_OF_SYSTEM = re.compile(
    r"(?:trang )?(?:chi tiet|xem)(?: (?:tin|bai)(?: tuc| viet)?)?|tin tuc|trang chu|home(?: ?page)?|news(?: detail)?"
    r"|cong thong tin(?: dien tu)?|untitled(?: (?:document|page))?|default|index"
)
_CALLED_TITLE = etree.XPath(
    "//div[@class or @id] | //span[@class or @id] | //p[@class or @id] | //td[@class or @id]"
)
_TITLE_NAME = re.compile(r"(?:^|[\s_-])(?:tieu-?de|title|headline|ten-?bai)(?:$|[\s_-])")
_NO_TITLE_NAME = re.compile(r"site|section|box|widget|menu|logo|sub|block|cat|other|khac|lien")
_COUNT = re.compile(r"\(\s?\d{1,3} (?:anh|hinh(?: anh)?|photos?|videos?|clip)\s?\)")
#: A headline has at least so many words.
_LEAST_WORDS = 4


class Title:
    """The headline as found, with its element (None: only metadata had it)."""

    __slots__ = ("element", "source", "text")

    def __init__(self, text: str, element: HtmlElement | None, source: Source) -> None:
        self.text, self.element, self.source = text, element, source

    def cut(self, text: str) -> None:
        """Only this part of it is the headline; the whole stays in the provenance."""
        self.text, self.source = text, Source("structure", self.text, self.source.conflict)


def read_title(
    document: Document, facts: Machine, newspaper: Newspaper, rule_set: RuleSet
) -> Title | None:
    """Selector, headline element, element with the text that metadata calls the title, metadata."""
    names = site_names(facts, newspaper)
    titles = told_titles(facts, names)
    found = _by_selector(document, rule_set, names)
    # One is enough to compare with.
    told = list(titles if found is None else islice(titles, 1))
    found = found or _by_heading(document, told, names) or _by_metadata(told) or _by_name(document)
    if found is not None and told:
        rule, text = told[0]
        if not _same(found.text, text):
            found.source = Source(found.source.rule, found.source.raw, f"{rule}: {text}")
    return found


def site_names(facts: Machine, newspaper: Newspaper) -> set[str]:
    """Folded names of the site, which are never a headline."""
    names = {fold(clean(name)) for name in (*newspaper.site_names, newspaper.title)}
    site = facts.first_meta("og:site_name", "application-name")
    if site:
        names.add(fold(site[1]))
    names |= {name.removesuffix(" online").strip() for name in names}
    return {name for name in names if name} | set(newspaper.hosts)


def told_titles(facts: Machine, names: set[str]) -> Iterator[tuple[str, str]]:
    """(rule, title) of each metadata source, site names cut off."""
    ld = facts.ld("headline", "name")
    og = facts.first_meta("og:title")
    other = facts.first_meta("twitter:title", "title", "headline")
    for rule, text in (
        ("json-ld", ld),
        ("og", og and og[1]),
        ("meta", other and other[1]),
        ("title-element", facts.title),
    ):
        bare = without_site(text or "", names)
        if bare and not all(_OF_SYSTEM.fullmatch(fold(part)) for part in _DASH.split(bare)):
            yield rule, bare[:MAX_TITLE]


def without_site(text: str, names: set[str]) -> str:
    """The title without the site's name before or behind it; "" where nothing is left."""
    parts = _DASH.split(text)
    while parts and _is_site(parts[-1], names):
        parts.pop()
    while parts and _is_site(parts[0], names):
        parts.pop(0)
    if not parts:
        return ""
    start = text.index(parts[0])
    return text[start : text.rindex(parts[-1]) + len(parts[-1])].strip()


def _is_site(part: str, names: set[str]) -> bool:
    folded = fold(part).strip(" .")
    if folded in names or folded.removesuffix(" online").strip() in names:
        return True
    if any(len(name) > 6 and name in folded and len(folded) < len(name) + 25 for name in names):
        return True
    # "Báo Thử" on the host `bao-thu.vn`.
    bare = f".{folded.replace(' ', '')}."
    return any(bare in f".{name.replace('-', '')}" for name in names if "." in name)


def _by_selector(document: Document, rule_set: RuleSet, names: set[str]) -> Title | None:
    for selector, element in each(document, rule_set.fields.title):
        text = _headline(element)
        if text and not _is_site(text, names):
            return Title(text[:MAX_TITLE], element, Source(f"selector:{selector}", text))
    return None


def _by_heading(document: Document, told: list[tuple[str, str]], names: set[str]) -> Title | None:
    """A heading that says what metadata says; else the longest free h1, else a free heading."""
    named = marked(document, "headline")
    found = elements(_FIRST, document.tree) if named else tagged(document, "h1")
    first = _headings(found, names)
    title = _as_told(first, told, document)
    if title is not None:
        return title
    free = [(e, t) for e, t in first if len(t.split()) > 2 and not _is_link(e, t, document)]
    if not free:
        second = _headings(list(document.tree.iter("h2", "h3", "h4")), names)
        title = _as_told(second, told, document) or _within_told([*first, *second], told, document)
        if title is not None or told:
            return title
        # Without metadata the first free heading of the second order may be it.
        free = [(e, t) for e, t in second if len(t.split()) > 3 and not _is_link(e, t, document)]
        free = free[:1]
    if not free:
        return None
    # What address and metadata speak of too; a box may have a heading that is longer.
    path = urlsplit(document.url).path
    known = set(_WORD.findall(fold(" ".join([path, *(title for _rule, title in told)]))))
    ours = [pair for pair in free if len(known & {*_WORD.findall(fold(pair[1]))}) >= _SHARED]
    element, text = max(ours or free, key=lambda pair: len(pair[1]))
    return Title(text[:MAX_TITLE], element, Source("structure", text))


def _headline(element: HtmlElement) -> str:
    """The text of a heading without a count of pictures set in an element of its own."""
    text = text_of(element)
    if text.endswith(")"):
        for inner in element.iter("small", "span", "i", "em"):
            note = text_of(inner)
            if inner is not element and text.endswith(f" {note}") and _COUNT.fullmatch(fold(note)):
                return text.removesuffix(note).rstrip()
    return text


def _headings(found: list[HtmlElement], names: set[str]) -> list[tuple[HtmlElement, str]]:
    pairs = ((element, _headline(element)) for element in found[:_MOST])
    return [(element, text) for element, text in pairs if text and not _is_site(text, names)]


def _as_told(
    headings: list[tuple[HtmlElement, str]], told: list[tuple[str, str]], document: Document
) -> Title | None:
    for _rule, title in told:
        for element, text in headings:
            if _same(text, title) and not _is_link(element, text, document):
                return Title(text[:MAX_TITLE], element, Source("structure", text))
    return None


def _within_told(
    headings: list[tuple[HtmlElement, str]], told: list[tuple[str, str]], document: Document
) -> Title | None:
    """The longest heading that metadata has beside a name of the site that nobody told us.

    "Chiều quê | Báo Mẫu" where the heading is "Chiều quê", "Báo Mẫu: …" on the host `baomau`.
    """
    inside = [
        (element, text)
        for element, text in headings
        for _rule, title in told
        if _is_beside_name(fold(text), fold(title), document)
        and not _is_link(element, text, document)
    ]
    if not inside:
        return None
    element, text = max(inside, key=lambda pair: len(pair[1]))
    return Title(text[:MAX_TITLE], element, Source("structure", text))


def _is_beside_name(text: str, title: str, document: Document) -> bool:
    if title.startswith(text):
        name = _DASH.match(title, len(text))
        return name is not None and _DASH.search(title, name.end()) is None
    if not title.endswith(text):
        return False
    before = title[: -len(text)]
    if before.endswith(": "):
        # "Kỳ 2: Đường về" is a headline as a whole; the site's name is in its address.
        host = (urlsplit(document.url).hostname or "").replace("-", "")
        bare = re.sub(r"[^a-z0-9]", "", before)
        return len(bare) > 3 and bare in host
    name = _DASH.search(before)
    return name is not None and name.end() == len(before)


def _by_metadata(told: list[tuple[str, str]]) -> Title | None:
    for rule, text in told:
        return Title(text, None, Source(rule, text))
    return None


def _by_name(document: Document) -> Title | None:
    """Of a page without headings and titles: the first element that is called a headline."""
    for element in elements(_CALLED_TITLE, document.tree):
        name = f"{element.get('class', '')} {element.get('id', '')}".lower()
        if not _TITLE_NAME.search(name) or _NO_TITLE_NAME.search(name):
            continue
        text = text_of(element)
        long = len(text.split()) >= _LEAST_WORDS and len(text) <= MAX_TITLE
        if long and not _is_link(element, text, document):
            return Title(text, element, Source("structure:named", text))
    return None


def _same(printed: str, told: str) -> bool:
    """Equal but for case, marks and a cut-off end."""
    a, b = fold(printed).rstrip(" .…"), fold(told).rstrip(" .…")
    return a == b or (min(len(a), len(b)) > 20 and (a.startswith(b) or b.startswith(a)))


def _is_link(element: HtmlElement, text: str, document: Document) -> bool:
    """A heading that leads elsewhere: a teaser, a section's name."""
    for link in element.iter("a"):
        href = document.resolve(link.get("href") or "")
        if href and href.partition("#")[0] != document.url and text_of(link) == text:
            return True
    return False
