"""The two items that travel through the house: `RawPage` in, `Article` out.

Field metadata (`meaning`, `format`, `example`) is the one source of docs/fields.md, the data
dictionary and the columns of an export; it is read with `ItemAdapter.get_field_meta_from_class`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipelines.outcomes import Outcome, PageKind, Reason


def described(meaning: str, form: str, example: Any, **options: Any) -> Any:
    """A dataclass field with its description; `options` go to `dataclasses.field`."""
    return field(metadata={"meaning": meaning, "format": form, "example": example}, **options)


@dataclass(frozen=True, slots=True)
class Link:
    """An address found on a page, already canonical (see `pipelines.urls`)."""

    url: str
    kind: PageKind
    #: The address as met, where it differs from `url` (http, www, utm, print copy): each spelling.
    aliases: tuple[str, ...] = ()
    #: Facts the finder printed beside the link: date (ISO), section (slug path), title.
    hints: dict[str, Any] = field(default_factory=dict)
    #: This link leads to the next page of the same listing.
    is_next: bool = False
    #: The newspaper's own number of the article, where the address carries one, and the row of
    #: numbers it counts in (`Edition.number_space`).
    number: int | None = None
    space: str | None = None

    def __hash__(self) -> int:
        """By address: links that say different things of one address are told apart by comparing."""
        return hash(self.url)


@dataclass(slots=True, repr=False)
class RawPage:
    """One address as it answered (or did not), before anything was read from it.

    Pipelines touch it through `ItemAdapter` only, so a dict or a `scrapy.Item` with the same
    keys serves as well.
    """

    #: Canonical address of the page that was taken up.
    url: str
    paper: str
    kind: PageKind
    #: UTC, ISO 8601 with `Z`, when the answer was complete.
    fetched_at: str
    #: HTTP status of the last answer; None when none came (then `outcome` says why).
    status: int | None = None
    #: Response headers of the last answer, in order, decoded as latin-1.
    headers: list[tuple[str, str]] = field(default_factory=list)
    #: Body after decompression.
    body: bytes = b""
    #: Address of the last answer, in the newspaper's own terms; `url` without redirects.
    final_url: str = ""
    #: Addresses that redirected on the way, in order.
    redirects: list[str] = field(default_factory=list)
    #: date, section, title, root, mark … as the listing or feed gave them (see `Link.hints`).
    hints: dict[str, Any] = field(default_factory=dict)
    #: What was sent: method, target and headers, for the archive.
    request_headers: list[tuple[str, str]] = field(default_factory=list)
    #: UTC, when the visit was taken up; None outside a crawl.
    started_at: str | None = None
    #: The lease under which it was fetched (`pipelines.storage.base.Task`); None outside a crawl.
    task: Any = None
    #: Set before the stages only where no answer can be read (errors, robots, off-site).
    outcome: Outcome | None = None
    reason: Reason | None = None
    #: Free text for a person: the exception, the status line.
    detail: str | None = None
    #: Seconds the site asked us to wait (Retry-After), already capped.
    retry_after: float | None = None
    #: Filled by the stages.
    archive_ref: str | None = None
    reading: Any = None

    def __repr__(self) -> str:
        """One line: logs print items, and a body has no place there."""
        return f"RawPage({self.kind} {self.url}, {self.status or self.reason})"


@dataclass(frozen=True, slots=True)
class Author:
    """One person or source of the byline."""

    name: str
    #: author, photo, text_photo, video, graphics, source, translator, compiler.
    role: str = "author"


@dataclass(frozen=True, slots=True)
class Image:
    """One picture of the article, in the order of the page."""

    url: str
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Which rule gave a field, from what text, and what disagreed."""

    rule: str
    raw: str | None = None
    conflict: str | None = None


@dataclass(slots=True)
class Article:
    """One article as the page prints it."""

    paper: str = described("Newspaper, by its name in `scrapy list`.", "slug", "baolongan")
    number_space: str = described(
        "Which row of numbers `source_id` belongs to; editions may share one.", "slug", "main"
    )
    source_id: str | None = described(
        "The newspaper's own number of the article; NULL where its addresses carry none.",
        "digits as text",
        "188491",
    )
    url: str = described(
        "Canonical address.", "absolute URL", "https://baolongan.vn/mua-gat-som-a188491.html"
    )
    language: str | None = described(
        "Language of the text itself; the edition is seen from the host.", "vi or en", "vi"
    )
    section: str | None = described("Section, outermost first.", "slug path", "kinh-te/nong-nghiep")
    title: str = described("Headline.", "one line of text", "Mùa gặt sớm ở Vàm Cỏ")
    lead: str | None = described(
        "What the page prints apart as lead; NULL where it prints none.",
        "one paragraph, or several separated by one empty line",
        "Nông dân ba xã ven sông bắt đầu thu hoạch.",
    )
    body: str = described(
        "The text, without captions, byline, related links or page furniture.",
        "paragraphs separated by one empty line",
        "Sáng 8/1, …",
    )
    byline: str | None = described("Byline as printed.", "one line of text", "Tấn Lộc")
    published_at: str | None = described(
        "When the page says it was published; NULL where it says nothing that can be trusted.",
        "ISO 8601 with the newspaper's offset, or the day alone",
        "2017-04-29T20:49:00+07:00",
    )
    published_precision: str | None = described(
        "How exact `published_at` is.", "minute, day or relative", "minute"
    )
    published_raw: str | None = described(
        "The text that `published_at` was read from.", "as on the page", "29/04/2017 - 20:49"
    )
    modified_at: str | None = described(
        "When the page says it was last changed.",
        "ISO 8601 with the newspaper's offset, or the day alone",
        "2017-04-30T08:05:00+07:00",
    )
    modified_raw: str | None = described(
        "The text that `modified_at` was read from.", "as on the page", "Cập nhật: 30/04/2017 08:05"
    )
    media_kind: str = described(
        "What the article mainly is.",
        "text, photo, video, audio, emagazine, infographic, live, pdf",
        "text",
    )
    word_count: int = described("Words of title, lead and body.", "count", 412)
    content_hash: str = described(
        "Digest of title, lead, body, captions, byline, published: a new one is a new version.",
        "64 hex digits (SHA-256)",
        "9f2c…",
    )
    text_hash: str = described(
        "Digest of the folded body alone.", "64 hex digits (SHA-256)", "51ab…"
    )
    rules: str = described("Rule set that read the page.", "name", "family_a/2020")
    code_version: str = described("Version of this project that read it.", "version", "0.1.0")
    archive_ref: str | None = described(
        "Where the raw page is, relative to ARCHIVE_DIR.",
        "file:offset",
        "baolongan-0001.warc.gz:8121",
    )
    authors: list[Author] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    #: Slug path to the name that the page prints.
    section_names: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    #: Addresses of the same article in the other edition, when the page links them.
    translations: list[str] = field(default_factory=list)
    #: Field name to the rule that gave it.
    provenance: dict[str, Source] = field(default_factory=dict)
