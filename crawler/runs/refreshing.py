"""What a refresh keeps account of: its budget of requests, and what it was told to ask in vain."""

from __future__ import annotations

import logging

from pipelines.storage.base import Revisits
from pipelines.storage.base_mode import Mode

logger = logging.getLogger(__name__)


class Refreshing:
    """The account of one run; nothing is in it unless the run is a refresh."""

    def __init__(self, mode: Mode) -> None:
        self._budget = mode.budget if mode.budgeted else None
        self._addresses = bool(mode.only_urls)
        self._handed_out = 0
        #: Addresses or numbers that were named, and no article has.
        self.unknown = 0
        #: What the run has to say of it to a person at its end.
        self.remarks: list[str] = []

    def chosen(self, revisits: Revisits) -> None:
        """These pages will be asked again."""
        logger.info("%d pages to be asked again", revisits.pages)
        self.unknown = revisits.unknown
        if revisits.unknown:
            what = "addresses" if self._addresses else "numbers"
            more = ", …" if revisits.unknown > len(revisits.examples) else ""
            self._remark(
                f"{revisits.unknown} of the {what} named are not stored, so there is nothing to"
                f" refresh: {', '.join(revisits.examples)}{more}"
            )

    def count(self) -> None:
        """One request more is handed out: a page, a hop of a redirect, a second try."""
        self._handed_out += 1

    @property
    def spent(self) -> bool:
        """The budget is used up: redirects on their way are followed, no page is taken up."""
        return self._budget is not None and self._handed_out >= self._budget

    def leaves_pages(self) -> None:
        """The budget was used up before the pages were."""
        self._remark(
            f"REFRESH_BUDGET: {self._budget} requests are used up, and pages that were due are"
            " left to the next run"
        )

    def _remark(self, text: str) -> None:
        if text not in self.remarks:
            self.remarks.append(text)
            logger.warning("%s", text)
