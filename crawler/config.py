"""Our own settings: from `-s`, else `BAOTINH_…` in the environment, else baotinh.toml, else default.

Anything misspelt is refused with the nearest known name; nothing is ignored. What each setting is
and may be: `options`.
"""

from __future__ import annotations

import difflib
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings, default_settings
from scrapy.utils.conf import closest_scrapy_cfg

from crawler.options import BY_NAME, KNOWN, ConfigError
from crawler.sources import FILE, Given, from_environment, from_file, typed, unknown

__all__ = [
    "Config",
    "ConfigError",
    "check_log",
    "project_folder",
    "read_config",
    "settle",
    "unknown",
]

#: Every setting that Scrapy itself has.
_SCRAPYS = frozenset(dir(default_settings))
_TYPED = SETTINGS_PRIORITIES["cmdline"]
#: Above the project's settings.py, below the command line.
_SETTLED = _TYPED - 5


class Config(NamedTuple):
    """Our settings, resolved."""

    database: Path
    #: None: no archive is kept.
    archive_dir: Path | None
    contact: str | None
    log_as: str
    #: After so many days visits are thinned; 0: never.
    visits_days: int
    #: Requests at most of a refresh that names nothing.
    refresh_budget: int
    #: With `{paper}` in it; None: no metrics.
    metrics_file: Path | None
    #: Words of the command that alerts are handed to, and the address that they are posted to.
    alert_command: tuple[str, ...] | None = None
    alert_webhook: str | None = None


def read_config(settings: BaseSettings, environ: Mapping[str, str] | None = None) -> Config:
    """Resolve our settings; raises ConfigError for anything that is not right."""
    values = _checked(settings, environ)
    settled = {name: values[name.upper()] for name in Config._fields}
    if settings.get("ARCHIVE_DIR") is None and "ARCHIVE_DIR" not in _given(settings, environ):
        database: Path = values["DATABASE"]
        settled["archive_dir"] = database.with_name(f"{database.stem}.archive")
    return Config(**settled)


def settle(settings: BaseSettings, environ: Mapping[str, str] | None = None) -> None:
    """Give Scrapy what file and environment say of its settings; raises ConfigError as `read_config`."""
    values = _checked(settings, environ)
    for name in _given(settings, environ):
        option = BY_NAME[name]
        if option.is_scrapys and not _is_typed(settings, name):
            value = values[name]
            settings.set(name, str(value) if isinstance(value, Path) else value, _SETTLED)


def _checked(settings: BaseSettings, environ: Mapping[str, str] | None) -> dict[str, Any]:
    """Every setting as it holds; each place where one stands is looked at, also one that does not hold."""
    _refuse_misspelt(settings)
    home = project_folder()
    defaults = {
        name: Given(settings.get(name), f"{name}={settings.get(name)}")
        for name in KNOWN
        if not _is_typed(settings, name) and not BY_NAME[name].is_scrapys
    }
    layers = _layers(settings, environ)
    # A relative default is none where there is no project, and none is needed where a path is given.
    given = frozenset().union(*layers)
    values: dict[str, Any] = {}
    for layer in ({n: d for n, d in defaults.items() if n not in given}, *layers):
        values |= {name: _read(name, told, home) for name, told in layer.items()}
    return values


def _given(settings: BaseSettings, environ: Mapping[str, str] | None) -> dict[str, Given]:
    return {name: given for layer in _layers(settings, environ) for name, given in layer.items()}


def _layers(
    settings: BaseSettings, environ: Mapping[str, str] | None
) -> tuple[dict[str, Given], ...]:
    """What file, environment and command line say; the last one holds."""
    home = project_folder()
    return (
        from_file(home / FILE) if home else {},
        from_environment(os.environ if environ is None else environ),
        {
            name: typed(name, settings.get(name))
            for name in KNOWN
            # Of Scrapy's own `-s LOG_LEVEL=10` is right too: `check_log` looks at them.
            if _is_typed(settings, name)
            and (BY_NAME[name].is_number or not BY_NAME[name].is_scrapys)
        },
    )


def _is_typed(settings: BaseSettings, name: str) -> bool:
    return (settings.getpriority(name) or 0) >= _TYPED


def _read(name: str, given: Given, home: Path | None) -> Any:
    if given.value is None:
        return None
    try:
        return BY_NAME[name].read(str(given.value), home)
    except ValueError as error:
        where = given.where
        if BY_NAME[name].is_secret:
            where = where.rpartition(str(given.value))[0] or name
        raise ConfigError(f"{where}: {str(error).replace('NAME', name)}") from error


def _refuse_misspelt(settings: BaseSettings) -> None:
    """Scrapy takes any name after `-s`; one that is nearly ours was meant to be ours."""
    for name in settings:
        known = name in KNOWN or name in _SCRAPYS
        if not known and _is_typed(settings, name):
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
