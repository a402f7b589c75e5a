"""What a crawl leaves for Prometheus when it ends: a file for node_exporter's textfile collector.

Every series has the label `paper`, so that files of several newspapers lie in one folder. What cannot
be known (a database that cannot be read) is left out: a zero would be a lie.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from prometheus_client import CollectorRegistry, write_to_textfile
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from crawler import clock
from crawler.config import Config, ConfigError
from crawler.options import PAPER
from pipelines.archive.copying import files_of
from pipelines.outcomes import Outcome, PageState
from pipelines.storage.base import StorageError
from pipelines.storage.connection import Connection, open_reader
from pipelines.storage.figures import Figures, figures
from pipelines.storage.tables_frontier import VERDICTS

logger = logging.getLogger(__name__)

_STATUSES = ("live", "withdrawn", "forgotten")
#: A run that lost its lock ends so; it is no verdict that is stored.
_VERDICTS = (*VERDICTS, "locked")


class Ended(NamedTuple):
    """A crawl that has ended, or could not begin."""

    paper: str
    started_at: str
    #: As the crawl prints it.
    summary: Mapping[str, Any]
    #: Seconds that it waited for the store to hand out pages.
    lease_seconds: float = 0.0


def check_folder(path: Path | None) -> None:
    """Raise ConfigError for a METRICS_FILE that cannot be written."""
    if path is None:
        return
    if not path.parent.is_dir():
        raise ConfigError(f"METRICS_FILE={path}: there is no folder {path.parent}")
    if not os.access(path.parent, os.W_OK):
        raise ConfigError(f"METRICS_FILE={path}: its folder cannot be written")


def file_of(path: Path, paper: str) -> Path:
    """The file of one newspaper."""
    return path.with_name(path.name.replace(PAPER, re.sub(r"[^\w.-]", "_", paper)))


def leave(config: Config, ended: Ended) -> str | None:
    """Write the newspaper's file, whole or not at all; why that was not possible, if it was not."""
    if config.metrics_file is None:
        return None
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Told(config, ended))
    path = file_of(config.metrics_file, ended.paper)
    try:
        write_to_textfile(str(path), registry)
    except OSError as error:
        told = f"METRICS_FILE: {path} cannot be written: {error.strerror or error}"
        logger.error("%s", told)  # noqa: TRY400  the words say it all
        return told
    return None


class _Told(Collector):
    """Makes the families when they are asked for."""

    def __init__(self, config: Config, ended: Ended) -> None:
        self._config, self._ended = config, ended

    def collect(self) -> Iterator[Metric]:
        """All families, each with this newspaper's label."""
        ended, config, now = self._ended, self._config, clock.now()
        family = Families(ended.paper)
        yield from _of_run(family, ended, now)
        found = _figures(config, ended.paper, now)
        yield family.gauge(
            "database_readable", "1 when the database could be read.", found is not None
        )
        if found is not None:
            yield from _of_store(family, found)
        yield from _of_disk(family, config, ended.paper)


class Families:
    """Makes families of one newspaper."""

    def __init__(self, paper: str) -> None:
        self._paper = paper

    def gauge(self, name: str, says: str, value: float) -> Metric:
        """One number."""
        made = GaugeMetricFamily(f"baotinh_{name}", says, labels=["paper"])
        made.add_metric([self._paper], float(value))
        return made

    def gauges(self, name: str, says: str, label: str, values: Mapping[str, float]) -> Metric:
        """A number for each value of a label."""
        made = GaugeMetricFamily(f"baotinh_{name}", says, labels=["paper", label])
        for key, value in values.items():
            made.add_metric([self._paper, key], float(value))
        return made

    def counters(self, name: str, says: str, label: str, values: Mapping[str, float]) -> Metric:
        """A number that only grows, for each value of a label; `_total` comes behind the name."""
        made = CounterMetricFamily(f"baotinh_{name}", says, labels=["paper", label])
        for key, value in values.items():
            made.add_metric([self._paper, key], float(value))
        return made

    def counter(self, name: str, says: str, value: float) -> Metric:
        """One number that only grows."""
        made = CounterMetricFamily(f"baotinh_{name}", says, labels=["paper"])
        made.add_metric([self._paper], float(value))
        return made


