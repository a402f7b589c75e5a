"""Lines that hold a date and are no date line: sentences, and the days of something else."""

from __future__ import annotations

import re

from pipelines.dates.forms import days
from pipelines.dates.labels import Printed, is_labelled
from pipelines.fields import marks
from pipelines.text import clean, fold

_LOWER_WORD = re.compile(r"\b[^\W\d_A-ZÀ-ÖØ-ÞĂĐƠƯ][^\W\d_]*")
#: So many small words beside the date make a sentence: a caption, or the text itself.
_SENTENCE = 8
#: What a line between headline and text may be about, if not about the page.
_OTHER = re.compile(
    r"\W*(?:su kien|hoi (?:cho|nghi|thao)|le hoi|han (?:nop|chot|cuoi)|thoi han|khai mac|dien ra|event"
    r"|deadline|gia vang|ty gia|xo so|thoi tiet|ky (?:truoc|sau|toi)|bai (?:truoc|sau))\b|.*\bdia diem\b"
)


def tells_other(text: str) -> bool:
    """True for the day of something else: "Hội chợ: 20/12/2024 - 25/12/2024"."""
    folded = fold(text)
    if _OTHER.match(folded):
        return True
    told = {found.day for found in days(folded)}
    return len(told) > 1 and not is_labelled(text)


def is_sentence(line: Printed, raw: str) -> bool:
    """True for a line that speaks of a day in words: a caption, a lead, a teaser."""
    if not line.rule.startswith("structure"):
        return False
    says = marks.is_sentence(clean(line.text))
    if is_labelled(line.text):
        # "Cập nhật lúc 15 giờ ngày 5/3/2024: mưa đã tạnh." is of the text.
        return says and line.text.rstrip().endswith((".", "…", "!", "?"))
    if says:
        return True
    return len(_LOWER_WORD.findall(clean(line.text).replace(raw, " "))) >= _SENTENCE
