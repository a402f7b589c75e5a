"""The day on another article's card is not the page's, though it bears the class that the rules name."""

import pytest

from tests.frames import FRAMES, TITLE, P, read

CARDS = {
    "beside its headline": (
        "<div class='item'><a href='/cho-noi-thuc-giac-cung-mua-nuoc-98123.html'>Chợ nổi thức giấc cùng mùa nước</a>"
        "<div class='date'>12/03/2024 08:15</div></div>"
    ),
    "above its headline": (
        "<div class='item'><div class='date'>12/03/2024 08:15</div>"
        "<h3><a href='/cho-noi-thuc-giac-cung-mua-nuoc-98123.html'>Chợ nổi thức giấc cùng mùa nước</a></h3></div>"
    ),
    "within its link": (
        "<div class='item'><a href='/cho-noi-thuc-giac-cung-mua-nuoc-98123.html'><h3>Chợ nổi thức giấc cùng mùa nước</h3>"
        "<div class='date'>12/03/2024 08:15</div></a></div>"
    ),
    "below a picture": (
        "<div class='item'><a href='/cho-noi-98123.html'><img src='/anh.jpg' alt=''></a><div class='info'>"
        "<a href='/cho-noi-98123.html'>Chợ nổi</a><div class='meta'><div class='date'>12/03/2024</div></div></div></div>"
    ),
}
CARDS["in a list"] = (
    f"<ul><li>{CARDS['beside its headline']}</li><li>{CARDS['above its headline']}</li></ul>"
)


@pytest.mark.parametrize("place", ["above", "below", "inside"])
@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_a_teaser_dates_no_article(card: str, place: str):
    inner = FRAMES["baotayninh"][1].format(title=TITLE, lead="", date="", body="".join(P))
    pages = {"above": card + inner, "below": inner + card}
    pages["inside"] = inner.replace("<div class='relates'>", f"<div class='relates'>{card}")
    article = read("baotayninh", "", page=pages[place]).article
    assert article is not None
    assert article.published_at is None


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_nor_one_that_has_a_day_of_its_own(card: str):
    inner = FRAMES["baotayninh"][1].format(
        title=TITLE, lead="", date="<div class='date'>14/09/2024 06:42</div>", body="".join(P)
    )
    article = read("baotayninh", "", page=card + inner).article
    assert article is not None
    assert article.published_at == "2024-09-14T06:42:00+07:00"
    assert article.provenance["published_at"].conflict is None


@pytest.mark.parametrize(
    "date",
    [
        "<div class='info'><a href='/tac-gia/truc-ly-12'>Trúc Ly</a><div class='date'>14/09/2024 06:42</div></div>",
        "<div class='info'><a href='/kinh-te/'>Kinh tế</a> <div class='date'>14/09/2024 06:42</div></div>",
        "<div class='info'><div class='date'>14/09/2024 06:42</div><a href='/print/88701.html'>Bản in</a></div>",
        (
            "<div class='info'><div class='date'>14/09/2024 06:42</div>"
            "<a href='https://news.google.example/publications/ab12345'>Theo dõi Báo trên Google News</a></div>"
        ),
        (
            "<div class='info'><div class='date'>14/09/2024 06:42</div>"
            "<a href='/lich-cup-dien-ngay-15-9-2024-o-ba-xa-ven-song-88701.html#binhluan'>Gửi bình luận của bạn</a></div>"
        ),
    ],
    ids=["writer", "section", "print", "channel", "comments"],
)
def test_links_beside_the_own_day_make_no_teaser(date: str):
    inner = FRAMES["baotayninh"][1].format(title=TITLE, lead="", date=date, body="".join(P))
    article = read("baotayninh", "", page=inner).article
    assert article is not None
    assert article.published_at == "2024-09-14T06:42:00+07:00"


@pytest.mark.parametrize("frame", ["baolongan", "baocantho", "baotayninh"])
@pytest.mark.parametrize(
    "link",
    [
        "<a href='/mua-lu-ve-muon-a177777.html'>Bài trước: Mùa lũ về muộn trên sông</a>",
        "<a href='/mua-lu-ve-muon-77777.html'>Mùa lũ về muộn trên sông Vàm Cỏ</a>",
    ],
)
def test_nor_does_a_link_to_another_article_in_the_bar_above_the_text(frame: str, link: str):
    named = "div class='date'" if frame == "baotayninh" else "span class='pubdate'"
    bar = f"<div class='sharemxh'>{link} <{named}>14/09/2024 06:42</{named.split(maxsplit=1)[0]}></div>"
    inner = FRAMES[frame][1].format(title=TITLE, lead="", date=bar, body="".join(P))
    article = read(frame, "", page=inner).article
    assert article is not None
    assert article.published_at == "2024-09-14T06:42:00+07:00"
