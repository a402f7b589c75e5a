"""The words by which furniture of a page is known: share lines, related boxes, footers, dates.

All patterns are linear and run on short folded text (`pipelines.text.fold`): lower case, no marks.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.fields.stamp_words import LOWER, words_beside
from pipelines.text import fold as fold_text
from pipelines.text import narrow

#: Longer blocks are text of an article whatever they begin with.
SHORT = 80
#: A paragraph has at least so many letters; below stand captions, names, labels.
PARAGRAPH = 60

#: The same lines are asked several questions, some of them more than once.
_KEPT = 4096
fold = lru_cache(maxsize=_KEPT)(fold_text)

_TAIL = r"[\s:;.…»>|()\[\]\d+-]*"


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"[\s»>*•+-]*(?:{words}){_TAIL}")


_END = _whole(
    r"chia se(?: bai viet| bai| tin)?(?: nay)?(?: len| qua| tren)?(?: facebook| zalo| mang xa hoi)?"
    r"|share(?: this)?(?: article| story| post)?|tu khoa|tags?|the tag|binh luan(?: cua ban(?: doc)?| ban doc)?"
    r"|y kien(?: ban doc| cua ban(?: doc)?)?|(?:gui|viet) (?:y kien|binh luan)(?: cua ban)?|comments?"
    r"|phan hoi|danh gia(?: bai viet)?|in bai(?: viet)?|gui (?:email|cho ban be)|leave a comment"
    r"|ban dang (?:doc|xem) (?:bai viet|tin|bai)[^.]{0,80}|ban in|keywords?|luu bai(?: viet)?|quay lai|ve dau trang|thich va chia se"
)
_COMMENTS = _whole(
    r"(?:gui |viet )?(?:y kien|binh luan|phan hoi)(?: cua ban| ban doc| cua ban doc)?|comments?"
    r"|leave a (?:comment|reply)"
)
_LABELLED_END = re.compile(
    r"(?:tu khoa|tags?|keywords?|the tag|chia se(?: bai viet)?|binh luan)\s*[:(]"
)
_RELATED = _whole(
    r"(?:moi (?:quy )?(?:ban doc|doc gia|ban|vi) )?(?:doc|xem) (?:them|tiep)(?: tin| bai viet)?|(?:cac |nhung )?(?:tin|bai)(?:,? bai| tuc| viet)?"
    r" (?:lien quan|cung chuyen muc|khac|moi(?: nhat| hon)?|doc nhieu|xem nhieu|noi bat|cu hon"
    r"|da dua|cung chu de|cung su kien)|(?:co the )?ban (?:co the )?(?:quan tam|thich|chua doc)"
    r"|doc nhieu(?: nhat)?|xem nhieu(?: nhat)?|cung chuyen muc|related(?: news| articles?| stor"
    r"(?:y|ies)| posts?)?|read (?:more|also|next)|see also|more (?:news|stories)|tin nong"
    r"|you may (?:also )?(?:like|be interested(?: in)?)|most (?:read|viewed|popular)"
    r"|(?:other|latest) (?:news|articles|stories)|su kien(?: lien quan)?|chu de(?: lien quan)?"
    r"|in the same (?:section|category)|ban doc quan tam|videos? (?:lien quan|moi(?: nhat)?|noi bat|khac|hot|xem nhieu)|tham khao(?: them)?"
)
_LABELLED_RELATED = re.compile(
    r"[\s»>*•-]*(?:(?:moi (?:quy )?(?:ban doc|doc gia|ban|vi) )?(?:don )?(?:doc|xem)(?: them| tiep)?(?: video| clip)?"
    r"|(?:bai|tin|ky) (?:tiep theo|tiep|ke tiep|sau|truoc|toi)|tin (?:bai )?lien quan|bai (?:viet )?lien quan|read (?:more|also)|see also|related)\s*[:»>]"
    r"|[\s»>*•-]*(?:(?:doc|xem) (?:them|tiep)|read (?:more|also)|see also|related)\s*-"
)
#: "Theo dõi Báo Mẫu trên Google News": a channel, no text.
_FOLLOW = re.compile(
    r"(?:hay )?(?:theo doi|follow)\b.{2,40}\b(?:tren|tai|qua|on)\b.{0,20}"
    r"\b(?:google news|zalo|facebook|fanpage|youtube|tiktok|telegram)\b[^.,;!?]{0,30}[.!]?"
)
#: Words of a page's foot, wherever they stand in a line.
_FOOT_WORDS = re.compile(
    r"giay phep|tong bien tap|ban quyen|toa soan\s*:|copyright|all rights reserved|ghi ro nguon"
    r"|editor.in.chief|licen[cs]e no|co quan chu quan|©"
    r"|dia chi\s*:.*(?:dien thoai|dt|email|fax)\s*:|hotline\s*:"
)
#: What stands where an advert has not come yet, too.
_ADVERT = _whole(r"quang cao|tin tai tro|advertisements?|sponsored|ads?|(?:loading|dang tai)[.…]*")
_WALL = re.compile(r"luot (?:xem|doc|binh luan)|\bviews?\b|\bhits\b")

_DATE = re.compile(
    r"\b\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)?\d{2}\b|\b(?:19|20)\d{2}-\d{1,2}-\d{1,2}"
    r"|\bthang \w{1,5}(?: \w{1,5})?,? (?:nam )?\d{4}|\bthang \w{1,5}(?: \w{1,5})? \d{1,2}, \d{4}"
    r"|\d ?(?:giay|phut|gio|ngay|h|'|minutes?|hours?|days?) (?:truoc|ago)\b|\bhom (?:qua|nay)\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2},? \d{4}"
    r"|\b\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
)


def ends_article(text: str) -> bool:
    """A share line, tag line, comment heading, print button: the text is over."""
    return len(text) <= SHORT * 2 and _hits(text, _END, _LABELLED_END) and not runs_on(text)


_TAGS = re.compile(r"[\W_]*(?:tags?|keywords?)[\W_]*")


def runs_on(text: str) -> bool:
    """A sentence behind a label: "Bình luận: Đây là bước đi đúng của xã."; tags and buttons are none."""
    label, _colon, said = text.partition(":")
    said = said.strip()
    if not said or _TAGS.fullmatch(fold(label)) or not _STOP.search(said):
        return False
    if said[0] in _QUOTES:
        return len(LOWER.findall(said)) >= _QUOTED_WORDS
    return any(len(LOWER.findall(part)) >= _SENTENCE_WORDS for part in re.split("[,;|]", said))


_SALUTATION = re.compile(
    r"(?:kinh (?:gui|thua|chao)|than gui|thua (?:quy|toa soan|ban bien tap|cac)|gui (?:toa soan|ban bien tap|quy))\b"
)


def is_salutation(text: str) -> bool:
    """The line of a letter that says to whom it is written: "Kính gửi: Tòa soạn"."""
    return len(text) <= SHORT and _SALUTATION.match(fold(text)) is not None


def is_comment_heading(text: str) -> bool:
    """The words above the readers' comments."""
    return len(text) <= SHORT and bool(_COMMENTS.fullmatch(fold(text)))


