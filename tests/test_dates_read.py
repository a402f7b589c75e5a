"""The dates of a page: which one is taken, which are refused, and what is kept of the others."""

import json

import pytest

from crawler.spiders.baolongan import BaolonganSpider
from pipelines.dates import read_dates
from pipelines.document import parse
from pipelines.fields import read_fields
from pipelines.rules import DateRules, Newspaper

PAPER = BaolonganSpider.paper
RULES = PAPER.rule_sets[0]
URL = "https://baolongan.vn/mua-gat-som-a188491.html"
TITLE = "Mùa gặt sớm trên cánh đồng ven sông Vàm Cỏ"
TEXT = "".join(
    f"<p>Đoạn văn thứ {n} kể chuyện nông dân ba xã ven sông bắt đầu thu hoạch lúa sớm.</p>"
    for n in ("nhất", "hai", "ba")
)
LICENCE = "<div>Giấy phép số 12/GP-BTTTT cấp ngày 15/03/2016. Tổng Biên tập: Lê Văn Mẫu.</div>"


def dates_of(
    beside: str = "",
    *,
    head: str = "",
    before: str = "",
    after: str = "",
    body: str = TEXT,
    hints: dict | None = None,
    paper: Newspaper = PAPER,
    fetched_at: str = "2026-10-02T11:40:00Z",
    url: str = URL,
):
    page = (
        f"<html><head><title>{TITLE}</title>{head}</head><body>{before}<div><h1>{TITLE}</h1>"
        f"{beside}<div>{body}</div><div>Chia sẻ bài viết</div></div>{after}{LICENCE}</body></html>"
    )
    document = parse(page.encode(), None, url)
    fields = read_fields(document, paper, RULES, hints or {})
    return read_dates(document, fields, paper, RULES, fetched_at, hints or {})


def ld(**facts: str) -> str:
    node = {"@type": "NewsArticle", "headline": TITLE} | facts
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def with_dates(**facts) -> Newspaper:
    return Newspaper(
        name="baothu", title="Báo Thử", editions=PAPER.editions, addresses=PAPER.addresses,
        rule_sets=PAPER.rule_sets, dates=DateRules(**facts),
    )  # fmt: skip


def test_printed_minute():
    dates = dates_of("<p>08/01/2026 - 18:21</p>")
    assert dates.published_at == "2026-01-08T18:21:00+07:00"
    assert (dates.published_precision, dates.published_raw) == ("minute", "08/01/2026 - 18:21")
    assert dates.provenance["published_at"].rule == "structure (assumed zone)"
    assert dates.provenance["published_at"].conflict is None


@pytest.mark.parametrize(
    "where",
    [
        {"after": "<div>Bình luận</div><p>Bạn đọc Thử 30/04/2017 08:12</p>"},
        {"after": "<h3>Tin liên quan</h3><a href='/b-a2.html'>Bài khác</a> <i>28/04/2017</i>"},
        {"before": "<div>Thứ Sáu, 02/10/2026 18:38</div><ul>" + "<li>a b c</li>" * 6 + "</ul>"},
        {"body": TEXT + "<p>Trước đó, ngày 21/6/2018, hội nghị đã bàn việc này ở huyện.</p>"},
        {"before": "<nav><span>02/10/2026 18:38</span></nav>"},
        {"before": "<div>Thứ Sáu, 02/10/2026 18:38</div>"},
        {"before": "<div>Thứ Sáu, 02/10/2026</div>"},
        {"before": "<div>Thứ Sáu, 02/10/2026 18:41</div><div><a href='/'>Trang chủ</a></div>"},
        {},
    ],
)
def test_undated_page_has_no_date(where: dict):
    dates = dates_of(**where)
    assert dates.published_at is None
    assert dates.modified_at is None


def test_day_alone_stays_a_day_and_metadata_completes_it():
    assert dates_of("<p>08/01/2026</p>").published_at == "2026-01-08"
    dates = dates_of("<p>08/01/2026</p>", head=ld(datePublished="2026-01-08T18:21:07+07:00"))
    assert dates.published_at == "2026-01-08T18:21:07+07:00"
    assert dates.provenance["published_at"].rule == "json-ld"


