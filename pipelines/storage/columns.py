"""Columns of `articles` that come from the page, and what a new version is told by."""

from __future__ import annotations

from pipelines.items import Article

#: Columns copied from the item of the same name, in the order of the table.
COPIED = (
    "paper",
    "number_space",
    "source_id",
    "url",
    "language",
    "section",
    "title",
    "lead",
    "body",
    "byline",
    "published_at",
    "published_precision",
    "published_raw",
    "modified_at",
    "modified_raw",
    "media_kind",
    "word_count",
    "content_hash",
    "text_hash",
    "rules",
    "code_version",
    "archive_ref",
)
#: Those that say who the article is, not what it says.
IDENTITY = frozenset({"paper", "number_space", "url"})
#: Those that say how it was read: a change of them alone is no change of the article.
READING = frozenset({"rules", "code_version", "archive_ref"})
#: Columns that a version keeps; its `changes` are told by these and by the captions.
VERSIONED = ("title", "lead", "body", "byline", "published_at", "modified_at")
#: Columns that the search index is made of.
SEARCHED = ("title", "lead", "body", "byline")


def values_of(article: Article) -> dict[str, object]:
    """The copied columns of an article."""
    return {name: getattr(article, name) for name in COPIED}