def heads_related(text: str) -> bool:
    """The heading of a box with other articles."""
    return len(text) <= SHORT and bool(_RELATED.fullmatch(fold(text)))


def names_related(text: str) -> bool:
    """A line that leads to another article: "Xem thêm: …", ">> …"."""
    return bool(_LABELLED_RELATED.match(fold(text[:60]))) or text.startswith((">>", "»"))


def names_channel(text: str) -> bool:
    """A line that asks to follow the newspaper elsewhere."""
    return len(text) <= SHORT and _FOLLOW.fullmatch(fold(text)) is not None


@lru_cache(maxsize=_KEPT)
def is_footer(text: str) -> bool:
    """Holds words of a page's foot (licence, editor, address, rights): no date in it is the article's.

    An article may say them too ("… khai thác cát không có giấy phép."); what is the foot by itself,
    `feet.is_foot` tells.
    """
    return len(text) <= 600 and bool(_FOOT_WORDS.search(fold(text)))


_TOOL = re.compile(
    r"a|[aA]\s?[-+]|in|in bai|ban in|print|gui(?: email| bai)?|email|e-mail|facebook|zalo|twitter|x"
    r"|chia se|share|luu(?: bai)?|save|nghe(?: doc)?(?: bai)?|co chu|phan hoi|binh luan|copy(?: link)?"
    r"|sao chep(?: lien ket)?|thich|(?:khong |rat )?huu ich|binh thuong|khong thich"
)


