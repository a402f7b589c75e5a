"""sqlite-utils without pandas: it looks for that to learn the types of its columns, which nobody uses here.

Where pandas is installed, as with many who query the database, looking for it is a fifth of the time
that every command takes to start.
"""

from __future__ import annotations

import sys

__all__ = ["Database", "Migrations"]

_unseen = "pandas" not in sys.modules
if _unseen:
    sys.modules["pandas"] = None  # type: ignore[assignment]  # Python's own way to say: not there
try:
    from sqlite_utils import Database, Migrations
finally:
    if _unseen:
        del sys.modules["pandas"]
