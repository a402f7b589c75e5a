"""Fields and dates of a page put together as the Article that is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pipelines import CODE_VERSION
from pipelines.dates.model import Dates
from pipelines.fields.model import Fields
from pipelines.items import Article
from pipelines.rules import Newspaper, RuleSet
from pipelines.text import fold, fold_tone, words
from pipelines.urls import Address

#: Told apart in the digests: text never holds this letter.
_UNIT = "\x1f"


def build_article(
    fields: Fields,
    dates: Dates,
    newspaper: Newspaper,
    rule_set: RuleSet,
    address: Address,
    *,
    archive_ref: str | None = None,
) -> Article:
    """The article under its canonical `address`; nothing is decided here, only put together."""
    return Article(
        paper=newspaper.name,
        number_space=address.edition.number_space,
        source_id=address.number,
        url=address.url,
        language=fields.language,
        section=fields.section,
        title=fields.title,
        lead=fields.lead,
        body=fields.body,
        byline=fields.byline,
        published_at=dates.published_at,
        published_precision=dates.published_precision,
        published_raw=dates.published_raw,
        modified_at=dates.modified_at,
        modified_raw=dates.modified_raw,
        media_kind=fields.media_kind,
        word_count=words(f"{fields.title} {fields.lead or ''} {fields.body}"),
        content_hash=content_hash(fields, dates),
        text_hash=text_hash(fields.body),
        rules=rules_name(fields, rule_set),
        code_version=CODE_VERSION,
        archive_ref=archive_ref,
        authors=fields.authors,
        sections=fields.sections,
        section_names=fields.section_names,
        tags=fields.tags,
        images=fields.images,
        translations=fields.translations,
        provenance=fields.provenance | dates.provenance,
    )


def content_hash(fields: Fields, dates: Dates) -> str:
    """SHA-256 of what makes a version: title, lead, body, captions, byline, published.

    Relative dates ("3 giờ trước") move with each visit, so they are no part of it.
    """
    published = dates.published_at if dates.published_precision != "relative" else None
    captions = [image.caption or "" for image in fields.images]
    return _digest((
        fields.title, fields.lead or "", fields.body, fields.byline or "", published or "",
        *captions,
    ))  # fmt: skip


def text_hash(body: str) -> str:
    """SHA-256 of the folded body: equal where only marks, case or blanks differ."""
    return _digest(fold(fold_tone(body)).split())


def rules_name(fields: Fields, rule_set: RuleSet) -> str:
    """The rule set that read the page; generic where none of its selectors gave the text."""
    used = fields.provenance.get("body") or fields.provenance.get("title")
    return "generic" if used is not None and used.rule.startswith("generic:") else rule_set.name


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256(_UNIT.join(parts).encode("utf-8", "surrogatepass")).hexdigest()
