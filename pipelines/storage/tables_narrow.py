"""Indexes by which narrow runs, reports and reparses find what they ask for, as the seventh migration made them.

What waits is a small part of what is known, so each index of `pages` holds open ones alone, and of these
those of one kind: an article with a day is in none of what has none. Frozen, like `tables_frontier`; queries
must say conditions and expressions in the same words, or SQLite does not use the index.
"""

from __future__ import annotations

from pipelines.storage.tables_frontier import OPEN

#: When a page is due; '' is at once.
DUE = "ifnull(next_attempt_at, '')"
#: Its day is not known; a page that was asked and told none is not asked for it again.
UNDATED = "day IS NULL AND ifnull(hints ->> 'undated', 0) = 0"
#: The day of the last change as a sitemap has it; what has none may be of any day.
CHANGED = "ifnull(substr(hints ->> 'lastmod', 1, 10), '9999')"
#: Asked for the day of its number.
PROBE = "hints ->> 'probe' = 1"
#: The state first: for what is not open SQLite looks no further, and reads no JSON.
WAITS = f"{OPEN} AND kind = 'article'"

NARROW = (
    # Of the first migration: what has no day stood in the first too, the second did not tell the two apart,
    # and pages could not be counted in the third alone.
    "DROP INDEX pages_day",
    "DROP INDEX pages_open_number",
    "DROP INDEX pages_due",
    f"""
    CREATE INDEX pages_waiting ON pages (paper, host, (kind = 'article'), ({DUE}), state DESC)
    WHERE {OPEN}
    """,
    f"""
    CREATE INDEX pages_leading ON pages (paper, host, (kind = 'sitemap'), ({CHANGED}))
    WHERE {OPEN} AND kind <> 'article'
    """,
    f"CREATE INDEX pages_dated ON pages (paper, host, day) WHERE {WAITS} AND day IS NOT NULL",
    f"""
    CREATE INDEX pages_asked_number ON pages (paper, host, ({UNDATED}), number)
    WHERE {OPEN} AND number IS NOT NULL
    """,
    f"""
    CREATE INDEX pages_undated ON pages (paper, host, (number IS NULL), ({CHANGED}))
    WHERE {WAITS} AND {UNDATED}
    """,
    f"CREATE INDEX pages_probed ON pages (paper, host) WHERE {WAITS} AND {PROBE} AND {UNDATED}",
    f"""
    CREATE INDEX pages_section ON pages (paper, host, section, ({DUE}))
    WHERE {WAITS} AND section IS NOT NULL
    """,
    f"""
    CREATE INDEX pages_section_dated ON pages (paper, host, section, day)
    WHERE {WAITS} AND section IS NOT NULL AND day IS NOT NULL
    """,
    f"""
    CREATE INDEX pages_section_undated ON pages (paper, host, section, (number IS NULL), ({CHANGED}))
    WHERE {WAITS} AND section IS NOT NULL AND {UNDATED}
    """,
    # What robots.txt kept out, of which new rules may allow some.
    """
    CREATE INDEX pages_kept_out ON pages (paper, host)
    WHERE state = 'done' AND outcome = 'skipped' AND reason = 'robots'
    """,
    # A row holds whole texts: where its page is archived is kept beside it, and what a report counts.
    # (`published_day` would not do: SQLite 3.40 takes no generated column out of an index.)
    "CREATE INDEX articles_kept ON articles (id, status, archive_ref, published_at)",
    "CREATE INDEX articles_counted ON articles (paper, language, published_at, word_count)",
)
