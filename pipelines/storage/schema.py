"""The schema and its history: append-only migrations, each applied once, in order.

A release never changes a migration that another release has applied; it adds one. A database that
knows migrations which this code does not is newer, and is refused before it is touched.
"""

from __future__ import annotations

from pipelines.outcomes import Reason
from pipelines.storage.base import StorageError
from pipelines.storage.tables_articles import ARTICLE_TABLES
from pipelines.storage.tables_closed import CLOSING
from pipelines.storage.tables_frontier import FRONTIER_TABLES
from pipelines.storage.tables_narrow import NARROW
from pipelines.storage.tables_watch import WATCH_TABLES
from pipelines.storage.utils import Database, Migrations
from pipelines.storage.views import VIEWS

#: "BTNH": tells our databases from other SQLite files.
APPLICATION_ID = 0x42544E48

MIGRATIONS = Migrations("baotinh")
#: Where sqlite-utils keeps which were applied.
_LIST = "_sqlite_migrations"


@MIGRATIONS()
def m001_first(db: Database) -> None:
    """Every table of the contract."""
    for statement in (*FRONTIER_TABLES, *ARTICLE_TABLES, *VIEWS):
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


@MIGRATIONS()
def m002_article_order(db: Database) -> None:
    """Articles in the order of their numbers (see `order`)."""
    db.execute(
        "CREATE INDEX articles_order ON articles (paper, number_space, CAST(source_id AS INTEGER))"
        " WHERE source_id IS NOT NULL"
    )


@MIGRATIONS()
def m003_monitors(db: Database) -> None:
    """What monitors count, know and find, and the alerts that follow."""
    for statement in WATCH_TABLES:
        db.execute(statement)


@MIGRATIONS()
def m004_closed_lists(db: Database) -> None:
    """Values that no list or range holds are refused."""
    for statement in CLOSING:
        db.execute(statement)


@MIGRATIONS()
def m005_section_names(db: Database) -> None:
    """Sections have the name that the page prints."""
    db.execute("ALTER TABLE article_sections ADD COLUMN name TEXT")


@MIGRATIONS()
def m006_start_of_a_run(db: Database) -> None:
    """What every run and every pull looks for is found without reading whole tables (13 GB: 15 s)."""
    db.execute("CREATE INDEX pages_retry ON pages (paper) WHERE state = 'retry'")
    db.execute(
        "CREATE INDEX pages_crashed ON pages (paper)"
        " WHERE outcome = 'crashed' AND archive_ref IS NULL"
    )
    db.execute("CREATE INDEX pages_no_article ON pages (paper) WHERE kind <> 'article'")
    db.execute("CREATE INDEX articles_seen ON articles (last_seen_at)")


@MIGRATIONS()
def m007_narrow_runs(db: Database) -> None:
    """What a run of sections or days, a report and a reparse look for is found by index, too."""
    for statement in NARROW:
        db.execute(statement)


def names() -> list[str]:
    """Every migration, in order."""
    return [migration.name for migration in MIGRATIONS.pending(_empty())]


def check_not_newer(db: Database, where: str) -> None:
    """Raise StorageError when the database is not ours, or was written by newer code."""
    tables = set(db.table_names())
    # The first program that made it found no room for more than the list of migrations.
    if not tables or (tables == {_LIST} and not db.table(_LIST).count):
        return
    application = db.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID:
        raise StorageError(f"{where} is a SQLite database of another program: choose another file")
    known = {migration.name for migration in MIGRATIONS.applied(db)}
    newer = known - set(names())
    if newer:
        raise StorageError(
            f"{where} has a newer schema ({', '.join(sorted(newer))}) than this version of the code: update the code;"
            " nothing was changed"
        )


def check_not_older(db: Database, where: str) -> None:
    """Raise StorageError when steps of the schema are still to be applied."""
    missing = [migration.name for migration in MIGRATIONS.pending(db)]
    if missing:
        raise StorageError(
            f"{where} has an older schema ({', '.join(missing)} to come): any run that writes brings"
            " it up to date"
        )


def _empty() -> Database:
    # `pending` of an empty database lists every migration, without reaching into privates.
    return Database(memory=True)


def migrate(db: Database) -> None:
    """Bring the schema up to date, then the list of reasons; all of it or nothing.

    Several programs may open a new or an older database in one moment: the first one writes, the
    others wait for it, and look again what is still to be done.
    """
    if not MIGRATIONS.pending(db) and not _missing_reasons(db):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        MIGRATIONS.apply(db)
        reasons = [{"reason": reason.value} for reason in _missing_reasons(db)]
        if reasons:
            db.table("reasons").insert_all(reasons)
        db.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


def _missing_reasons(db: Database) -> list[Reason]:
    known = {row[0] for row in db.execute("SELECT reason FROM reasons")}
    return [reason for reason in Reason if reason.value not in known]
