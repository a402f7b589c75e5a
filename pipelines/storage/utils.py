"""sqlite-utils without pandas and numpy: it looks for them to learn their types, which nobody uses here.

Where they are installed, as with many who query the database, that is a third of the time that every
command takes to start.
"""

from __future__ import annotations

import sys

__all__ = ["Database", "Migrations"]

_unseen = [name for name in ("numpy", "pandas") if name not in sys.modules]
for _name in _unseen:
    sys.modules[_name] = None  # type: ignore[assignment]  # Python's own way to say: not there
try:
    from sqlite_utils import Database, Migrations
finally:
    for _name in _unseen:
        del sys.modules[_name]
