"""Tables of runs, locks, hosts, pages and visits, as the first migration made them.

Frozen: a database of a user was made by this text. What changes is a new migration.
"""

from __future__ import annotations

OUTCOMES = (
    "listed",
    "stored_new",
    "stored_update",
    "unchanged",
    "not_modified",
    "duplicate",
    "withdrawn",
    "rejected",
    "crashed",
    "deferred",
    "failed",
    "skipped",
)
STATES = ("pending", "leased", "done", "retry", "dead")
KINDS = ("front", "listing", "feed", "sitemap", "article")
#: `killed` is never an exit: the next run writes it over a run that could not end itself.
VERDICTS = (
    "complete",
    "degraded",
    "unreachable",
    "blocked",
    "storage",
    "crashed",
    "interrupted",
    "killed",
)


def one_of(column: str, values: tuple[str, ...]) -> str:
    """CHECK that holds `column` to a closed list; NULL passes."""
    return f"CHECK ({column} IN ({', '.join(repr(value) for value in values)}))"


#: Partial index and queries must say this in the same words, or SQLite does not use the index.
OPEN = "state IN ('pending', 'retry')"

FRONTIER_TABLES = (
    f"""
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        paper TEXT NOT NULL,
        arguments TEXT NOT NULL DEFAULT '{{}}' CHECK (json_valid(arguments)),
        mode TEXT NOT NULL,
        started_at TEXT NOT NULL,
        finished_at TEXT,
        verdict TEXT {one_of("verdict", VERDICTS)},
        exit_code INTEGER,
        {"".join(f"{outcome} INTEGER NOT NULL DEFAULT 0, " for outcome in OUTCOMES)}
        requests INTEGER NOT NULL DEFAULT 0,
        left_out INTEGER NOT NULL DEFAULT 0,
        stats TEXT NOT NULL DEFAULT '{{}}' CHECK (json_valid(stats)),
        code_version TEXT NOT NULL,
        traceback TEXT,
        thinned INTEGER,
        fence INTEGER NOT NULL,
        alive_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX runs_of_paper ON runs (paper, id)",
    "CREATE INDEX runs_open ON runs (paper) WHERE verdict IS NULL",
    """
    CREATE TABLE locks (
        paper TEXT PRIMARY KEY,
        fence INTEGER NOT NULL,
        worker TEXT NOT NULL,
        lease_until TEXT,
        lock_file TEXT,
        run_id INTEGER REFERENCES runs (id)
    ) STRICT
    """,
    """
    CREATE TABLE hosts (
        host TEXT PRIMARY KEY,
        paper TEXT NOT NULL,
        worker TEXT,
        lease_until TEXT,
        fence INTEGER NOT NULL DEFAULT 0,
        next_request_at TEXT,
        robots_status TEXT,
        robots_fetched_at TEXT,
        robots_digest TEXT,
        circuit TEXT NOT NULL DEFAULT 'closed' CHECK (circuit IN ('closed', 'open', 'half_open'))
    ) STRICT
    """,
    """
    CREATE TABLE robots_files (
        place TEXT PRIMARY KEY,
        body BLOB NOT NULL,
        etag TEXT,
        last_modified TEXT,
        fetched_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    # Reasons grow with the project: a table takes a new one without rebuilding two large ones.
    "CREATE TABLE reasons (reason TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    f"""
    CREATE TABLE pages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        url TEXT NOT NULL UNIQUE,
        paper TEXT NOT NULL,
        host TEXT NOT NULL,
        kind TEXT NOT NULL {one_of("kind", KINDS)},
        state TEXT NOT NULL DEFAULT 'pending' {one_of("state", STATES)},
        discovered_from TEXT,
        discovered_at TEXT NOT NULL,
        hints TEXT CHECK (hints IS NULL OR json_valid(hints)),
        attempts INTEGER NOT NULL DEFAULT 0,
        next_attempt_at TEXT,
        etag TEXT,
        last_modified TEXT,
        outcome TEXT {one_of("outcome", OUTCOMES)},
        reason TEXT REFERENCES reasons (reason),
        archive_ref TEXT,
        run_id INTEGER REFERENCES runs (id),
        leased_by INTEGER REFERENCES runs (id),
        article_id INTEGER REFERENCES articles (id),
        walked_to INTEGER,
        walk_mark INTEGER,
        had_articles INTEGER NOT NULL DEFAULT 0,
        number_space TEXT,
        number INTEGER,
        revisit_at TEXT,
        day TEXT GENERATED ALWAYS AS (substr(hints ->> 'date', 1, 10)) VIRTUAL,
        section TEXT GENERATED ALWAYS AS (hints ->> 'section') VIRTUAL
    ) STRICT
    """,
    # The index that leases use; those of a window name the other one, or the planner is misled.
    f"""
    CREATE INDEX pages_due
    ON pages (paper, host, (kind = 'article'), (ifnull(next_attempt_at, ''))) WHERE {OPEN}
    """,
    f"CREATE INDEX pages_day ON pages (paper, host, day) WHERE kind = 'article' AND {OPEN}",
    "CREATE INDEX pages_leased ON pages (paper) WHERE state = 'leased'",
    "CREATE INDEX pages_number ON pages (paper, number_space, number) WHERE number IS NOT NULL",
    f"""
    CREATE INDEX pages_open_number ON pages (paper, host, number)
    WHERE number IS NOT NULL AND {OPEN}
    """,
    "CREATE INDEX pages_revisit ON pages (paper, revisit_at) WHERE revisit_at IS NOT NULL",
    f"""
    CREATE INDEX pages_revisiting ON pages (paper, host, revisit_at)
    WHERE revisit_at IS NOT NULL AND {OPEN}
    """,
    "CREATE INDEX pages_of_article ON pages (article_id) WHERE article_id IS NOT NULL",
    "CREATE INDEX pages_of_run ON pages (run_id, outcome) WHERE run_id IS NOT NULL",
    # Spellings met for pages that have no article yet.
    """
    CREATE TABLE page_aliases (
        url TEXT PRIMARY KEY,
        page_id INTEGER NOT NULL REFERENCES pages (id),
        first_seen_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX aliases_of_page ON page_aliases (page_id)",
    # What a listing's walk has met beyond its own mark: no news to the next walk.
    """
    CREATE TABLE walk_seen (
        root_id INTEGER NOT NULL REFERENCES pages (id),
        page_id INTEGER NOT NULL REFERENCES pages (id),
        mark INTEGER NOT NULL,
        PRIMARY KEY (root_id, page_id)
    ) STRICT, WITHOUT ROWID
    """,
    f"""
    CREATE TABLE visits (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        run_id INTEGER NOT NULL REFERENCES runs (id),
        page_id INTEGER NOT NULL REFERENCES pages (id),
        url TEXT NOT NULL,
        kind TEXT NOT NULL {one_of("kind", KINDS)},
        attempt INTEGER NOT NULL,
        started_at TEXT NOT NULL,
        duration_ms INTEGER,
        http_status INTEGER,
        bytes INTEGER NOT NULL DEFAULT 0,
        outcome TEXT NOT NULL {one_of("outcome", OUTCOMES)},
        reason TEXT REFERENCES reasons (reason),
        detail TEXT,
        article_id INTEGER REFERENCES articles (id),
        version INTEGER,
        archive_ref TEXT,
        links INTEGER NOT NULL DEFAULT 0,
        new_links INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    "CREATE INDEX visits_of_run ON visits (run_id, outcome)",
    "CREATE INDEX visits_of_page ON visits (page_id)",
)
