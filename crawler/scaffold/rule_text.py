"""Address rules as Python text, in the shape that the formatter gives it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from pipelines.rules import AddressRules

_WIDTH = 100
#: Of one piece of a long pattern.
_PIECE = 80
_DEFAULT = AddressRules(article="")


def address_text(rules: AddressRules) -> str:
    """`ADDRESSES = AddressRules(…)`."""
    lines = ["ADDRESSES = AddressRules(", *_pattern("article", rules.article)]
    lines += _pattern("listing", rules.listing) if rules.listing else []
    if rules.leave:
        lines += tuple_lines("leave", [_raw(form) for form in rules.leave])
    if rules.keep_query != _DEFAULT.keep_query:
        lines += tuple_lines("keep_query", [json.dumps(key) for key in rules.keep_query])
    if rules.query_number:
        lines.append(f"    query_number={json.dumps(rules.query_number)},")
    if rules.closing_slash is not None:
        lines.append(f"    closing_slash={rules.closing_slash},")
    return "\n".join([*lines, ")\n"])


def _pattern(name: str, pattern: str) -> Iterator[str]:
    line = f"    {name}={_raw(pattern)},"
    if len(line) <= _WIDTH:
        yield line
        return
    yield f"    {name}=("
    yield from (f"        {piece}" for piece in _pieces(pattern))
    yield "    ),"


def _pieces(pattern: str) -> list[str]:
    """A pattern as strings that Python joins, cut before a `|` where there is one."""
    pieces = []
    while len(pattern) > _PIECE:
        cut = pattern.rfind("|", 1, _PIECE)
        cut = cut if cut > 0 else _PIECE
        # A raw string cannot end in a backslash.
        cut -= len(pattern[:cut]) - len(pattern[:cut].rstrip("\\"))
        pieces.append(_raw(pattern[:cut]))
        pattern = pattern[cut:]
    return [*pieces, _raw(pattern)]


def _raw(text: str) -> str:
    plain = '"' not in text and text.isprintable() and not text.endswith("\\")
    return f'r"{text}"' if plain else repr(text)


def tuple_lines(name: str, quoted: Sequence[str], indent: str = "    ") -> Iterator[str]:
    """`name=("…", "…"),` on one line where there is room, else a line for each."""
    line = f"{indent}{name}=({', '.join(quoted)}{',' if len(quoted) == 1 else ''}),"
    if len(line) <= _WIDTH:
        yield line
        return
    yield f"{indent}{name}=("
    yield from (f"{indent}    {value}," for value in quoted)
    yield f"{indent}),"
