"""What a new newspaper is called, where its pages say so in no metadata."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.scaffold.pages import read_saved
from crawler.scaffold.plan import make_plan

HOST = "baovidu.vn"
PAGE = (
    "<html><head><meta charset='utf-8'><title>{title}</title>{more}<link rel='canonical'"
    " href='https://baovidu.vn/bai-so-{number}-{number}.html'></head><body><h1>Bài số {number}</h1>"
    "<p>Đoạn văn kể chuyện nông dân ba xã ven sông bắt đầu thu hoạch lúa sớm vụ này.</p></body></html>"
)


def _title(folder: Path, *titles: str, more: str = "") -> str:
    pages = []
    for number, title in enumerate(titles, 1):
        file = folder / f"{number}.html"
        file.write_text(PAGE.format(title=title, number=number, more=more), "utf-8")
        pages.append(read_saved(file, frozenset({HOST})))
    return make_plan("baovidu", None, HOST, "https", pages).title


@pytest.mark.parametrize(
    ("titles", "told"),
    [
        (["Lúa sớm - Báo Ví Dụ", "Chợ nổi - mùa nước - Báo Ví Dụ"], "Báo Ví Dụ"),
        (["Lúa sớm | Báo Ví Dụ", "Chợ nổi | Báo Ví Dụ"], "Báo Ví Dụ"),
        # One page alone: the end may be of its headline.
        (["Lúa sớm - Báo Ví Dụ"], HOST),
        (["Lúa sớm - Kinh tế", "Chợ nổi - Du lịch"], HOST),
        (["Lúa sớm - Báo Ví Dụ", "Chợ nổi"], HOST),
        (["Lúa sớm", "Chợ nổi"], HOST),
    ],
)
def test_the_end_that_all_titles_have_is_the_name(
    tmp_path: Path, titles: list[str], told: str
) -> None:
    assert _title(tmp_path, *titles) == told


def test_metadata_goes_first(tmp_path: Path) -> None:
    more = "<meta property='og:site_name' content='Báo Ví Dụ Online'>"
    assert _title(tmp_path, "A - Báo Ví Dụ", "B - Báo Ví Dụ", more=more) == "Báo Ví Dụ Online"
