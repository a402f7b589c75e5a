"""Fields of an article page: for each a chain of rules, the first that answers well wins.

`read_fields` is the way in. Printed text goes before metadata, selectors of the rule set before
structure, and a generic extractor is asked for the body only when nothing else found one. What
another source says differently is kept in `Source.conflict`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.document import Document
from pipelines.fields.authors import split_authors
from pipelines.fields.body import Text, read_text
from pipelines.fields.credits import Told, find_byline
from pipelines.fields.feet import is_contact, is_foot
from pipelines.fields.frame import find_frame, furniture_of, place
from pipelines.fields.generic import RULE, generic_body
from pipelines.fields.guess import guess_title
from pipelines.fields.language import is_vietnamese, language_of
from pipelines.fields.machine import Machine, machine
from pipelines.fields.marks import PARAGRAPH
from pipelines.fields.media import read_media_kind
from pipelines.fields.model import PICTURES, Fields, Frame
from pipelines.fields.recognition import recognised
from pipelines.fields.sections import read_sections
from pipelines.fields.tags import read_tags
from pipelines.fields.title import read_title, site_names
from pipelines.fields.translations import read_canonical, read_translations
from pipelines.items import Source
from pipelines.rules import FieldRules, Newspaper, RuleSet
from pipelines.text import clean, fold

__all__ = ["Fields", "Frame", "machine", "read_fields", "recognised"]


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
    frame = find_frame(document, title, rule_set)
    if title is None:
        title = guess_title(frame, site_names(facts, newspaper))
        place(frame, title)
    if title is not None:
        fields.title = title.text
        fields.provenance["title"] = title.source
    fields.frame = frame
    whole = frame.empty or frame.rule == PICTURES or frame.rule.startswith("selector:")
    above: str | None = None
    if frame.body is not None:
        text = read_text(document, frame, fields.title, rule_set.fields)
        _take_text(fields, text, frame.rule)
        whole, above = whole or text.lead_alone, text.signed_above
    if not fields.body and not whole:
        _ask_generic(document, fields, frame, rule_set.fields)
    fields.language = language_of(f"{fields.title} {fields.lead or ''} {fields.body}")
    signed = not newspaper.foreign or is_vietnamese(document, fields.language)
    told = Told(fields.byline, above, site_names(facts, newspaper), signed)
    byline = find_byline(document, facts, frame, rule_set.fields, told)
    fields.byline = None
    if byline is not None:
        fields.byline = clean(byline.raw or "")
        fields.provenance["byline"] = byline
        fields.authors = split_authors(byline.raw)
    _around(document, facts, newspaper, rule_set, fields, hints)
    return fields


def _take_text(fields: Fields, text: Text, rule: str) -> None:
    fields.body = "\n\n".join(text.paragraphs)
    fields.paragraphs = len(text.paragraphs)
    fields.linked_blocks = text.linked
    fields.images = text.images
    fields.byline = text.byline
    if text.lead is not None:
        fields.lead = text.lead.text
        fields.provenance["lead"] = text.lead.source
    if fields.body:
        fields.provenance["body"] = Source(rule)
    if fields.images:
        fields.provenance["images"] = Source(rule)


def _ask_generic(document: Document, fields: Fields, frame: Frame, rules: FieldRules) -> None:
    found = generic_body(document)
    blocks = frame.walk.blocks
    left = furniture_of(document, frame.page, rules) if frame.page is not None else set()
    furniture = " ".join(fold(blocks[index].text) for index in sorted(left))
    paragraphs = [
        p
        for p in found
        if fold(p) != fold(fields.title)
        and not (is_foot(p) or is_contact(p))
        and fold(p) not in furniture
    ]
    # Menus and labels are no text: at least one line must be as long as a paragraph.
    if any(len(paragraph) >= PARAGRAPH for paragraph in paragraphs):
        fields.body = "\n\n".join(paragraphs)
        fields.paragraphs = len(paragraphs)
        fields.provenance["body"] = Source(RULE)


def _around(
    document: Document,
    facts: Machine,
    newspaper: Newspaper,
    rule_set: RuleSet,
    fields: Fields,
    hints: Mapping[str, Any],
) -> None:
    """What stands around the text: sections, tags, addresses, kind."""
    named, source = read_sections(document, facts, newspaper, rule_set, fields.frame)
    fields.sections = list(named)
    fields.section_names = {slug: name for slug, name in named.items() if name}
    hinted = clean(str(hints.get("section") or ""))
    if not fields.sections and hinted:
        fields.sections, source = [hinted], Source("hint", hinted)
    if fields.sections and source is not None:
        fields.section = fields.sections[0]
        fields.provenance["section"] = source
    fields.tags, rule = read_tags(document, facts, rule_set, fields.frame)
    if fields.tags:
        fields.provenance["tags"] = Source(rule)
    fields.canonical = read_canonical(document, facts)
    fields.translations = read_translations(document, facts, newspaper)
    fields.media_kind = read_media_kind(document, facts, fields)
