"""Links that this process has put into the frontier already: menus and boxes stand on every page.

An article page links to some hundred others, and nearly all of them were on the page before it. To put
the same link once more changes nothing, so that it need not be looked up.
"""

from __future__ import annotations

from pipelines.items import Link
from pipelines.outcomes import PageKind
from pipelines.storage.known import Known

#: More would be a large newspaper's whole frontier in memory.
MOST = 50_000


class PutBefore:
    """Links of kind article, by all that they say: address, spellings, hints."""

    def __init__(self) -> None:
        self._kept: dict[Link, Known] = {}
        self._pending: dict[Link, Known] = {}

    def known(self, link: Link) -> Known | None:
        """What the link led to when it was put; None: it must be put."""
        return self._kept.get(link) if link.kind is PageKind.ARTICLE else None

    def learn(self, known: Known) -> None:
        """This was put; it counts from `keep` on, when the transaction is written."""
        if known.link.kind is PageKind.ARTICLE and known.settled:
            self._pending[known.link] = known.as_old()

    def keep(self) -> None:
        """The transaction is written."""
        if len(self._kept) + len(self._pending) > MOST:
            self._kept.clear()
        self._kept.update(self._pending)
        self._pending.clear()

    def drop(self) -> None:
        """The transaction was rolled back: nothing of it was put."""
        self._pending.clear()
