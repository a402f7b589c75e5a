"""Every setting of ours: its name, default and meaning, and what it may be. A new one is a line of OPTIONS."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from crawler.channel_options import command, webhook

#: What LOG_AS may be.
LOG_FORMS = ("text", "json")
LEVELS = ("CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG")
#: A hundred years: a time so long ago can still be computed.
MOST_DAYS = 36_500
#: Stands for the newspaper's name in METRICS_FILE.
PAPER = "{paper}"


class ConfigError(Exception):
    """A setting is wrong; the text says which, where it stands, and what is allowed."""


#: Makes a value of what was typed; `home` is the folder from which relative paths count, None
#: outside a project. Raises ValueError, whose text says what is allowed (NAME in
#: it is the setting's).
Reader = Callable[[str, Path | None], Any]


class Option(NamedTuple):
    """One setting."""

    name: str
    #: For the docs; the value itself is in crawler/settings.py.
    default: str
    says: str
    read: Reader
    #: Needs no quotes in the file.
    is_number: bool = False
    #: Scrapy's own: it may stand in the file too.
    is_scrapys: bool = False
    #: What is wrong with it is told without its value.
    is_secret: bool = False


def absolute(text: str, home: Path | None) -> Path:
    """A path; a relative one counts from `home`."""
    if not text.isprintable():
        raise ValueError("a path has no line breaks or other control characters")
    try:
        path = Path(text).expanduser()
    except RuntimeError as error:
        raise ValueError(str(error)) from error
    if path.is_absolute():
        return path
    if home is None:
        what = "it is relative and there is no scrapy.cfg that it could count from"
        raise ValueError(f"{what}: set BAOTINH_NAME (or -s NAME) to an absolute path")
    return home / path


def database(text: str, home: Path | None) -> Path:
    """The database file, with links resolved."""
    if not text.strip():
        raise ValueError("it is empty: name a file, like output/news.db")
    try:
        # A link to it is the same database: lock file and archive lie beside the file itself.
        path = absolute(text, home).resolve()
    except (OSError, RuntimeError) as error:
        raise ValueError(str(error)) from error
    if path.is_dir():
        raise ValueError("it is a folder: name a file in it, like news.db")
    return path


def folder_or_none(text: str, home: Path | None) -> Path | None:
    """A folder; None when it is empty."""
    return absolute(text, home) if text.strip() else None


def line(text: str, home: Path | None) -> str | None:
    """One line of text; None when it is empty."""
    del home
    if not text.isprintable():
        raise ValueError("one line of text, without control characters")
    return text.strip() or None


def metrics_file(text: str, home: Path | None) -> Path | None:
    """Where metrics go; the newspaper's name is put in later."""
    if not text.strip():
        return None
    path = absolute(text, home)
    bare = str(path).replace(PAPER, "")
    if PAPER not in path.name or path.suffix != ".prom" or set(bare) & set("{}"):
        raise ValueError(
            f"each newspaper has a file of its own, and the collector reads *.prom alone: wants {PAPER}"
            f" in its name and .prom at its end, like /var/lib/node_exporter/baotinh_{PAPER}.prom"
        )
    return path


def one_of(*allowed: str) -> Reader:
    """One word of a list."""

    def read(text: str, home: Path | None) -> str:
        del home
        if text not in allowed:
            raise ValueError(f"allowed are {', '.join(allowed)}")
        return text

    return read


def whole(what: str, most: int = 10**9) -> Reader:
    """A whole number, 0 to `most`."""

    def read(text: str, home: Path | None) -> int:
        del home
        if not (text.isascii() and text.isdigit() and len(text) < 12 and int(text) <= most):
            raise ValueError(f"{what}, a whole number from 0 to {most}")
        return int(text)

    return read


def seconds(text: str, home: Path | None) -> float:
    """Seconds, with or without a fraction."""
    del home
    try:
        number = float(text)
    except ValueError:
        number = -1
    if not 0 <= number <= 1e9:  # NaN is not
        raise ValueError("seconds, 0 or more")
    return number


OPTIONS = (
    Option(
        "DATABASE",
        "`output/news.db`",
        "the SQLite file; a relative path counts from the folder of scrapy.cfg",
        database,
    ),
    Option(
        "ARCHIVE_DIR",
        "`<database>.archive`",
        "where raw pages are kept; empty: no archive",
        folder_or_none,
    ),
    Option(
        "CONTACT",
        "none",
        "address or page for the User-Agent; a live host is asked with one only",
        line,
    ),
    Option(
        "REFRESH_BUDGET",
        "500",
        "requests at most of one `mode=refresh` that names no days, numbers or addresses; redirects"
        " and second tries count, robots.txt does not, and a redirect on its way is followed to its end",
        whole("requests"),
        is_number=True,
    ),
    Option(
        "VISITS_DAYS",
        "400",
        "after so many days a run's visits are removed, but for the newest of each page and those"
        " that stored a version or a withdrawal; 0: never",
        whole("a number of days, 0 for ever", MOST_DAYS),
        is_number=True,
    ),
    Option(
        "METRICS_FILE",
        "none",
        "where each crawl leaves its figures for Prometheus when it ends, like"
        " `/var/lib/node_exporter/baotinh_{paper}.prom` ([operating.md](operating.md#metrics-and-logs))",
        metrics_file,
    ),
    Option(
        "ALERT_COMMAND",
        "none",
        "a command line that gets alerts as JSON on standard input"
        " ([operating.md](operating.md#monitors-and-alerts))",
        command,
    ),
    Option(
        "ALERT_WEBHOOK",
        "none",
        "an address, `http(s)://…`, that alerts are posted to as JSON",
        webhook,
        is_secret=True,
    ),
    Option(
        "LOG_AS",
        "`text`",
        "a crawl's log: `text`, or `json`, one object a line",
        one_of(*LOG_FORMS),
    ),
    Option(
        "LOG_LEVEL",
        "`INFO`",
        f"Scrapy's: what the log is about: {', '.join(LEVELS)}",
        one_of(*LEVELS),
        is_scrapys=True,
    ),
    Option(
        "LOG_FILE",
        "none",
        "Scrapy's: where the log goes; a relative path counts from the folder of scrapy.cfg when it"
        " stands in the file or in a variable",
        folder_or_none,
        is_scrapys=True,
    ),
    Option(
        "DOWNLOAD_DELAY",
        "1",
        "Scrapy's: seconds between two requests to a host",
        seconds,
        is_number=True,
        is_scrapys=True,
    ),
    Option(
        "CLOSESPIDER_TIMEOUT",
        "0",
        "Scrapy's: a crawl is ended after so many seconds (130; the rest is left to the next run);"
        " 0: never",
        seconds,
        is_number=True,
        is_scrapys=True,
    ),
    Option(
        "MEMUSAGE_LIMIT_MB",
        "0",
        "Scrapy's: a crawl that takes more memory is ended in the same way; 0: never",
        whole("megabytes"),
        is_number=True,
        is_scrapys=True,
    ),
)
BY_NAME = {option.name: option for option in OPTIONS}
KNOWN = tuple(BY_NAME)
