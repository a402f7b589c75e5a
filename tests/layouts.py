"""Article pages put together from many ways of printing each part; words are handed in.

`build(choice, article)` gives one page; `CHOICES` lists what can be chosen for each part. No page
has a class or an id, so only structure can tell the parts from each other.
"""

from __future__ import annotations

import random

HEADLINES = {
    "h1": "<h1>{}</h1>",
    "h1_section": "<h1><a href='/thoi-su-chinh-tri/'>THỜI SỰ</a></h1><h1>{}&nbsp;<span></span></h1>",
    "h2": "<h2>{}</h2>",
    "h1_div": "<div><h1><span>{}</span></h1></div>",
    "div_bold": "<div><b>{}</b></div>",
    "div_big": "<div style='font-size: 24px'>{}</div>",
    "h1_self": "<h1><a href='{url}'>{}</a></h1>",
    "p_strong": "<p><strong>{}</strong></p>",
}
DATES = {
    "dash": "29/04/2017 - 20:49",
    "weekday": "Thứ Bảy, 29/04/2017 | 20:49 [GMT +7]",
    "time_first": "20:49 29/04/2017",
    "label": "Cập nhật lúc 20h49, ngày 29/4/2017",
    "posted": "Đăng ngày 29-04-2017 20:49 - 1.250 lượt xem",
    "words": "Thứ Bảy, ngày 29 tháng 4 năm 2017, 20 giờ 49 phút",
    "iso": "2017-04-29 20:49",
    "pm": "29/04/2017 8:49 CH",
}
DATE_TAGS = ("<div>{}</div>", "<p>{}</p>", "<span>{}</span><br>", "<div><span>{}</span></div>")
DATE_PLACES = ("before", "after", "after_lead")
LEADS = {
    "strong_p": "<p><strong>{}</strong></p>",
    "h2": "<h2>{}</h2>",
    "div": "<div>{}</div>",
    "em": "<p><em>{}</em></p>",
    "div_p": "<div><p>{}</p></div>",
    "h3": "<h3>{}</h3>",
    "bold_style": "<p style='font-weight: bold'>{}</p>",
    "none": "",
}
PARAGRAPHS = {
    "p": "<p>{}</p>",
    "justify": "<p style='text-align: justify;'>{}</p>",
    "p_span": "<p><span style='font-size:14px'>{}</span></p>",
    "div": "<div>{}</div>",
    "br": "{}<br><br>",
    "mixed": "<p>{}</p>\n<p>&nbsp;</p>",
}
CAPTIONS = {
    "em_same_p": "<p><img src='/a.jpg'><em>{}</em></p>",
    "em_br": "<p style='text-align:center'><img src='/a.jpg'><br><em>{}</em></p>",
    "own_center": "<p><img src='/a.jpg'></p><p style='text-align:center'><em>{}</em></p>",
    "own_gray": "<p><img src='/a.jpg'></p><p><em style='color: gray'>{}</em></p>",
    "em_loose": "<p><img src='/a.jpg'></p><em>{}</em>",
    "figure": "<figure><img src='/a.jpg'><figcaption>{}</figcaption></figure>",
    "table": "<table><tr><td><img src='/a.jpg'></td></tr><tr><td>{}</td></tr></table>",
    "wrapper": "<div><div><img src='/a.jpg'></div><div>{}</div></div>",
    "plain": "<p><img src='/a.jpg'></p><p>{}</p>",
    "center": "<center><img src='/a.jpg'><br>{}</center>",
    "i": "<div align='center'><a href='/a.jpg'><img src='/a.jpg'></a></div><p><i>{}</i></p>",
}
BYLINES = {
    "right_strong": "<p style='text-align: right;'><strong>{}</strong></p>",
    "right": "<p align='right'>{}</p>",
    "left": "<p>{}</p>",
    "left_bold": "<p><b>{}</b></p>",
    "div_right": "<div style='text-align:right'><i>{}</i></div>",
    "outside": "</div><div>{}",
    "inline": None,
}
FRAMES = {
    "one": "<div>{head}{text}{end}</div>",
    "apart": "<div><div>{head}</div><div>{text}</div>{end}</div>",
    "flat": "{head}{text}{end}",
    "section": "<main><article>{head}<section>{text}</section>{end}</article></main>",
    "cells": "<table><tr><td>{head}</td></tr><tr><td>{text}</td></tr><tr><td>{end}</td></tr></table>",
    "deep": "<div><div><div>{head}</div></div><div><div><div>{text}</div></div></div>{end}</div>",
}
ENDS = {
    "share": "<div>Chia sẻ bài viết</div>",
    "share_p": "<p>Chia sẻ bài viết:</p><div>Từ khóa: <a href='/tim-kiem/x.html'>x</a></div>",
    "tags": "<div>Từ khóa: <a href='/tim-kiem/x.html'>Long An</a></div>",
    "none": "",
}
BOXES = {
    "none": "",
    "list": "<div><b>Tin liên quan</b><ul><li><a href='/b-a2.html'>Xây thêm trường học mới ở xã vùng"
    " sâu biên giới</a></li></ul></div>",
    "line": "<p><a href='/c-a3.html'>Khởi công tuyến đường nối hai huyện phía nam</a></p>",
    "aside": "<aside><h4>Đọc thêm</h4><p>Tuyến đường dài tám cây số nối hai xã biên giới đã xong phần"
    " nền, dự kiến thông xe trong tháng tới.</p></aside>",
    "advert": "<div>Quảng cáo</div><div><a href='https://ads.example/'><img src='/ads.gif'></a></div>",
}
HEAD = (
    "<div>Thứ Sáu, 02/10/2026 18:38 <a href='/'>Tiếng Việt</a> | <a href='/en/'>English</a></div>"
    "<ul><li><a href='/'>Trang chủ</a></li><li><a href='/kinh-te/'>Kinh tế</a></li><li><a"
    " href='/phap-luat/'>Pháp luật</a></li><li><a href='/van-hoa/'>Văn hóa</a></li><li>"
    "<a href='/the-thao/'>Thể thao</a></li></ul>"
)
FOOT = (
    "<div><h3>Bạn có thể quan tâm</h3><ul><li><a href='/d-a4.html'>Nông dân ba xã ven sông được mùa"
    " khoai mỡ</a> <span>28/04/2017</span></li></ul></div><div><h3>Bình luận</h3><div><b>Lê Thử</b>"
    " <i>30/04/2017 08:12</i><p>Tôi thấy nội dung rất thiết thực, mong các đơn vị làm đúng như kế"
    " hoạch đã đề ra.</p></div></div><div>Giấy phép số 12/GP-BTTTT ngày 15/03/2016. Tổng Biên tập: Lê"
    " Văn Mẫu. Ghi rõ nguồn khi phát hành lại.</div>"
)
TITLES = ("<title>{} - Báo Long An Online</title>", "<meta property='og:title' content='{}'>")

