"""`scrapy report` for people: tables that fit 80 columns, on a terminal and in a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from crawler.command import printable

Row = dict[str, Any]


def print_report(console: Console, told: Row) -> None:
    """Everything, section by section."""
    for part in _parts(told):
        shown = part if isinstance(part, Table) else escape(printable(part))
        console.print(shown, soft_wrap=isinstance(part, _Whole))


class _Whole(str):
    """A line that is not broken: an address can be copied, and found by grep."""

    __slots__ = ()


def _parts(told: Row) -> Iterator[Table | str]:
    yield from _found(told)
    yield from _runs(told)
    yield from _outcomes(told)
    yield from _errors(told)
    yield from _weeks(told["weeks"], told["run"]["paper"])
    for row in told["completeness"]["number_spaces"]:
        yield from _numbers(told, row)
    yield from _coverage(told)
    yield from _rules(told)
    sizes = ", ".join(f"{n} {name}" for name, n in told["counts"]["rows"].items())
    yield _Whole(f"In {told['database']}:")
    yield sizes


_RIGHT = frozenset(
    ("articles", "words", "new", "updated", "visits", "share", "conflicts", "numbers", "change")
)


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        # What is too long goes on in the next line, nothing is cut.
        table.add_column(
            name, overflow="fold", justify="right" if name in _RIGHT or "week" in name else "left"
        )
    return table


def _add(table: Table, *cells: Any) -> None:
    table.add_row(*(escape(printable(cell)) for cell in cells))


def _found(told: Row) -> Iterator[Table | str]:
    table = _table("paper", "language", "articles", "from", "to", "words")
    for row in told["found"]:
        _add(table, *row.values())
    yield "What is there"
    yield table


def _minute(text: str) -> str:
    return text[:16].replace("T", " ")


def _runs(told: Row) -> Iterator[Table | str]:
    table = _table("run", "paper", "mode", "began (UTC)", "verdict", "new", "updated")
    for run in told["runs"]:
        done = run["outcomes"]
        began, verdict = _minute(run["started_at"]), run["verdict"] or "running"
        counts = (done["stored_new"], done["stored_update"])
        _add(table, run["id"], run["paper"], run["mode"], began, verdict, *counts)
    yield "Last runs"
    yield table


def _outcomes(told: Row) -> Iterator[Table | str]:
    run = told["run"]
    table = _table("outcome", "reason", "visits")
    for row in told["reasons"]:
        _add(table, row["outcome"], row["reason"], row["visits"])
    yield f"Outcomes of run {run['id']} of {run['paper']}: {run['verdict'] or 'running'}"
    yield table


def _errors(told: Row) -> Iterator[str]:
    weeks = told["weeks"]
    span = f"{_minute(weeks['since'])} to {_minute(weeks['until'])} UTC"
    if not told["errors"]:
        yield f"No errors in the week, {span}"
        yield ""
        return
    yield f"Most frequent errors of the week, {span}"
    for row in told["errors"]:
        what = "a run broke" if row["outcome"] == "run" else row["outcome"]
        what += f"/{row['reason']}" if row["reason"] else ""
        what += f", HTTP {row['http_status']}" if row["http_status"] else ""
        yield f"{row['count']:>6}  {what}"
        if row["error"]:
            yield _Whole(f"        {row['error'][:300]}")
        yield _Whole(f"        {row['url'] or 'outside its pages'} (run {row['run']})")
    yield ""


def _weeks(weeks: Row, paper: str) -> Iterator[Table | str]:
    if weeks["changes"] is None:
        yield (
            f"There is no week before: no crawl of {paper} began from"
            f" {_minute(weeks['since_before'])} to {_minute(weeks['since'])} UTC."
        )
        yield ""
        return
    table = _table("what", "week before", "this week", "change")
    changes = weeks["changes"]
    for name, (before, this) in changes["figures"].items():
        _add(table, name, before, this, _difference(before, this))
    for group, prefix in (("verdicts", "runs "), ("outcomes", "")):
        for name, (before, this) in changes[group].items():
            _add(table, prefix + name, before, this, _difference(before, this))
    for name, (before, this) in changes["coverage"].items():
        _add(table, f"have {name}", f"{before:.1%}", f"{this:.1%}", _points(before, this))
    for row in changes["rules"]:
        pair = row["before"], row["this"]
        name = f"{row['field']} by {row['rule']}"
        _add(table, name, f"{pair[0]:.1%}", f"{pair[1]:.1%}", _points(*pair))
    yield f"{paper}: the week to {_minute(weeks['until'])} UTC beside the week before"
    yield table
    if not changes["coverage"] and not changes["rules"]:
        alike = weeks["this"]["articles"] and weeks["before"]["articles"]
        yield "Coverage and rules are as they were." if alike else _NO_SHARE
        yield ""


_NO_SHARE = "Coverage and rules cannot be compared: one of the weeks has no new article."


def _difference(before: int, this: int) -> str:
    return f"{this - before:+d}" if this != before else ""


def _points(before: float, this: float) -> str:
    return f"{100 * (this - before):+.1f} points"


def _numbers(told: Row, row: Row) -> Iterator[Table | str]:
    days = [told["completeness"][name] for name in ("since", "until")]
    window = f", {days[0] or 'the beginning'} to {days[1] or 'now'}" if any(days) else ""
    space = f"{told['run']['paper']}/{row['number_space']}"
    table = _table("what became of it", "numbers")
    for name, key in _FATES:
        _add(table, name, row[key])
    for fate, count in row["explained"].items():
        _add(table, fate, count)
    _add(table, "unaccounted: no page named it, none answered for it", row["unaccounted"])
    yield f"Article numbers {row['first']} to {row['last']} of {space}{window}: {row['numbers']}"
    yield table
    if row["unknown"]:
        shown = ", ".join(f"{a}" if a == b else f"{a}-{b}" for a, b in row["unknown"])
        yield f"No page answered for, the newest first: {shown}"
        yield ""


_FATES = (("stored", "stored"), ("do not exist", "absent"), ("not asked yet", "open"))


def _coverage(told: Row) -> Iterator[Table | str]:
    table = _table("field", "share")
    for row in told["coverage"]:
        for name, share in row.items():
            if isinstance(share, float):
                _add(table, name, f"{share:.1%}")
    yield f"Coverage: live articles of {told['run']['paper']} that have it{_newest(told)}"
    yield table


def _newest(told: Row) -> str:
    """Of how many, where not of all."""
    there = told["counts"]["papers"].get(told["run"]["paper"], 0)
    return f", among its newest {told['newest']:,}" if there > told["newest"] else ""


def _rules(told: Row) -> Iterator[Table | str]:
    table = _table("field", "rule", "articles", "conflicts")
    for row in told["rules"]:
        _add(table, row["field"], row["rule"], row["articles"], row["conflicts"])
    yield f"Which rule gave which field{_newest(told)}"
    yield table
