"""Where our settings stand: in baotinh.toml, in `BAOTINH_…` variables. What is misspelt is refused."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from crawler.options import BY_NAME, KNOWN, ConfigError

PREFIX = "BAOTINH_"
FILE = "baotinh.toml"


class Given(NamedTuple):
    """A value, and what a message about it begins with: `baotinh.toml, line 3: visits_days = x`."""

    value: Any
    where: str


def unknown(name: str, known: Iterable[str]) -> str:
    """`name` is not known; the nearest one is; all that are."""
    known = sorted(known)
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    guess = f" Did you mean {near[0]}?" if near else ""
    return f"{_shown(name)} is not known.{guess} Known: {', '.join(known)}"


def typed(name: str, value: Any) -> Given:
    """A value of `-s`."""
    return Given(value, f"-s {name}={_shown(value)}")


def from_environment(environ: Mapping[str, str]) -> dict[str, Given]:
    """Our variables; raises ConfigError for one that is nearly ours."""
    values = {}
    for variable, value in environ.items():
        if not _is_meant_for_us(variable):
            continue
        name = variable.removeprefix(PREFIX)
        if not variable.startswith(PREFIX) or name not in KNOWN:
            raise ConfigError(_unknown_variable(variable))
        values[name] = Given(value, f"{variable}={_shown(value)}")
    return values


def _is_meant_for_us(variable: str) -> bool:
    """Also in small letters, and with a slip in the first word before a name of ours."""
    if variable.upper().startswith(PREFIX):
        return True
    if variable.upper() in {f"BAOTINH{name}" for name in KNOWN}:
        return True  # the underscore is missing
    first, _, rest = variable.upper().partition("_")
    return rest in KNOWN and bool(difflib.get_close_matches(first, ["BAOTINH"], cutoff=0.8))


def _unknown_variable(variable: str) -> str:
    known = [PREFIX + name for name in KNOWN]
    near = difflib.get_close_matches(variable.upper(), known, n=1, cutoff=0.5)
    guess = f" Did you mean {near[0]}?" if near else ""
    return f"{_shown(variable)} is not known.{guess} Known: {', '.join(known)}"


def from_file(path: Path) -> dict[str, Given]:
    """Settings of baotinh.toml; raises ConfigError, which names the line."""
    text = _text(path)
    if text is None:
        return {}
    read = _parsed(path.name, text)
    lines = dict(_named(text))
    values: dict[str, Given] = {}
    for key, value in read.items():
        name = key.upper()
        why = None
        if name not in KNOWN:
            why = unknown(key.lower(), [known.lower() for known in KNOWN])
            if isinstance(value, dict):
                why += ". The file has no tables: NAME = VALUE, one a line"
        elif name in values:
            why = f"{key} stands there twice"
        elif type(value) not in _allowed(name):
            wanted = "a number" if BY_NAME[name].is_number else 'a text in quotes, "…"'
            why = f"{key} must be {wanted}"
        if why is not None:
            raise ConfigError(f"{path.name}, line {lines[key]}: {why}")
        where = f"{path.name}, line {lines[key]}: {key} = {_shown(value)}"
        values[name] = Given(value, where)
    return values


def _allowed(name: str) -> tuple[type, ...]:
    return (str, int, float) if BY_NAME[name].is_number else (str,)


def _text(path: Path) -> str | None:
    """What the file says; None when there is none."""
    try:
        if path.exists() and not path.is_file():
            raise ConfigError(f"{path} is no file: settings are read from it")
        data = path.read_bytes()
    except FileNotFoundError as error:
        if path.is_symlink():
            raise ConfigError(f"{path} is a link that leads nowhere") from error
        return None
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror or error}") from error
    try:
        return data.decode("utf-8-sig")  # some editors put a mark at the beginning
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ConfigError(
            f"{path.name}, line {line}: the file is not UTF-8: save it as UTF-8"
        ) from error


def _parsed(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).rstrip(")").rpartition(" (at ")
        if place == "end of document":
            place = f"line {len(text.rstrip().split(chr(10)))}"
        if "overwrite" in what:
            what = "a name stands there twice"
        raise ConfigError(f"{name}, {place}: {what}; {_HINT}") from error
    except RecursionError as error:
        raise ConfigError(f"{name}: brackets within brackets; {_HINT}") from error


_HINT = 'a line is NAME = "TEXT" or NAME = NUMBER'


def _named(text: str) -> Iterator[tuple[str, int]]:
    """Each name of the top level with its line: it is new in what the lines up to it give when read."""
    lines = text.replace("\r\n", "\n").split("\n")
    seen: set[str] = set()
    whole = 0  # lines that are read as they are: a text of several lines begins behind them
    for end in range(1, len(lines) + 1):
        if whole == end - 1 and lines[whole].strip()[:1] in {"", "#"}:
            whole = end
            continue
        try:
            read = tomllib.loads("\n".join(lines[:end]))
        except tomllib.TOMLDecodeError:
            continue
        yield from ((key, whole + 1) for key in read if key not in seen)
        seen |= read.keys()
        whole = end


def _shown(value: Any) -> str:
    """A value as a message may print it."""
    text = "".join(c if c.isprintable() else "\ufffd" for c in str(value))
    return text if len(text) <= 200 else f"{text[:200]}…"
