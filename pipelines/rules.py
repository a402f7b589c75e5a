"""Every type that a newspaper file or a content system fills in: facts and rules, no code.

A newspaper file (`crawler/spiders/<paper>.py`) makes one `Newspaper`; a content system
(`crawler/systems/<system>.py`) makes the `RuleSet`s and `AddressRules` that papers share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRules:
    """First tries for each field: CSS selectors in the order in which they are asked.

    They are a short cut, not a condition: where none answers, structure decides. A class is
    matched as one token (`.pubdate`), never the whole attribute.
    """

    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    #: The element that holds the whole text.
    body: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    #: Section links or labels of the article's head, outermost first.
    section: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    #: Elements inside the body that are not text of the article.
    remove: tuple[str, ...] = ()
    #: Where the article ends (share line, tags, related boxes).
    end: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """The rules of one layout, and the days it was in use."""

    #: `system/year`, stored in `articles.rules`.
    name: str
    fields: FieldRules
    #: CSS selectors all of which stand on a page of this system: it is recognised by them.
    marks: tuple[str, ...] = ()
    #: First and last day (inclusive) of the layout; None is open.
    valid_from: date | None = None
    valid_to: date | None = None

    def held_on(self, day: date) -> bool:
        """True when the layout was in use on this day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressRules:
    """What the addresses of a newspaper mean. Patterns are searched in `path?query`."""

    #: An article; groups `number` and `slug` where the address has them.
    article: str
    #: A print copy; group `rest` is the path of its article.
    print_copy: str | None = None
    #: Path that answers by number alone, with `{number}`.
    by_number: str | None = None
    #: A section front or listing.
    listing: str | None = None
    #: Addresses that are never asked: search, log-in, event pages.
    leave: tuple[str, ...] = ()
    #: Query keys that mean a different page; all others are dropped.
    keep_query: tuple[str, ...] = ("p", "page")
    #: The query key that holds an article's number (`id`, `p`): kept, whatever its name and value.
    query_number: str | None = None
    #: An article's path without an ending (`.html`) ends in a slash (True) or not (False): its other
    #: spelling is the same page. None: as met.
    closing_slash: bool | None = None
    #: Nothing is known of the query keys: all but tracking parameters are kept.
    keep_whole_query: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One language edition: the host that all its addresses are rewritten to, and its aliases.

    Hosts are written as DNS has them: `xn--bo-mia.vn`, not `báo.vn`.
    """

    host: str
    language: str
    aliases: tuple[str, ...] = ()
    #: Which row of numbers its articles are counted in.
    number_space: str = "main"
    scheme: str = "https"
    #: Paths of listings known beforehand; others are discovered from the front page.
    listings: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    front: str = "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRules:
    """How this newspaper prints and marks times."""

    #: Offset in which times are stored, and the one of a clock that prints none. None: it is not
    #: known; then a time keeps the offset it has, and a clock without one is left out.
    offset: str | None = "+07:00"
    #: A printed `1/8/2026` may be either day (no newspaper of ours): other sources decide.
    order_known: bool = True
    #: First day on which the newspaper can have published online.
    online_since: date = date(2000, 1, 1)
    #: `meta` and JSON-LD dates with slashes are month first (`1/8/2026` is 8 January).
    month_first_meta: bool = False
    #: A date inside the article address: regexes with group `day`, each with its strptime format.
    in_address: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """Least share (0 to 1) of stored articles that must have each field, else `degraded`."""

    lead: float = 0.0
    byline: float = 0.0
    published_at: float = 0.9
    section: float = 0.0
    #: Of the pages of a run that answered, the least share that must be articles.
    articles: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Newspaper:
    """Everything that is known about one newspaper."""

    #: Slug: file, spider, fixtures and `articles.paper` carry it.
    name: str
    #: As readers know it.
    title: str
    editions: tuple[Edition, ...]
    addresses: AddressRules
    #: Rule sets, newest layout first.
    rule_sets: tuple[RuleSet, ...]
    dates: DateRules = DateRules()
    floors: Floors = Floors()
    #: Site names that may stand alone in a title, and are never one.
    site_names: tuple[str, ...] = ()
    #: Listing pages walked at most in one walk, against endless calendars.
    max_listing_pages: int = 5_000
    #: Served on loopback only (the bundled sample): no live host is ever asked.
    sample: bool = False
    #: No newspaper of ours: only given addresses are asked, no link is followed, and each page is
    #: read with the rule set whose marks it carries.
    foreign: bool = False

    def __hash__(self) -> int:
        """By name: newspapers are keys of caches, and hashing all their rules takes long."""
        return hash(self.name)

    @property
    def hosts(self) -> frozenset[str]:
        """Every host name of the newspaper, aliases included."""
        return frozenset(
            host for edition in self.editions for host in (edition.host, *edition.aliases)
        )

    def edition_of(self, host: str) -> Edition | None:
        """The edition that `host` belongs to, or None for a foreign host."""
        for edition in self.editions:
            if host == edition.host or host in edition.aliases:
                return edition
        return None

    def rule_set_for(self, day: date | None) -> RuleSet:
        """The newest rule set whose days include `day`, the newspaper's own; else the last one.

        None: today's layout, the first.
        """
        if day is None:
            return self.rule_sets[0]
        return next((rules for rules in self.rule_sets if rules.held_on(day)), self.rule_sets[-1])

    def day_of(self, moment: str) -> date:
        """The day in the newspaper's zone (UTC where it is not known) at a moment (ISO 8601)."""
        zone = datetime.strptime(self.dates.offset or "+00:00", "%z").tzinfo
        return datetime.fromisoformat(moment).astimezone(zone).date()


class Window(NamedTuple):
    """What a run keeps to; None everywhere is the whole newspaper."""

    #: First and last publication day, `YYYY-MM-DD`, both included.
    since: str | None = None
    until: str | None = None
    #: Section slug paths; a sub-section belongs to its section.
    sections: Sequence[str] = ()
    #: Host names of the editions that are worked.
    hosts: Sequence[str] = ()
