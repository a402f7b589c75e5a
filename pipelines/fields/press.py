"""Newspapers and agencies that others take news and pictures from, where no word before says that they are some."""

from __future__ import annotations

import re

from pipelines.text import fold

_PAPERS = frozenset([
    "dan tri", "tuoi tre", "tuoi tre online", "thanh nien", "tien phong", "nguoi lao dong", "nhan dan", "quan doi nhan dan",
    "qdnd", "cong an nhan dan", "cand", "ha noi moi", "hanoimoi", "sai gon giai phong", "sggp", "vnexpress", "vietnamnet", "vietnam+",
    "vietnamplus", "vietnam plus", "zing", "zingnews", "znews", "kenh14", "cafef", "cafebiz", "soha", "24h", "vneconomy", "vietq",
    "phu nu viet nam", "giao duc va thoi dai", "suc khoe va doi song", "infonet", "vtc news", "vov.vn", "bao tin tuc", "lao dong",
    "ttxvn", "vna", "vov", "vtv", "vtc", "reuters", "afp", "ap", "getty", "getty images", "xinhua", "tan hoa xa", "thx", "kyodo",
    "yonhap", "epa", "tass", "bbc", "cnn", "shutterstock", "ap photo", "afp/ttxvn",
])  # fmt: skip
#: Newspapers called as offices' fields are: "Sở Nội vụ và Lao động".
_FIELDS = frozenset(("lao dong",))
_HOST = re.compile(r"(?:www\.)?[a-z\d-]+(?:\.[a-z]{2,10}){1,3}")


def is_press(text: str) -> bool:
    """The name of a newspaper or an agency, or the host of a site.

    >>> is_press("Dân trí"), is_press("vnexpress.net"), is_press("Cầu Long Biên")
    (True, True, False)
    """
    folded = fold(text).strip()
    if _HOST.fullmatch(folded):
        return True
    return folded in _PAPERS and (folded not in _FIELDS or text.istitle())
