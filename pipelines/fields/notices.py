"""Lines in which the page speaks of itself: votes, players, page numbers, adverts by telephone.

Each pattern is one whole line of nothing else; a sentence that holds such words is text. All run on
short folded text and are linear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipelines.fields.marks import fold, opens_box

#: No such line is longer.
_MAX = 300
_READERS = r"(?:quy )?(?:ban doc|doc gia|khan gia|vi|ban)"
_CHANNEL = r"(?:google news|zalo|facebook|fanpage|youtube|tiktok|telegram|messenger|twitter)"
_NUMBERS = r"[\d\s.,()+-]"

_ARTICLE = r"(?:bai viet|bai bao|bai|tin|noi dung)(?: nay)?"
_BUTTON = r"(?:thich|chia se|binh luan|luu|gui|like|share|tweet|comments?)"

_VOTE = (
    rf"(?:{_READERS} )?(?:cam thay|thay|danh gia|nghi gi ve) (?:ve )?{_ARTICLE}"
    r"(?: (?:the nao|ra sao))?\s?\?"
)
_USEFUL = (
    rf"(?:{_READERS} thay )?{_ARTICLE}(?: nay)? co (?:huu ich|bo ich)(?: (?:voi|cho) {_READERS})?"
    r"(?: khong| chu)?\s?\?"
)
#: "5/5 - (3 bình chọn)", and the like.
_STARS = (
    r"danh gia(?: bai viet| bai| tin)?\s?:?\s?\d(?:[.,]\d)?\s?/\s?(?:5|10)(?: sao)?[\s-]*\(\s?\d+ luot\s?\)"
    r"|(?:danh gia(?: bai viet| bai| tin)?\s?:? )?\d(?:[.,]\d)?\s?/\s?(?:5|10)(?: sao)?[\s-]*"
    r"\(\s?\d+ (?:luot )?(?:binh chon|danh gia|phieu|votes?|ratings?)\s?\)"
)
_TELEPHONE = (
    r"(?:lien he|hotline|dat|nhan)(?: dat)? (?:quang cao|phat hanh|tai tro)"
    rf"(?:{_NUMBERS}|dien thoai\b|dt\b|tel\b|so\b|zalo\b|hotline\b|[:|/])+"
)
_PAGES = r"(?:trang|pages?)\s?:?\s?\d{1,3}(?:\s?[|,/·•\s]\s?\d{1,3})+(?:\s?(?:>|»|sau|next))*"
_FOLLOW = (
    rf"moi {_READERS} (?:hay )?(?:theo doi|don xem|don doc|xem|doc|cap nhat|tham gia)\b"
    rf"[^.!?]{{0,80}}\b{_CHANNEL}\b[^.!?]{{0,40}}[.!]?"
)
_COUNTED = rf"(?:{_BUTTON}\s?\(?\d[\d.,]*k?\)?[\s|·•]*)+{_BUTTON}?"
_READING = (
    rf"{_READERS} (?:dang|vua) (?:doc|xem|theo doi) (?:bai viet|bai bao|bai|tin)\b.*"
    r"\b(?:tai|trong|thuoc|o|tren) (?:chuyen muc|muc|chuyen trang|website)\b.*"
)
_SHARE = (
    r"(?:chia se|share)(?: bai viet| bai| tin)?(?: len| qua| tren)?\s?:?"
    r"(?:[\s|,·•/]+(?:facebook|zalo|twitter|x|email|linkedin|pinterest|telegram|messenger|viber|(?:copy|sao chep)(?: link| lien ket)?|in))+"
)
_LETTERS = (
    r"(?:co|kich) chu\s?:?(?:[\s|]*a(?: ?[-+])?)+|co chu\s?:(?:[\s|]+(?:nho|vua|lon|mac dinh))+"
)
_VOICE = r"(?:giong )?(?:nu|nam) mien (?:bac|trung|nam)"
_SPEED = r"(?:toc do\s?:?\s?)?\d(?:[.,]\d{1,2})?\s?x"
_LISTEN = (
    r"nghe (?:doc )?(?:bai viet|bai bao|bai|tin)(?: nay)?"
    rf"|(?:nghe (?:doc )?(?:bai viet|bai bao|bai|tin)[\s:|-]+)?{_VOICE}(?:[\s|,/·-]+{_VOICE}){{0,5}}(?:[\s|]+{_SPEED})?|giong (?:nu|nam)"
)
#: "Nghe đọc bài", "Nữ miền Nam", "1x" side by side, each an element of its own.
_PLAYER_PART = re.compile(rf"{_LISTEN}|{_SPEED}|audio|podcast|\d{{1,2}}:\d{{2}}|[\s/|·:-]+")
#: Below a post of another network that is shown in the text: who wrote it, and when.
_POSTED = (
    r"[—–-]\s?.{1,60}\(@\w{1,30}\)[\s·,]*(?:\d{1,2} )?[a-z]{3,9}\.? (?:\d{1,2}, )?\d{4}"
    r"|[—–-]\s?.{1,60}\(@\w{1,30}\)\s.{0,8}\d{1,2} thang \d{1,2},? (?:nam )?\d{4}"
)
#: A place glued to its weather, as spans side by side are: "Tân An32°CĐộ ẩm 70%".
_WEATHER = r"[^.!?;:,]{2,40}[a-z]-?\d{1,2}\s?°\s?c?(?:do am|am|gio|mua|nang|may|uv)\b[^.!?;]{0,40}"

#: What a script should have filled in.
_TEMPLATE = r"(?:[\s:|,·()-]*\{\{[^{}]{0,80}\}\})+[\s:|,·()-]*"
_QUAN_TAM = (
    r"(?:hay )?(?:quan tam|theo doi|ket noi voi) (?:bao|dai|tap chi|kenh|trang|fanpage|chung toi|toa soan)\b"
    rf"[^.!?]{{0,50}}\b(?:tren|tai|qua)\b[^.!?]{{0,20}}\b{_CHANNEL}\b(?: oa)?"
    r"(?: de (?:nhan|cap nhat|doc|xem|khong bo lo|biet|theo doi)\b[^.!?]{0,60})?[.!]?"
)
_RIGHTS = (
    r"(?:©|\(c\))\s?(?:\d{4} )?(?:(?:toan bo |moi )?ban quyen|copyright|all rights)\b.{0,200}"
    r"|(?:(?:toan bo |moi )?(?:ban )?quyen\b[^.]{0,80}\. )?(?:nghiem )?cam sao chep duoi moi hinh thuc\b[^.]{0,80}\.?"
)
_REPORT = (
    r"(?:bao|thong bao) (?:loi|sai sot)(?: bai viet| noi dung| chinh ta| trang)?|gop y bai viet"
)
_ORIGINAL = (
    r"(?:link|lien ket|duong dan)(?: bai(?: viet)?)?(?: goc| nguon)\s?:?"
    r"(?: ?(?:https?://|www\.)\S{3,250}| ?[a-z\d-]+(?:\.[a-z\d-]+){1,3}(?:/\S{0,200})?)?"
)
_VIEWS = (
    r"(?:so )?luot (?:xem|doc|truy cap)\s?:?\s?\d[\d.,]*k?|\d[\d.,]*k? luot (?:xem|doc|truy cap)"
)
_SUBSCRIBE = (
    r"(?:hay )?dang ky (?:de )?nhan (?:ban )?tin(?: tuc)?(?: moi(?: nhat)?)?"
    r"(?: qua email| hang (?:ngay|tuan)| mien phi)*\s?[.!:]?"
)
_PAID = r"\(?(?:bai|tin|noi dung|thong tin)(?: viet)? (?:pr|quang cao|tai tro)\)?"
#: One search each line, whatever the number of patterns.
_NOTICE = re.compile(
    f"{_VOTE}|{_USEFUL}|{_STARS}|{_TELEPHONE}|{_PAGES}|{_FOLLOW}|{_COUNTED}|{_READING}|{_SHARE}|{_LETTERS}"
    f"|{_LISTEN}|{_TEMPLATE}|{_QUAN_TAM}|{_RIGHTS}|{_REPORT}|{_ORIGINAL}|{_VIEWS}|{_SUBSCRIBE}|{_PAID}|{_POSTED}|{_WEATHER}"
)
#: As printed, for without marks insurance ("Bảo hiểm") looks like a newspaper ("Báo").
_APP = re.compile(
    r"(?:Hãy )?(?:[Tt]ải|[Cc]ài đặt|TẢI)(?: ngay| về)? (?:ứng dụng|app|ỨNG DỤNG)(?: đọc)? (?:Báo|BÁO|Tạp chí|Đài)\s"
    r"[^.!?;:]{2,50}\s(?:tại đây|TẠI ĐÂY|(?:tại|trên|từ) (?:App ?Store|Google Play|CH Play)[^.!?;:]{0,40})[.!:]?"
)
_HOUSE = r"(?:(?:Báo(?!\s(?:cáo|chí|động|giá|hiệu|tin|ơn)\b)|Tạp chí|Đài|Trang|BÁO)(?:\s[^\s.,;:!?]+){0,6}?|Tòa soạn|Toà soạn|Ban Biên tập|Ban biên tập)"
#: The newspaper says that it goes on: no word of what happened.
_GOES_ON = re.compile(
    rf"[\W_]*(?:(?:{_HOUSE}|Bài viết|Tin|Thông tin)\s(?:sẽ\s|đang\s)?)?"
    r"[Tt]iếp tục (?:được )?cập nhật"
    r"(?:\s(?:thông tin|tin tức|diễn biến|vụ việc|sự việc|mới nhất|mới|thêm|sớm nhất|về|của|vụ|tới|đến|gửi đến|quý|bạn đọc|độc giả)){0,10}[\W_]*"
)
#: Words on a player that reads the article aloud, beside its two clocks.
_PLAYER_TIME = re.compile(r"\d{1,2}:\d{2}\s?/\s?\d{1,2}:\d{2}")
_PLAYER_WORDS = frozenset(
    [
        "nghe", "doc", "bai", "bao", "viet", "tin", "noi", "dung", "audio", "podcast", "giong",
        "nu", "nam", "mien", "bac", "trung", "toc", "do", "x", "listen", "to", "this", "article",
        "play", "pause", "phat", "tam", "dung", "am", "luong", "chon", "tu", "dong",
    ]
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")

#: Above what a machine made of the text.
_SUMMARY = re.compile(
    r"[\s»>*•+-]*(?:(?:noi dung |ban )?tom tat(?: nhanh| bai viet| noi dung| bai| tin| chinh)*"
    r" (?:bang|boi|cua|voi|tu|tao boi)(?: cong cu| cong nghe)? (?:ai|tri tue nhan tao)"
    r"|(?:ai|tri tue nhan tao) tom tat(?: bai viet| noi dung| tin)?|tom tat ai"
    r"|(?:ai|a\.i\.) summary|summary by ai|summari[sz]ed by ai)[\s:.()]*"
)
#: Above a list of the page's own sub-headings.
_CONTENTS = re.compile(
    r"[\s»>*•+-]*(?:noi dung(?: chinh| bai viet| chinh cua bai viet)?|muc luc(?: bai viet)?|trong bai(?: viet)?(?: nay)?"
    r"|(?:table of )?contents|in this article)[\s:.]*(?:\[?(?:an|hien|hide|show|toggle)\]?)?[\s:.]*"
)


@lru_cache(maxsize=4096)
def is_notice(text: str) -> bool:
    """True for a line of the page about itself, not of the article."""
    if len(text) > _MAX:
        return False
    if any(said.fullmatch(text.strip()) for said in (_APP, _GOES_ON)):
        return True
    folded = fold(text).strip()
    if _PLAYER_TIME.search(folded):
        return all(word in _PLAYER_WORDS for word in _WORD.findall(folded))
    return _NOTICE.fullmatch(folded) is not None


def is_player(parts: Sequence[str]) -> bool:
    """The pieces of a bar that reads the article aloud, none of which is anything else."""
    said = [part for part in map(fold, map(str.strip, parts)) if part]
    return len(said) > 1 and all(map(_PLAYER_PART.fullmatch, said)) and "nghe" in " ".join(said)


@lru_cache(maxsize=4096)
def opening(text: str) -> str:
    """What a short line opens that is none of the text: box, summary (a machine's), contents; "" nothing.

    `contents` holds only where links to the page itself follow.
    """
    if opens_box(text):
        return "box"
    folded = fold(text)
    if _SUMMARY.fullmatch(folded):
        return "summary"
    return "contents" if _CONTENTS.fullmatch(folded) else ""
