"""Pages that show a player and tell nothing: a channel, a radio, an issue of the printed paper.

Such a page has a headline as a video has, and no day, text or writer. It is known by a headline of nothing
but what such pages are called; at newspapers whose addresses nobody described also by an address that is
not made of a headline.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pipelines.document import Document
from pipelines.fields.machine import machine
from pipelines.fields.model import Fields
from pipelines.fields.places import PLACES
from pipelines.rules import Newspaper
from pipelines.text import fold

_KINDS = frozenset(("video", "audio", "pdf"))
#: What players are called is made of these words alone, a province's name, a station's and numbers.
_WORDS = frozenset([
    "xem", "nghe", "doc", "truc", "tuyen", "tiep", "truyen", "hinh", "phat", "thanh", "kenh", "dai",
    "radio", "tv", "live", "livestream", "stream", "online", "hd", "fm", "am", "mhz", "song", "lich",
    "bao", "in", "giay", "so", "epaper", "paper", "e", "an", "pham", "ra", "ngay", "dien", "tu",
    "video", "videos", "clip", "media", "watch", "listen", "va", "pdf", "chuong", "trinh", "lai",
])  # fmt: skip
#: With numbers alone these name a day, and no player.
_OF_DAYS = frozenset([
    "thu", "hai", "ba", "tu", "nam", "sau", "bay", "chu", "nhat", "ngay", "thang", "cuoi", "tuan", "ra",
])  # fmt: skip
_STATION = re.compile(r"[A-ZĐ]{2,5}\d{1,3}|[A-ZĐ]{1,4}TV\d?")
_NUMBER = re.compile(r"\d[\d.,/]*")
_WORD = re.compile(r"[^\W_]+(?:[.,/]\d+)*")
_PLACE = re.compile(rf"\b(?:{'|'.join(sorted(PLACES, key=len, reverse=True))})\b")
#: An address made of a headline, or with an article's number.
_OF_ARTICLE = re.compile(r"[a-z\d]+(?:-[a-z\d]+){2}|\d{4}", re.IGNORECASE)


def is_player_alone(document: Document, fields: Fields, newspaper: Newspaper) -> bool:
    """True for an undated page (the caller asks of such only) with a player and no article."""
    if fields.body or fields.lead:
        return False
    if _is_called_so(fields.title):
        return True
    if fields.media_kind not in _KINDS:
        return False
    facts = machine(document)
    told = bool(fields.byline or facts.video or facts.article)
    if told or not newspaper.foreign:
        return False
    return _OF_ARTICLE.search(urlsplit(document.url).path) is None


def _is_called_so(title: str) -> bool:
    codes = {fold(word) for word in _WORD.findall(title) if _STATION.fullmatch(word)}
    words = _WORD.findall(_PLACE.sub(" ", fold(title)))
    said = [word for word in words if word not in _OF_DAYS and not _NUMBER.fullmatch(word)]
    return bool(said) and all(word in _WORDS or word in codes for word in said)
