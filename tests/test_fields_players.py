"""What stands under a video and says what it shows is a caption, and no text."""

import pytest

from tests.test_fields_notices import PARAGRAPHS, read

TEXT = [f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS]
PLAYERS = [
    "<iframe src='https://www.youtube.com/embed/x'></iframe>",
    "<iframe data-src='https://player.baomau.example/v/1'></iframe>",
    "<iframe src='https://www.facebook.com/plugins/video.php?href=x'></iframe>",
    "<video controls><source src='/a.mp4'></video>",
]
CAPTION = "Toàn cảnh lễ khai mạc hội xuân"
SHAPES = [
    "<p align=center>{player}</p><p align=center><em>{caption}</em></p>",
    "<p>{player}<br><em>{caption}</em></p>",
    "<p>{player}</p><p style='text-align: center'>{caption}.</p>",
    "<p>{player}</p><p><i>{caption}. Clip: Quốc Bảo</i></p>",
    "<p>{player}</p><p>{caption}</p>",
    "<div>{player}<p>{caption}. Nguồn: Đài Mẫu</p></div>",
    "<figure>{player}<figcaption>{caption}</figcaption></figure>",
    "<table><tr><td>{player}</td></tr><tr><td>{caption}</td></tr></table>",
    "<div class='video'><div>{player}</div><div>Video: {caption}.</div></div>",
    "<p>{player}</p><p>Video: {caption}.</p>",
    "<p>{player}</p><p>(Nguồn: Đài Mẫu)</p>",
    "<p>{player}</p><p><em>{caption}</em></p><p><em>Clip: Quốc Bảo</em></p>",
]


@pytest.mark.parametrize("player", PLAYERS)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("place", [1, 3])
def test_a_caption_under_a_video_is_no_text(player: str, shape: str, place: int):
    video = shape.format(player=player, caption=CAPTION)
    fields = read("".join([*TEXT[:place], video, *TEXT[place:]]))
    assert fields.body.split("\n\n") == PARAGRAPHS
    assert (fields.lead, fields.byline) == (None, None)


@pytest.mark.parametrize("player", PLAYERS)
@pytest.mark.parametrize("shape", SHAPES)
def test_nor_at_the_end_above_who_wrote_it(player: str, shape: str):
    video = shape.format(player=player, caption=CAPTION)
    fields = read("".join([*TEXT, video, "<p align=right><b>Tấn Lộc</b></p>"]))
    assert fields.body.split("\n\n") == PARAGRAPHS
    assert fields.byline == "Tấn Lộc"


STAY = [
    "<p>Sáng nay, hàng trăm người về dự lễ, ai cũng vui.</p>",
    "<h3>Chợ nổi mùa nước muộn</h3>",
    "<p><strong>Chợ nổi mùa nước muộn</strong></p>",
    (
        "<p><em>Sáng nay, hàng trăm người về dự lễ. Ai cũng vui, ai cũng mong mùa sau lại được gặp nhau ở bến này, "
        "để kể cho nhau nghe chuyện ruộng đồng, chuyện con cái học xa, chuyện con nước về muộn và chuyện giá lúa "
        "năm nay được bao nhiêu một ký ở ruộng.</em></p>"
    ),
]


@pytest.mark.parametrize("line", STAY)
@pytest.mark.parametrize("player", PLAYERS)
def test_text_behind_a_video_stays(line: str, player: str):
    fields = read("".join([*TEXT[:2], f"<p>{player}</p>", line, *TEXT[2:]]))
    assert len(fields.body.split("\n\n")) == len(PARAGRAPHS) + 1


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ("<ul><li>Lúa thơm 8.500</li><li>Khóm 9.000</li></ul>", 2),
        ("<blockquote><em>“Chúng tôi rất vui”</em></blockquote>", 1),
        ("<table><tr><td>Lúa</td><td>8</td></tr><tr><td>Khóm</td><td>9</td></tr></table>", 2),
        (
            "<p>Sông Vàm Cỏ nước trong xanh<br>Hai bên bờ lúa mênh mông<br>Ai về nhớ bến nhớ dòng</p>",
            3,
        ),
    ],
    ids=["list", "quotation", "table", "verse"],
)
def test_lists_quotations_and_verses_behind_a_video_stay_whole(lines: str, count: int):
    fields = read("".join([*TEXT[:2], f"<p>{PLAYERS[0]}</p>", lines, *TEXT[2:]]))
    assert len(fields.body.split("\n\n")) == len(PARAGRAPHS) + count


def test_a_slanted_sentence_under_a_video_above_all_text_may_be_the_lead():
    fields = read(f"<p>{PLAYERS[0]}</p><p><em>{PARAGRAPHS[0]}</em></p>{''.join(TEXT[1:])}")
    assert (fields.lead, fields.body.split("\n\n")) == (PARAGRAPHS[0], PARAGRAPHS[1:])


@pytest.mark.parametrize(
    "frame",
    ["<iframe src='https://ads.example/banner?w=300'></iframe>", "<iframe src='https://maps.example/?q=x'></iframe>",
     "<object data='/quang-cao.swf'></object>"],
)  # fmt: skip
@pytest.mark.parametrize(
    "line", ["<p><em>Chị Lê Thử cười rất tươi.</em></p>", "<p>Chợ nổi mùa nước muộn</p>"]
)
def test_under_another_frame_everything_is_text(frame: str, line: str):
    fields = read("".join([*TEXT[:2], frame, line, *TEXT[2:]]))
    assert len(fields.body.split("\n\n")) == len(PARAGRAPHS) + 1


def test_a_name_under_a_video_at_the_end_is_the_byline():
    for form in (
        "<p align=right>{}</p>",
        "<p><b>{}</b></p>",
        "<p align=center><i>{}</i></p>",
        "<p>{}</p>",
    ):
        fields = read("".join([*TEXT, f"<p>{PLAYERS[0]}</p>", form.format("Tấn Lộc")]))
        assert (fields.body.split("\n\n"), fields.byline) == (PARAGRAPHS, "Tấn Lộc")


def test_the_only_text_of_a_video_stays():
    fields = read(f"<p>{PLAYERS[0]}</p><p><em>{PARAGRAPHS[0]}</em></p>")
    assert (fields.lead or fields.body) == PARAGRAPHS[0]
