"""The next page of a listing, in every form newspapers print it."""

import pytest

from pipelines.links.pagination import Anchor, Place, next_page, place_of

HERE = "https://thu.example/kinh-te"


def anchor(url: str, text: str = "", rel: str = "") -> Anchor:
    return Anchor(url, text, frozenset(rel.split()))


@pytest.mark.parametrize(
    ("url", "anchors", "expected"),
    [
        (HERE, [anchor(f"{HERE}?p={n}", str(n)) for n in (5, 3, 2, 4)], f"{HERE}?p=2"),
        (f"{HERE}?p=2", [anchor(f"{HERE}?p={n}", str(n)) for n in (1, 2, 3)], f"{HERE}?p=3"),
        (f"{HERE}/?page=2", [anchor(f"{HERE}/?page=3", "3")], f"{HERE}/?page=3"),
        (f"{HERE}/", [anchor(f"{HERE}/page/2/", "2")], f"{HERE}/page/2/"),
        (f"{HERE}/page/2/", [anchor(f"{HERE}/page/3/", "3")], f"{HERE}/page/3/"),
        (f"{HERE}/trang-2", [anchor(f"{HERE}/trang-3", "3")], f"{HERE}/trang-3"),
        (HERE, [anchor("https://thu.example/x?o=20", "", "next")], "https://thu.example/x?o=20"),
        (
            HERE,
            [anchor("https://thu.example/kt?tu=20", "Trang sau")],
            "https://thu.example/kt?tu=20",
        ),
        (
            HERE,
            [anchor("https://thu.example/kt?tu=20", "Trang sau »")],
            "https://thu.example/kt?tu=20",
        ),
        (HERE, [anchor("https://thu.example/kt?tu=20", ">")], "https://thu.example/kt?tu=20"),
        (
            HERE,
            [anchor("https://thu.example/kt?tu=20", "Older posts")],
            "https://thu.example/kt?tu=20",
        ),
    ],
)
def test_the_next_page_is_found(url: str, anchors: list[Anchor], expected: str) -> None:
    assert next_page(url, anchors) == expected


@pytest.mark.parametrize(
    ("url", "anchors"),
    [
        (HERE, []),
        (HERE, [anchor(f"{HERE}?p=5", "»")]),  # the last page, not the next
        (f"{HERE}?p=5", [anchor(f"{HERE}?p={n}", str(n)) for n in (1, 2, 3, 4)]),
        (f"{HERE}?p=5", [anchor(f"{HERE}?p=4", ">", "next")]),  # leads back
        (f"{HERE}?p=5", [anchor(f"{HERE}?p=5", ">")]),  # leads nowhere
        (HERE, [anchor("https://thu.example/phap-luat?p=2", "2")]),  # another listing's
        (HERE, [anchor("https://thu.example/tin-a1.html", "Giá lúa tăng > 10%")]),
    ],
)
def test_no_next_page_is_invented(url: str, anchors: list[Anchor]) -> None:
    assert next_page(url, anchors) is None


def test_a_place_is_listing_and_number() -> None:
    assert place_of(f"{HERE}/?p=3") == Place("thu.example/kinh-te", 3)
    assert place_of(f"{HERE}?p=x") == Place("thu.example/kinh-te", 1)
    assert place_of(f"{HERE}?p=99999999") == Place("thu.example/kinh-te", 1)
