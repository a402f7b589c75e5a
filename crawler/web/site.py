"""Datasette over one database, with its settings and our plugin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from datasette import handle_exception
from datasette.app import Datasette
from datasette.plugins import pm

from crawler.web import plugin
from pipelines.storage.connection import open_reader
from pipelines.storage.dictionary import tables

HERE = Path(__file__).parent
#: A query that takes longer is stopped.
TIME_LIMIT_MS = 2_000

_SETTINGS = {
    "sql_time_limit_ms": TIME_LIMIT_MS,
    "facet_time_limit_ms": 500,
    "suggest_facets": False,  # one more query a column, for what `facets` names already
    "default_page_size": 50,
    "truncate_cells_html": 200,  # a body is read on the article's page
    "allow_download": False,  # a file that is being written, copied without its log, is not whole
    "default_cache_ttl": 0,  # a crawl may be running
}
#: Tables that only the machinery reads.
_MACHINERY = (
    "_sqlite_migrations", "articles_text", "index_state", "locks", "page_aliases",
    "similar_bands", "similar_facts", "sqlite_sequence", "translation_links", "walk_seen",
)  # fmt: skip
_FACETS = {
    "articles": ["paper", "section", "language", "media_kind", "status"],
    "pages": ["paper", "kind", "state", "outcome"],
    "visits": ["outcome", "reason", "http_status"],
    "runs": ["paper", "mode", "verdict"],
    "provenance": ["field", "rule"],
}


def application(database: Path) -> Any:
    """The ASGI application. The file is opened read-only, and seen as crawls go on writing it."""
    # It would print every mistyped query with all local variables, hundreds of lines each; what is
    # unexpected is still printed, to standard error.
    handle_exception.rich = None
    if not pm.is_registered(plugin):
        pm.register(plugin, "baotinh")
    site = Datasette(
        # Not as immutable: SQLite would then ignore the log and show an old state.
        [str(database.absolute())],
        settings=_SETTINGS,
        metadata=_metadata(database),
        template_dir=str(HERE / "templates"),
        static_mounts=[("assets", str(HERE / "assets"))],
    )
    return site.app()


def _metadata(database: Path) -> dict[str, Any]:
    reader = open_reader(database)
    # Not the columns too: Datasette prints them all above the first row. docs/database.md has them.
    described: dict[str, dict[str, Any]] = {
        name: {"description": meaning} for name, meaning, _ in tables(reader, and_foreign=True)
    }
    reader.close()
    for name in _MACHINERY:
        described.setdefault(name, {})["hidden"] = True
    for name, facets in _FACETS.items():
        described[name]["facets"] = facets
    described["articles"] |= {"label_column": "title", "sort_desc": "id"}
    return {
        "title": "baotinh",
        "extra_css_urls": ["/assets/tables.css"],
        "databases": {database.stem: {"tables": described}},
    }
