"""Our own settings: from `-s`, else `BAOTINH_…` in the environment, else baotinh.toml, else default.

Anything misspelt is refused with the nearest known name; nothing is ignored.
"""

from __future__ import annotations

import difflib
import logging
import os
import shlex
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings, default_settings
from scrapy.utils.conf import closest_scrapy_cfg

KNOWN = (
    "DATABASE",
    "ARCHIVE_DIR",
    "CONTACT",
    "LOG_AS",
    "VISITS_DAYS",
    "ALERT_COMMAND",
    "ALERT_WEBHOOK",
)
#: Those that need no quotes in the file.
NUMBERS = ("VISITS_DAYS",)
#: What LOG_AS may be.
LOG_FORMS = ("text", "json")
#: Every setting that Scrapy itself has.
_SCRAPYS = frozenset(dir(default_settings))
PREFIX = "BAOTINH_"
FILE = "baotinh.toml"


class ConfigError(Exception):
    """A setting is wrong; the text says which and what is allowed."""


class Config(NamedTuple):
    """Our settings, resolved."""

    database: Path
    #: None: no archive is kept.
    archive_dir: Path | None
    contact: str | None
    log_as: str
    #: After so many days visits are thinned; 0: never.
    visits_days: int
    #: Words of the command that alerts are handed to, and the address that they are posted to.
    alert_command: tuple[str, ...] | None = None
    alert_webhook: str | None = None


def read_config(settings: BaseSettings, environ: Mapping[str, str] | None = None) -> Config:
    """Resolve our settings; raises ConfigError for anything that is not right."""
    _refuse_misspelt(settings)
    home = project_folder()
    values = {name: settings.get(name) for name in KNOWN}
    from_file = _from_file(home / FILE) if home else {}
    from_environment = _from_environment(os.environ if environ is None else environ)
    values |= {
        name: value
        for name, value in (from_file | from_environment).items()
        if (settings.getpriority(name) or 0) < SETTINGS_PRIORITIES["cmdline"]
    }
    database = _database(str(values["DATABASE"]), home)
    archive_dir = _archive_dir(values["ARCHIVE_DIR"], database, home)
    return Config(
        database,
        archive_dir,
        _text(values, "CONTACT"),
        _log_as(str(values["LOG_AS"])),
        _days("VISITS_DAYS", str(values["VISITS_DAYS"])),
        _command(_text(values, "ALERT_COMMAND")),
        _webhook(_text(values, "ALERT_WEBHOOK")),
    )


def _refuse_misspelt(settings: BaseSettings) -> None:
    """Scrapy takes any name after `-s`; one that is nearly ours was meant to be ours."""
    typed = SETTINGS_PRIORITIES["cmdline"]
    for name in settings:
        known = name in KNOWN or name in _SCRAPYS
        if not known and (settings.getpriority(name) or 0) >= typed:
            near = difflib.get_close_matches(str(name).upper(), KNOWN, n=1, cutoff=0.75)
            if near:
                raise ConfigError(f"-s {name} is not known. Did you mean {near[0]}?")


def check_log(settings: BaseSettings, *, opened: bool) -> None:
    """Raise ConfigError for a log that Scrapy cannot make; with `opened` its file is opened too."""
    level, form, name = (settings.get(key) for key in ("LOG_LEVEL", "LOG_FORMAT", "LOG_FILE"))
    try:
        logging.NullHandler().setLevel(level)
    except (TypeError, ValueError) as error:
        allowed = "CRITICAL, ERROR, WARNING, INFO, DEBUG"
        raise ConfigError(f"LOG_LEVEL={level}: allowed are {allowed}") from error
    try:
        logging.Formatter(form, settings.get("LOG_DATEFORMAT"))
    except ValueError as error:
        raise ConfigError(f"LOG_FORMAT={form}: {error}") from error
    # The reader of a pipe would take an opening and closing for the whole log.
    if not name or not opened or Path(name).is_fifo():
        return
    try:
        Path(name).open("a", encoding=settings.get("LOG_ENCODING")).close()
    except (OSError, LookupError) as error:
        raise ConfigError(f"LOG_FILE={name} cannot be written: {error}") from error


