"""Closed lists and ranges that the first tables left open, as the fourth migration made them.

SQLite adds no CHECK to a table that is there, and copying whole tables for it would take a large
database an hour; a trigger refuses the same rows. Frozen, like `tables_frontier`.
"""

from __future__ import annotations

_DAY = "'[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*'"

#: Table to what must hold for a row of it.
CLOSED = {
    "articles": (
        "(NEW.language IS NULL OR NEW.language IN ('vi', 'en'))"
        " AND NEW.version >= 1"
        " AND (NEW.similarity IS NULL OR NEW.similarity BETWEEN 0 AND 1)"
        f" AND (NEW.published_at IS NULL OR NEW.published_at GLOB {_DAY})"
        f" AND (NEW.modified_at IS NULL OR NEW.modified_at GLOB {_DAY})"
        " AND (NEW.published_at IS NULL) = (NEW.published_precision IS NULL)"
    ),
    "article_authors": (
        "NEW.role IN ('author', 'photo', 'text_photo', 'video', 'graphics', 'source', 'translator',"
        " 'compiler')"
    ),
    "translations": "NEW.how = 'link' AND NEW.vi_id <> NEW.en_id",
    "similar_pairs": (
        "NEW.containment BETWEEN 0 AND 1 AND NEW.numbers BETWEEN 0 AND 1 AND NEW.names BETWEEN 0 AND 1"
    ),
    "runs": (
        "NEW.mode IN ('incremental', 'backfill', 'refresh', 'reparse')"
        " AND (NEW.exit_code IS NULL OR NEW.exit_code IN (0, 1, 2, 3, 4, 5, 6, 130))"
    ),
}

CLOSING = tuple(
    f"CREATE TRIGGER {table}_closed_{event.lower()} BEFORE {event} ON {table} WHEN NOT ({holds})"
    f" BEGIN SELECT RAISE(ABORT, 'a value of {table} is outside its closed list'); END"
    for table, holds in CLOSED.items()
    for event in ("INSERT", "UPDATE")
)
