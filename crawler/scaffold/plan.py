"""What is known of the new newspaper before a person has looked at it."""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from crawler import catalogue
from crawler.scaffold.addresses import LEAVE, LISTING, checked, rules_for
from crawler.scaffold.pages import SavedPage, ScaffoldError
from crawler.systems import generic
from pipelines.outcomes import PageKind
from pipelines.rules import AddressRules, Edition, Newspaper
from pipelines.urls import Refused, read_address

_NAME = re.compile(r"[a-z][a-z0-9]{2,30}")
#: Where no page is given, the commonest form is supposed.
_SUPPOSED = AddressRules(
    article=r"^/(?:[^/?]+/)*(?P<slug>[^/?]+)-(?P<number>\d{1,18})\.html?(?:\?|$)",
    listing=LISTING,
    leave=LEAVE,
)


@dataclass(frozen=True)
class Plan:
    """Everything the written files say."""

    name: str
    title: str
    host: str
    scheme: str
    #: Module of `crawler.systems`; None: a system of its own.
    system: str | None
    #: What its addresses mean; None: what they mean in its system.
    addresses: AddressRules | None
    articles: tuple[SavedPage, ...]
    others: tuple[SavedPage, ...]

    @property
    def front(self) -> str:
        """Scheme and host."""
        return f"{self.scheme}://{self.host}"

    @property
    def newspaper(self) -> Newspaper:
        """As far as its addresses go, the newspaper that the written file will describe."""
        rules = self.addresses or _addresses_of(self.system) or _SUPPOSED
        bare = self.host.removeprefix("www.")
        other = bare if bare != self.host else f"www.{bare}"
        edition = Edition(host=self.host, aliases=(other,), language="vi", scheme=self.scheme)
        return Newspaper(
            name=self.name,
            title=self.title,
            editions=(edition,),
            addresses=rules,
            rule_sets=generic.RULE_SETS,
        )

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
    name: str,
    title: str | None,
    host: str,
    scheme: str,
    pages: Sequence[SavedPage],
    article: str | None = None,
) -> Plan:
    """Judge the saved pages: which are articles, and which content system made them.

    `article` is the pattern of article addresses where a person has said it.
    """
    systems = {page.rule_set.name.partition("/")[0] for page in pages} - {"generic"}
    if len(systems) > 1:
        raise ScaffoldError(f"the pages carry the marks of several systems: {', '.join(systems)}")
    system = next(iter(systems), None)
    rules = _addresses(pages, _addresses_of(system), article)
    told = title or _site_name(pages) or host
    plan = Plan(name, told, host, scheme, system, rules, (), ())
    paper = plan.newspaper
    pages = [replace(page, path=canonical(f"{plan.front}{page.path}", paper)) for page in pages]
    _check_twice(pages)
    articles = tuple(page for page in pages if _is_article(page, paper))
    if pages and not articles:
        paths = ", ".join(page.path for page in pages)
        pattern = paper.addresses.article
        raise ScaffoldError(f"none of these is the address of an article ({pattern}): {paths}")
    others = tuple(page for page in pages if page not in articles)
    return replace(plan, articles=articles, others=others)


def _site_name(pages: Sequence[SavedPage]) -> str | None:
    """As the pages name their newspaper: in metadata, else in the end that all their titles have."""
    if name := next((page.site_name for page in pages if page.site_name), None):
        return name
    ends = {page.title_end for page in pages}
    return ends.pop() if len(pages) > 1 and len(ends) == 1 else None


def _addresses(
    pages: Sequence[SavedPage], own: AddressRules | None, article: str | None
) -> AddressRules | None:
    if article is not None:
        return rules_for(pages, checked(article))
    # The system's own form, where the newspaper has it.
    if own is not None and any(re.search(own.article, page.path) for page in pages):
        return None
    return rules_for(pages, None) if pages else _SUPPOSED


def canonical(url: str, paper: Newspaper) -> str:
    """Path and query of an address as a crawl of `paper` spells it."""
    address = read_address(url, paper)
    if isinstance(address, Refused):
        raise ScaffoldError(f"{url} is not an address that can be asked for ({address.reason})")
    parts = urlsplit(address.url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _is_article(page: SavedPage, paper: Newspaper) -> bool:
    address = read_address(f"https://{paper.editions[0].host}{page.path}", paper)
    return not isinstance(address, Refused) and address.kind is PageKind.ARTICLE


def _check_twice(pages: Sequence[SavedPage]) -> None:
    for number, page in enumerate(pages):
        for other in pages[:number]:
            if page.path == other.path:
                raise ScaffoldError(f"{other.file} and {page.file} are the same page: {page.path}")


def _addresses_of(system: str | None) -> AddressRules | None:
    return catalogue.ADDRESSES_OF[system] if system else None
