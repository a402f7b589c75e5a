"""Saved pages of invented newspapers, one for each form of article addresses that papers were seen with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HOST = "https://baothu.example"
HEADLINES = (
    "Bến đò Tân Phước mở lại sau hai tháng sửa chữa",
    "Nhà vườn cù lao được mùa nhãn xuồng cơm vàng",
    "Lớp học đan lát của bà Sáu ven rạch Cái Sâu",
)
LEADS = (
    "Khách qua sông sáng nay đông hơn hẳn mọi năm, dù trời mưa từ nửa đêm.",
    "Thương lái vào tận vườn đặt tiền trước, giá cao nhất trong bốn vụ gần đây.",
    "Mười hai học trò nhỏ theo học mỗi chiều, em nhỏ nhất mới lên bảy tuổi.",
)
BODY = (
    "Từ tờ mờ sáng, hơn hai chục người đã đứng chờ dưới tán bần, ai cũng mang theo giỏ rau và vài con gà.",
    "Người trong xóm kể rằng việc này bàn đã lâu, đến năm nay mới đủ tiền để làm cho ra đầu ra đuôi.",
    "Sắp tới, xã sẽ trải lại đoạn đường dẫn xuống bờ sông để xe ba gác chở hàng ra vào được dễ hơn.",
)
DAYS = ("05/03/2024", "12/08/2025", "30/09/2026")
MENU = (("Kinh tế", "kinh-te"), ("Xã hội", "xa-hoi"), ("Văn hóa", "van-hoa"), ("Thể thao", "the-thao"))  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """How one newspaper (or several) forms its addresses."""

    #: Newspapers seen with it.
    papers: str
    #: Addresses of three articles.
    articles: tuple[str, str, str]
    #: Address of a section, with `{}` for its slug.
    section: str = "/{}"
    #: The first section, as `articles.section` has it; None where addresses do not tell.
    stored: str | None = "kinh-te"
    #: The number of each article; None where the address is the key.
    numbers: tuple[str | None, ...] = (None, None, None)

    @property
    def menu(self) -> list[tuple[str, str]]:
        """Names and addresses of the sections."""
        queried = "?" in self.section
        return [
            (name, self.section.format(number if queried else slug))
            for number, (name, slug) in enumerate(MENU, 2)
        ]


def _numbered(papers: str, form: str, *numbers: str, **more: str | None) -> Layout:
    slugs = ("mo-lai-ben-do", "duoc-mua-nhan-xuong", "lop-hoc-dan-lat")
    one, two, three = (form.format(slug=s, n=n) for s, n in zip(slugs, numbers, strict=True))
    return Layout(papers, (one, two, three), numbers=numbers, **more)  # type: ignore[arg-type]


LAYOUTS = (
    _numbered("baobacninhtv", "/{slug}-postid{n}.bbg", "412345", "412346", "99"),
    _numbered(
        "baobinhduong, baocantho, dongkhoi, travinh, baodongthap, baolongan, baoangiang, baotayninh 2025",
        "/{slug}-a{n}.html", "367201", "367202", "1013", section="/{}/",
    ),
    _numbered("baodongkhoi.vn, a day before the number", "/{slug}-07092022-a{n}.html", "105006", "105007", "8"),
    _numbered(
        "baocaobang, baolangson, baoquangninh, baohungyen, hanoimoi, baodanang, baohaiphong, baotayninh 2026",
        "/{slug}-{n}.html", "3318952", "3318953", "77",
    ),
    _numbered(
        "baohaugiang", "/kinh-te/{slug}-{n}.html", "140001", "140002", "2019",
        section="/{}-.html", stored="kinh-te-",
    ),
    _numbered("baogialai, baohatinh, baolaocai, sggp", "/{slug}-post{n}.html", "404649", "404650", "5", section="/{}/"),
    _numbered("baothanhhoa, baoquangngai, baophutho", "/{slug}-{n}.htm", "23011", "23012", "9"),
    _numbered("baoninhbinh.org.vn", "/{slug}-{n}.html", "202403050815001", "202508121000222", "202609301740003"),
    _numbered("baolaichau", "/{slug}-{n}/", "881", "90211", "90212"),
    _numbered("phuyen.baodaklak (og:url)", "/95/{n}/{slug}/", "112869", "112870", "400", section="/{}/"),
    _numbered(
        "ASP.NET", "/NewsDetail.aspx?id={n}&c=2", "4561", "4562", "71",
        section="/NewsList.aspx?c={}", stored=None,
    ),
    _numbered(
        "Joomla", "/index.php?option=com_content&view=article&id={n}:{slug}&catid=2", "57", "58", "600",
        section="/index.php?option=com_content&view=category&id={}", stored=None,
    ),
    _numbered("PHP", "/index.php?mod=detail&sid={n}", "57", "58", "600", section="/index.php?mod=cat&c={}", stored=None),
    _numbered("WordPress, plain", "/?p={n}", "121", "122", "1", section="/?cat={}", stored=None),
    _numbered("Drupal, without aliases", "/node/{n}", "123", "124", "7"),
    Layout(
        "baocamau (.html alone)",
        ("/mo-lai-ben-do.html", "/duoc-mua-nhan-xuong.html", "/lop-hoc-dan-lat.html"),
    ),
    Layout(
        "baodienbienphu",
        ("/tin-bai/kinh-te/mo-lai-ben-do", "/tin-bai/kinh-te/duoc-mua", "/tin-bai/xa-hoi/lop-hoc-dan-lat"),
        section="/tin-tuc/{}", stored="tin-tuc/kinh-te",
    ),
    Layout(
        "baodongnai, baokhanhhoa, baovinhlong, baoquangtri",
        ("/kinh-te/202403/mo-lai-ben-do-3ab1c2d/", "/kinh-te/202508/duoc-mua-1234567/",
         "/dong-nai/xa-hoi/202609/lop-hoc-dan-lat-0f9e8d7/"),
    ),
    Layout(
        "baovinhlong (`-[a-z0-9]+`)",
        ("/mo-lai-ben-do-3ab1c2d/", "/duoc-mua-1234567/", "/lop-hoc-dan-lat-0f9e8d7/"),
    ),
    Layout(
        "baodaklak, baothainguyen, baotuyenquang",
        ("/kinh-te/202403/mo-lai-ben-do/", "/kinh-te/202508/duoc-mua/", "/van-hoa/du-lich/202609/lop-hoc/"),
        section="/{}/",
    ),
    Layout(
        "baolamdong (two forms)",
        ("/mo-lai-ben-do-311245.html", "/duoc-mua-nhan-311246.html", "/xa-hoi/202009/lop-hoc-dan-lat/"),
        numbers=("311245", "311246", None),
    ),
    Layout(
        "baonghean (events have numbers of their own)",
        ("/mo-lai-ben-do-10264116.html", "/duoc-mua-nhan-55.html", "/lop-hoc-dan-lat-event55.html"),
        numbers=("10264116", "55", None),
    ),
    Layout(
        "baosonla",
        ("/kinh-te/mo-lai-ben-do-yvLkHUwNg.html", "/kinh-te/duoc-mua-nhan.html", "/xa-hoi/lop-hoc-dan-lat.html"),
        section="/{}.html",
    ),
    Layout(
        "huengaynay (.htm and .html)",
        ("/mo-lai-ben-do.htm", "/kinh-te/duoc-mua-nhan.html", "/lop-hoc-dan-lat.html"),
    ),
    Layout(
        "WordPress, days",
        ("/2024/03/05/mo-lai-ben-do/", "/2025/08/12/duoc-mua-2025/", "/2026/09/30/lop-hoc-dan-lat/"),
        section="/category/{}/",
    ),
    Layout(
        "WordPress, names alone",
        ("/mo-lai-ben-do/", "/duoc-mua-nhan-xuong/", "/lop-hoc/"), section="/{}/",
    ),
    Layout(
        "Drupal, aliases",
        ("/tin-tuc/mo-lai-ben-do", "/tin-tuc/duoc-mua-nhan-xuong", "/tin-tuc/lop-hoc"),
        section="/tin-tuc/{}", stored="tin-tuc/kinh-te",
    ),
)  # fmt: skip


def _href(path: str) -> str:
    return path.replace("&", "&amp;")


def _page(path: str, title: str, menu: list[tuple[str, str]], content: str) -> str:
    entries = "".join(f'<li><a href="{_href(to)}">{name}</a></li>' for name, to in menu)
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>'
        f'<link rel="canonical" href="{HOST}{_href(path)}"></head><body><nav><ul>{entries}</ul></nav>'
        f"{content}<footer><p>Báo Thử. Giữ bản quyền.</p></footer></body></html>"
    )


def article(layout: Layout, number: int, *, menu: bool = True) -> str:
    """The saved page of one of the three articles."""
    others = "".join(
        f'<li><a href="{_href(layout.articles[n])}">{HEADLINES[n]}</a></li>' for n in range(3) if n != number
    )  # fmt: skip
    name, section = layout.menu[0]
    texts = "".join(f"<p>{text}</p>" for text in BODY)
    return _page(
        layout.articles[number],
        HEADLINES[number],
        layout.menu if menu else [],
        f'<div class="breadcrumb"><a href="{_href(section)}">{name}</a></div><h1>{HEADLINES[number]}</h1>'
        f"<div>{DAYS[number]} - 08:15</div><p><strong>{LEADS[number]}</strong></p><div>{texts}</div>"
        f"<h3>Tin liên quan</h3><ul>{others}</ul>",
    )


def listing(layout: Layout, path: str, title: str) -> str:
    """The front page or a section: each article with its headline and a teaser."""
    entries = "".join(
        f'<div><h3><a href="{_href(to)}">{headline}</a></h3><p>{lead}</p></div>'
        for to, headline, lead in zip(layout.articles, HEADLINES, LEADS, strict=True)
    )
    return _page(path, title, layout.menu, f"<h2>{title}</h2>{entries}")


def save(layout: Layout, folder: Path, *, sections: bool = True) -> list[str]:
    """Save three articles, a section and the front page; returns the files."""
    name, section = layout.menu[0]
    pages = {f"{number}.html": article(layout, number, menu=sections) for number in range(3)}
    if sections:
        pages["section.html"] = listing(layout, section, name)
        pages["front.html"] = listing(layout, "/", "Báo Thử")
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in pages.items():
        (folder / file).write_text(text, "utf-8")
    return [str(folder / file) for file in pages]
