"""Gathers links of one page: canonical, each address once, what is left aside counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

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
        if isinstance(address, Refused):
            self.left[address.reason] += 1
            return None
        kind = kind or address.kind
        if kind is None:
            self.left["leave"] += 1
            return None
        known = self.links.get(address.url)
        met = as_met(absolute(base, href.strip()) if base else href.strip())
        aliases = () if met == address.url else (met,)
        merged = (known.hints if known else {}) | {k: v for k, v in (hints or {}).items() if v}
        if known is not None:
            kind = known.kind
            aliases = tuple(dict.fromkeys((*known.aliases, *aliases)))
            is_next = known.is_next or is_next
        self.links[address.url] = link_to(address, kind, merged, aliases=aliases, is_next=is_next)
        return address

    def of_kinds(self, *kinds: PageKind) -> tuple[Link, ...]:
        """The links of these kinds, in the order of the page."""
        return tuple(link for link in self.links.values() if link.kind in kinds)
