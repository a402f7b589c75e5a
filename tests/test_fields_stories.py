"""Photo stories with their lead in the headline's own box, as the NEKO system prints them."""

import pytest

from pipelines.outcomes import Reason
from tests.frames import LEAD as SAPO
from tests.frames import read as read_own
from tests.test_fields_pictured import CAPTIONS, LEAD, TITLE, pictures
from tests.test_fields_pictured import read as read_pictured

FIGURES = "<figure><img src='/{n}.jpg'><figcaption>{caption}</figcaption></figure>"
PARAGRAPHS = "<p align=center><img src='/{n}.jpg'></p><p align=center><em>{caption}</em></p>"
TABLES = (
    "<table align=center><tr><td><img src='/{n}.jpg'></td></tr><tr><td>{caption}</td></tr></table>"
)
HEADS = {
    "longform": "<div class='sc-longform-header'><div class='sc-longform-header-meta'><span>05/03/2024 14:30</span></div>"
    "<h1 class='sc-longform-header-title'>{title}</h1><p class='sc-longform-header-sapo'>{lead}</p></div>",
    "longform, date last": "<div class='sc-longform-header'><h1 class='sc-longform-header-title'>{title}</h1>"
    "<div class='sc-longform-header-sapo'>{lead}</div><div class='sc-longform-header-meta'><span>Quốc Bảo</span>"
    " <span>05/03/2024 14:30</span></div></div>",
    "detail": "<div class='c-news-detail'><h1 class='b-grid__title'>{title}</h1><div class='meta'>05/03/2024 14:30</div>"
    "<div class='b-grid__desc'><p>{lead}</p></div></div>",
    "header": "<header><h1>{title}</h1><p><strong>{lead}</strong></p><time>05/03/2024 14:30</time></header>",
}
BODIES = {
    "entry": "<div class='b-maincontent'><article class='entry'>{}</article></div>",
    "entry, deep": "<div class='l-content'><div class='b-maincontent'><div class='entry'>{}</div></div></div>",
}


def story(
    head: str,
    body: str,
    form: str,
    *,
    count: int = 5,
    around: str = "<main>{}</main>",
    title: str = TITLE,
):
    return around.format(
        HEADS[head].format(title=title, lead=LEAD) + BODIES[body].format(pictures(form, count))
    )


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("form", [FIGURES, PARAGRAPHS, TABLES])
@pytest.mark.parametrize("around", ["<main>{}</main>", "<div><div>{}</div></div>", "{}"])
def test_pictures_below_the_box_of_headline_and_lead(head: str, body: str, form: str, around: str):
    fields, reason = read_story(story(head, body, form, around=around))
    assert (fields.title, fields.lead, fields.body) == (TITLE, LEAD, "")
    assert [image.caption for image in fields.images] == CAPTIONS
    assert (fields.media_kind, reason) == ("photo", None)


def read_story(html: str) -> tuple:
    return read_pictured("", html=html)


TEASERS = (
    "<div class='more'>"
    + "".join(
        f"<div><a href='/tin-khac-{n}.html'><img src='/t{n}.jpg'></a><h3><a href='/tin-khac-{n}.html'>Tin thử số {n} của xã vùng sâu</a></h3></div>"
        for n in range(5)
    )
    + "</div>"
)


@pytest.mark.parametrize("head", HEADS)
def test_teasers_below_a_brief_are_none_of_it(head: str):
    fields, reason = read_story(
        f"<main>{HEADS[head].format(title=TITLE, lead=LEAD)}{TEASERS}</main>"
    )
    assert fields.images == []
    assert (fields.lead or fields.body) == LEAD
    assert reason in {None, Reason.NOT_ARTICLE}


def test_pictures_without_captions_are_the_storys_where_the_lead_is_in_the_headlines_box():
    bare = (
        "<div class='entry'>" + "".join(f"<p><img src='/{n}.jpg'></p>" for n in range(4)) + "</div>"
    )
    head = HEADS["longform, date last"].format(title=TITLE, lead=LEAD)
    fields, reason = read_story(f"<main>{head}{bare}</main>")
    assert (fields.lead, fields.body, len(fields.images), reason) == (LEAD, "", 4, None)


@pytest.mark.parametrize("frame", ["baolongan", "baotayninh"])
@pytest.mark.parametrize("signed", ["Quốc Bảo", "Bài, ảnh: Quốc Bảo", "Thực hiện: Quốc Bảo"])
def test_a_story_of_our_own_papers_is_signed_below_its_last_picture(frame: str, signed: str):
    line = f"<p style='text-align:right'><strong>{signed}</strong></p>"
    article = read_own(frame, pictures(PARAGRAPHS, 5) + line, lead=SAPO).article
    assert article is not None
    assert (article.lead, article.byline) == (SAPO, signed)
    assert [author.name for author in article.authors] == ["Quốc Bảo"]
    assert [image.caption for image in article.images] == CAPTIONS
    assert signed not in (article.body or "")


@pytest.mark.parametrize("line", ["<p>Giá vé 20.000 đồng.</p>", "<p>Mùa Nước Nổi</p>"])
def test_another_only_line_is_no_signature(line: str):
    article = read_own("baolongan", pictures(PARAGRAPHS, 5) + line, lead=SAPO).article
    assert article is not None
    assert article.byline is None
