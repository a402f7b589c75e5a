"""The writer whom a page names for machines, told from accounts and from the newspaper itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipelines.fields.byline import looks_like_names
from pipelines.fields.machine import Machine, plain
from pipelines.text import clean, fold

_ACCOUNT = re.compile(
    r"(?:super|site|web)?[\s_.-]?(?:admin(?:istrator)?|master)[\s_.-]?\d*|root|editor\d*|user[\s_.-]?\d*|guest|demo|test"
    r"|(?:ban )?quan tri(?: vien)?(?: (?:website|trang|he thong))?"
)
#: Those who sign everything that nobody signs.
_DESK = re.compile(
    r"(?:toa soan|ban bien tap|bien tap vien|bien tap)(?: (?:bao|tap chi|dai)\b.*)?"
    r"|(?:die )?redaktion(?:\s.*)?|redac(?:tion|cion|cao)(?:\s.*)?|redazione(?:\s.*)?|newsroom|staff"
)
#: What may stand before and behind a newspaper's name: "Báo điện tử Mẫu", "Báo Mẫu Online".
_AROUND = re.compile(
    r"^(?:www\.|(?:bao|tap chi|trang)(?: dien tu| online)? )|(?: online| dien tu)$"
)
_HOUSES = frozenset(("Organization", "NewsMediaOrganization"))
_MOST = 20


def is_account(name: str) -> bool:
    """The name with which somebody logs in: "admin" wrote nothing."""
    return _ACCOUNT.fullmatch(fold(name)) is not None


def told_author(facts: Machine, own: set[str]) -> tuple[str, str] | None:
    """(rule, names) of JSON-LD or meta; the newspaper itself (`own`: its folded names) is no author."""
    names = list(_names(facts, facts.article.get("author")))
    if names:
        houses = own | set(_publishers(facts))
        names = [name for name in names if not _is_house(name, houses)]
    if names:
        return "json-ld", ", ".join(dict.fromkeys(names))
    meta = facts.first_meta("article:author", "author", "dc.creator")
    # One word is a vendor or the newspaper ("MEDIATECH"), hardly ever a person.
    person = meta is not None and len(meta[1].split()) > 1 and looks_like_names(meta[1])
    if meta is None or not person or _is_house(meta[1], own):
        return None
    # "Bảo Ngọc" is a person.
    return None if meta[1].lower().startswith(("báo ", "bao ")) else (f"meta:{meta[0]}", meta[1])


def _is_house(name: str, houses: set[str]) -> bool:
    folded = fold(name)
    bare = _bare(folded)
    if any(bare in house and bare == _bare(house) for house in houses):
        return True
    return _DESK.fullmatch(folded) is not None


def _bare(name: str) -> str:
    return _AROUND.sub("", name).strip()


def _publishers(facts: Machine) -> Iterator[str]:
    """Who publishes the page, folded; of a person's own pages that person is the writer too."""
    publisher = _node(facts, facts.article.get("publisher"))
    name = publisher.get("name") if isinstance(publisher, dict) else None
    if isinstance(publisher, dict) and isinstance(name, str) and "Person" not in _kinds(publisher):
        yield fold(clean(name))


def _node(facts: Machine, entry: Any) -> Any:
    """The node itself, or the one that it names by its `@id`."""
    if isinstance(entry, dict) and not entry.get("name") and isinstance(entry.get("@id"), str):
        return facts.named.get(entry["@id"], entry)
    return entry


def _kinds(node: dict[str, Any]) -> list[Any]:
    kinds = node.get("@type")
    return kinds if isinstance(kinds, list) else [kinds]


def _names(facts: Machine, value: Any) -> Iterator[str]:
    for entry in (value if isinstance(value, list) else [value])[:_MOST]:
        node = _node(facts, entry)
        told = node.get("name") if isinstance(node, dict) else node
        house = isinstance(node, dict) and any(
            isinstance(kind, str) and kind in _HOUSES for kind in _kinds(node)[:1]
        )
        if not isinstance(told, str) or house:
            continue
        name = plain(told)
        if 1 < len(name) <= 100 and "://" not in name and not is_account(name):
            yield name
