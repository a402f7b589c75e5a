"""Báo Long An, whose rules of one day end the process that asks for them."""

import os
import signal
from dataclasses import dataclass, fields
from datetime import date

from crawler.spiders.baolongan import BaolonganSpider
from pipelines.rules import Newspaper, RuleSet

DEADLY, BROKEN = date(2001, 1, 1), date(2002, 2, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlyNewspaper(Newspaper):
    """Kills whoever reads a page of the one day, and raises at a page of the other."""

    __hash__ = Newspaper.__hash__

    def rule_set_for(self, day: date | None) -> RuleSet:
        """Ask for the rules of a day."""
        if day == DEADLY:
            os.kill(os.getpid(), signal.SIGKILL)
        if day == BROKEN:
            raise ZeroDivisionError("no rules of that day")
        return Newspaper.rule_set_for(self, day)


class DeadlySpider(BaolonganSpider):
    """The same newspaper."""

    paper = DeadlyNewspaper(
        **{field.name: getattr(BaolonganSpider.paper, field.name) for field in fields(Newspaper)}
    )
