"""Tables of articles and what belongs to them, as the first migration made them.

Frozen, like `tables_frontier`.
"""

from __future__ import annotations

ARTICLE_TABLES = (
    """
    CREATE TABLE articles (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        paper TEXT NOT NULL,
        number_space TEXT NOT NULL,
        source_id TEXT,
        url TEXT NOT NULL,
        language TEXT,
        section TEXT,
        title TEXT NOT NULL CHECK (title <> ''),
        lead TEXT,
        body TEXT NOT NULL,
        byline TEXT,
        published_at TEXT,
        published_precision TEXT CHECK (published_precision IN ('minute', 'day', 'relative')),
        published_day TEXT GENERATED ALWAYS AS (substr(published_at, 1, 10)) VIRTUAL,
        published_raw TEXT,
        modified_at TEXT,
        modified_raw TEXT,
        media_kind TEXT NOT NULL,
        word_count INTEGER NOT NULL,
        content_hash TEXT NOT NULL,
        text_hash TEXT NOT NULL,
        version INTEGER NOT NULL DEFAULT 1,
        status TEXT NOT NULL DEFAULT 'live' CHECK (status IN ('live', 'withdrawn', 'forgotten')),
        similar_to INTEGER REFERENCES articles (id),
        similarity REAL,
        rules TEXT NOT NULL,
        code_version TEXT NOT NULL,
        first_seen_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        last_seen_at TEXT NOT NULL,
        withdrawn_at TEXT,
        archive_ref TEXT,
        run_id INTEGER REFERENCES runs (id)
    ) STRICT
    """,
    """
    CREATE UNIQUE INDEX articles_number ON articles (paper, number_space, source_id)
    WHERE source_id IS NOT NULL
    """,
    "CREATE UNIQUE INDEX articles_url ON articles (url)",
    "CREATE INDEX articles_day ON articles (published_day)",
    "CREATE INDEX articles_of_paper ON articles (paper, published_day)",
    # A row holds whole texts: what sorts and counts articles is kept beside them.
    """
    CREATE INDEX articles_narrow
    ON articles (id, published_at, paper, language, section, status)
    """,
    "CREATE INDEX articles_when ON articles (published_at, paper, language, section, status)",
    "CREATE INDEX articles_changed ON articles (changed_at)",
    "CREATE INDEX articles_similar ON articles (similar_to) WHERE similar_to IS NOT NULL",
    """
    CREATE TABLE article_versions (
        article_id INTEGER NOT NULL REFERENCES articles (id),
        version INTEGER NOT NULL,
        seen_at TEXT NOT NULL,
        cause TEXT NOT NULL CHECK (cause IN ('first', 'edit', 'parser')),
        title TEXT NOT NULL,
        lead TEXT,
        body TEXT NOT NULL,
        byline TEXT,
        published_at TEXT,
        modified_at TEXT,
        content_hash TEXT NOT NULL,
        changes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(changes)),
        archive_ref TEXT,
        PRIMARY KEY (article_id, version)
    ) STRICT
    """,
    """
    CREATE TABLE article_urls (
        url TEXT PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES articles (id),
        first_seen_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX urls_of_article ON article_urls (article_id)",
    """
    CREATE TABLE article_authors (
        article_id INTEGER NOT NULL REFERENCES articles (id),
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        PRIMARY KEY (article_id, position)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX articles_of_author ON article_authors (name)",
    """
    CREATE TABLE article_sections (
        article_id INTEGER NOT NULL REFERENCES articles (id),
        section TEXT NOT NULL,
        PRIMARY KEY (article_id, section)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX articles_of_section ON article_sections (section)",
    """
    CREATE TABLE article_tags (
        article_id INTEGER NOT NULL REFERENCES articles (id),
        tag TEXT NOT NULL,
        PRIMARY KEY (article_id, tag)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX articles_of_tag ON article_tags (tag)",
    """
    CREATE TABLE images (
        article_id INTEGER NOT NULL REFERENCES articles (id),
        position INTEGER NOT NULL,
        url TEXT NOT NULL,
        caption TEXT,
        credit TEXT,
        PRIMARY KEY (article_id, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE translations (
        vi_id INTEGER NOT NULL REFERENCES articles (id),
        en_id INTEGER NOT NULL REFERENCES articles (id),
        how TEXT NOT NULL,
        PRIMARY KEY (vi_id, en_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX translations_of_en ON translations (en_id)",
    # Links to the other edition whose article is not stored yet.
    """
    CREATE TABLE translation_links (
        url TEXT NOT NULL,
        article_id INTEGER NOT NULL REFERENCES articles (id),
        PRIMARY KEY (url, article_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX translation_links_of_article ON translation_links (article_id)",
    """
    CREATE TABLE provenance (
        article_id INTEGER NOT NULL REFERENCES articles (id),
        field TEXT NOT NULL,
        rule TEXT NOT NULL,
        raw TEXT,
        conflict TEXT,
        PRIMARY KEY (article_id, field)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE similar_pairs (
        a_id INTEGER NOT NULL REFERENCES articles (id),
        b_id INTEGER NOT NULL REFERENCES articles (id),
        containment REAL NOT NULL,
        numbers REAL NOT NULL,
        names REAL NOT NULL,
        PRIMARY KEY (a_id, b_id),
        CHECK (a_id < b_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX pairs_of_b ON similar_pairs (b_id)",
    # MinHash bands and the facts that a pair is judged by (see pipelines.similarity).
    """
    CREATE TABLE similar_bands (
        key INTEGER NOT NULL,
        article_id INTEGER NOT NULL,
        PRIMARY KEY (key, article_id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE similar_facts (
        article_id INTEGER PRIMARY KEY REFERENCES articles (id),
        shingles BLOB NOT NULL,
        numbers BLOB NOT NULL,
        names BLOB NOT NULL
    ) STRICT
    """,
    "CREATE TABLE index_state (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    # What the search index is made of; fold() and fold_tone() are registered by `connection`.
    """
    CREATE VIEW articles_text AS
    SELECT id, fold_tone(title) AS title, fold_tone(lead) AS lead, fold_tone(body) AS body,
           fold_tone(byline) AS byline, fold(title) AS title_folded, fold(lead) AS lead_folded,
           fold(body) AS body_folded, fold(byline) AS byline_folded
    FROM articles
    """,
    """
    CREATE VIRTUAL TABLE articles_fts USING fts5 (
        title, lead, body, byline, title_folded, lead_folded, body_folded, byline_folded,
        content = 'articles_text', content_rowid = 'id',
        tokenize = 'unicode61 remove_diacritics 0'
    )
    """,
)
