"""Where a rule of a field stops: site names, short headings, lines of many links, two boxes of text."""

from dataclasses import replace

import pytest

from pipelines.fields.comments import is_signed
from pipelines.fields.language import language_of
from pipelines.flow import read_page
from pipelines.items import Article, RawPage
from pipelines.outcomes import PageKind
from pipelines.rules import AddressRules, Edition, FieldRules, Newspaper, RuleSet
from tests.saved_pages import BODY, HEADLINES, LEADS

URL = "https://baothu.example/ben-do-12.html"
PAPER = Newspaper(
    name="baothu",
    title="Báo Thử",
    editions=(Edition(host="baothu.example", language="vi"),),
    addresses=AddressRules(
        article=r"^/(?P<slug>[^/?]+)-(?P<number>\d+)\.html$", listing=r"^/[a-z-]+/?$"
    ),
    rule_sets=(RuleSet(name="thu/1", fields=FieldRules()),),
    site_names=("Báo Thử Nghiệm",),
)
DATE = "<div>05/03/2024 - 08:15</div>"
TEXT = "".join(f"<p>{text}</p>" for text in (*LEADS, *BODY))


def stored(body: str, head: str = "", paper: Newspaper = PAPER) -> Article:
    markup = f"<html><head>{head}</head><body>{body}</body></html>"
    page = RawPage(
        url=URL, paper="baothu", kind=PageKind.ARTICLE, fetched_at="2026-10-02T11:40:00Z", status=200,
        headers=[("Content-Type", "text/html")], body=markup.encode(), final_url=URL,
    )  # fmt: skip
    article = read_page(page, paper).article
    assert article is not None
    return article


def test_a_headline_may_speak_of_the_newspaper():
    title = "Báo Thử Nghiệm mở phòng đọc miễn phí cho bạn đọc ở bến Tân Phước"
    more = "<h2>Nhà vườn được mùa nhãn</h2>"
    assert stored(f"<div><h1>{title}</h1>{DATE}<div>{TEXT}</div></div>{more}").title == title
    named = f"<h1>Báo Thử Nghiệm - Tiếng nói</h1><div><h2>{HEADLINES[0]}</h2>{DATE}<div>{TEXT}</div></div>"
    assert stored(named).title == HEADLINES[0]


def test_a_heading_of_two_words_is_a_sections():
    page = f"<h1>Kinh tế</h1><div><h2>{HEADLINES[0]}</h2>{DATE}<div>{TEXT}</div></div>"
    assert stored(page).title == HEADLINES[0]


def test_a_sentence_is_no_tag():
    tags = "".join(f'<a rel="tag" href="/tags/{n}">{text}</a>' for n, text in enumerate(("bến đò", "x" * 101)))  # fmt: skip
    page = f"<div><h1>{HEADLINES[0]}</h1>{DATE}<div>{TEXT}</div><p>Từ khóa: {tags}</p></div>"
    assert stored(page).tags == ["bến đò"]


@pytest.mark.parametrize(("count", "section"), [(4, "muc-a"), (5, None)])
def test_a_line_of_many_sections_is_a_menu(count: int, section: str | None):
    line = " ".join(f'<a href="/muc-{n}">Mục {n}</a>' for n in "abcde"[:count])
    page = f"<div><p>{line}</p><h1>{HEADLINES[0]}</h1>{DATE}<div>{TEXT}</div></div>"
    assert stored(page).section == section


@pytest.mark.parametrize(("length", "section"), [(80, "x" * 80), (81, None)])
def test_metadata_of_a_section_is_a_name(length: int, section: str | None):
    head = f'<meta property="article:section" content="{"x" * length}">'
    page = f"<div><h1>{HEADLINES[0]}</h1>{DATE}<div>{TEXT}</div></div>"
    assert stored(page, head).section == section


def test_of_two_boxes_of_one_name_the_larger_holds_the_text():
    rules = RuleSet(name="thu/1", fields=FieldRules(body=("div.noi-dung",)))
    paper = replace(PAPER, rule_sets=(rules,))
    small = f'<div class="noi-dung"><p>{LEADS[1]}</p></div>'
    page = f'<div>{small}<h1>{HEADLINES[0]}</h1>{DATE}<div class="noi-dung">{TEXT}</div></div>'
    article = stored(page, paper=paper)
    assert article.body.endswith(BODY[-1])
    assert article.provenance["body"].rule == "selector:div.noi-dung"


def test_an_english_report_may_be_full_of_vietnamese_names():
    report = (
        "Nguyễn Thị Hồng Đào and Trần Văn Đức of Tân Phước said that ferries run again from the pier"
        " Vàm Cỏ Đông, Bến Lức, Thủ Thừa, Đức Hòa, Mộc Hóa, Tầm Vu were checked by engineers today"
    )
    assert language_of(report) == "en"
    assert language_of(LEADS[0]) == "vi"


@pytest.mark.parametrize(
    ("line", "signed"),
    [
        ("Lê Thử 30/04/2017 08:12", True),
        ("Lê Thử Trần Ví Phạm Dụ 30/04/2017 08:12", True),
        ("Lê Thử Trần Ví Phạm Dụ Vũ 30/04/2017 08:12", False),
        ("30/04/2017 08:12", False),
        ("Lê Thử 30/04/2017", False),
    ],
)
def test_a_comment_is_signed_with_one_name_and_a_clock(line: str, signed: bool):
    assert is_signed(line) is signed
