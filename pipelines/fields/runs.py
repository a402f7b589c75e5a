"""Runs of text within a block: how they are put together, and where a caption among them ends."""

from __future__ import annotations

from pipelines.fields.looks import EM

#: Pieces of text with their flags, as met.
Runs = list[tuple[str, int]]

#: A caption that runs straight into text of this many letters is a block of its own.
_AFTER_CAPTION = 60
#: A run that long, ended by one of these, is a paragraph: "TP.HCM" is none.
_PARAGRAPH_RUN = 60
_STOPS = frozenset(".!?…")
#: A place that a report begins with is no longer.
_PLACE_WORDS, _PLACE_LETTERS = range(2, 6), 30


def joined(runs: Runs) -> str:
    """Runs as one text; what only the look of inline elements divides gets its blank.

    That are paragraphs, and the place that a report begins with: `<span>Hà Giang</span>Hơn 23h, …`.
    """
    parts: list[str] = []
    for text, _flags in runs:
        before = parts[-1] if parts else ""
        ended = len(before) >= _PARAGRAPH_RUN and before[-1] in _STOPS and text[:1].isupper()
        if ended or (len(parts) == 1 and _is_place_before(before, text)):
            parts.append(" ")
        parts.append(text)
    return "".join(parts)


def _is_place_before(before: str, text: str) -> bool:
    """Names of a place, glued to the capital that begins a sentence; "H" of "Hôm" is none."""
    # Length first: most of what stands before is a paragraph.
    if len(before) > _PLACE_LETTERS or before[-1:].isspace():
        return False
    words = before.split()
    if len(words) not in _PLACE_WORDS:
        return False
    named = all(word[0].isupper() or word in {"-", "–"} for word in words)
    return named and text[:1].isupper() and (before[-1].islower() or text[1:2].islower())


def caption_run(runs: Runs) -> int:
    """How many runs right behind a picture are its emphasised caption, when text follows them."""
    cut = 0
    while cut < len(runs) and (runs[cut][1] & EM or not runs[cut][0].strip()):
        cut += 1
    rest = sum(len(run[0].strip()) for run in runs[cut:])
    return cut if rest >= _AFTER_CAPTION else 0
