"""What stands around every page: head, menu, clock, event ticker, footer."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from crawler.samplepaper.answer import CLOCK
from crawler.samplepaper.model import Edition

# Not by a path of its own: in an egg these are no files.
_HTML = files(__package__) / "html"


@cache
def template(name: str) -> Template:
    """One of the page templates."""
    return Template((_HTML / f"{name}.html").read_text(encoding="utf-8"))


def framed(
    edition: Edition,
    other: Edition,
    main: str,
    *,
    title: str,
    description: str = "",
    keywords: str = "",
    head: str = "",
) -> str:
    """A whole page around its `main` part."""
    words = edition.words
    return template("frame").substitute(
        language=edition.language,
        head_title=escape(f"{title} - {edition.site}" if title else edition.site),
        description=escape(description),
        keywords=escape(keywords),
        host=edition.host,
        other_host=other.host,
        feed=edition.feed,
        name=escape(edition.name),
        head=head,
        clock=CLOCK,
        menu=_menu(edition),
        ticker=_ticker(edition),
        main=main,
        **{key: escape(words[key]) for key in _WORDS},
    )


_WORDS = ("other", "this", "home", "events", "licence", "address", "editor")


@cache
def _menu_of(host: str, rows: tuple[tuple[str, str], ...]) -> str:
    return "".join(
        f"<li{' class=' + chr(34) + 'sub' + chr(34) if '/' in slug else ''}>"
        f'<a href="https://{host}/{slug}/">{escape(title)}</a></li>\n'
        for slug, title in rows
    )


def _menu(edition: Edition) -> str:
    return _menu_of(edition.host, tuple(edition.sections()))


def _ticker(edition: Edition) -> str:
    return " ".join(
        f'<a href="../../../../su-kien/{slug}.{number}.html">{escape(title)}</a>'
        for slug, number, title in edition.words["ticker"]
    )
