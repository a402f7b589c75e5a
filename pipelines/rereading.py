"""An archived page parsed again and held against the stored row: what `verify --deep` proves."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipelines import CODE_VERSION, archive, flow
from pipelines.rules import Newspaper
from pipelines.storage.columns import COPIED

#: The columns that a page gives; the reference to it is where it was read from.
_GIVEN = tuple(name for name in COPIED if name != "archive_ref")
#: Enough of both values to know them by.
_SHOWN = 60
#: What a row read by no selector of a rule set has in `rules`.
_GENERIC = "generic"


def is_of_today(row: Mapping[str, Any], newspaper: Newspaper) -> bool:
    """True when this code and these rules made the row: only then must it come out again."""
    if row["code_version"] != CODE_VERSION:
        return False
    return row["rules"] in {_GENERIC, *(rules.name for rules in newspaper.rule_sets)}


def difference(folder: Path, row: Mapping[str, Any], newspaper: Newspaper) -> str | None:
    """How the page behind a row of `articles`, parsed again, differs from it; None: not at all.

    Raises ArchiveError when there is no sound page to parse.
    """
    reading = flow.read_page(archive.read_page(folder, row["archive_ref"]), newspaper)
    article = reading.article
    if article is None:
        judged = reading.judged
        ended = f"{judged.outcome}/{judged.reason}" if judged is not None else "nothing"
        return f"gives no article but {ended}"
    differing = [
        f"{name} {_short(getattr(article, name))}, stored {_short(row[name])}"
        for name in _GIVEN
        if getattr(article, name) != row[name]
    ]
    return f"gives {'; '.join(differing)}" if differing else None


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