_BUTTONS = re.compile(r"[|/·•,]|\s{2,}|(?<=[aA][-+])\s|(?<=\ba)\s")


def is_tool(text: str) -> bool:
    """The words on one button; alone they may be anything."""
    return bool(_TOOL.fullmatch(fold(text).strip(" |/·•,")))


def is_bare_address(text: str) -> bool:
    """What scripts keep on the page: an address, with numbers before it, and no word."""
    return "://" in text and " " not in text


def is_tool_line(text: str) -> bool:
    """Buttons in a row: "A- A A+ | In | Gửi email". A single word may be anything."""
    if len(text) > SHORT * 2:
        return False
    parts = [part.strip() for part in _BUTTONS.split(fold(text))]
    parts = [part for part in parts if part]
    return len(parts) > 1 and all(_TOOL.fullmatch(part) for part in parts)


def is_advert(text: str) -> bool:
    """The word that marks an advert, standing alone."""
    return len(text) <= SHORT and bool(_ADVERT.fullmatch(fold(text)))


def opens_box(text: str) -> bool:
    """What stands above other articles, or marks an advert: the box it opens is none of the text."""
    return heads_related(text) or is_advert(text)


_SENTENCE_WORDS, _QUOTED_WORDS = 5, 4
_QUOTES = "“\"'‘«"
#: "6:21 p.m." ends no sentence.
_HALF_DAY = re.compile(r"(?<=\d)\s?[ap]\.\s?m\.")
_STOP = re.compile(r"[.!?;…][\s”\"')]*$")


def is_sentence(text: str) -> bool:
    """A line that says something of its day: "Lễ khởi công diễn ra sáng 5/3/2024."."""
    text = _HALF_DAY.sub("", text)
    others = words_beside(text)
    return others >= _SENTENCE_WORDS or bool(others and _STOP.search(text))


@lru_cache(maxsize=_KEPT)
def is_page_date(text: str, most: int) -> bool:
    """A date line that says nothing of its day: at most so many words beside labels and names."""
    return is_date_line(text) and words_beside(text) <= most


@lru_cache(maxsize=_KEPT)
def is_date_line(text: str) -> bool:
    """A short line that prints a date or a counter beside one."""
    if len(text) > SHORT * 2:
        return False
    folded = fold(narrow(text))
    match = _DATE.search(folded)
    if match:
        # What is left may be a weekday, a clock, a label, a name; not a sentence.
        rest = folded[: match.start()] + folded[match.end() :]
        return len(rest) <= SHORT and not is_sentence(text)
    return len(text) <= SHORT and bool(_WALL.search(folded)) and any(map(str.isdigit, folded))


def tells_day(text: str) -> bool:
    """True where a day stands in a text, or how long ago it was."""
    return _DATE.search(fold(narrow(text))) is not None


@lru_cache(maxsize=_KEPT)
def date_part(text: str) -> tuple[int, int] | None:
    """Where the first date of a line stands; None where lengths cannot be compared."""
    folded = fold(text)
    match = _DATE.search(folded) if len(folded) == len(text) else None
    return match.span() if match else None


def _hits(text: str, whole: re.Pattern[str], start: re.Pattern[str]) -> bool:
    folded = fold(text)
    if len(text) <= SHORT and whole.fullmatch(folded):
        return True
    return bool(start.match(folded))
