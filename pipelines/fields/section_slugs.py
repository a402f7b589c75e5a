"""Addresses of sections, as links lead to them: the slug path that is stored, or none."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from pipelines.outcomes import PageKind
from pipelines.rules import Newspaper
from pipelines.text import fold
from pipelines.urls import Refused, read_address, section_of

#: Folders in which some systems keep their sections.
PREFIXES = ("news/", "chuyen-muc/", "category/", "danh-muc/")
_NOT_SECTION = re.compile(
    r"(?:^|/)(?:tim-kiem|search|tag|tags|su-kien|rss|print|tac-gia|author)(?:/|$)"
)
#: An address of words alone; an article's has a number, a day or an ending.
_BARE = re.compile(r"[a-z-]{2,40}(?:/[a-z-]{2,40}){0,2}/?")
_SLUG = re.compile(r"[^a-z0-9]+")
#: Longer names are headlines.
_MOST_WORDS = 6
#: A section's number behind its words: "kinh-te-c12", "chinh-tri-1"; an article's is longer.
_NUMBER = re.compile(r"[-_.]?[a-z]{0,4}\d{1,4}")
_NUMBERED = re.compile(rf"(?P<words>[a-z]+(?:-[a-z]+)*?){_NUMBER.pattern}")
#: Query keys in which a section has its number; any other may be an article's.
_KEYS = frozenset(["c", "cat", "cate", "catid", "category", "cid", "chuyenmuc", "danhmuc", "muc", "section", "zone"])  # fmt: skip


def slug_of(name: str) -> str:
    """A name as addresses write it: "Kinh tế" is `kinh-te`."""
    return _SLUG.sub("-", fold(name)).strip("-")


def section_slug(
    url: str | None, newspaper: Newspaper, *, crumb: bool = False, name: str = ""
) -> str | None:
    """The slug path of a section's address; None for any other address.

    `crumb`: the page names it as a step to itself. Of a newspaper that is none of ours no more is known, and
    an address with a number is a section's only where the rest of it is `name`.
    """
    if url is None:
        return None
    address = read_address(url, newspaper)
    if isinstance(address, Refused) or address.kind is PageKind.FRONT:
        return None
    slug = section_of(address.url) or ""
    foreign = crumb and newspaper.foreign
    if foreign and not _BARE.fullmatch(slug):
        slug = _numbered(address.url, slug, slug_of(name)) or slug
    bare = foreign and _BARE.fullmatch(slug)
    if address.kind is PageKind.ARTICLE and not bare:
        return None
    if not slug or _NOT_SECTION.search(slug):
        return None
    if address.kind is not PageKind.LISTING and (newspaper.addresses.listing or "." in slug):
        return None
    for prefix in PREFIXES:
        slug = slug.removeprefix(prefix)
    return slug.strip("/") or None


def _numbered(url: str, slug: str, name: str) -> str | None:
    """The slug path without numbers of an address whose last words are the name."""
    if not name or name.count("-") >= _MOST_WORDS:
        return None
    parts = urlsplit(url)
    if not slug.strip("/"):
        asked = parse_qsl(parts.query)
        numbered = len(asked) == 1 and asked[0][0].lower() in _KEYS and asked[0][1].isdecimal()
        return name if numbered else None
    *outer, last = slug.strip("/").split("/")
    if parts.query or not last.startswith(name) or not _NUMBER.fullmatch(last[len(name) :]):
        return None
    matches = [_NUMBERED.fullmatch(segment) for segment in outer]
    words = [
        match["words"] if match else segment for match, segment in zip(matches, outer, strict=True)
    ]
    return "/".join([*words, name])
