"""Addresses that say in their query which page is meant: `/NewsDetail.aspx?id=4561&c=2`, `/?p=121`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl, quote_plus

from crawler.scaffold.forms import literal

#: Names under which systems keep an article's number, in small letters.
_NUMBER_KEYS = (
    "id", "newsid", "articleid", "article_id", "news_id", "itemid", "postid", "post_id", "aid", "nid",
    "idtin", "id_tin", "tinid", "baiviet", "sid", "p",
)  # fmt: skip
_NUMBER = re.compile(r"\d{1,18}(?:[:-].*)?")
#: Pages of a listing are counted in these.
_PAGE_KEYS = frozenset(("page", "trang", "paged", "pg", "start", "limitstart"))
_VALUE = r"\d{1,18}(?:(?:%3A|-)[^&]*)?"


class Query(NamedTuple):
    """An address taken apart."""

    path: str
    fields: dict[str, str]


def taken_apart(target: str) -> Query:
    """Path and fields of `path?query`."""
    path, _mark, query = target.partition("?")
    return Query(path, dict(parse_qsl(query)))


def tells_by_query(target: str) -> bool:
    """True where the query, not the path, says which page is meant."""
    path, fields = taken_apart(target)
    last = path.rpartition("/")[2]
    program = not last or re.search(r"\.(?:aspx?|php|jsp|cgi|html?)$", last, re.IGNORECASE)
    return bool(program) and any(
        _NUMBER.fullmatch(value) for key, value in fields.items() if key not in _PAGE_KEYS
    )


def number_keys(articles: Sequence[str]) -> list[str]:
    """The keys that may hold the numbers of these articles; one where it is known which."""
    queries = [taken_apart(target).fields for target in articles]
    common = [
        key
        for key in queries[0]
        if key not in _PAGE_KEYS and all(_NUMBER.fullmatch(q.get(key, "")) for q in queries)
    ]
    if len(articles) > 1:
        common = [key for key in common if len({q[key] for q in queries}) == len(queries)]
    named = [key for name in _NUMBER_KEYS for key in common if key.lower() == name]
    return named[:1] or common


def article_pattern(articles: Sequence[str], key: str) -> str:
    """The form of these addresses: one path, the fields that are words, and the number in `key`."""
    number = _VALUE.replace(r"\d{1,18}", r"(?P<number>\d{1,18})", 1)
    return f"{_head(articles, {key})}(?:[^#]*&)?{literal(key)}={number}(?:&|$)"


def listing_pattern(target: str) -> str:
    """The form of a section's address: path, words, and fields that are numbers."""
    fields = taken_apart(target).fields
    counted = {k for k, v in fields.items() if _NUMBER.fullmatch(v) and k not in _PAGE_KEYS}
    numbers = "".join(_ahead(key, _VALUE) for key in sorted(counted))
    return f"{_head([target], set())}{numbers}"


def keys_of(targets: Iterable[str]) -> list[str]:
    """Every query key of these addresses, in order of appearance."""
    return list(dict.fromkeys(key for target in targets for key in taken_apart(target).fields))


def _head(targets: Sequence[str], left: set[str]) -> str:
    paths = sorted({literal(taken_apart(target).path) for target in targets})
    path = paths[0] if len(paths) == 1 else f"(?:{'|'.join(paths)})"
    queries = [taken_apart(target).fields for target in targets]
    words = {
        key: value
        for key, value in queries[0].items()
        if key not in left | _PAGE_KEYS
        and not _NUMBER.fullmatch(value)
        and all(query.get(key) == value for query in queries)
    }
    said = "".join(_ahead(k, literal(quote_plus(v))) for k, v in sorted(words.items()))
    return rf"^{path}\?{said}"


def _ahead(key: str, value: str) -> str:
    return f"(?=(?:[^#]*&)?{literal(key)}={value}(?:&|$))"
