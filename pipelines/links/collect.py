"""Gathers links of one page: canonical, each address once, what is left aside counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from pipelines.items import Link
from pipelines.outcomes import PageKind
from pipelines.rules import Newspaper
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


#: Never the address of a page.
_NO_PAGES = ("javascript:", "mailto:", "tel:", "#", "data:")


class Met(NamedTuple):
    """An address as a page prints it, and what it means."""

    address: Address | Refused
    #: As met, resolved; None where it cannot be.
    url: str | None
    #: The spelling met, where it is not the canonical one.
    aliases: tuple[str, ...]


@lru_cache(maxsize=16_384)
def meant_by(place: str, href: str, newspaper: Newspaper) -> Met | None:
    """What `href` means on a page at `place`; None: no page at all (`mailto:`, a place on this page).

    Menus and boxes stand on every page, so that most of what a page links to was met before.
    """
    if not href or href.lower().startswith(_NO_PAGES):
        return None
    try:
        url = absolute(place, href)
    except ValueError:
        return Met(Refused("address"), None, ())
    address = read_address(url, newspaper)
    if isinstance(address, Refused):
        return Met(address, url, ())
    met = as_met(url)
    return Met(address, url, () if met == address.url else (met,))


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
        self.take(address, kind, aliases, told, is_next=is_next)
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

    def take(
        self,
        address: Address,
        kind: PageKind,
        aliases: tuple[str, ...],
        hints: dict[str, Any],
        *,
        is_next: bool = False,
    ) -> None:
        """Take an address up; what was known of it is completed."""
        known = self.links.get(address.url)
        if known is not None:
            kind = known.kind
            hints = known.hints | hints
            aliases = tuple(dict.fromkeys((*known.aliases, *aliases)))
            is_next = known.is_next or is_next
        self.links[address.url] = link_to(address, kind, hints, aliases=aliases, is_next=is_next)

    def of_kinds(self, *kinds: PageKind) -> tuple[Link, ...]:
        """The links of these kinds, in the order of the page."""
        return tuple(link for link in self.links.values() if link.kind in kinds)
