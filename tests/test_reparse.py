"""`scrapy reparse`: the archive read again, over databases that real crawls made."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.samplepaper import build_site, serve
from tests.crawling import Done, crawl, rows, scrapy
from tests.servers import serve as plain_serve
from tests.servers import small_site

#: One crawl serves them all.
pytestmark = pytest.mark.xdist_group("reparse")

MENDED = {"SCRAPY_SETTINGS_MODULE": "tests.mended_settings"}
#: Everything that a data team reads; visits, runs and the frontier's ends are the reparse's own.
TABLES = [
    "articles",
    "article_versions",
    "article_urls",
    "article_authors",
    "article_sections",
    "article_tags",
    "images",
    "translations",
    "provenance",
    "similar_pairs",
]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample newspaper of two days, with an edit, a withdrawal, aliases and an equal body."""
    database = tmp_path_factory.mktemp("reparse") / "news.db"
    with serve(build_site()) as server:
        assert crawl("baomau", database, server.url).code == 0
    with serve(build_site(day=2)) as server:
        assert crawl("baomau", database, server.url).code == 0
        again = ("-a", "mode=refresh", "-a", "since=2020-01-01")
        assert crawl("baomau", database, server.url, *again).code == 0
    return database


@pytest.fixture
def database(crawled: Path, tmp_path: Path) -> Path:
    """A copy that may be changed."""
    shutil.copytree(crawled.parent, tmp_path / "copy")
    return tmp_path / "copy" / "news.db"


def reparse(database: Path, *more: str, **env: str) -> Done:
    return scrapy("reparse", "-s", f"DATABASE={database}", *more, **env)


def verified(database: Path, **env: str) -> str:
    done = scrapy("verify", "--deep", "-s", f"DATABASE={database}", **env)
    assert done.code == 0, done.out
    return done.out


def everything(database: Path) -> dict[str, list[dict[str, Any]]]:
    return {name: rows(database, f"SELECT * FROM {name}") for name in TABLES}


def change(database: Path, *statements: str) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        for sql in statements:
            connection.execute(sql)


def test_a_crawl_and_a_reparse_of_its_pages_give_the_same_rows(database: Path) -> None:
    before = everything(database)
    done = reparse(database)
    assert done.code == 0, done.err
    assert everything(database) == before
    told = done.summary
    assert (told["verdict"], told["new"], told["updated"], told["fields"]) == ("complete", 0, 0, {})
    assert told["read"] == told["same"] == sum(told["outcomes"].values()) > 110
    assert told["outcomes"]["withdrawn"] == 1
    (run,) = rows(database, f"SELECT * FROM runs WHERE id = {told['run']}")
    assert (run["mode"], run["verdict"], run["requests"]) == ("reparse", "complete", 0)
    assert run["unchanged"] == told["outcomes"]["unchanged"]
    visits = rows(database, f"SELECT outcome FROM visits WHERE run_id = {told['run']}")
    assert len(visits) == told["read"]
    assert "gave their rows again" in verified(database)


def test_a_change_of_rules_makes_versions_of_the_parser(database: Path) -> None:
    before = everything(database)
    rehearsed = reparse(database, "--dry-run", **MENDED)
    assert everything(database) == before
    assert not rows(database, "SELECT 1 FROM runs WHERE mode = 'reparse'")
    done = reparse(database, **MENDED)
    assert (rehearsed.code, done.code) == (0, 0), done.err
    told, foretold = done.summary, rehearsed.summary
    assert told["fields"] == foretold["fields"]
    assert told["outcomes"] == foretold["outcomes"]
    assert told["fields"]["body"] == told["versions"]["parser"] > 30
    assert (
        told["updated"] == told["versions"]["parser"] - 1
    )  # the visit of the withdrawn one ends so
    assert "  changed: body, " in done.out
    made = rows(
        database,
        "SELECT v.*, a.body AS now, w.body AS before FROM article_versions v"
        " JOIN articles a ON a.id = v.article_id AND a.version = v.version"
        " JOIN article_versions w ON w.article_id = v.article_id AND w.version = v.version - 1"
        " WHERE v.cause = 'parser'",
    )
    assert len(made) == told["versions"]["parser"]
    for version in made:
        assert "body" in json.loads(version["changes"])
        assert version["body"] == version["now"] != version["before"]
        assert len(version["body"]) < len(version["before"])
    assert not rows(database, "SELECT 1 FROM article_versions WHERE cause = 'edit' AND version > 2")
    assert "gave their rows again" in verified(database, **MENDED)
    again = reparse(database, **MENDED)
    assert (again.summary["updated"], again.summary["same"]) == (0, again.summary["read"])


