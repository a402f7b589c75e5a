"""Articles as files: streamed, in a stable order, whole or not at all."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from pipelines.storage.connection import Connection
from pipelines.storage.exporting import Selection, columns, export_rows

#: A cell that begins with one of these is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Writer = Callable[[IO[str], Sequence[str], Iterable[Sequence[Any]]], int]


def export(reader: Connection, selection: Selection, path: Path, *, bom: bool = False) -> int:
    """Write the selected articles to `path`, by its suffix; returns how many.

    The file carries its name only when it is whole. Raises OSError, StorageError, QueryError.
    """
    write = FORMATS[path.suffix]
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    encoding = "utf-8-sig" if bom and path.suffix == ".csv" else "utf-8"
    try:
        with partial.open("w", encoding=encoding, newline="") as file:
            rows = (tuple(row) for row in export_rows(reader, selection))
            count = write(file, columns(reader), rows)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return count


def _csv(file: IO[str], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    writer = csv.writer(file)
    writer.writerow(names)
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007  the count is the result
        writer.writerow([neutral(cell) for cell in row])
    return count


def neutral(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: text that looks like one gets an apostrophe."""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell


def _json_lines(file: IO[str], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    count = 0
    for line in _lines(names, rows):
        file.write(line)
        count += 1
    return count


def _lines(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n"


FORMATS: dict[str, Writer] = {".csv": _csv, ".jsonl": _json_lines}
