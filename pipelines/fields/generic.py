"""The well-kept generic extractor, asked only where no rule of ours found a text."""

from __future__ import annotations

from lxml import etree

from pipelines.document import Document
from pipelines.text import clean

RULE = "generic:trafilatura"


def generic_body(document: Document) -> list[str]:
    """Paragraphs that trafilatura sees; it is imported late, for few pages need it."""
    import trafilatura

    text = trafilatura.extract(
        etree.tostring(document.tree, encoding="unicode", method="html"),
        include_comments=False,
        include_tables=True,
        fast=True,
    )
    return [line for part in (text or "").split("\n") if (line := clean(part))]
