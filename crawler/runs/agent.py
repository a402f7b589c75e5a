"""The User-Agent: it names the project and a contact, which a live host must be able to read."""

from __future__ import annotations

import re

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from crawler.config import ConfigError
from crawler.runs.arguments import is_loopback
from pipelines import CODE_VERSION

#: What a person can write to or look up: an e-mail address, or a page.
_REACHABLE = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+|https?://[^\s/.]+\.\S+")


def name_ourselves(settings: BaseSettings, contact: str | None, origin: str | None) -> None:
    """Set USER_AGENT; `-s USER_AGENT=…` is used as it is. Raises ConfigError without a contact."""
    given = (settings.getpriority("USER_AGENT") or 0) >= SETTINGS_PRIORITIES["cmdline"]
    live = not is_loopback(origin)
    if given:
        agent = str(settings["USER_AGENT"])
        if live and not _REACHABLE.search(agent):
            message = (
                f"USER_AGENT={agent}: the newspaper must be able to reach you. Put an e-mail"
                " address or a page (https://…) in it, or leave it out and set CONTACT"
            )
            raise ConfigError(message)
        return
    if live and contact is None:
        message = (
            "CONTACT is not set: the newspaper must be able to reach you. Give an address or"
            " page, -s CONTACT=you@example.org, BAOTINH_CONTACT, or contact in baotinh.toml"
        )
        raise ConfigError(message)
    agent = f"baotinh/{CODE_VERSION}" + (f" (+{contact})" if contact else "")
    settings.set("USER_AGENT", agent, priority="cmdline")
