"""Article pages of 60 KB, made from the fixture sites: for benchmarks of what reads them.

What fills them is what fills real ones: scripts and styles in the head, menus, a long text, boxes with
other articles, a footer. Titles, minutes and texts are known, so that speed and rightness go together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

PAPERS = Path(__file__).parents[1] / "tests" / "papers"
SIZE = 60_000
#: Of the links of a page so many are its own: related articles. Menus, and boxes of what is new or much
#: read, are the same on all pages that are fetched in one hour.
OWN_LINKS = 20
_NAMES = re.compile(r"""\s(?:class|id)=(?:"[^"]*"|'[^']*'|[^\s>]+)""")
_SCRIPT = "<script>window.dataLayer=window.dataLayer||[];function g{n}(){{dataLayer.push(arguments);}}</script>\n"
_STYLE = "<style>.box-{n} a:hover{{color:#c00;text-decoration:none}} .col-{n}{{width:25%;float:left}}</style>\n"
_MENU = '<li><a href="/chuyen-muc-{n}/" title="Chuyên mục {n}">Chuyên mục {n}</a></li>\n'
_FIRST_BOX = 1_000
_BOX = "/tin-xa-ven-song-a{n}.html"
_TEASER = (
    f'<div class="item-{{n}}"><a href="{_BOX}"><img src="/image/thumb/{{n}}.jpg" alt=""></a>'
    f'<h3><a href="{_BOX}">Xã ven sông số {{n}} đắp xong bờ bao trước mùa nước nổi</a></h3>'
    "<span>0{d}/01/2026</span></div>\n"
)


class Page(NamedTuple):
    """A page with what it prints."""

    url: str
    paper: str
    html: str
    title: str
    minute: str
    body: str


def pages(paper: str, *, stripped: bool = False) -> list[Page]:
    """The expected articles of a fixture site; `stripped` of class names and ids."""
    site = PAPERS / paper / "site"
    entries = json.loads((site / "site.json").read_text("utf-8"))
    found = []
    for line in (PAPERS / paper / "expected.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        file = site / entries[row["url"].partition("://")[2]]["file"]
        try:
            html = file.read_bytes().decode()
        except UnicodeDecodeError:
            continue  # an old encoding: not what most pages are
        html = filled(html)
        html = _NAMES.sub("", html) if stripped else html
        minute = (row["published_at"] or "")[:16]
        found.append(Page(row["url"], paper, html, row["title"], minute, row["body"]))
    return found


def filled(html: str) -> str:
    """The page with what real ones are full of, up to 60 KB."""
    head = "".join(_SCRIPT.format(n=n) + _STYLE.format(n=n) for n in range(130))
    menu = f"<ul>{''.join(_MENU.format(n=n) for n in range(60))}</ul>"
    html = html.replace("</head>", f"{head}</head>", 1).replace("<body>", f"<body>{menu}", 1)
    boxes, number = [], _FIRST_BOX
    size = len(html.encode())
    while size < SIZE:
        boxes.append(_TEASER.format(n=number, d=number % 9 + 1))
        size += len(boxes[-1].encode())
        number += 1
    front, closer, tail = html.rpartition("</body>")
    return f'{front}<div class="box">{"".join(boxes)}</div>{closer}{tail}'


def with_own_links(html: str, paths: Iterable[str]) -> str:
    """The filled page, whose first boxes lead to these paths instead."""
    for place, path in enumerate(paths):
        html = html.replace(_BOX.format(n=_FIRST_BOX + place), path)
    return html
