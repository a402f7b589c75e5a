"""Lines that look like furniture and are text: an entry's time, a first sub-heading, verses."""

import pytest

from crawler.catalogue import foreign
from pipelines.dates import read_dates
from pipelines.document import parse
from pipelines.fields import Fields, read_fields
from pipelines.outcomes import Reason
from pipelines.validation import validate
from tests.test_fields_notices import PARAGRAPHS, TITLE, read

ENTRIES = list(zip(["17:20", "16:05", "15:10", "14:40"], PARAGRAPHS, strict=True))
FOREIGN = foreign("baomau.example", "https")


def wrapped(form: str) -> str:
    return "".join(form.format(time=time, text=text) for time, text in ENTRIES)


@pytest.mark.parametrize(
    "form",
    [
        "<div><div>{time} ngày 05/03/2024</div><h3>Nước rút</h3><p>{text}</p></div>",
        "<div><div>{time} ngày 05/03/2024</div><p>{text}</p></div>",
        "<p><b>{time} ngày 05/03/2024</b></p><p>{text}</p>",
        "<h3>Ngày 05/03/2024, lúc {time}</h3><p>{text}</p>",
    ],
)
def test_every_entry_of_a_live_report_keeps_its_time(form: str):
    lines = read(wrapped(form)).body.split("\n\n")
    assert [line for line in lines if "05/03/2024" in line] == [
        line for line in lines if line[:5] in dict(ENTRIES) or line.endswith(tuple(dict(ENTRIES)))
    ]
    assert sum("05/03/2024" in line for line in lines) == len(ENTRIES)
    assert [line for line in lines if line in PARAGRAPHS] == PARAGRAPHS


def test_an_undated_report_is_not_dated_by_its_entries():
    text = wrapped("<div><div>{time} ngày 05/03/2024</div><h3>Nước rút</h3><p>{text}</p></div>")
    html = f"<html><title>{TITLE}</title><body><div><h1>{TITLE}</h1><div>{text}</div></div></body></html>"
    document = parse(html.encode(), None, "https://baomau.example/bao-so-3-1234.html")
    fields = read_fields(document, FOREIGN, FOREIGN.rule_sets[0], {})
    dates = read_dates(document, fields, FOREIGN, FOREIGN.rule_sets[0], "2026-10-02T11:40:00Z", {})
    assert dates.published_at is None


def test_days_as_sub_headings():
    text = (
        f"<p><b>Ngày 30/4/1975</b></p><p>{PARAGRAPHS[0]}</p>"
        f"<p><b>Ngày 2/9/1945</b></p><p>{PARAGRAPHS[1]}</p>"
    )
    assert read(text).body.split("\n\n") == [
        "Ngày 30/4/1975", PARAGRAPHS[0], "Ngày 2/9/1945", PARAGRAPHS[1]
    ]  # fmt: skip


def test_the_pages_own_date_in_the_text_is_none_of_it():
    text = "<p>29/04/2017 20:49</p>" + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    assert read(text).body.split("\n\n") == PARAGRAPHS


STANZAS = [
    ["Chiều nay về lại bến quê", "Con đò năm cũ bốn bề nước dâng"],
    ["Mẹ tôi tóc bạc lưng còng", "Vẫn ra đầu ngõ ngóng trông con về"],
    ["Bờ tre xào xạc trưa hè", "Tiếng ve gọi bạn lắng nghe ngọt ngào"],
    ["Đường làng hoa cải vàng sao", "Ai đi xa mãi lối vào còn xanh"],
]
LINES = [line for stanza in STANZAS for line in stanza]


def judged(inner: str, *, title: str = "Chiều quê", dated: bool) -> tuple[Fields, Reason | None]:
    html = (
        f"<html><head><title>{title} | Báo Mẫu</title></head><body><div><div><h1>{title}</h1>"
        f"{inner}</div></div><footer>Giấy phép số 12/GP-BTTTT.</footer></body></html>"
    )
    document = parse(html.encode(), None, "https://baomau.example/van-nghe/chieu-que-123456.html")
    fields = read_fields(document, FOREIGN, FOREIGN.rule_sets[0], {})
    return fields, validate(document, fields, FOREIGN, dated=dated)


@pytest.mark.parametrize(
    "poem",
    [
        f"<p>{'<br>'.join(LINES[:4])}</p><p>{'<br>'.join(LINES[4:])}</p>",
        "<br>".join(LINES),
        "".join(f"<p>{line}</p>" for line in LINES),
    ],
    ids=["stanzas", "one element", "a line an element"],
)
@pytest.mark.parametrize("dated", [True, False])
def test_a_signed_poem_is_an_article(poem: str, dated: bool):
    fields, reason = judged(f"<div>{poem}<p align=right>Lê Thử</p></div>", dated=dated)
    assert fields.body.split("\n\n") == LINES
    assert (fields.title, fields.byline, fields.lead) == ("Chiều quê", "Lê Thử", None)
    assert reason is None


def test_a_poem_of_short_lines_keeps_the_first():
    lines = ["Mẹ ngồi bên hiên", "Gió lùa tóc bạc", "Nắng nghiêng vai gầy", "Con về trong mơ"]
    fields, reason = judged(f"<div>{'<br>'.join(lines)}</div>", dated=True)
    assert fields.body.split("\n\n") == lines
    assert reason is None


@pytest.mark.parametrize(
    "lines",
    [
        ["Điện thoại: 0270 123 456", "Fax: 0270 123 457", "Thư: a@baomau.example", "Số 12 Lê Lợi"],
        ["<a href='/a'>Chính trị</a>", "<a href='/b'>Kinh tế</a>", "<a href='/c'>Xã hội</a>",
         "<a href='/d'>Văn hóa</a>"],
    ],
)  # fmt: skip
def test_other_short_lines_are_no_poem(lines: list[str]):
    _fields, reason = judged(
        f"<div>{'<br>'.join(lines)}</div>", title="Thông tin của báo", dated=True
    )
    assert reason is Reason.EMPTY_BODY


def test_short_lines_that_nobody_signed_and_of_no_day_are_no_article():
    _fields, reason = judged(f"<div>{'<br>'.join(LINES)}</div>", dated=False)
    assert reason is Reason.EMPTY_BODY
