"""A printed line read, and read again without the names of sections where those were taken for an event.

What newspapers print each day ("Giá vàng 05/03/2024", "Xổ số", the weather) is called as their sections
are: such a line is asked last.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from pipelines.dates.candidates import Candidate, Found
from pipelines.dates.labels import Printed
from pipelines.dates.reader import OF_TEXT, Reader
from pipelines.dates.sectioned import without_sections
from pipelines.fields.marks import date_part
from pipelines.text import clean


def read_line(
    reader: Reader, line: Printed, told: Callable[[], Collection[str]]
) -> Candidate | None:
    """A printed date; `told`: the days of other sources, which decide where it may mean another."""
    refused = len(reader.found.refused)
    candidate = reader.printed(line, told)
    if candidate is not None or line.block is None or line.behind or reader.language != "vi":
        return candidate
    notes = reader.found.refused[refused:]
    if not all(note.endswith(OF_TEXT) for note in notes) or date_part(line.text) is None:
        return None  # it was no word that spoke against it
    text = without_sections(line.text, line.block, reader.document)
    if not text:
        return None
    now = list(reader.found.refused)
    candidate = reader.printed(line._replace(text=text, line=text, block=None), told)
    reader.found.refused = now
    if candidate is None:
        return None
    candidate = candidate._replace(text=clean(line.text)[:200])
    if not line.modified:
        return candidate._replace(notes=tuple(notes))
    if reader.is_of_visit(candidate):
        return None
    reader.found.refused = now[:refused]
    return candidate._replace(weak=True)


def take_named(found: Found, reader: Reader) -> None:
    """What was read only without its sections, where another source tells the same day, or none any.

    By itself the day of the visit is what the newspaper prints on all its pages.
    """
    if not found.named:
        return
    days = {one.day for one in (*found.printed, *found.changed, *found.told, *found.outside)}
    taken = [one for one in found.named if one.day in days]
    if not days:
        taken = [one for one in found.named if not reader.is_of_visit(one)][:1]
    for one in found.named:
        if one in taken:
            found.refused = [note for note in found.refused if note not in (one.notes or ())]
            found.outside.append(one)
        elif not days and not one.notes:
            found.refused.append(f"{one.rule}: {one.text[:80]} {OF_TEXT}")