def test_printed_wins_and_the_other_is_kept():
    dates = dates_of("<p>08/01/2026 - 18:21</p>", head=ld(datePublished="2026-01-09"))
    assert dates.published_at == "2026-01-08T18:21:00+07:00"
    assert dates.provenance["published_at"].conflict == "json-ld: 2026-01-09"


def test_day_only_metadata_of_the_same_day_is_no_conflict():
    dates = dates_of("<p>08/01/2026 - 18:21</p>", head=ld(datePublished="2026-01-08"))
    assert dates.provenance["published_at"].conflict is None


META = '<meta name="article:published_time" content="1/8/2026 10:02:01 AM">'


def test_month_first_meta_is_weighed_against_the_printed_day():
    dates = dates_of("<p>08/01/2026 10:02</p>", head=META)
    assert dates.published_at == "2026-01-08T10:02:00+07:00"
    assert dates.provenance["published_at"].conflict is None
    assert dates_of(head=META).published_at == "2026-01-08T10:02:01+07:00"
    open_form = META.replace(" AM", "")
    assert dates_of(head=open_form).published_at == "2026-08-01T10:02:01+07:00"
    known = dates_of(head=open_form, paper=with_dates(month_first_meta=True))
    assert known.published_at == "2026-01-08T10:02:01+07:00"
    assert dates_of("<p>01/08/2026 10:02</p>", head=META).published_at[:10] == "2026-08-01"
    other = dates_of("<p>09/01/2026</p>", head=META)
    assert other.published_at == "2026-01-09"
    assert "1/8/2026 10:02:01 AM" in (other.provenance["published_at"].conflict or "")


def test_published_and_modified_apart():
    line = "<p>Đăng lúc 08/01/2026 18:21 | Cập nhật 09/01/2026 07:00</p>"
    dates = dates_of(line)
    assert dates.published_at == "2026-01-08T18:21:00+07:00"
    assert dates.modified_at == "2026-01-09T07:00:00+07:00"
    dates = dates_of("<p>Cập nhật lúc 07:00, 09/01/2026</p>")
    assert (dates.published_at, dates.modified_at) == ("2026-01-09T07:00:00+07:00", None)


def test_only_updated_is_printed_and_metadata_knows_the_publication():
    head = ld(datePublished="2026-01-08T18:21:00+07:00")
    dates = dates_of("<p>Cập nhật 09/01/2026 07:00</p>", head=head)
    assert dates.published_at == "2026-01-08T18:21:00+07:00"
    assert dates.modified_at == "2026-01-09T07:00:00+07:00"


def test_modified_of_metadata_in_another_zone():
    head = ld(datePublished="2021-12-01 11:51:00", dateModified="2021-12-01T04:51:00.000000Z")
    dates = dates_of(head=head)
    assert dates.published_at == dates.modified_at == "2021-12-01T11:51:00+07:00"


def test_modified_before_published_is_refused():
    head = ld(datePublished="2026-01-08T18:21:00+07:00", dateModified="2025-01-01")
    dates = dates_of(head=head)
    assert dates.modified_at is None
    assert "before" in (dates.provenance["modified_at"].conflict or "")


@pytest.mark.parametrize("text", ["08/01/2027 10:00", "01/01/1970", "08/01/1999", "2026-10-05"])
def test_what_cannot_be_is_refused_with_the_reason(text: str):
    dates = dates_of(f"<p>{text}</p>")
    assert dates.published_at is None
    source = dates.provenance["published_at"]
    assert source.rule == "none"
    assert "future" in source.conflict or "before the newspaper" in source.conflict


def test_refused_date_gives_way_to_the_next_source():
    dates = dates_of("<p>08/01/2027 10:00</p>", head=ld(datePublished="2026-01-08"))
    assert dates.published_at == "2026-01-08"
    assert "future" in dates.provenance["published_at"].conflict


def test_a_few_hours_ahead_are_a_clock_that_is_wrong():
    assert dates_of("<p>03/10/2026 09:00</p>").published_at == "2026-10-03T09:00:00+07:00"


def test_relative():
    dates = dates_of("<p>3 giờ trước</p>")
    assert dates.published_at == "2026-10-02T15:40:00+07:00"
    assert dates.published_precision == "relative"


