"""Any mixture of ways to print a part, without one class name: every field exact.

`tests/layouts.py` puts the pages together; a failure names the seed, which gives the same page.
"""

import json
from pathlib import Path

import pytest

from crawler.spiders.baolongan import BaolonganSpider
from pipelines.dates import read_dates
from pipelines.document import parse
from pipelines.fields import read_fields
from tests.layouts import build, choose

DATA = Path(__file__).parent / "data"
SEED = json.loads((DATA / "seed_article.json").read_text(encoding="utf-8"))
#: Invented, and unlike the seed: short paragraphs, a lead with a full stop, other names.
OTHER = {
    "url": "https://baolongan.vn/mua-gat-som-o-vam-co-a188491.html",
    "title": "Mùa gặt sớm ở Vàm Cỏ",
    "lead": "Nông dân ba xã ven sông bắt đầu thu hoạch lúa sớm hơn mọi năm nửa tháng.",
    "paragraphs": [
        "Mới sáng sớm, cánh đồng ấp Bình Thử đã rộn tiếng máy gặt đập liên hợp.",
        "Ông Lê Văn Mẫu, 58 tuổi, cho biết ruộng nhà ông đạt gần bảy tấn một héc-ta.",
        "“Giá đầu vụ 7.200 đồng một ký, ai cũng mừng”, ông nói.",
        "Theo phòng nông nghiệp, toàn huyện đã gặt 1.200 héc-ta, phần còn lại xong trước 20/12.",
        "Năm ngoái, mặn vào sâu nên năng suất chỉ được năm tấn rưỡi.",
    ],
    "caption": "Máy gặt trên cánh đồng ấp Bình Thử",
    "byline": "Thu Thử - Minh Mẫu",
}
PAPER = BaolonganSpider.paper
RULES = PAPER.rule_sets[0]


def tells_lead_apart(choice: dict, article: dict) -> bool:
    """Nobody can: a lead with a full stop in a row of equal elements, nothing between."""
    same = choice["lead"] == choice["paragraph"] == "div" and choice["frame"] in {"one", "flat"}
    return not (same and article["lead"].endswith(".") and choice["place"] != "after_lead")


@pytest.mark.parametrize("article", [SEED, OTHER], ids=["seed", "other"])
@pytest.mark.parametrize("block", range(10))
def test_every_part_comes_back(block: int, article: dict):
    for seed in range(block * 60, block * 60 + 60):
        choice = choose(seed)
        if not tells_lead_apart(choice, article):
            continue
        document = parse(build(choice, article).encode(), None, article["url"])
        fields = read_fields(document, PAPER, RULES, {})
        dates = read_dates(document, fields, PAPER, RULES, "2026-10-02T11:40:00Z", {})
        context = f"seed {seed}: {choice}"
        assert fields.title == article["title"], context
        assert fields.lead == (None if choice["lead"] == "none" else article["lead"]), context
        assert fields.body.split("\n\n") == article["paragraphs"], context
        assert [image.caption for image in fields.images] == [article["caption"]], context
        assert fields.byline == article["byline"], context
        assert dates.published_at == "2017-04-29T20:49:00+07:00", context
