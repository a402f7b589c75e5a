"""What is known of the new newspaper before a person has looked at it."""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler import catalogue
from crawler.scaffold.pages import SavedPage, ScaffoldError
from pipelines.rules import AddressRules

_NAME = re.compile(r"[a-z][a-z0-9]{2,30}")
#: Forms of article addresses seen at newspapers, the more certain ones first.
FORMS = (
    r"^/(?:[a-z0-9-]+/)*(?P<slug>[^/?]+)-a(?P<number>\d{1,9})\.html?(?:\?|$)",
    r"^/(?:[a-z0-9-]+/)*(?P<slug>[^/?]+)-post(?:id)?(?P<number>\d{1,12})\.[a-z]{3,4}(?:\?|$)",
    r"^/(?:[a-z0-9-]+/)*(?P<slug>[^/?]+)-(?P<number>\d{1,15})\.html?(?:\?|$)",
    r"^/(?:[a-z0-9-]+/)+\d{6}/(?P<slug>[^/?]+)-[0-9a-f]{7}/?(?:\?|$)",
    r"^/(?:[a-z0-9-]+/)*(?P<slug>[^/?]{25,})(?:\?|$)",
)
#: Where no page is given, the commonest form is supposed.
_SUPPOSED = FORMS[2]


@dataclass(frozen=True)
class Plan:
    """Everything the written files say."""

    name: str
    title: str
    host: str
    scheme: str
    #: Module of `crawler.systems`; None: a system of its own.
    system: str | None
    #: The form of article addresses; None: the system's own.
    article: str | None
    #: (path, page) of each article and of each other page.
    articles: tuple[SavedPage, ...]
    others: tuple[SavedPage, ...]

    @property
    def files(self) -> tuple[Path, ...]:
        """What is written, relative to the project: newspaper, fixtures, test."""
        return (
            Path(f"crawler/spiders/{self.name}.py"),
            Path(f"tests/papers/{self.name}/"),
            Path(f"tests/test_{self.name}.py"),
        )


def check_name(name: str, home: Path) -> None:
    """Raise ScaffoldError unless a newspaper of that name can be made."""
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise ScaffoldError(
            f"{name!r} cannot be a newspaper's name: 3 to 31 small letters without marks and digits,"
            " a letter first, as in baolongan"
        )
    if name == catalogue.ANY or name in catalogue.newspapers():
        raise ScaffoldError(f"{name} is there already: crawler/spiders/{name}.py")
    plan = Plan(name, "", "", "", None, None, (), ())
    for path in plan.files:
        if (home / path).exists():
            raise ScaffoldError(f"{path} is there already; nothing was written")


def make_plan(
    name: str, title: str | None, host: str, scheme: str, pages: Sequence[SavedPage]
) -> Plan:
    """Judge the saved pages: which are articles, and which content system made them."""
    systems = {page.rule_set.name.partition("/")[0] for page in pages} - {"generic"}
    if len(systems) > 1:
        raise ScaffoldError(f"the pages carry the marks of several systems: {', '.join(systems)}")
    system = next(iter(systems), None)
    own = _addresses_of(system)
    form = _form(pages, own)
    pattern = re.compile(form or (own.article if own else _SUPPOSED))
    articles = tuple(page for page in pages if pattern.search(page.path))
    others = tuple(page for page in pages if page not in articles)
    names = [page.site_name for page in pages if page.site_name]
    if pages and not articles:
        paths = ", ".join(page.path for page in pages)
        raise ScaffoldError(f"none of these is the address of an article: {paths}")
    return Plan(
        name, title or next(iter(names), host), host, scheme, system, form, articles, others
    )


def _addresses_of(system: str | None) -> AddressRules | None:
    return catalogue.ADDRESSES_OF[system] if system else None


def _form(pages: Sequence[SavedPage], own: AddressRules | None) -> str | None:
    """The form that most of the addresses have; None where the system's own does."""
    if own is not None and any(re.search(own.article, page.path) for page in pages):
        return None
    counts = [sum(bool(re.search(form, page.path)) for page in pages) for form in FORMS]
    return FORMS[counts.index(max(counts))] if any(counts) else _SUPPOSED
