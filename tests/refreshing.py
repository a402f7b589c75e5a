"""A site whose articles change between two crawls."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.servers import Answer, article, small_site

ALL = ("-a", "mode=refresh", "-a", "since=2000-01-01")


@dataclass
class Changing:
    """A small site some of whose articles are answered otherwise from now on."""

    odd: dict[int, Answer] = field(default_factory=dict)
    articles: int = 8

    def __call__(self, host: str, path: str) -> Answer | None:
        number = path.removeprefix("/lua-a").removesuffix(".html")
        if host == "baolongan.vn" and number.isdigit() and int(number) in self.odd:
            return self.odd[int(number)]
        return small_site(self.articles)(host, path)


def edited(number: int) -> str:
    return article(number).replace("ai cũng mong giá giữ được", "ai cũng mừng vì giá vừa tăng")


def dressed(number: int) -> str:
    """The same article with another advert, counter and box of related articles."""
    page = article(number)
    around = (
        '<div class="advert"><a href="https://ban-hang.example/">Mua ngay hôm nay</a></div>'
        '<span class="viewcount">Lượt xem: 5.812</span>'
        '<div class="detail-related"><a href="/lua-a2.html">Tin liên quan mới</a></div>'
    )
    return page.replace("<div id='linkshare'>", f"{around}<div id='linkshare'>")
