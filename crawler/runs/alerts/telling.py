"""Tells what broke and healed, on each channel, and writes down how that went."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from crawler import clock
from crawler.runs.alerts.channels import Channel
from crawler.runs.logs import tell
from pipelines.storage.base import Run, StorageError, Store
from pipelines.storage.base_watch import Pending
from pipelines.storage.times import after

logger = logging.getLogger(__name__)

#: What another process began to tell is left to it for so long.
CLAIM_SECONDS = 120.0


def deliver(store: Store, run: Run, verdict: str | None, using: Sequence[Channel]) -> None:
    """Tell what is to be told; never raises, and changes no verdict.

    A delivery that fails is told to whoever reads standard error, and is tried again by the next run.
    """
    for channel in using:
        try:
            now = clock.now()
            pending = store.watch.claim(run, channel.name, now, after(now, -CLAIM_SECONDS))
            if not pending:
                continue
            failure = channel.send(message(run, verdict, pending, now))
            store.watch.told(pending, channel.name, clock.now(), failure)
        except StorageError as error:
            failure = f"what is to be told cannot be read or written: {error}"
        if failure:
            not_told(channel, failure)


def not_told(channel: Channel, failure: str) -> None:
    """Say that an alert did not arrive."""
    tell(f"alert by {channel.name} failed: {failure}; the next run tries again")


def message(run: Run, verdict: str | None, pending: Sequence[Pending], now: str) -> dict[str, Any]:
    """What is sent: the newspaper, the run, what broke, what healed, and one text of it all."""
    broke = [
        {
            "subject": one.alert.subject,
            "monitor": one.alert.monitor,
            "since": one.alert.opened_at,
            "message": one.alert.message,
        }
        for one in pending
        if one.event == "broke"
    ]
    healed = [
        {
            "subject": one.alert.subject,
            "monitor": one.alert.monitor,
            "since": one.alert.opened_at,
            "until": one.alert.closed_at,
            "message": one.alert.closed_why,
        }
        for one in pending
        if one.event == "healed"
    ]
    return _whole(run.paper, run.id, verdict, now, broke, healed)


def storage_broke(paper: str, why: str, now: str) -> dict[str, Any]:
    """What is sent when the database itself cannot be used."""
    told = {"subject": "storage", "monitor": "run", "since": now, "message": why}
    return _whole(paper, None, "storage", now, [told], [])


def _whole(
    paper: str,
    run: int | None,
    verdict: str | None,
    now: str,
    broke: Sequence[dict[str, Any]],
    healed: Sequence[dict[str, Any]],
) -> dict[str, Any]:
    parts = [f"BROKE {one['subject']}: {one['message']}" for one in broke]
    parts += [f"healed {one['subject']}: {one['message']}" for one in healed]
    return {
        "paper": paper,
        "run": run,
        "verdict": verdict,
        "at": now,
        "broke": list(broke),
        "healed": list(healed),
        "text": f"baotinh {paper}: {'; '.join(parts)}",
    }
