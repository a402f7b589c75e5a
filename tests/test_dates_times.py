"""Two time elements in one head: what the page itself calls which, whichever stands first."""

import pytest

from tests.frames import TITLE
from tests.test_dates_heads import article_of

PUBLISHED, MODIFIED = "2026-03-05T09:15:33+07:00", "2026-03-08T10:00:00+07:00"
#: Attributes of the times of the publication and of the change.
THEMES = {
    "GeneratePress": (
        "class='entry-date published' itemprop='datePublished'",
        "class='updated' itemprop='dateModified'",
    ),
    "classes alone": ("class='entry-date published'", "class='updated'"),
    "microdata alone": ("itemprop='datePublished'", "itemprop='dateModified'"),
    "one of them": ("class='date'", "class='updated'"),
}
PRINTED = [
    ("05/03/2026", "08/03/2026"),
    ("5 Tháng Ba, 2026", "8 Tháng Ba, 2026"),
    ("Tháng 3 5, 2026", "Tháng 3 8, 2026"),
]


@pytest.mark.parametrize("printed", PRINTED)
@pytest.mark.parametrize("first", ["published", "modified"])
@pytest.mark.parametrize("theme", THEMES)
def test_publication_and_change_are_told_apart(theme: str, first: str, printed: tuple[str, str]):
    own, changed = THEMES[theme]
    times = [
        f"<time {own} datetime='{PUBLISHED}'>{printed[0]}</time>",
        f"<time {changed} datetime='{MODIFIED}'>{printed[1]}</time>",
    ]
    if first == "modified":
        times.reverse()
    by = "<span class='byline'> bởi <a rel='author' href='/author/tanloc/'>Tấn Lộc</a></span>"
    for meta in ("".join(times) + by, f"<div>{times[0]}</div><div>{times[1]}</div>"):
        article = article_of(f"<div class='entry-meta'>{meta}</div>")
        assert (article.published_at, article.modified_at) == (PUBLISHED, MODIFIED)
        assert article.provenance["published_at"].conflict is None


@pytest.mark.parametrize("named", ["updated", "entry-date updated", "entry-date published updated"])
def test_a_themes_single_time_is_the_publication(named: str):
    time = f"<time class='{named}' datetime='{PUBLISHED}'>05/03/2026</time>"
    article = article_of(f"<div class='entry-meta'>{time}</div>")
    assert (article.published_at, article.modified_at) == (PUBLISHED, None)


def test_a_labelled_change_keeps_its_label():
    meta = (
        f"<p>Đăng ngày <time class='published' datetime='{PUBLISHED}'>05/03/2026</time> | "
        f"Cập nhật <time class='updated' datetime='{MODIFIED}'>08/03/2026</time></p>"
    )
    article = article_of(meta)
    assert article.published_at == PUBLISHED
    assert (article.modified_at or "").startswith("2026-03-08")


def test_the_change_of_a_teaser_is_none_of_the_pages():
    teaser = (
        "<div class='related'><h4>Tin liên quan</h4><h3><a href='/ca-linh-cuoi-mua-ron-rang-cho-xa/'>Cá linh cuối mùa"
        f" rộn ràng chợ xã</a></h3><time class='updated' datetime='{MODIFIED}'>08/03/2026</time></div>"
    )
    own = f"<div><time class='published' datetime='{PUBLISHED}'>05/03/2026</time></div>"
    article = article_of(own, behind=teaser)
    assert (article.published_at, article.modified_at) == (PUBLISHED, None)
    assert article.title == TITLE


#: Times that stand beside the only one of the article, and are none of its own.
OTHERS = {
    "reading time": "<time datetime='PT4M'>4 phút đọc</time>",
    "long reading time": "<time datetime='PT1440M'>4 phút đọc</time>",
    "no date": "<time datetime='abc'>mới</time>",
    "event": "<div>Diễn ra: <time datetime='2026-04-18T08:00:00+07:00'>18/04/2026</time></div>",
    "event before": "<div>Diễn ra: <time datetime='2026-03-01T08:00:00+07:00'>01/03/2026</time></div>",
    "series": "<div>Loạt bài: <a href='/loat-bai'>Đất và lúa</a> từ <time datetime='2026-02-01'>01/02/2026</time></div>",
    "live": "<div><time datetime='2026-03-05T16:00:00+07:00'>16:00</time> Nước rút ở ba ấp</div>",
    "match": "<div>Cần Thơ – Long An <time datetime='2026-03-07T17:00:00+07:00'>17:00 07/03</time></div>",
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_the_only_time_of_the_article_stays_the_publication(other: str):
    for named in ("updated", "modified", "entry-date updated"):
        time = f"<time class='{named}' datetime='{PUBLISHED}'>05/03/2026</time>"
        for head in (f"<div>{time} · {other}</div>", f"<div>{time}</div>{other}"):
            article = article_of(head)
            assert (article.published_at, article.modified_at) == (PUBLISHED, None)


@pytest.mark.parametrize(
    "shown", ["05/03/2026", "5 Tháng ba, 2026", "Tháng Ba 5, 2026", "Th3 5, 2026", "09:15", "05/03"]
)
@pytest.mark.parametrize(
    "line",
    [
        "{}",
        "Đăng ngày {} bởi Tấn Lộc",
        "Kinh tế | {}",
        "Tấn Lộc | {} | 4 phút đọc",
        "<span>Bởi <a href='/author/tan-loc/'>Tấn Lộc</a></span> <span>{}</span>",
        "Tấn Lộc {}",
        "Cần Thơ {}",
    ],
)
def test_a_time_that_nothing_names_is_the_publication_before_its_change(line: str, shown: str):
    own = line.format(f"<time datetime='{PUBLISHED}'>{shown}</time>")
    changed = f"<time class='updated' datetime='{MODIFIED}'>08/03/2026</time>"
    for head in (
        f"<div>{own} {changed}</div>",
        f"<div>{own}</div><div>{changed}</div>",
        f"<div><span>{own}</span> <span>{changed}</span></div>",
    ):
        article = article_of(head)
        assert (article.published_at, article.modified_at) == (PUBLISHED, MODIFIED)


def test_a_change_at_the_moment_of_the_publication_is_none():
    times = (
        f"<time class='entry-date published' datetime='{PUBLISHED}'>05/03/2026</time>"
        f"<time class='updated' datetime='{PUBLISHED}'>05/03/2026</time>"
    )
    article = article_of(f"<div>{times}</div>")
    assert (article.published_at, article.modified_at) == (PUBLISHED, None)