@pytest.mark.long
def test_only_what_was_written_by_another_parser_is_touched(database: Path) -> None:
    """Values that an older parser got wrong, beside a text that it got right."""
    wrong = "section = 'sai', word_count = 1"
    change(
        database,
        f"UPDATE articles SET {wrong} WHERE id = 7",
        "DELETE FROM article_authors WHERE article_id = 9",
        "UPDATE articles SET code_version = '0.0.1' WHERE id < 5",
    )
    before = everything(database)["articles"]
    done = reparse(database)
    assert done.code == 0, done.err
    assert done.summary["fields"] == {"section": 1, "word_count": 1, "authors": 1}
    assert "section, 1\n" in done.out
    assert "'sai' → " in done.out
    touched = {
        new["id"]: {name for name in new if new[name] != old[name]}
        for old, new in zip(before, everything(database)["articles"], strict=True)
        if new != old
    }
    moved = {"changed_at", "run_id"}
    assert touched == {7: {"section", "word_count", *moved}, 9: moved}
    assert rows(database, "SELECT 1 FROM article_authors WHERE article_id = 9")
    assert not rows(database, "SELECT 1 FROM article_versions WHERE cause = 'parser'")
    verified(database)


@pytest.mark.long
def test_what_was_refused_is_stored_when_it_is_an_article_now(database: Path) -> None:
    """An article taken out, its page refused, as a parser that found no title would have left it."""
    (page,) = rows(
        database, "SELECT * FROM pages WHERE article_id = 12 AND archive_ref IS NOT NULL"
    )
    (lost,) = rows(database, "SELECT * FROM articles WHERE id = 12")
    forget(database, 12)
    change(
        database,
        "UPDATE pages SET outcome = 'rejected', reason = 'no_title', etag = 'x', revisit_at = NULL"
        f" WHERE id = {page['id']}",
        "UPDATE visits SET outcome = 'rejected', reason = 'no_title', article_id = NULL"
        f" WHERE page_id = {page['id']}",
    )
    fix_counts(database)
    other = reparse(database, "--outcome", "crashed")
    assert other.summary["read"] == 0
    done = reparse(database, "--outcome", "rejected")
    assert done.code == 0, done.err
    told = done.summary
    assert told["new"] == 1
    assert told["moved"] == {"rejected → stored_new": 1}
    assert page["url"] in done.out
    (back,) = rows(database, f"SELECT * FROM articles WHERE source_id = '{lost['source_id']}'")
    for name in ("title", "lead", "body", "published_at", "section", "url", "archive_ref"):
        assert back[name] == lost[name], name
    assert back["first_seen_at"] < back["changed_at"]
    (after,) = rows(database, f"SELECT * FROM pages WHERE id = {page['id']}")
    assert (after["state"], after["outcome"], after["article_id"]) == (
        "done",
        "stored_new",
        back["id"],
    )
    assert after["revisit_at"] is not None
    verified(database)


def forget(database: Path, article_id: int) -> None:
    """Take an article and all that belongs to it out of the database."""
    tables = rows(
        database,
        "SELECT m.name AS name FROM sqlite_master m, pragma_table_info(m.name) c"
        " WHERE m.type = 'table' AND c.name = 'article_id' AND m.name <> 'pages'",
    )
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        from pipelines.text import fold, fold_tone

        connection.create_function("fold", 1, lambda t: t and fold(t))
        connection.create_function("fold_tone", 1, lambda t: t and fold_tone(t))
        connection.execute(
            "INSERT INTO articles_fts (articles_fts, rowid, title, lead, body, byline, title_folded,"
            " lead_folded, body_folded, byline_folded) SELECT 'delete', * FROM articles_text"
            f" WHERE id = {article_id}"
        )
        connection.execute(
            f"UPDATE visits SET article_id = NULL, version = NULL WHERE article_id = {article_id}"
        )
        connection.execute(f"UPDATE pages SET article_id = NULL WHERE article_id = {article_id}")
        connection.execute(f"DELETE FROM translations WHERE {article_id} IN (vi_id, en_id)")
        for table in tables:
            if table["name"] != "visits":
                connection.execute(f"DELETE FROM {table['name']} WHERE article_id = {article_id}")
        connection.execute(f"DELETE FROM articles WHERE id = {article_id}")


def fix_counts(database: Path) -> None:
    for outcome in ("stored_new", "unchanged", "not_modified", "rejected"):
        change(
            database,
            f"UPDATE runs SET {outcome} = (SELECT count(*) FROM visits"
            f" WHERE run_id = runs.id AND outcome = '{outcome}')",
        )


