"""Texts that do not open with a paragraph, as their markup and as the lines that a reader sees."""

from __future__ import annotations

OPENINGS = {
    "table": (
        (
            "<table>"
            "<tr><td>Xã</td><td>Từ giờ</td><td>Đến giờ</td></tr>"
            "<tr><td>Bình Thử</td><td>7h00</td><td>11h00</td></tr>"
            "<tr><td>Tân Mẫu</td><td>13h00</td><td>17h00</td></tr></table>"
        ),
        ["Xã | Từ giờ | Đến giờ", "Bình Thử | 7h00 | 11h00", "Tân Mẫu | 13h00 | 17h00"],
    ),
    "photo": (
        "<p><img src='/a.jpg'></p><p style='text-align:center'><em>Thợ điện trên cột giữa đồng</em></p>",
        [],
    ),
    "lines": (
        "<p>Lịch của ba xã:</p><p>- Bình Thử: từ 7 giờ đến 11 giờ.</p><p>- Tân Mẫu: từ 13 giờ.</p>",
        ["Lịch của ba xã:", "- Bình Thử: từ 7 giờ đến 11 giờ.", "- Tân Mẫu: từ 13 giờ."],
    ),
    "list": (
        "<ul><li>Bình Thử: từ 7 giờ đến 11 giờ;</li><li>Tân Mẫu: từ 13 giờ đến 17 giờ.</li></ul>",
        ["Bình Thử: từ 7 giờ đến 11 giờ;", "Tân Mẫu: từ 13 giờ đến 17 giờ."],
    ),
    "quote": (
        "<p><em>“Nước lên thì nghỉ, nước rút thì làm.”</em></p>",
        ["“Nước lên thì nghỉ, nước rút thì làm.”"],
    ),
    "heading": ("<p><strong>Cúp điện ở đâu?</strong></p>", ["Cúp điện ở đâu?"]),
}
