"""Tags and section say which selector gave them, so that a dead one is told from its neighbours."""

from __future__ import annotations

import pytest

from pipelines.items import Source
from tests.frames import P, read

HEAD = (
    "<h1 class='margintopbot10'>Một bài báo thử</h1><span class='pubdate'>14/09/2024 06:42</span>"
)
TEXT = f"<div id='newscontents'><div class='content-fck'>{''.join(P)}</div></div>"
LINKS = "<a class='tag_item' href='/tim-kiem/a.html'>ven sông</a> <a class='tag_item' href='/tim-kiem/b.html'>cúp điện</a>"


def _told(tags: str) -> dict[str, Source]:
    section = (
        "<div class='titlecate'><a href='/'>Trang chủ</a><a href='/kinh-te/'>Kinh tế</a></div>"
    )
    page = f"<div id='colcate1'>{section}{HEAD}{TEXT}{tags}</div>"
    article = read("baolongan", "", page=page).article
    assert article is not None
    return article.provenance


@pytest.mark.parametrize(
    ("tags", "rule"),
    [
        (f"<div class='block_tag'>{LINKS}</div>", "selector:.block_tag a.tag_item"),
        (f"<div class='detail-tag'>{LINKS}</div>", "selector:.detail-tag a"),
        (f"<div>Từ khóa: {LINKS}</div>", "structure"),
    ],
)
def test_tags_name_their_selector_and_what_it_read(tags: str, rule: str) -> None:
    assert _told(tags)["tags"] == Source(rule, "ven sông, cúp điện")


def test_a_section_names_its_selector() -> None:
    assert _told("")["section"] == Source("selector:div.titlecate a[href]", "Kinh tế")


def test_no_tags_have_no_rule() -> None:
    assert "tags" not in _told("")
