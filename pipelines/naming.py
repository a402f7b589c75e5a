"""The address by which an article is stored: the one that its page calls its own, where it may."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pipelines.outcomes import PageKind
from pipelines.rules import Newspaper
from pipelines.text import fold
from pipelines.urls import Address, read_address

#: A slug of so many words, of which so large a share is in the headline, was made of it.
_WORDS = 3
_SHARE = 0.6
_WORD = re.compile(r"\w+")


def own_name(
    address: Address, canonical: str | None, newspaper: Newspaper, title: str | None
) -> Address:
    """The address by which the page names itself, when it is the same article's.

    So the row's address does not depend on which of two slugs was met first.
    """
    named = read_address(canonical, newspaper) if canonical else None
    if not isinstance(named, Address) or named.kind is not PageKind.ARTICLE:
        return address
    if named.host != address.host or newspaper.foreign:
        return address
    if named.number is not None and address.number is not None:
        return named if named.number == address.number else address
    return named if _is_its_slug(named.url, address.url, title or "") else address


def _is_its_slug(named: str, url: str, title: str) -> bool:
    """Without two numbers to compare: the same slug (in two sections), or one made of the headline.

    `/node/12` is `/tin-tuc/mo-lai-ben-do`; but a template that names one address on all pages would
    make one article of them.
    """
    slug = _slug(named)
    if slug == _slug(url):
        return _query(named) == _query(url)
    said = frozenset(_WORD.findall(fold(title)))
    words = [word for word in _WORD.findall(slug) if not word.isdecimal()]
    return len(words) >= _WORDS and sum(word in said for word in words) >= _SHARE * len(words)


def _slug(url: str) -> str:
    last = urlsplit(url).path.rstrip("/").rpartition("/")[2].lower()
    return re.sub(r"\.[a-z]{2,5}$", "", last)


def _query(url: str) -> str:
    return urlsplit(url).query
