"""What a newspaper of this content system consists of, before it becomes HTML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any, Protocol

HANOI = timezone(timedelta(hours=7))
#: A part of a text: one key says what it is (p, h, img, table, list, quote, linked, video).
Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Edition:
    """One language edition: its host names, its menu and the words of its frame."""

    language: str
    host: str
    aliases: tuple[str, ...]
    name: str
    site: str
    feed: str
    #: (slug, title, sub-sections as (slug, title)).
    menu: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    words: dict[str, Any]

    def sections(self) -> Iterator[tuple[str, str]]:
        """Slug path and title of every section and sub-section."""
        for slug, title, below in self.menu:
            yield slug, title
            for sub, sub_title in below:
                yield f"{slug}/{sub}", sub_title


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as the newsroom filed it."""

    number: int
    language: str
    at: datetime
    section: str
    title: str
    lead: str | None
    blocks: tuple[Block, ...]
    byline: str
    tags: tuple[str, ...] = ()
    media: str = "text"
    #: What is odd about it; see README.md.
    flags: dict[str, Any] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """The title as an address has it."""
        return slug_of(self.title)

    @property
    def path(self) -> str:
        """Canonical path."""
        return f"/{self.slug}-a{self.number}.html"

    @property
    def first_paragraph(self) -> str:
        """What stands for the description where no lead is printed."""
        return next((block["p"] for block in self.blocks if "p" in block), self.title)


@dataclass(frozen=True, slots=True)
class Teaser:
    """One entry of a listing."""

    article: Article
    #: Address as the listing prints it (path, or an absolute address).
    href: str


class Source(Protocol):
    """Where pages come from: written by hand, or made from arithmetic."""

    editions: dict[str, Edition]
    #: "02/06/2025 | 16:30", as the menu prints it.
    clock: str
    #: When the newest listing was last changed.
    changed: datetime

    def article(self, number: int) -> Article | None:
        """The article of that number, if it is online."""
        ...

    def listing(self, language: str, section: str | None, page: int) -> tuple[list[Teaser], int]:
        """Entries of one page (newest first) and the number of pages; None is the front page."""
        ...

    def related(self, article: Article) -> Sequence[Article]:
        """What the boxes beside an article link."""
        ...

    def most_read(self, language: str) -> Sequence[Article]:
        """What the most-read box links."""
        ...

    def sitemaps(self, language: str) -> Sequence[str]:
        """Names of the child sitemaps."""
        ...

    def in_sitemap(self, language: str, name: str) -> Iterator[Article]:
        """The articles of one child sitemap."""
        ...


def slug_of(text: str) -> str:
    """Letters without marks, words joined by hyphens, cut near 100 characters."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    ascii_only = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:100]
