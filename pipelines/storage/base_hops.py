"""The part of the store's types that deals with redirects."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.items import Link

#: Hint of a listing that was met only as the end of a redirect: it is read under that address.
HOP = "hop"


@dataclass(frozen=True, slots=True)
class Hop:
    """An address that a redirect led to, as a page of the frontier."""

    page_id: int
    link: Link
    #: 1 for the first try of this page in its life.
    attempt: int
    #: Leased with the visit that led there: it ends with it.
    taken: bool = False
    #: It was leased already, to be asked by itself.
    leased: bool = False
    #: A live article is stored under this address.
    stored: bool = False
    #: An article's address, which would be asked by itself too.
    asked_alone: bool = True
