"""Words of dates in folded text (`pipelines.text.fold`): months, parts of the day, labels."""

from __future__ import annotations

#: "tháng năm" is May, "năm 2024" a year: the patterns keep them apart by place.
MONTHS = {
    "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6,
    "bay": 7, "tam": 8, "chin": 9, "muoi": 10, "muoi mot": 11, "muoi hai": 12,
}  # fmt: skip
MONTH_WORD = "muoi mot|muoi hai|mot|hai|ba|tu|bon|nam|sau|bay|tam|chin|muoi"

#: The lunar year's first and last month ("tháng Giêng", "tháng Chạp"), and what says that a day is
#: lunar: such a day is another one in our calendar, and unknown here.
LUNAR_MONTH = r"\bth(?:ang)?\.?\s?(?:gieng|chap)\b"
LUNAR_BEHIND = r"\s*[(,-]?\s*(?:am lich|a\.?l)\b"

MORNING = frozenset(("am", "sa", "sang", "a.m", "a.m."))
AFTERNOON = frozenset(("pm", "ch", "chieu", "toi", "p.m", "p.m."))

#: Labels behind which the time of a change stands, and of the first publication.
MODIFIED = (
    r"cap nhat|chinh sua|sua (?:doi|luc|lan cuoi|ngay)|(?:ngay|lan) sua(?: cuoi)?|sua(?=\s?:)|(?:last )?(?:updated|modified)|update"
    r"|(?:zuletzt )?aktualisiert|(?:letzte )?aktualisierung|letzte anderung|(?:diese seite wurde )?zuletzt (?:geandert|am)|mis(?:e)? a jour"
    r"|actualizado|atualizado|aggiornato"
)
PUBLISHED = r"dang(?: (?:luc|ngay|tai)|(?=\s?:))|xuat ban|ngay dang|dang bai|phat hanh|publish(?:ed)?|posted|thoi gian"
PUBLISHED += r"|veroffentlicht|erschienen|erstellt am|gepostet|dieser (?:artikel|beitrag) wurde|datum|publie|mise? en ligne|publicado|pubblicato"
#: When a text was begun: the publication only where nothing tells that.
CREATED = (
    r"ngay (?:tao|soan|lap)|(?:duoc )?(?:tao|khoi tao|soan)(?: (?:luc|ngay|vao)|(?=\s?:))|created"
)