def project_folder() -> Path | None:
    """The folder of scrapy.cfg, from which relative paths count; None outside a project."""
    found = closest_scrapy_cfg()
    return Path(found).parent if found else None


def _database(text: str, home: Path | None) -> Path:
    if not text.strip():
        raise ConfigError("DATABASE is empty: name a file, like output/news.db")
    # A link to it is the same database: lock file and archive lie beside the file itself.
    path = _absolute("DATABASE", text, home).resolve()
    if path.is_dir():
        raise ConfigError(f"DATABASE={text} is a folder: name a file in it, like news.db")
    return path


def _text(values: Mapping[str, object], name: str) -> str | None:
    text = values[name]
    return str(text).strip() or None if text is not None else None


def _command(text: str | None) -> tuple[str, ...] | None:
    try:
        return tuple(shlex.split(text)) if text else None
    except ValueError as error:
        raise ConfigError(f"ALERT_COMMAND={text}: {error}") from error


def _webhook(text: str | None) -> str | None:
    """The address is not repeated whole: it may hold a secret."""
    if text is None:
        return None
    try:
        parts = urlsplit(text)
        fine = parts.scheme in {"http", "https"} and parts.hostname and (parts.port or 1) > 0
    except ValueError:
        fine = False
    if not fine or not text.isascii() or " " in text:
        raise ConfigError("ALERT_WEBHOOK must be an address, http://… or https://…, without blanks")
    return text


def _log_as(text: str) -> str:
    if text not in LOG_FORMS:
        raise ConfigError(f"LOG_AS={text}: allowed are {', '.join(LOG_FORMS)}")
    return text


def _days(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ConfigError(f"{name}={text}: a number of days, 0 for ever")
    return int(text)


def _archive_dir(value: object, database: Path, home: Path | None) -> Path | None:
    if value is None:
        return database.with_name(f"{database.stem}.archive")
    return _absolute("ARCHIVE_DIR", str(value), home) if str(value).strip() else None


def _absolute(name: str, text: str, home: Path | None) -> Path:
    path = Path(text).expanduser()
    if path.is_absolute():
        return path
    if home is None:
        what = f"{name}={text} is relative and there is no scrapy.cfg that it could count from"
        raise ConfigError(f"{what}: set {PREFIX}{name} (or -s {name}) to an absolute path")
    return home / path


def _from_environment(environ: Mapping[str, str]) -> dict[str, object]:
    values: dict[str, object] = {}
    for variable, value in environ.items():
        if variable.startswith(PREFIX):
            name = variable.removeprefix(PREFIX)
            if name not in KNOWN:
                raise ConfigError(unknown(variable, [PREFIX + known for known in KNOWN]))
            values[name] = value
    return values


def _from_file(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    try:
        text = path.read_text("utf-8")
        read = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path.name}: {error}") from error
    values: dict[str, object] = {}
    for key, value in read.items():
        name = key.upper()
        wanted = (str, int) if name in NUMBERS else (str,)
        if name not in KNOWN or type(value) not in wanted:
            line = _line_of(key, text)
            what = (
                unknown(key, [k.lower() for k in KNOWN])
                if name not in KNOWN
                else (f"{key} must be a text in quotes")
            )
            raise ConfigError(f"{path.name}, line {line}: {what}")
        values[name] = value
    return values


def _line_of(key: str, text: str) -> int:
    lines = enumerate(text.splitlines(), 1)
    return next((n for n, line in lines if line.strip().strip("[").startswith(key)), 1)


def unknown(name: str, known: Iterable[str]) -> str:
    """`name` is not known; the nearest one is; all that are."""
    known = sorted(known)
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    guess = f" Did you mean {near[0]}?" if near else ""
    return f"{name} is not known.{guess} Known: {', '.join(known)}"