def _of_run(family: Families, ended: Ended, now: str) -> Iterator[Metric]:
    summary = ended.summary
    seconds = clock.seconds_between(ended.started_at, now)
    yield family.gauge("last_run_timestamp_seconds", "When the last crawl ended.", _unix(now))
    yield family.gauge("last_run_duration_seconds", "How long the last crawl took.", seconds)
    yield family.gauge("last_run_exit_code", "Exit code of the last crawl.", summary["exit_code"])
    yield family.gauges(
        "last_run_verdict",
        "1 for the verdict of the last crawl, 0 for the others.",
        "verdict",
        {word: word == summary["verdict"] for word in _VERDICTS},
    )
    yield family.gauge(
        "last_run_requests", "Requests of the last crawl.", summary.get("requests", 0)
    )
    yield family.gauges(
        "last_run_visits",
        "Visits of the last crawl by outcome; stored_new are new articles.",
        "outcome",
        {outcome: summary.get("outcomes", {}).get(outcome, 0) for outcome in Outcome},
    )
    yield family.gauge(
        "last_run_left_out_pages",
        "Open pages that the window of the last crawl left out.",
        summary.get("left_out", 0),
    )
    yield family.gauge(
        "last_run_lease_wait_seconds",
        "Time that the last crawl waited for the database to hand out pages.",
        ended.lease_seconds,
    )


def _of_store(family: Families, found: Figures) -> Iterator[Metric]:
    yield family.gauges(
        "articles",
        "Stored articles by status.",
        "status",
        {name: found.articles.get(name, 0) for name in _STATUSES},
    )
    yield family.gauges(
        "pages",
        "Known pages by state; pending and retry are open.",
        "state",
        {name: found.pages.get(name, 0) for name in PageState},
    )
    yield family.gauge("waiting_pages", "Open pages that wait for a later time.", found.waiting)
    for name, says, when in (
        (
            "oldest_open_page_timestamp_seconds",
            "When the oldest open page was found.",
            found.oldest_open,
        ),
        (
            "last_complete_run_timestamp_seconds",
            "When the last complete run ended.",
            found.last_complete,
        ),
    ):
        if when is not None:
            yield family.gauge(name, says, _unix(when))
    yield family.counters("runs", "Runs by verdict.", "verdict", found.runs)
    yield family.counters("visits", "Visits of all runs by outcome.", "outcome", found.visits)
    yield family.counter("requests", "Requests of all runs.", found.requests)


def _of_disk(family: Families, config: Config, paper: str) -> Iterator[Metric]:
    database, archive = config.database, config.archive_dir
    sizes = {"database_bytes": database, "database_log_bytes": Path(f"{database}-wal")}
    for name, path in sizes.items():
        what = "Size of the database." if path == database else "Size of SQLite's log beside it."
        yield family.gauge(name, what, path.stat().st_size if path.exists() else 0)
    places = {"database": database.parent}
    if archive is not None:
        mine = [file for file in files_of(archive) if _is_of(file, paper) and file.exists()]
        size = sum(file.stat().st_size for file in mine)
        yield family.gauge("archive_bytes", "Size of the newspaper's archived pages.", size)
        yield family.gauge("archive_files", "Files of its archive.", len(mine))
        if archive.is_dir():
            places["archive"] = archive
    yield family.gauges(
        "disk_free_bytes",
        "Room on the disk of database and archive.",
        "place",
        {name: shutil.disk_usage(path).free for name, path in places.items() if path.is_dir()},
    )


def _is_of(file: Path, paper: str) -> bool:
    return re.fullmatch(re.escape(paper) + r"-\d+-\d+\.warc\.gz", file.name) is not None


def _figures(config: Config, paper: str, now: str) -> Figures | None:
    try:
        with closing(open_reader(config.database).raw) as raw:
            return figures(Connection(raw, str(config.database), writes=False), paper, now)
    except StorageError as error:
        logger.warning("Metrics without what is in the database: %s", error)
        return None


def _unix(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
