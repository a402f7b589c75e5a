"""The floors of the offline corpus, pinned with the corpus they were measured on.

A floor never falls by itself: `--pin` raises floors and takes a changed corpus, `--lower` alone lets
them fall. One that was lowered by hand is told: the file keeps a hash of its floors beside that of the corpus.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from pathlib import Path

FILE = Path(__file__).with_name("floors.json")
Figures = Mapping[str, Mapping[str, float]]


def faults(figures: Figures, digest: str, file: Path = FILE) -> list[str]:
    """What is below its floor, one line each; a corpus that is not the pinned one is a fault too."""
    pinned = json.loads(file.read_text("utf-8"))
    if pinned["corpus"] != digest:
        return ["the corpus is not the one the floors were pinned on: make quality PIN=1"]
    if pinned.get("pinned") != _hash(pinned["floors"], digest):
        return [
            "the floors are not those that were pinned, but written by hand: make quality PIN=1"
        ]
    found = []
    for name, floors in pinned["floors"].items():
        for column, floor in floors.items():
            now = figures.get(name, {}).get(column, math.nan)
            # Written so that a figure that is missing is below its floor.
            if not now >= floor:
                found.append(f"{name}: {column} is {now:.4f}, its floor is {floor:.4f}")
    return found


def _hash(floors: Figures, digest: str) -> str:
    text = json.dumps({"corpus": digest, "floors": floors}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def pin(figures: Figures, digest: str, *, lower: bool, file: Path = FILE) -> None:
    """Write the floors of these figures, rounded down to four places."""
    old = json.loads(file.read_text("utf-8"))["floors"] if file.is_file() and not lower else {}
    floors = {
        name: {
            column: max(math.floor(value * 10_000) / 10_000, old.get(name, {}).get(column, 0.0))
            for column, value in row.items()
        }
        for name, row in figures.items()
    }
    told = {"corpus": digest, "floors": floors, "pinned": _hash(floors, digest)}
    text = json.dumps(told, indent=1, sort_keys=True)
    file.write_text(f"{text}\n", "utf-8")
