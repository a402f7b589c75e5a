"""What `scrapy show` prints of one page: outcome, fields with their rules, selectors, links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields as slots_of
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from crawler.command import printable
from pipelines.fields.select import select
from pipelines.flow import Reading
from pipelines.items import RawPage, Source
from pipelines.outcomes import PageKind
from pipelines.rules import FieldRules

_TEXT_FIELDS = (
    "title",
    "lead",
    "body",
    "byline",
    "published_at",
    "published_precision",
    "modified_at",
    "language",
    "section",
    "media_kind",
    "source_id",
    "number_space",
    "url",
    "word_count",
    "rules",
)


def print_reading(console: Console, page: RawPage, reading: Reading) -> None:
    """Outcome, fields with their rules, selectors of the rule set, links.

    Of a page that is no article too, as far as it was read: it is such pages that rules are mended for.
    """
    console.print(f"[bold]{escape(page.url)}[/bold]", highlight=False)
    judged = reading.judged
    outcome = (
        f"{judged.outcome} {judged.reason or ''} {judged.detail or ''}" if judged else "stored"
    )
    console.print(f"outcome: {escape(outcome.strip())}", highlight=False)
    if reading.fields is not None:
        console.print(_fields_table(reading))
        for line in _selectors(reading):
            console.print(escape(line), highlight=False, soft_wrap=True)
    kinds = {kind: sum(link.kind is kind for link in reading.links) for kind in PageKind}
    told = ", ".join(f"{n} {kind}" for kind, n in kinds.items() if n) or "none"
    console.print(f"links: {told}; left aside: {dict(reading.left) or 'none'}", highlight=False)
    for link in reading.links:
        mark = " (next page)" if link.is_next else ""
        console.print(f"  {link.kind:8} {escape(link.url)}{mark}", highlight=False, soft_wrap=True)


def _fields_table(reading: Reading) -> Table:
    told: Any = reading.article or reading.fields
    read = [part for part in (reading.article, reading.dates, reading.fields) if part is not None]
    sources: dict[str, Source] = {}
    for part in reversed(read):
        sources |= part.provenance
    table = Table("field", "value", "rule", "raw", "conflict", show_lines=True)
    for name in _TEXT_FIELDS:
        known = [getattr(part, name) for part in read if hasattr(part, name)]
        if not known:
            continue  # said of articles alone
        value, source = known[0], sources.get(name)
        table.add_row(
            name,
            escape(printable(str(value))) if value is not None else "[dim]NULL[/dim]",
            escape(source.rule) if source else "",
            escape(printable((source.raw or "")[:120])) if source else "",
            escape(printable(source.conflict or "")) if source else "",
        )
    for author in told.authors:
        table.add_row("author", escape(printable(f"{author.name} ({author.role})")))
    for image in told.images:
        said = printable(f"{image.caption or ''} {image.credit or ''}")
        table.add_row("image", escape(f"{image.url}\n{said}"))
    table.add_row("tags", escape(printable(", ".join(told.tags))))
    return table


def _selectors(reading: Reading) -> Iterator[str]:
    """How many elements of the page each selector of its rule set matches: 0 where one is dead."""
    rule_set, document = reading.rule_set, reading.document
    if rule_set is None or document is None:
        return
    yield f"selectors of {rule_set.name}, and how many elements of the page each matches:"
    for slot in slots_of(FieldRules):
        asked: tuple[str, ...] = getattr(rule_set.fields, slot.name)
        if asked:
            counts = (f"{selector} {len(select(document, selector))}" for selector in asked)
            yield f"  {slot.name:9} {', '.join(counts)}"
