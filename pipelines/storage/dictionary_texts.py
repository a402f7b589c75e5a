"""Texts of the data dictionary: tables, and columns as (meaning, form or unit, example)."""

from pipelines.storage import dictionary_watch

Text = tuple[str, str, str]

TABLES: dict[str, str] = dictionary_watch.TABLES | {
    "_sqlite_migrations": "Which schema steps this database has had (kept by sqlite-utils).",
    "article_authors": "People and sources of the byline, in order.",
    "article_sections": "Every section the page names.",
    "article_tags": "Tags the page prints.",
    "article_urls": "Every address under which an article was met.",
    "article_versions": "One row for each differing text an article has had.",
    "articles": "One row an article, as it reads now.",
    "articles_fts": "Full-text index, as written and folded; ask it with `scrapy search`.",
    "articles_text": "What the full-text index is made of.",
    "hosts": "Politeness by host, kept across runs.",
    "images": "Pictures of an article, in order; the files are not fetched.",
    "index_state": "Which reading code made the search and similarity indexes.",
    "locks": "Who crawls a newspaper on this database.",
    "page_aliases": "Other addresses of pages whose article is not stored yet.",
    "pages": "The frontier: every address known, asked or not.",
    "provenance": "Which rule gave a field, from what text, and what disagreed.",
    "reasons": "The closed list of reasons.",
    "robots_files": "robots.txt as read last, where the server names its states.",
    "runs": "One row a run.",
    "similar_bands": "Index of near-duplicates: buckets of equal band signatures.",
    "similar_facts": "What two texts are compared by.",
    "similar_pairs": "Articles with equal or similar text, and by how much.",
    "translation_links": "Links to the other edition whose article is not stored yet.",
    "translations": "Vietnamese and English versions of one article.",
    "visits": "Append-only: one row for each address taken up in a run.",
    "walk_seen": "What an unfinished walk of a listing has met already.",
    "daily_counts": "Articles and words by newspaper and publication day.",
    "edits": "Later versions beside the title before.",
    "field_coverage": "Share of live articles that have each field (0 to 1).",
    "latest": "Live, dated articles, newest first.",
    "near_duplicates": "Articles with an earlier one of the same cluster.",
    "rejected": "Pages that answered and are no article, with the reason.",
    "withdrawn": "Articles that are gone from the site; what was stored stays.",
}

_TIME = "UTC, ISO 8601 with milliseconds and Z"
_NOW = "2026-11-24T11:22:33.123Z"

#: Columns that mean the same wherever they stand.
EVERYWHERE: dict[str, Text] = {
    "id": ("Row number.", "integer", "1"),
    "article_id": ("The article (`articles.id`).", "integer", "1"),
    "run_id": ("The run that wrote the row last (`runs.id`).", "integer", "12"),
    "page_id": ("The page (`pages.id`).", "integer", "7"),
    "url": ("Canonical address.", "absolute URL", "https://baolongan.vn/mua-gat-a188491.html"),
    "paper": ("Newspaper, by its name in `scrapy list`.", "slug", "baolongan"),
    "host": ("Host name the address is asked at.", "host name", "baolongan.vn"),
    "kind": ("What the address is.", "front, listing, feed, sitemap or article", "article"),
    "position": ("Place in the order of the page.", "integer from 0", "0"),
    "name": ("Name.", "text", "Tấn Lộc"),
    "first_seen_at": ("When it was met first.", _TIME, _NOW),
    "version": ("Number of the text, from 1.", "integer", "1"),
    "outcome": ("How the newest visit ended; NULL while it is open.", "outcome", "stored_new"),
    "reason": ("Why it ended so.", "one of `reasons`", "soft_404"),
    "archive_ref": (
        "The raw page, relative to ARCHIVE_DIR.",
        "file:offset",
        "p-000001-001.warc.gz:381",
    ),
    "status": ("Whether it is on the site.", "live, withdrawn, forgotten", "live"),
    "similarity": ("How much of the shorter text both share.", "0 to 1", "0.95"),
    "withdrawn_at": ("When the site said it is gone.", _TIME, _NOW),
    "changes": ("Which fields changed.", "JSON array of names", '["body"]'),
    "seen_at": ("When this text was first read.", _TIME, _NOW),
    "cause": ("Why there is this version.", "first, edit, parser", "edit"),
    "started_at": ("When it was taken up.", _TIME, _NOW),
    "fence": ("Grows with every taker; an older one is refused.", "integer", "3"),
    "worker": ("Who holds it.", "text", "run 12, process 4711"),
    "lease_until": ("Until when it is held without renewal.", _TIME, _NOW),
    "code_version": ("Version of this project that wrote it.", "version", "0.1.0"),
    "published_day": ("Day of `published_at`.", "YYYY-MM-DD", "2017-04-29"),
    "articles": ("Articles.", "count", "54"),
    "numbers": ("Shared (word, number) pairs.", "0 to 1", "0.93"),
    "names": ("Shared numbers and names.", "0 to 1", "0.94"),
    "mark": ("Highest page id when the walk began.", "integer", "512"),
}

