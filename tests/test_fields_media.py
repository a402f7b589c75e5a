"""What an article mainly is, and its language."""

import pytest

from pipelines.fields.language import language_of
from tests.own_pages import PARAGRAPHS, TITLE, P, fields_of, ld, page


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (
            "<p><iframe src='https://www.youtube.com/embed/x'></iframe></p><p>Phim ngắn.</p>",
            "video",
        ),
        ("<video src='/a.mp4'></video>" + P[0], "video"),
        ("<audio src='/a.mp3'></audio>" + P[0], "audio"),
        # A player reads the article aloud.
        ("<audio src='/a.mp3'></audio>" + "".join(P), "text"),
        ("".join(f"<p><img src='/{n}.jpg'></p>" for n in range(6)) + P[0], "photo"),
        ("".join(P), "text"),
    ],
)
def test_media_kind(body: str, kind: str):
    assert fields_of(page(body)).media_kind == kind


def test_a_video_told_to_machines():
    told = ld({"@type": "VideoObject", "name": TITLE, "uploadDate": "2026-01-08"})
    assert fields_of(page(P[0], told)).media_kind == "video"


LONG = "".join(f"<p>Kỳ {n}. {P[0][3:-4]} {P[1][3:-4]}</p>" for n in range(8))
PICTURES = "".join(f"<p><img src='/{n}.jpg'></p>" for n in range(4))


VIDEO, AUDIO = "<video src='/a.mp4'></video>", "<audio src='/a.mp3'></audio>"


@pytest.mark.parametrize(
    ("title", "section", "body", "kind"),
    [
        ("[E-Magazine] Mùa nước nổi", "kinh-te", LONG, "emagazine"),
        ("Emagazine: Mùa nước nổi", "kinh-te", PICTURES, "emagazine"),
        ("Mùa nước nổi về muộn", "e-magazine", LONG, "emagazine"),
        ("Mùa nước nổi về muộn", "multimedia/longform", LONG, "emagazine"),
        ("Infographic: Lịch cúp nước", "kinh-te", "<p><img src='/a.jpg'></p>", "infographic"),
        ("Video: Đua bò trên ruộng nước", "kinh-te", VIDEO + LONG, "video"),
        ("Đua bò trên ruộng nước", "video", VIDEO + LONG, "video"),
        ("Video: Đua bò trên ruộng nước", "kinh-te", LONG, "text"),
        ("Đua bò trên ruộng nước", "kinh-te", VIDEO + LONG, "text"),
        ("[Podcast] Chuyện làng chài", "kinh-te", AUDIO + LONG, "audio"),
        ("Chuyện làng chài", "kinh-te", AUDIO + LONG, "text"),
        ("Ảnh: Sắc màu chợ nổi", "kinh-te", PICTURES + LONG, "photo"),
        ("Chùm ảnh: Sắc màu chợ nổi", "kinh-te", PICTURES + P[0], "photo"),
        ("Sắc màu chợ nổi", "phong-su-anh", PICTURES + LONG, "photo"),
        ("Ảnh: Sắc màu chợ nổi", "kinh-te", LONG, "text"),
        ("Ảnh hưởng của bão tới vụ lúa", "kinh-te", PICTURES + LONG, "text"),
        ("Video giúp nông dân bán hàng", "kinh-te", VIDEO + LONG, "text"),
    ],
)  # fmt: skip
def test_media_kind_by_what_the_newspaper_calls_it(title: str, section: str, body: str, kind: str):
    html = (
        f"<html><head><title>{title}</title></head><body><div><a href='/{section}/'>Mục</a></div>"
        f"<h1>{title}</h1><div>08/01/2026 - 18:21</div><div>{body}</div></body></html>"
    )
    fields = fields_of(html)
    assert fields.media_kind == kind, (fields.title, fields.sections, len(fields.body))


def test_a_live_blog_says_so():
    ld = '<script type="application/ld+json">{"@type": ["NewsArticle", "LiveBlogPosting"]}</script>'
    assert fields_of(page(LONG, head=ld)).media_kind == "live"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (" ".join(PARAGRAPHS), "vi"),
        ("The harvest in the three communes has begun, and it is earlier than last year.", "en"),
        ("Nong dan ba xa ven song bat dau thu hoach lua cua vu nay trong nam nay tai tinh", "vi"),
        (
            (
                "Nguyễn Văn Bảy, chairman of the Bình Thành Farmers’ Union, and Trần Thị Mỹ Lệ of Đức Hòa"
                " said that the harvest will be good and the price of rice is high."
            ),
            "en",
        ),
        ("2024 – 35% (12.345)", None),
        ("Le riz est récolté par les paysans au bord du fleuve depuis une semaine", None),
        ("", None),
    ],
)
def test_language(text: str, language: str | None):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<blockquote class='tiktok-embed' cite='https://www.tiktok.com/@x/video/1'></blockquote>" + P[0], "video"),
        ("<blockquote cite='https://www.tiktok.com/@x/video/1'><section></section></blockquote>" + P[0], "video"),
        ("<blockquote class='tiktok-embed'></blockquote>" + LONG, "text"),
        ("<iframe src='/so-bao-12.pdf'></iframe>" + P[0], "pdf"),
        ("<iframe src='/so-bao-12.pdf'></iframe>" + LONG, "text"),
        ("<p>Toàn văn: <a href='/quyet-dinh-12.pdf'>Quyết định số 12 của tỉnh</a></p>" + P[0], "text"),
    ],
)  # fmt: skip
def test_what_is_shown_alone_beside_one_sentence(body: str, kind: str):
    assert fields_of(page(body)).media_kind == kind
