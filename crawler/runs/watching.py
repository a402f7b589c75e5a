"""What watches over the runs of a crawl: where alerts go, and which folders need room."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from crawler import clock
from crawler.config import Config
from crawler.runs.alerts import CRASH, Changes, changes, of_verdict
from crawler.runs.alerts.channels import Channel, channels
from crawler.runs.alerts.marks import failed_before, forget, storage_failed, told_since
from crawler.runs.alerts.telling import deliver
from crawler.runs.monitors import Findings, disk, is_whole, judge, told
from crawler.runs.session import LEASE_SECONDS, Session
from crawler.runs.verdict import Verdict
from pipelines.storage.base import LostLeaseError, Run, StorageError, Store
from pipelines.storage.base_watch import FAILED, Result, Watched

logger = logging.getLogger(__name__)


class Watching(NamedTuple):
    """Channels and folders; nothing by default."""

    channels: tuple[Channel, ...] = ()
    #: `database`, `archive` to the folder whose room is watched.
    folders: Mapping[str, Path] = {}
    database: Path | None = None

    @classmethod
    def of(cls, config: Config) -> Watching:
        """As the settings say."""
        folders = {"database": config.database.parent}
        if config.archive_dir is not None:
            folders["archive"] = config.archive_dir
        using = channels(config.alert_command, config.alert_webhook)
        return cls(using, folders, config.database)

    def found(self, session: Session, spoilt: str | None) -> Findings:
        """What the monitors say of a run; raises StorageError."""
        return judge(session, self.folders, spoilt)

    def watched(
        self, session: Session, findings: Findings, verdict: Verdict
    ) -> tuple[Watched, Changes]:
        """What the end of a run writes, and what is news in it; raises StorageError."""
        results = [*findings.results, *of_verdict(verdict, session)]
        # A run of a part says nothing of the whole, but of itself and of the disk it does.
        speak = [r for r in results if is_whole(session) or r.monitor in {"run", disk.NAME}]
        known = session.store.watch.open_alerts(session.paper.name)
        news = changes(speak, known, clock.now())
        watched = Watched(
            findings.started_at,
            findings.facts,
            findings.sources,
            told(tuple(results)),
            news.broke,
            news.healed,
            told_since(self.database, session.paper.name),
        )
        return watched, news

    def written(self, store: Store, run: Run, verdict: Verdict) -> None:
        """The end of a run is in the database: tell what is news."""
        forget(self.database, run.paper)
        deliver(store, run, verdict.word, self.channels)

    def not_written(self, paper: str, why: str) -> None:
        """The database cannot be used: tell it once, whatever it cannot remember."""
        if self.database is not None:
            storage_failed(self.database, paper, why, self.channels)

    def begun(self, store: Store, run: Run) -> None:
        """A run before this one was killed: told at once, for this one may be killed too."""
        try:
            killed = store.watch.killed_before(run)
            if killed is None or failed_before(self.database, run.paper):
                return
            told = f"run {killed} was killed before its end"
            store.watch.open_alert(run, Result("run", CRASH, FAILED, told), clock.now())
        except StorageError as error:
            logger.warning("%s", error)  # the run meets it too, and ends by it
            return
        deliver(store, run, None, self.channels)
        try:
            store.renew(run, clock.now(), LEASE_SECONDS)  # telling may have taken most of it
        except (StorageError, LostLeaseError) as error:
            logger.warning("%s", error)  # as above
