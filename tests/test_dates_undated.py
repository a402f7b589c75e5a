"""Articles that print no day, amid days of everything else: unknown is the answer."""

import pytest

from tests.foreign_pages import VIETNAMESE, dates_of

HEADLINE = f"<h1>{VIETNAMESE[0][:30]}</h1>"
OTHER = '<a href="/a-1.html">Lúa hè thu được mùa ở Tân Hưng</a>'
BEHIND = {
    "comment": '<div class="binh-luan"><span class="date">10:00 01/09/2026</span><p>Bài hay</p></div>',
    "comment in a list": '<ul class="cmt"><li><p>Bài hay quá, cảm ơn báo nhé các anh chị</p>'
    '<time datetime="2026-09-01T10:00">01/09/2026</time></li></ul>',
    "comment signed": '<div class="y-kien"><b>Nguyễn A</b> <span class="time">01/09/2026</span></div>',
    "related": f'<div class="tin-lien-quan">{OTHER}<span class="date">12/02/2024</span></div>',
    "related, labelled": f'<div class="cung-muc">{OTHER}<p>Ngày đăng: 12/02/2024</p></div>',
    "event": '<div class="su-kien"><span class="date">25/12/2024</span> <a href="/sk">Lễ hội</a></div>',
    "programme": '<div class="lich"><p class="time">20:00 25/12/2024</p><p>Phim truyện</p></div>',
    "licence": '<div class="chan-trang"><span class="date">Giấy phép số 12 ngày 05/06/2019</span></div>',
    "foot, labelled": '<div id="bottom"><p>Cập nhật lúc 05:06 25/11/2023</p></div>',
    "foot, first printed": '<div id="bottom"><p>Xuất bản lần đầu ngày 05/06/2019</p></div>',
    "rights": '<div class="date">© 2019 - 05/06/2020</div>',
    "poll": '<div class="thamdo"><p class="date">Bình chọn đến 30/11/2024</p></div>',
    "gold": '<div class="giavang"><p class="update time">Cập nhật 14:00 29/09/2026</p></div>',
    "decree": '<table class="vanban"><tr><td>Số 15</td><td class="date">05/02/2024</td></tr></table>',
}
ABOVE = {
    "clock": '<header><div class="date">Thứ Sáu, 02/10/2026</div></header>',
    "clock of today": '<div id="header"><div id="today" class="time">Thứ sáu, 02/10/2026</div></div>',
}
BESIDE = {
    "range": "<p>Hội chợ: 20/12/2024 - 25/12/2024</p>",
    "event": '<div><a href="/sk">Sự kiện: Hội nghị ngày 20/12/2023</a></div>',
    "deadline": "<p>Hạn nộp hồ sơ: 15/08/2024</p>",
}


@pytest.mark.parametrize("name", BEHIND)
def test_behind_the_text(name: str):
    assert dates_of(texts=VIETNAMESE, after=BEHIND[name]).published_at is None


@pytest.mark.parametrize("name", ABOVE)
def test_above_the_headline(name: str):
    title = f"{ABOVE[name]}{HEADLINE}"
    assert dates_of(texts=VIETNAMESE, title=title).published_at is None


@pytest.mark.parametrize("name", BESIDE)
def test_between_headline_and_text(name: str):
    assert dates_of(BESIDE[name], texts=VIETNAMESE).published_at is None


@pytest.mark.parametrize("name", [*BEHIND, *ABOVE])
def test_a_printed_day_wins_beside_each(name: str):
    line = "<p>Thứ Ba, 05/03/2024 - 14:30</p>"
    title = f"{ABOVE.get(name, '')}{HEADLINE}"
    dates = dates_of(line, texts=VIETNAMESE, title=title, after=BEHIND.get(name, ""))
    assert dates.published_at == "2024-03-05T14:30:00+07:00"


def test_a_label_or_clock_is_not_outvoted():
    told = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": '
    head = f'{told}"2025-07-02T09:00:00+07:00"}}</script>'
    head += '<meta property="article:published_time" content="2025-07-02T09:00:00+07:00">'
    for line in ("Đăng ngày 05/03/2024", "05/03/2024 - 14:30"):
        dates = dates_of(f"<p>{line}</p>", texts=VIETNAMESE, head=head)
        assert (dates.published_at or "")[:10] == "2024-03-05"
        assert "2025-07-02" in (dates.provenance["published_at"].conflict or "")
