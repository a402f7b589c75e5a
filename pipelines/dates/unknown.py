"""What a page itself tells of a newspaper that nobody knows: its language, its order, its zone."""

from __future__ import annotations

from dataclasses import replace

from pipelines.document import Document
from pipelines.fields.language import is_vietnamese
from pipelines.fields.machine import machine
from pipelines.rules import DateRules

#: Where those who write English put the day first.
_DAY_FIRST = frozenset(["gb", "ie", "au", "nz", "in", "sg", "my", "vn"])
#: What no newspaper of ours writes its day into, many others do: `/2020/03/14/`, `/20200314/`.
_DAYS_IN_PATH = (
    (r"/(?P<day>(?:19|20)\d\d/[01]?\d/[0-3]?\d)(?:/|$)", "%Y/%m/%d"),
    (r"/(?P<day>(?:19|20)\d\d[01]\d[0-3]\d)(?:[/-]|$)", "%Y%m%d"),
    (r"/(?P<day>(?:19|20)\d\d-[01]\d-[0-3]\d)(?:[/-]|$)", "%Y-%m-%d"),
    (r"/(?P<day>[0-3]\d[01]\d(?:19|20)\d\d)(?:[/-]|$)", "%d%m%Y"),
    (r"/(?P<day>[0-3]\d-[01]\d-(?:19|20)\d\d)(?:[/-]|$)", "%d-%m-%Y"),
)


def foreign_rules(rules: DateRules, document: Document, language: str | None) -> DateRules:
    """What is known of a newspaper that is none of ours: its zone where it is Vietnamese.

    `1/8/2026` is 8 January to some who write English, and 1 August to all others.
    """
    return replace(
        rules,
        offset=rules.offset if is_vietnamese(document, language) else None,
        order_known=language != "en" or _region(document) in _DAY_FIRST,
        in_address=_DAYS_IN_PATH,
    )


def _region(document: Document) -> str:
    """`gb` of `<html lang="en-GB">`."""
    named = document.tree.get("lang") or document.tree.get("xml:lang") or ""
    return named.lower().replace("_", "-").partition("-")[2]


def page_language(document: Document) -> str | None:
    """The language that the page itself names: `de` of `<html lang="de-AT">`, or of `og:locale`."""
    tree = document.tree
    named = (tree.get("lang"), tree.get("xml:lang"), machine(document).meta.get("og:locale"))
    for told in named:
        language = (told or "").partition("-")[0].partition("_")[0].strip().lower()
        # Templates say "en" under every text; whether it is English was seen from the text already.
        if 2 <= len(language) <= 3 and language.isalpha() and language != "en":
            return language
    return None