def test_dateparser_is_named():
    dates = dates_of("<p>Thursday, January 8, 2026 6:21 PM</p>")
    assert dates.published_at == "2026-01-08T18:21:00+07:00"
    assert dates.provenance["published_at"].rule == "structure+dateparser (assumed zone)"


def test_hint_and_address_come_last():
    assert dates_of(hints={"date": "2026-01-08"}).published_at == "2026-01-08"
    paper = with_dates(in_address=((r"-(?P<day>\d{8})-a\d+", "%d%m%Y"),))
    url = "https://baolongan.vn/mua-gat-08012026-a188491.html"
    dates = dates_of(paper=paper, url=url)
    assert dates.published_at == "2026-01-08"
    assert dates.provenance["published_at"].rule == "address"
    dates = dates_of("<p>09/01/2026 10:00</p>", paper=paper, url=url)
    assert "address: 2026-01-08" in dates.provenance["published_at"].conflict


def test_time_element_of_a_comment_is_none():
    after = '<div>Bình luận</div><time datetime="2026-02-01T10:00:00+07:00">01/02/2026</time>'
    assert dates_of(after=after).published_at is None
    beside = '<p><time datetime="2026-01-08T18:21:00+07:00">8 tháng Giêng</time></p>'
    assert dates_of(beside).published_at == "2026-01-08T18:21:00+07:00"


@pytest.mark.parametrize(
    "midnight", ["2024-03-05T00:00:00+07:00", "2024-03-05T00:00:00Z", "2024-03-04T17:00:00Z"]
)
def test_midnight_in_metadata_is_a_day(midnight: str):
    alone = dates_of(head=ld(datePublished=midnight))
    assert (alone.published_at, alone.published_precision) == ("2024-03-05", "day")
    beside = dates_of("<p>05/03/2024</p>", head=ld(datePublished=midnight))
    assert (beside.published_at, beside.published_precision) == ("2024-03-05", "day")


def test_a_printed_midnight_is_printed():
    assert dates_of("<p>05/03/2024 - 00:00</p>").published_at == "2024-03-05T00:00:00+07:00"


def test_the_time_of_a_change_alone_is_said_to_be_one():
    dates = dates_of("<p>Cập nhật lúc 16:00 06/03/2024</p>")
    assert dates.published_at == "2024-03-06T16:00:00+07:00"
    assert "time of a change" in (dates.provenance["published_at"].conflict or "")


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Ông "Bảy" nói", "datePublished": "2024-03-05T14:30:00+07:00"}',
        '{"@type": "NewsArticle", "datePublished": "2024-03-05T14:30:00+07:00", "author": {"na',
        '{"@type": "NewsArticle", "x": "\\x41", "datePublished": "2024-03-05T14:30:00+07:00"}',
        '{"@type": "NewsArticle" "datePublished": "2024-03-05T14:30:00+07:00"}',
        '\ufeff{"@type": "NewsArticle", "datePublished": "2024-03-05T14:30:00+07:00"}',
        "{'@type': 'NewsArticle', 'datePublished': '2024-03-05T14:30:00+07:00'}",
    ],
)
def test_dates_of_json_that_nothing_mends(script: str):
    head = f'<script type="application/ld+json">{script}</script>'
    assert dates_of(head=head).published_at == "2024-03-05T14:30:00+07:00"


def test_broken_json_of_something_else_is_no_article():
    head = '<script type="application/ld+json">{"@type": "Event", "x": "a "b"", "datePublished": "2024-03-05"}</script>'
    assert dates_of(head=head).published_at is None


def test_a_video_without_a_text_keeps_its_date():
    page = "<p>08/01/2026 - 18:21</p><iframe src='https://www.youtube.com/embed/x'></iframe>"
    assert dates_of(page, body="").published_at == "2026-01-08T18:21:00+07:00"


def test_a_labelled_date_in_the_footer_is_none():
    footer = "<p>Đăng ký lần đầu, xuất bản ngày 15/03/2016, Tổng Biên tập: Lê Văn Mẫu</p>"
    assert dates_of(body=TEXT + footer).published_at is None
