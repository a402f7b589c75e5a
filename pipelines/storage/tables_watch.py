"""Tables of monitors and alerts, as the third migration made them.

Frozen: a database of a user was made by this text. What changes is a new migration.
"""

from __future__ import annotations

WATCH_TABLES = (
    # Read by newspaper and measure over a span of time; written once, at the end of a run.
    """
    CREATE TABLE monitor_facts (
        paper TEXT NOT NULL,
        measure TEXT NOT NULL,
        at TEXT NOT NULL,
        run_id INTEGER NOT NULL REFERENCES runs (id),
        subject TEXT NOT NULL DEFAULT '',
        part TEXT NOT NULL DEFAULT '',
        amount INTEGER NOT NULL,
        total INTEGER NOT NULL,
        PRIMARY KEY (paper, measure, at, run_id, subject, part)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE monitor_sources (
        paper TEXT NOT NULL,
        url TEXT NOT NULL,
        kind TEXT NOT NULL,
        first_at TEXT NOT NULL,
        good_at TEXT,
        bad_runs INTEGER NOT NULL DEFAULT 0,
        why TEXT,
        links INTEGER NOT NULL DEFAULT 0,
        digest TEXT,
        changed_at TEXT,
        changes INTEGER NOT NULL DEFAULT 0,
        quiet INTEGER NOT NULL DEFAULT 0,
        longest_quiet INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (paper, url)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE monitor_results (
        run_id INTEGER NOT NULL REFERENCES runs (id),
        monitor TEXT NOT NULL,
        subject TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('ok', 'failed', 'cannot judge')),
        value REAL,
        threshold REAL,
        message TEXT NOT NULL,
        PRIMARY KEY (run_id, monitor, subject)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE alerts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        paper TEXT NOT NULL,
        subject TEXT NOT NULL,
        monitor TEXT NOT NULL,
        message TEXT NOT NULL,
        opened_run INTEGER NOT NULL REFERENCES runs (id),
        opened_at TEXT NOT NULL,
        closed_run INTEGER REFERENCES runs (id),
        closed_at TEXT,
        closed_why TEXT
    ) STRICT
    """,
    "CREATE UNIQUE INDEX alerts_open ON alerts (paper, subject) WHERE closed_at IS NULL",
    """
    CREATE TABLE alert_deliveries (
        alert_id INTEGER NOT NULL REFERENCES alerts (id),
        event TEXT NOT NULL CHECK (event IN ('broke', 'healed')),
        channel TEXT NOT NULL CHECK (channel IN ('command', 'webhook')),
        tries INTEGER NOT NULL,
        tried_at TEXT NOT NULL,
        told_at TEXT,
        failure TEXT,
        PRIMARY KEY (alert_id, event, channel)
    ) STRICT, WITHOUT ROWID
    """,
)
