"""Forms of article addresses: patterns made of one address, the same for all of its kind.

A form is certain where the address alone says that it is an article's: it carries a number, a day or
an id. Patterns are searched in `path?query`, as `AddressRules.article` is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_START = r"^/(?:[^/?]+/)*"
_SLUG = r"(?P<slug>[^/?]+)"
_NUMBER = r"(?P<number>\d{1,18})"
#: Behind a path without an ending, and behind one with.
OPEN_END, END = r"/?(?:\?|$)", r"(?:\?|$)"
#: Letters before a number: an article's, or another kind's with numbers of its own.
_MARKS = "a|postid|post|event|art|id|d|n|p|t"
_ENDING = r"\.(?P<ext>[a-z]{2,5})"
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERED = re.compile(
    rf"^/(?:[^/?]+/)*[^/?]*[^/?\d](?P<mark>(?<=[-._])(?:{_MARKS}))(?P<number>\d{{1,18}})"
    rf"(?:{_ENDING})?/?(?:\?|$)"
)
_PLAIN = re.compile(
    rf"^/(?:[^/?]+/)*[^/?]*[^/?\d](?P<mark>(?<=[-._]))(?P<number>\d{{1,18}})(?:{_ENDING})?/?(?:\?|$)"
)
_DATED = re.compile(
    r"^/(?:[^/?]+/)*?(?:(?P<parts>(?:19|20)\d\d/\d{1,2}(?:/\d{1,2})?)"
    r"|(?P<digits>(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:\d\d)?))/(?P<slug>[^/?]*[a-z][^/?]*)(?:\?|$|/(?:\?|$))"
)
#: Seven letters and figures of a hash; a word of seven such letters has no figure in it.
_HASH = re.compile(r"^/(?:[^/?]+/)*[^/?]+-(?=[a-f]*\d)[0-9a-f]{7}/?(?:\?|$)")
_FIRST = re.compile(r"^/(?:[^/?]+/)*(?P<number>\d{3,18})-[^/?]*[a-z][^/?]*/?(?:\?|$)")
_SEGMENT = re.compile(r"^/(?:[^/?]+/)*(?P<number>\d{2,18})/(?P<slug>[^/?]*[a-z][^/?]*)/?(?:\?|$)")
_ALONE = re.compile(
    rf"^/(?:[^/?]+/)*(?P<word>[a-z][a-z_-]*)/(?P<number>\d{{1,18}})(?:{_ENDING})?/?(?:\?|$)"
)
#: A headline as addresses write it stands above a number alone: so many words no folder has.
_BELOW_SLUG = re.compile(
    rf"^/(?:[^/?]+/)*(?P<slug>[^/?.]*[a-z][^/?.]*)/(?P<number>\d{{2,18}})(?:{_ENDING})?/?(?:\?|$)"
)
_SLUG_WORDS = 5
_PAGES = frozenset(("page", "trang", "p"))


def literal(text: str) -> str:
    """`text` in a pattern, with hyphens as they are."""
    return re.escape(text).replace(r"\-", "-")


class Form(NamedTuple):
    """A form and how far an address proves it."""

    pattern: str
    #: Four figures that may be a year, at the end of a slug: another address has to confirm it.
    doubtful: bool = False


def certain_form(target: str) -> Form | None:
    """The form of `path?query` that only an article has; None where it is no more than words."""
    marked = _NUMBERED.search(target)
    plain = _PLAIN.search(target)
    if marked:
        return _with_number(marked)
    if plain and plain["ext"]:
        return _with_number(plain)
    if dated := _DATED.search(target):
        return Form(_of_day(dated, target))
    if _HASH.search(target):
        return Form(rf"{_START}(?P<slug>[^/?]+)-[0-9a-f]{{7}}{OPEN_END}")
    return _with_number(plain) if plain else _placed(target)


def _with_number(match: re.Match[str]) -> Form:
    number, mark = match["number"], literal(match["mark"])
    before = match.string[: match.start("mark") or match.start("number")]
    gap = literal(before[-1]) if before[-1] != "-" else "-"
    end = rf"\.{match['ext']}{END}" if match["ext"] else OPEN_END
    doubtful = not mark and bool(_YEAR.fullmatch(number))
    return Form(f"{_START}{_SLUG}{gap}{mark}{_NUMBER}{end}", doubtful)


def _of_day(match: re.Match[str], target: str) -> str:
    if match["parts"]:
        day = r"\d{4}/\d{1,2}/" + (r"\d{1,2}/" if match["parts"].count("/") == 2 else "")
    else:
        day = rf"\d{{{len(match['digits'])}}}/"
    hashed = r"-[0-9a-f]{7}" if _HASH.search(target) else ""
    name, dot, ending = match["slug"].rpartition(".")
    end = rf"\.{literal(ending)}{END}" if dot and name else OPEN_END
    return rf"{_START}{day}{_SLUG}{hashed}{end}"


def _placed(target: str) -> Form | None:
    """A number that is no end of a slug: before it, above it, or alone."""
    if match := _FIRST.search(target):
        pattern = rf"{_START}(?P<number>\d{{3,18}})-{_SLUG}{OPEN_END}"
    elif match := _SEGMENT.search(target):
        pattern = rf"{_START}(?P<number>\d{{2,18}})/(?P<slug>[^/?]*[a-z][^/?]*){OPEN_END}"
    elif (match := _BELOW_SLUG.search(target)) and match["slug"].count("-") + 1 >= _SLUG_WORDS:
        pattern = below_slug(target)
    elif (match := _ALONE.search(target)) and match["word"] not in _PAGES:
        end = rf"\.{match['ext']}{END}" if match["ext"] else OPEN_END
        pattern = rf"{_START}{literal(match['word'])}/{_NUMBER}{end}"
    else:
        return None
    return Form(pattern, bool(_YEAR.fullmatch(match["number"])))


def below_slug(target: str) -> str:
    """The form of `/slug/number.html`; pages of a section (`/xa-hoi/2.html`) have fewer words or figures."""
    ending = shape_of(target).ending
    end = rf"{literal(ending)}{END}" if ending else OPEN_END
    return rf"{_START}(?P<slug>[^/?-]+(?:-[^/?-]+){{2,}})/(?P<number>\d{{2,18}}){end}"


def word_above(target: str) -> str | None:
    """The folder that a form names as it is, with a number alone below it: `news` of `/news/183.html`."""
    match = _ALONE.search(target)
    return match["word"] if match else None


class Shape(NamedTuple):
    """The parts of an address of words alone."""

    folders: tuple[str, ...]
    ending: str


def shape_of(target: str) -> Shape:
    """Folders and ending (`.html`, or none) of the path."""
    *folders, last = target.partition("?")[0].strip("/").split("/")
    match = re.search(r"\.[a-z]{2,5}$", last)
    return Shape(tuple(folders), match[0] if match else "")


def word_forms(articles: list[str]) -> Iterator[str]:
    """Patterns that all of these addresses have, the most general first."""
    shapes = [shape_of(target) for target in articles]
    endings = sorted({shape.ending for shape in shapes})
    end = _end_of(endings)
    depths = sorted({len(shape.folders) for shape in shapes})
    if all(endings):
        yield f"{_START}{_SLUG}{end}"
    yield f"^/{_between(depths)}{_SLUG}{end}"
    firsts = {shape.folders[:1] for shape in shapes}
    first = firsts.pop()
    if not firsts and first:
        folders = _between([depth - 1 for depth in depths])
        yield f"^/{literal(first[0])}/{folders}{_SLUG}{end}"


def without(pattern: str, targets: list[str]) -> str:
    """The pattern without these addresses and what lies below them."""
    named = sorted({literal(t.partition("?")[0].strip("/")) for t in targets})
    return f"^/(?!(?:{'|'.join(named)})/?(?:\\?|$)){pattern.removeprefix('^/')}"


def _between(depths: list[int]) -> str:
    least, most = depths[0], depths[-1]
    if least == most <= 2:
        return "[^/?]+/" * most
    return rf"(?:[^/?]+/){{{least}{'' if least == most else f',{most}'}}}"


def _end_of(endings: list[str]) -> str:
    if endings == [""]:
        return OPEN_END
    named = "|".join(literal(ending) for ending in endings if ending)
    found = named if len(endings) == 1 else f"(?:{named})"
    return f"{found}{END}" if all(endings) else f"(?:{named})?{OPEN_END}"
