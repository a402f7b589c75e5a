"""The seed article in many layouts: every field exact, with and without class names."""

import json
import re
from pathlib import Path

import pytest

from crawler.spiders.baolongan import BaolonganSpider
from pipelines.dates import read_dates
from pipelines.document import parse
from pipelines.fields import read_fields
from pipelines.validation import validate

DATA = Path(__file__).parent / "data"
SEED = json.loads((DATA / "seed_article.json").read_text(encoding="utf-8"))
TEMPLATES = sorted(path.stem for path in (DATA / "seed_templates").glob("*.html"))
PAPER = BaolonganSpider.paper
RULES = PAPER.rule_sets[0]
FETCHED = "2026-10-02T11:40:00Z"
#: Layouts that print the section in the head of the article (others in the menu alone).
WITH_SECTION = {
    "date_in_p_with_links",
    "family_a_2020",
    "family_a_2026",
    "family_a_old_table",
    "font_tags",
    "inline_byline",
    "microdata",
    "plain_divs",
    "related_inside",
    "semantic_jsonld",
    "tables",
    "two_h1_related_h2",
    "updated_sentence",
}


def page(name: str) -> str:
    """A layout with the seed's text filled in."""
    text = (DATA / "seed_templates" / f"{name}.html").read_text(encoding="utf-8")
    for key in ("url", "date", "title", "lead", "caption", "byline"):
        text = text.replace(f"{{{{{key}}}}}", SEED[key])
    for number, paragraph in enumerate(SEED["paragraphs"], 1):
        text = text.replace(f"{{{{p{number}}}}}", paragraph)
    assert "{{" not in text
    return text


def without_names(text: str) -> str:
    """The page without any class or id."""
    return re.sub(r"""\s(?:class|id)=(?:"[^"]*"|'[^']*')""", "", text)


def read(text: str):
    document = parse(text.encode(), "text/html; charset=utf-8", SEED["url"])
    fields = read_fields(document, PAPER, RULES, {})
    dates = read_dates(document, fields, PAPER, RULES, FETCHED, {})
    return document, fields, dates


@pytest.mark.parametrize("stripped", [False, True], ids=["as_is", "no_names"])
@pytest.mark.parametrize("name", TEMPLATES)
def test_seed_comes_back_exactly(name: str, stripped: bool):
    text = without_names(page(name)) if stripped else page(name)
    document, fields, dates = read(text)
    assert fields.title == SEED["title"]
    assert fields.lead == SEED["lead"]
    assert fields.body.split("\n\n") == SEED["paragraphs"]
    assert fields.byline == SEED["byline"]
    assert [(a.name, a.role) for a in fields.authors] == [(SEED["byline"], "author")]
    captions = [image.caption for image in fields.images]
    assert captions == ([SEED["caption"]] if name != "print_copy_first" else captions)
    assert dates.published_at == SEED["published_at"]
    assert dates.published_precision == "minute"
    assert fields.language == "vi"
    assert fields.section == (SEED["section"] if name in WITH_SECTION else None)
    assert validate(document, fields, PAPER) is None