COLUMNS: dict[str, dict[str, Text]] = dictionary_watch.COLUMNS | {
    "_sqlite_migrations": {
        "migration_set": ("Name of the row of steps.", "text", "baotinh"),
        "name": ("Name of the step.", "text", "m001_first_schema"),
        "applied_at": ("When it was applied.", "UTC", "2026-11-24 11:22:33"),
    },
    "article_authors": {
        "role": (
            "What they did.",
            "author, photo, text_photo, video, graphics, source, translator, compiler",
            "author",
        ),
    },
    "article_sections": {
        "section": ("Slug path.", "slug path", "kinh-te/nong-nghiep"),
        "name": ("What the page calls it; NULL where it prints none.", "text", "Nông nghiệp"),
    },
    "article_tags": {"tag": ("Tag as printed.", "text", "lúa hè thu")},
    "article_urls": {
        "url": ("Address as met.", "absolute URL", "http://www.baolongan.vn/x-a1.html")
    },
    "article_versions": {},
    "articles": {
        "version": ("Number of the current text, from 1.", "integer", "1"),
        "similar_to": ("The earliest published of its cluster.", "`articles.id` or NULL", "41"),
        "changed_at": ("When any published column changed last.", _TIME, _NOW),
        "last_seen_at": ("When its page answered 200 or 304 last.", _TIME, _NOW),
    },
    "articles_fts": {
        "articles_fts": ("SQLite's own column for commands.", "text", "rebuild"),
        "rank": ("SQLite's own relevance.", "number, smaller is better", "-4.2"),
    },
    "robots_files": {
        "place": ("Scheme and host.", "origin", "https://baolongan.vn"),
        "body": ("Its bytes.", "bytes", "User-agent: *"),
        "etag": ("What its server calls this state.", "ETag", '"5f-1a2b"'),
        "last_modified": ("When its server says it changed.", "HTTP date", "as sent"),
        "fetched_at": ("When it was read.", _TIME, _NOW),
    },
    "hosts": {
        "next_request_at": ("Not asked before this time.", _TIME, _NOW),
        "robots_status": ("What came of robots.txt.", "text", "HTTP 200"),
        "robots_fetched_at": ("When robots.txt was read.", _TIME, _NOW),
        "robots_digest": ("Differs when its rules differ.", "text", "9f86d081884c7d65"),
        "circuit": ("Whether the last run left it alone.", "closed, open, half_open", "closed"),
    },
    "images": {
        "url": ("Address of the picture.", "absolute URL", "https://baolongan.vn/image/news/a.jpg"),
        "caption": ("Caption, whole.", "text", "Đại biểu dự hội nghị"),
        "credit": ("Credit in or below the caption.", "text", "Ảnh: Lê Minh"),
    },
    "index_state": {
        "name": ("Which index.", "text", "similar"),
        "value": ("Version of the code that made it.", "text", "1"),
    },
    "locks": {
        "lock_file": ("File that the holder keeps locked.", "path", "news.db.baolongan.3.lock")
    },
    "page_aliases": {
        "url": ("Address as met.", "absolute URL", "http://www.baolongan.vn/x-a1.html")
    },
    "pages": {
        "state": ("Where it stands.", "pending, leased, done, retry, dead", "done"),
        "discovered_from": (
            "The page that linked it; NULL for a start.",
            "URL",
            "https://baolongan.vn/",
        ),
        "discovered_at": ("When it was put in.", _TIME, _NOW),
        "hints": (
            "What its finder printed: date, section, title, walk.",
            "JSON object",
            '{"date": "2026-01-08"}',
        ),
        "attempts": ("Tries used up since it was last open.", "count", "1"),
        "next_attempt_at": ("Not asked before this time.", _TIME, _NOW),
        "etag": ("Validator of the last good answer.", "as sent", 'W/"1a2b"'),
        "last_modified": (
            "Validator of the last good answer.",
            "as sent",
            "Mon, 02 Jun 2025 09:30:00 GMT",
        ),
        "leased_by": ("The run that holds it.", "`runs.id`", "12"),
        "walked_to": ("Mark of the last finished walk from here.", "`pages.id`", "512"),
        "number": ("The newspaper's number in its address.", "integer", "188491"),
        "revisit_at": ("When `mode=refresh` asks it again.", _TIME, _NOW),
        "walk_mark": ("Mark of the walk that began last.", "`pages.id`", "530"),
        "had_articles": ("1 when it ever listed an article.", "0 or 1", "1"),
        "day": ("Day in the hints.", "YYYY-MM-DD", "2026-01-08"),
        "section": ("Section in the hints.", "slug path", "kinh-te"),
    },
    "provenance": {
        "field": ("Name of the field.", "column of `articles`", "published_at"),
        "rule": ("The rule that answered.", "text", "selector:span.pubdate"),
        "raw": ("The text it read.", "as on the page", "29/04/2017 - 20:49"),
        "conflict": ("What another source said.", "text", "json-ld: 2017-04-30"),
    },
    "reasons": {"reason": ("Reason.", "text", "soft_404")},
    "runs": {
        "arguments": ("The `-a` arguments.", "JSON object", '{"since": "2017-04-01"}'),
        "mode": ("How far it went.", "incremental, backfill, refresh, reparse", "incremental"),
        "finished_at": ("When it ended.", _TIME, _NOW),
        "verdict": ("How it ended; `killed` when it could not say.", "verdict", "complete"),
        "exit_code": ("Exit code of the command.", "0, 1, 3, 5, 6, 130", "0"),
        "requests": ("Requests sent, robots.txt included.", "count", "117"),
        "left_out": ("Open pages outside its window.", "count", "0"),
        "stats": ("Hosts, reasons, listings, coverage, notes.", "JSON object", "{}"),
        "traceback": ("The exception outside a page.", "text", "Traceback …"),
        "thinned": ("Old visits removed; NULL before its turn (VISITS_DAYS).", "visits", "29"),
        "alive_at": ("Last sign of life.", _TIME, _NOW),
    },
    "similar_bands": {"key": ("Bucket.", "integer", "-81985529216486896")},
    "similar_facts": {
        "shingles": ("Three-word shingles of the folded body.", "packed hashes", "…"),
        "numbers": ("Numbers with the words beside them.", "packed hashes", "…"),
        "names": ("Names.", "packed hashes", "…"),
    },
    "similar_pairs": {
        "a_id": ("The smaller `articles.id`.", "integer", "41"),
        "b_id": ("The larger `articles.id`.", "integer", "77"),
        "containment": ("Shared shingles over the smaller set.", "0 to 1", "0.95"),
    },
    "translation_links": {
        "url": ("Address in the other edition.", "URL", "https://news.baolongan.vn/x-a2.html")
    },
    "translations": {
        "vi_id": ("The Vietnamese article.", "`articles.id`", "1"),
        "en_id": ("The English article.", "`articles.id`", "2"),
        "how": ("What says so.", "text", "link"),
    },
    "visits": {
        "attempt": ("Which try of the page it was.", "integer from 1", "1"),
        "duration_ms": ("From taken up to written.", "milliseconds", "212"),
        "http_status": ("Status of the last answer; NULL without one.", "integer", "200"),
        "bytes": ("Size of the body after decompression.", "bytes", "61440"),
        "outcome": ("How it ended.", "outcome", "stored_new"),
        "detail": ("For a person: status line, exception.", "text", "HTTP 404"),
        "links": ("Articles and sitemaps it linked to.", "count", "20"),
        "new_links": ("Those that were not known.", "count", "3"),
    },
    "walk_seen": {"root_id": ("The listing's first page.", "`pages.id`", "7")},
    "daily_counts": {
        "day": ("Publication day.", "YYYY-MM-DD", "2017-04-29"),
        "words": ("Words of title, lead and body.", "count", "18400"),
    },
    "edits": {"title_before": ("Title of the version before.", "text", "Mùa gặt")},
    "field_coverage": dict.fromkeys(
        ("source_id", "language", "section", "lead", "byline", "published_at", "modified_at"),
        ("Share of live articles that have it.", "0 to 1", "0.98"),
    ),
    "near_duplicates": {
        "first_id": ("The earliest of the cluster.", "`articles.id`", "41"),
        "first_paper": ("Its newspaper.", "slug", "baolongan"),
        "first_title": ("Its title.", "text", "Mùa gặt"),
        "first_published_at": ("Its time.", "ISO 8601", "2017-04-29T20:49:00+07:00"),
        "first_url": ("Its address.", "URL", "https://baolongan.vn/x-a1.html"),
    },
}

for _table in ("articles_fts", "articles_text"):
    COLUMNS.setdefault(_table, {}).update(
        {
            f"{name}_folded": (f"The {name}, folded: no marks, lower case.", "text", "mua gat som")
            for name in ("title", "lead", "body", "byline")
        }
    )