@pytest.mark.long
def test_an_unchanged_page_is_a_revisit_and_is_read_through_it(tmp_path: Path) -> None:
    """A server without validators: each visit gets the whole page, which is there already."""
    database, folder = tmp_path / "news.db", tmp_path / "news.archive"
    urls = ",".join(f"https://baolongan.vn/lua-a{n}.html" for n in (1, 2))
    with plain_serve(small_site(2)) as server:
        for _ in range(3):
            assert crawl("baolongan", database, server.url, "-a", f"urls={urls}").code == 0
    kinds = []
    for file in sorted(folder.glob("*.warc.gz")):
        with file.open("rb") as stream:
            kinds.append([record.rec_type for record in ArchiveIterator(stream)])
        checked = subprocess.run([sys.executable, "-m", "warcio.cli", "check", str(file)])
        assert checked.returncode == 0
    assert [k.count("response") for k in kinds] == [2, 0, 0]
    assert [k.count("revisit") for k in kinds] == [0, 2, 2]
    before = everything(database)
    done = reparse(database)
    assert (done.code, done.summary["outcomes"]) == (0, {"unchanged": 2})
    assert everything(database) == before
    # The page of the newest visit, which is a revisit.
    shown = scrapy("show", "https://baolongan.vn/lua-a1.html", "-s", f"DATABASE={database}")
    assert "Lúa đầu mùa ở cánh đồng số 1" in shown.out
    torn = max(folder.glob("*.warc.gz"))
    torn.write_bytes(torn.read_bytes()[:-40])
    told = verified(database)
    assert f"note: {torn.name}: the record at " in told
    assert "the last one, is torn (a run was killed while it wrote)" in told


@pytest.mark.long
def test_days_and_newspapers_narrow_it(database: Path) -> None:
    (newest,) = rows(database, "SELECT max(published_day) AS day FROM articles")
    done = reparse(database, "--since", newest["day"], "--paper", "baomau")
    wanted = rows(
        database,
        "SELECT 1 FROM articles WHERE archive_ref IS NOT NULL AND published_day >= ?",
        [newest["day"]],
    )
    assert 0 < len(wanted) <= done.summary["read"] < 30
    other = reparse(database, "--paper", "baolongan")
    assert (other.code, other.summary["read"]) == (0, 0)


@pytest.mark.long
def test_an_open_page_stays_open(database: Path) -> None:
    change(
        database, "UPDATE pages SET state = 'pending', outcome = NULL, reason = NULL WHERE id < 30"
    )
    before = rows(database, "SELECT id, state, outcome, run_id FROM pages WHERE id < 30")
    assert reparse(database).code == 0
    assert rows(database, "SELECT id, state, outcome, run_id FROM pages WHERE id < 30") == before
    verified(database)


def test_a_page_that_the_archive_does_not_give_is_told_and_left(database: Path) -> None:
    before = everything(database)
    ref = rows(database, "SELECT archive_ref FROM articles WHERE id = 5")[0]["archive_ref"]
    name, _, offset = ref.rpartition(":")
    path = database.with_suffix(".archive") / name
    data = bytearray(path.read_bytes())
    data[int(offset) + 30 : int(offset) + 60] = bytes(30)
    path.write_bytes(data)
    done = reparse(database)
    assert (done.code, done.summary["verdict"]) == (1, "degraded")
    assert done.summary["unreadable"] >= 1
    assert f"archived page {ref}" in done.out
    assert everything(database) == before
    assert rows(database, "SELECT 1 FROM pages WHERE outcome = 'crashed'") == []


@pytest.mark.long
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--outcome", "rejectd"], "Did you mean rejected?"),
        (["--paper", "baomao"], "Did you mean baomau?"),
        (["--since", "yesterday"], "YYYY-MM-DD"),
        (["--dry-rum"], "Did you mean --dry-run?"),
        (["more"], "more is not known"),
        (["-s", "ARCHIVE_DIR="], "ARCHIVE_DIR is empty"),
    ],
)
def test_what_makes_no_sense_is_a_usage_error(crawled: Path, words: list[str], told: str) -> None:
    done = reparse(crawled, *words)
    assert done.code == done.summary["exit_code"] == 2
    assert told in done.summary["why"]


def test_without_a_database_it_says_so_and_makes_none(tmp_path: Path) -> None:
    for more in ([], ["--dry-run"]):
        done = reparse(tmp_path / "none.db", *more)
        assert (done.code, done.summary["verdict"]) == (5, "storage")
        assert "there is no database" in done.summary["why"]
    assert not list(tmp_path.iterdir())


@pytest.mark.long
def test_a_rehearsal_tells_the_same_however_its_batches_fall(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each batch is rolled back: an article with two addresses comes again as it was."""
    from scrapy.utils.project import get_project_settings

    from crawler.config import read_config
    from crawler.reparsing import run as module
    from crawler.reparsing.stopping import Stopper
    from crawler.reparsing.summary import Told
    from pipelines.storage.base_reparse import Choice
    from tests.mended.baomau import MendedSpider

    settings = get_project_settings()
    settings.set("DATABASE", str(database), priority="cmdline")
    config, told = read_config(settings, {}), []
    for pages in (1, 10_000):
        monkeypatch.setattr(module, "BATCH_PAGES", pages)
        monkeypatch.setattr(module, "BATCH_SECONDS", 3_600.0)
        wish = module.Wish(MendedSpider.paper, Choice(), {}, dry_run=True)
        told.append(module.Reparse(config, settings, wish, Stopper(), Told()).conduct())
    assert told[0] == told[1]
    assert told[0]["versions"]["parser"] > 30
