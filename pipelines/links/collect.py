"""Gathers links of one page: canonical, each address once, what is left aside counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from pipelines.items import Link
from pipelines.outcomes import PageKind
from pipelines.rules import Newspaper
from pipelines.text import clean
from pipelines.urls import Address, Refused, absolute, as_met, read_address


def link_to(
    address: Address,
    kind: PageKind,
    hints: dict[str, Any] | None = None,
    *,
    aliases: tuple[str, ...] = (),
    is_next: bool = False,
) -> Link:
    """The link that leads to `address`, with the article's number where it has one."""
    number = address.number
    counted = kind is PageKind.ARTICLE and number is not None and number.isdecimal()
    return Link(
        address.url,
        kind,
        aliases=aliases,
        hints=hints or {},
        is_next=is_next,
        number=int(number) if counted and number else None,
        space=address.edition.number_space if counted else None,
    )


#: Texts kept of an address: on most pages it has the same one or two.
_MOST_TEXTS = 8
#: Never the address of a page.
_NO_PAGES = ("javascript:", "mailto:", "tel:", "#", "data:")


@dataclass(slots=True)
class Met:
    """An address as a page prints it, and what it means."""

    address: Address | Refused
    #: As met, resolved; None where it cannot be.
    url: str | None = None
    #: The spelling met, where it is not the canonical one.
    aliases: tuple[str, ...] = ()
    _links: dict[str, Link] = field(default_factory=dict)

    def link(self, kind: PageKind, text: str) -> Link:
        """The link with this text (as it stands in the page): one and the same each time it is met."""
        link = self._links.get(text)
        if link is None:
            assert isinstance(self.address, Address)
            link = link_to(self.address, kind, _hints(clean(text)), aliases=self.aliases)
            if len(self._links) >= _MOST_TEXTS:
                self._links.clear()
            self._links[text] = link
        return link


def _hints(text: str) -> dict[str, Any]:
    # A one-word anchor is a thumbnail's or a page number's, not a headline.
    return {"title": text} if text.count(" ") > 1 else {}


@lru_cache(maxsize=8)
def meanings(newspaper: Newspaper) -> Callable[[str, str], Met | None]:
    """Asks what `href` means on a page at `place`; None: no page at all (`mailto:`, a place on this page).

    Menus and boxes stand on every page, so that most of what a page links to was met before.
    """

    @lru_cache(maxsize=16_384)
    def meant_by(place: str, href: str) -> Met | None:
        href = clean(href)
        if not href or href.lower().startswith(_NO_PAGES):
            return None
        try:
            url = absolute(place, href)
        except ValueError:
            return Met(Refused("address"))
        address = read_address(url, newspaper)
        if isinstance(address, Refused):
            return Met(address, url)
        met = as_met(url)
        return Met(address, url, () if met == address.url else (met,))

    return meant_by


@dataclass(slots=True)
class Found:
    """What one page links to."""

    links: dict[str, Link] = field(default_factory=dict)
    #: Why other addresses were left aside: off_site, address, leave -> how many.
    left: Counter[str] = field(default_factory=Counter)

    def add(
        self,
        href: str,
        newspaper: Newspaper,
        *,
        base: str | None = None,
        hints: dict[str, Any] | None = None,
        kind: PageKind | None = None,
        is_next: bool = False,
    ) -> Address | None:
        """Take `href` up; `kind` overrides what the address alone says. None: left aside."""
        address = read_address(href, newspaper, base, whole_query=is_next)
        kind = self.counted(address, kind)
        if kind is None or isinstance(address, Refused):
            return None
        met = as_met(absolute(base, href.strip()) if base else href.strip())
        aliases = () if met == address.url else (met,)
        told = {name: value for name, value in (hints or {}).items() if value}
        self.take(link_to(address, kind, told, aliases=aliases, is_next=is_next))
        return address

    def counted(self, address: Address | Refused, kind: PageKind | None = None) -> PageKind | None:
        """What kind of page it is; None, and counted, where it is left aside."""
        if isinstance(address, Refused):
            self.left[address.reason] += 1
            return None
        kind = kind or address.kind
        if kind is None:
            self.left["leave"] += 1
        return kind

    def take(self, link: Link) -> None:
        """Take a link up; what was known of its address is completed."""
        known = self.links.get(link.url)
        if known is None or _says_all(link, known):
            self.links[link.url] = link
        elif not _says_all(known, link):
            self.links[link.url] = replace(
                known,
                hints=known.hints | link.hints,
                aliases=tuple(dict.fromkeys((*known.aliases, *link.aliases))),
                is_next=known.is_next or link.is_next,
            )

    def of_kinds(self, *kinds: PageKind) -> tuple[Link, ...]:
        """The links of these kinds, in the order of the page."""
        return tuple(link for link in self.links.values() if link.kind in kinds)


def _says_all(one: Link, other: Link) -> bool:
    """True where `one` says all that `other` does, so that they need not be put together.

    Most links stand on a page twice, with a picture and with the headline.
    """
    return one is other or (
        one.kind is other.kind
        and one.is_next >= other.is_next
        and other.hints.items() <= one.hints.items()
        and (not other.aliases or set(other.aliases) <= set(one.aliases))
    )
