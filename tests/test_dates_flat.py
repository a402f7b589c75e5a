"""Pages on which nothing but the page holds menu, clock, headline and text: what stands right above the headline."""

import pytest

from tests.test_dates_header import (
    HEADLINE,
    HEADLINES,
    LINE,
    MENU,
    METADATA,
    MINUTE,
    OTHER_CLOCKS,
    TEXT,
    VISITS,
    conflict,
    stored,
)  # fmt: skip

#: Four linked lines are a menu; three may be the way to the article.
FOUR = MENU.replace("</ul>", '<li><a href="/van-hoa/">Văn hóa</a></li></ul>')
WRAPPERS = ["{}", "<form id=aspnetForm>{}</form>", "<div id=page><div>{}</div></div>"]


@pytest.mark.parametrize("wrapper", WRAPPERS)
@pytest.mark.parametrize("shape", HEADLINES)
def test_where_the_page_alone_holds_both_metadata_weighs_more_than_the_line_between_menu_and_headline(
    shape: str, wrapper: str
):
    for clock in (VISITS[0][0], *OTHER_CLOCKS):
        line = f"<div class=h>{clock}</div>"
        flat = wrapper.format(f"{FOUR}{line}{HEADLINES[shape].format(HEADLINE)}<div>{TEXT}</div>")
        told = stored(f"</div></div>{flat}", above="", head=METADATA["meta"])
        assert told.published_at == MINUTE
        assert clock.split(", ")[-1] in conflict(told)
        printed = flat.replace("<div><p>", f"{LINE}<div><p>")
        assert stored(f"</div></div>{printed}", above="").published_at == MINUTE


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_a_clock_of_the_day_before_right_above_the_headline_dates_no_page(wrapper: str):
    flat = wrapper.format(
        f"{FOUR}<p>Thứ năm, 01/10/2026 09:12</p><h1>{HEADLINE}</h1><div>{TEXT}</div>"
    )
    assert stored(f"</div></div>{flat}", above="").published_at is None