CHOICES = {
    "headline": list(HEADLINES), "date": list(DATES), "date_tag": list(DATE_TAGS),
    "place": list(DATE_PLACES), "lead": list(LEADS), "paragraph": list(PARAGRAPHS),
    "caption": list(CAPTIONS), "byline": list(BYLINES), "frame": list(FRAMES), "end": list(ENDS),
    "box": list(BOXES), "title": list(TITLES), "image_after": [0, 1, 3],
}  # fmt: skip


def choose(seed: int) -> dict[str, object]:
    """One choice for every part; the same seed gives the same page."""
    draw = random.Random(seed)
    return {part: draw.choice(options) for part, options in CHOICES.items()}


def build(choice: dict, article: dict) -> str:
    """The page of `article` (title, lead, paragraphs, caption, byline, url) as chosen."""
    date = choice["date_tag"].format(DATES[choice["date"]])
    headline = HEADLINES[choice["headline"]].format(article["title"], url=article["url"])
    lead = LEADS[choice["lead"]].format(article["lead"])
    head = {
        "before": date + headline + lead,
        "after": headline + date + lead,
        "after_lead": headline + lead + date,
    }[choice["place"]]
    text = _text(choice, article)
    page = FRAMES[choice["frame"]].format(head=head, text=text, end=ENDS[choice["end"]])
    title = choice["title"].format(article["title"])
    return (
        f"<!doctype html><html><head><meta charset='utf-8'>{title}</head><body>{HEAD}{page}{FOOT}"
        "</body></html>"
    )


def _text(choice: dict, article: dict) -> str:
    shape = PARAGRAPHS[choice["paragraph"]]
    paragraphs = list(article["paragraphs"])
    if choice["byline"] == "inline":
        paragraphs[-1] += f" <strong>{article['byline']}</strong>"
    parts = [shape.format(paragraph) for paragraph in paragraphs]
    parts.insert(choice["image_after"], CAPTIONS[choice["caption"]].format(article["caption"]))
    parts.insert(3, BOXES[choice["box"]])
    if choice["byline"] != "inline":
        parts.append(BYLINES[choice["byline"]].format(article["byline"]))
    return "\n".join(parts)
