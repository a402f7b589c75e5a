"""Links of an article page to itself."""

from __future__ import annotations

from pipelines.links.collect import Found
from pipelines.rules import Newspaper
from pipelines.urls import Refused, read_address


def take_own(found: Found, url: str, newspaper: Newspaper) -> tuple[str, ...]:
    """Take out of `found` what leads to the page itself (`url`); returns those addresses.

    Print copies and other slugs of its own number are names of it, and not asked again.
    """
    own = read_address(url, newspaper)
    if isinstance(own, Refused):
        return ()
    taken: list[str] = []
    number = int(own.number) if own.number and own.number.isdecimal() else None
    for link in list(found.links.values()):
        if number is not None and link.number is not None and link.number != number:
            continue  # another article: nearly all are
        address = read_address(link.url, newspaper)
        if isinstance(address, Refused):
            continue
        same_number = own.number is not None and own.number == address.number
        if link.url == own.url or (same_number and own.host == address.host):
            taken += (link.url, *link.aliases)
            del found.links[link.url]
    return tuple(taken)
