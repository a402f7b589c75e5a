"""Articles as files: streamed, in a stable order, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from crawler.parquet import write_parquet
from pipelines.storage.connection import Connection
from pipelines.storage.exporting import Selection, column_types, export_rows

#: A cell that begins with one of these is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

#: Writes rows with these columns (name to SQLite's type) and returns how many there were.
Writer = Callable[[IO[bytes], Mapping[str, str], Iterable[tuple[Any, ...]]], int]


def export(reader: Connection, selection: Selection, path: Path, *, bom: bool = False) -> int:
    """Write the selected articles to `path`, by its suffix; returns how many.

    The file carries its name only when it is whole. `bom` begins a text file with the byte order
    mark. Raises OSError, StorageError, QueryError, MissingPackageError.
    """
    write = FORMATS[path.suffix]
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as file:
            if bom:
                file.write("\ufeff".encode())
            rows = (tuple(row) for row in export_rows(reader, selection))
            count = write(file, column_types(reader), rows)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return count


def _csv(file: IO[bytes], columns: Mapping[str, str], rows: Iterable[tuple[Any, ...]]) -> int:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(columns)
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007  the count is the result
        writer.writerow([neutral(cell) for cell in row])
    text.detach()
    return count


def neutral(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: text that looks like one gets an apostrophe."""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell


def _json_lines(
    file: IO[bytes], columns: Mapping[str, str], rows: Iterable[tuple[Any, ...]]
) -> int:
    count = 0
    for line in _lines(columns, rows):
        file.write(line.encode())
        count += 1
    return count


def _lines(columns: Mapping[str, str], rows: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n"


FORMATS: dict[str, Writer] = {".csv": _csv, ".jsonl": _json_lines, ".parquet": write_parquet}
