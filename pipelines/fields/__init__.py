"""Fields of an article page: for each a chain of rules, the first that answers well wins.

`read_fields` is the way in. Printed text goes before metadata, selectors of the rule set before
structure, and a generic extractor is asked for the body only when nothing else found one. What
another source says differently is kept in `Source.conflict`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from pipelines.document import Document
from pipelines.fields.body import Text, read_text
from pipelines.fields.byline import split_authors
from pipelines.fields.frame import find_frame
from pipelines.fields.generic import RULE, generic_body
from pipelines.fields.language import language_of
from pipelines.fields.machine import Machine, machine
from pipelines.fields.media import read_media_kind
from pipelines.fields.model import Fields, Frame
from pipelines.fields.sections import read_canonical, read_sections, read_tags, read_translations
from pipelines.fields.select import first_text
from pipelines.fields.title import Title, read_title
from pipelines.items import Source
from pipelines.rules import Newspaper, RuleSet
from pipelines.text import clean, fold

__all__ = ["Fields", "Frame", "machine", "read_fields"]


def read_fields(
    document: Document,
    newspaper: Newspaper,
    rule_set: RuleSet,
    hints: Mapping[str, Any] | None = None,
) -> Fields:
    """Every field but the dates; missing ones are empty, never an error."""
    hints = hints or {}
    facts = machine(document)
    fields = Fields()
    title = read_title(document, facts, newspaper, rule_set)
    if title is not None:
        fields.title = title.text
        fields.provenance["title"] = title.source
    frame = find_frame(document, title, rule_set)
    fields.frame = frame
    if frame.body is not None:
        _take_text(fields, read_text(document, frame, fields.title, rule_set.fields), frame.rule)
    if not fields.body:
        _ask_generic(document, fields)
    _byline(document, facts, rule_set, fields)
    _around(document, facts, newspaper, rule_set, fields, hints)
    return fields


def _take_text(fields: Fields, text: Text, rule: str) -> None:
    fields.body = "\n\n".join(text.paragraphs)
    fields.paragraphs = len(text.paragraphs)
    fields.linked_blocks = text.linked
    fields.images = text.images
    fields.byline = text.byline
    if text.byline:
        fields.provenance["byline"] = Source("structure", text.byline)
    if text.lead is not None:
        fields.lead = text.lead.text
        fields.provenance["lead"] = text.lead.source
    if fields.body:
        fields.provenance["body"] = Source(rule)
    if fields.images:
        fields.provenance["images"] = Source(rule)


def _ask_generic(document: Document, fields: Fields) -> None:
    paragraphs = [p for p in generic_body(document) if fold(p) != fold(fields.title)]
    if paragraphs:
        fields.body = "\n\n".join(paragraphs)
        fields.paragraphs = len(paragraphs)
        fields.provenance["body"] = Source(RULE)


def _byline(document: Document, facts: Machine, rule_set: RuleSet, fields: Fields) -> None:
    told = _told_author(facts)
    chosen = first_text(document.tree, rule_set.fields.byline)
    if chosen is not None and len(chosen[2]) <= 200:
        fields.byline = chosen[2]
        fields.provenance["byline"] = Source(f"selector:{chosen[0]}", chosen[2])
    elif fields.byline is None and told is not None:
        fields.byline = told[1]
        fields.provenance["byline"] = Source(told[0], told[1])
    fields.authors = split_authors(fields.byline)
    if told and fields.byline and fold(told[1]) not in fold(fields.byline):
        old = fields.provenance["byline"]
        fields.provenance["byline"] = Source(old.rule, old.raw, f"{told[0]}: {told[1]}")


def _told_author(facts: Machine) -> tuple[str, str] | None:
    return None


def _around(
    document: Document,
    facts: Machine,
    newspaper: Newspaper,
    rule_set: RuleSet,
    fields: Fields,
    hints: Mapping[str, Any],
) -> None:
    """What stands around the text: sections, tags, addresses, language, kind."""
    fields.sections, source = read_sections(document, facts, newspaper, rule_set, fields.frame)
    hinted = clean(str(hints.get("section") or ""))
    if not fields.sections and hinted:
        fields.sections, source = [hinted], Source("hint", hinted)
    if fields.sections and source is not None:
        fields.section = fields.sections[0]
        fields.provenance["section"] = source
    fields.tags, rule = read_tags(document, facts, rule_set)
    if fields.tags:
        fields.provenance["tags"] = Source(rule)
    fields.canonical = read_canonical(document, facts)
    fields.translations = read_translations(document, facts, newspaper)
    fields.language = language_of(f"{fields.title} {fields.lead or ''} {fields.body}")
    fields.media_kind = read_media_kind(
        document, facts, fields.frame, fields.body, len(fields.images)
    )
