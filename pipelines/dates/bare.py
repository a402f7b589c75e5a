"""A printed line read, and read again without the names of sections where those were taken for an event."""

from __future__ import annotations

from collections.abc import Callable, Collection

from pipelines.dates.candidates import Candidate
from pipelines.dates.labels import Printed
from pipelines.dates.reader import OF_TEXT, Reader
from pipelines.dates.sectioned import without_sections
from pipelines.fields.marks import date_part
from pipelines.text import clean


def read_line(
    reader: Reader, line: Printed, told: Callable[[], Collection[str]]
) -> Candidate | None:
    """A printed date; `told`: the days of other sources, which decide where it may mean another."""
    refused = list(reader.found.refused)
    candidate = reader.printed(line, told)
    if candidate is not None or line.block is None or line.behind or reader.language != "vi":
        return candidate
    notes = reader.found.refused[len(refused) :]
    if not all(note.endswith(OF_TEXT) for note in notes) or date_part(line.text) is None:
        return None  # it was no word that spoke against it
    text = without_sections(line.text, line.block, reader.document)
    if not text:
        return None
    now, reader.found.refused = reader.found.refused, refused
    candidate = reader.printed(line._replace(text=text, line=text, block=None), told)
    if candidate is None:
        reader.found.refused = now
        return None
    return candidate._replace(text=clean(line.text)[:200])
