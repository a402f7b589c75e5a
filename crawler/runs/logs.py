"""How a crawl's log is written: lines of text as Scrapy makes them, or one JSON object a line."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter
from scrapy.settings import Settings

from crawler import clock
from crawler.config import ConfigError, read_config
from crawler.process import silence
from pipelines.storage.base import Task

logger = logging.getLogger(__name__)

JSON = "json"
_NAMES = {"asctime": "time", "levelname": "level", "name": "logger", "exc_info": "exception"}


class JsonLines(JsonFormatter):
    """A record as one JSON object: time, level, logger, message, run, paper, and its page's facts."""

    def __init__(self) -> None:
        super().__init__(
            ["asctime", "levelname", "name", "message"],
            rename_fields=_NAMES,
            static_fields={"run": None, "paper": None},
            # Scrapy hangs these objects on its records: `paper`, `url` and `page` say as much.
            reserved_attrs=[*RESERVED_ATTRS, "spider", "crawler", "item"],
            json_ensure_ascii=False,
        )

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        """UTC with `Z`, as all times in the database."""
        del datefmt
        return clock.stamp(datetime.fromtimestamp(record.created, UTC))

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        """Scrapy's own lines about a page carry its request or response: say which page it was."""
        super().add_fields(log_data, record, message_dict)
        for name, value in _page_of(record).items():
            log_data.setdefault(name, value)


def _page_of(record: logging.LogRecord) -> dict[str, Any]:
    """Address and id of the page that a record is about; of a robots.txt the address alone."""
    given = record.args if isinstance(record.args, dict) else {}
    about = [given.get(name) for name in ("request", "response", "src", "item")]
    about.append(getattr(record, "item", None))
    for of_page in about:
        # A response without its request has no `meta`: Scrapy raises AttributeError then.
        task = getattr(of_page, "task", None) or (getattr(of_page, "meta", None) or {}).get("task")
        if isinstance(task, Task):
            return {"url": task.url, "page": task.page_id}
    urls = (getattr(of_page, "url", None) for of_page in about)
    return next(({"url": url} for url in urls if isinstance(url, str)), {})


def begin_logs(settings: Settings) -> None:
    """Before Scrapy's first line: when JSON is wanted, that line is JSON too."""
    try:
        log_as = read_config(settings).log_as
    except ConfigError:
        return  # the command reads the settings again, and says what is wrong
    logging.Handler.handleError = _not_logged  # type: ignore[method-assign, assignment]
    if log_as != JSON:
        return
    # Scrapy makes its own handler anew for each crawler, as text: it makes none, this one stays.
    settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
    handler = _handler(settings)
    handler.setLevel(settings.get("LOG_LEVEL"))
    handler.setFormatter(JsonLines())
    logging.root.setLevel(logging.NOTSET)
    logging.root.addHandler(handler)
    logging.captureWarnings(True)  # Scrapy leaves it out under `python -W`
    sys.unraisablehook = _unraisable


_handle_error = logging.Handler.handleError


def _not_logged(handler: logging.Handler, record: logging.LogRecord) -> None:
    """A log that cannot be written (full, its reader gone) is told once, and costs the log alone."""
    error = sys.exc_info()[1]
    if not isinstance(error, OSError) or not isinstance(handler, logging.StreamHandler):
        _handle_error(handler, record)
        return
    silence(handler.stream)
    if handler.stream is not sys.stderr:
        told_person(f"the log cannot be written any more, and the work goes on: {error}")


def _handler(settings: Settings) -> logging.Handler:
    """Where Scrapy's settings say that the log goes."""
    if name := settings.get("LOG_FILE"):
        mode = "a" if settings.getbool("LOG_FILE_APPEND") else "w"
        return logging.FileHandler(name, mode, settings.get("LOG_ENCODING"))
    return logging.StreamHandler() if settings.getbool("LOG_ENABLED") else logging.NullHandler()


def _json_lines() -> JsonLines | None:
    forms = (handler.formatter for handler in logging.root.handlers)
    return next((form for form in forms if isinstance(form, JsonLines)), None)


def name_run(run: int, paper: str) -> None:
    """From now on each JSON line says whose it is."""
    if (form := _json_lines()) is not None:
        form.static_fields |= {"run": run, "paper": paper}


def tell(text: str) -> None:
    """A line for a person, on standard error, in the log's form."""
    if _json_lines() is not None:
        logger.warning("%s", text)
    else:
        told_person(text)


def log_end(summary: Mapping[str, Any]) -> None:
    """The verdict as the last line of a log that is a file: who reads it has no other output.

    Under scrapyd that is so: what a job prints comes out maimed in scrapyd's own log.
    """
    if any(isinstance(handler, logging.FileHandler) for handler in logging.root.handlers):
        level = logging.WARNING if summary["exit_code"] else logging.INFO
        why = f": {summary['why']}" if summary.get("why") else ""
        told = (summary["verdict"], summary["exit_code"], why)
        logger.log(level, "Verdict: %s, exit code %s%s", *told)


def log_refusal(settings: Settings, summary: Mapping[str, Any]) -> None:
    """The same line for a crawl that ended before its log was begun, in the file that it named."""
    if settings.get("LOG_FILE"):
        with suppress(OSError, LookupError):  # the exit code and standard error have said it
            logging.root.addHandler(handler := _handler(settings))
            log_end(summary)
            logging.root.removeHandler(handler)
            handler.close()


def told_person(text: str) -> None:
    """A line on standard error, if anybody can read it there."""
    try:
        print(text, file=sys.stderr, flush=True)  # noqa: T201  the person who typed the command
    except OSError:
        silence(sys.stderr)


def _unraisable(problem: sys.UnraisableHookArgs) -> None:
    """What Python would print by itself: an exception where none can be raised."""
    about = problem.err_msg or "Exception ignored in"
    logger.warning("%s: %r: %r", about, problem.object, problem.exc_value)
