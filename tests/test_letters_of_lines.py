"""Headlines, names and single paragraphs in an old font, amid a text in Unicode."""

import pytest

from pipelines.outcomes import Reason
from tests.frames import P, read

SIGNED = "<p style='text-align:right'><strong>{}</strong></p>"


@pytest.mark.parametrize("title", ["Xu©n míi", "Tin buån vÒ mét nghÖ nh©n", "§­êng quª n¾ng míi"])
def test_a_headline(title: str):
    reading = read("baolongan", "".join(P), title=title)
    assert reading.judged.reason is Reason.ENCODING


@pytest.mark.parametrize("name", ["NguyÔn ThÞ Hång H¹nh", "TrÇn ThÞ H¹nh"])
@pytest.mark.parametrize("frame", ["baolongan", "baotayninh", "plain"])
def test_a_name_below_the_text(frame: str, name: str):
    reading = read(frame, "".join(P) + SIGNED.format(name))
    assert reading.judged.reason is Reason.ENCODING


def test_one_paragraph_of_many():
    old = "<p>N«ng d©n ba x· ven s«ng b¾t ®Çu thu ho¹ch lóa sím vô nµy.</p>"
    more = [
        f"<p>Ông Tư kể thêm chuyện thứ {n} về con nước và mùa lúa ở xã nhà.</p>" for n in range(30)
    ]
    for place in (15, 30):
        reading = read("baolongan", "".join([*P, *more[:place], old, *more[place:]]))
        assert reading.judged is not None, place
        assert reading.judged.reason is Reason.ENCODING


@pytest.mark.parametrize(
    "line",
    [
        "Đội Malmö FF thắng 2-1 trên sân của IFK Göteborg ở Växjö",
        "Håkan Strömberg và Søren Kjær",
        "Mỗi công đất 1.000m² cho 5±2 tạ, giá 6.000đ/kg, tấm phên 3m×4m",
        "Thuốc Panadol® và Coca-Cola™ tăng giá ½ so với năm ngoái",
        "Theo luật¹, nghị định² và thông tư³ thì hộ nghèo được miễn",
        "«Đất nước đứng lên» của Nguyên Ngọc",
        "© Báo Mẫu giữ bản quyền bài viết này",
        "Phở ở Curaçao, São Paulo và Zürich",
        "Beyoncé, Björk và Noël ở Hà Nội",
        "Nồng độ PM2.5 là 35µg/m³, O₃ 120µg/Nm³",
        "Công thức a²+b²=c², a×b và c±d, 5 kg·m²·s⁻²",
        "Thuốc Paracetamol®, Aspirin® và vắc-xin Pfizer®",
        "Công ty Samsung™ – Nestlé® – L'Oréal®",
        "Ðảng bộ Ðồng Tháp, Ðắk Lắk và xã Ðông Ðà",
        "Loïc, Anaïs, Michaël Llodra và Gaël Monfils đi xe Citroën",
        "Giá chữ¹ quốc ngữ",
        "El Niño suy yếu, La Niña sắp xuất hiện ở miền Nam",
        "Davíð Oddsson và Sigurð ở Iceland",
    ],
)
def test_foreign_names_and_signs_are_none(line: str):
    for body in ("".join(P) + f"<p>{line}.</p>", "".join(P) + SIGNED.format(line)):
        assert read("baolongan", body).article is not None, line
    assert read("baolongan", "".join(P), title=line, slug="x").article is not None, line
