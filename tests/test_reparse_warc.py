"""`scrapy reparse --warc`: articles out of WARC files that others made."""

import gzip
import json
import sqlite3
from pathlib import Path

import pytest

from crawler.reparsing.run import BATCH_PAGES
from pipelines.archive.foreign import moment
from tests.crawling import crawl, rows, scrapy
from tests.foreign_warcs import take_in, verified
from tests.servers import article, serve, small_site
from tests.warcs import HOST, Answer, write

pytestmark = pytest.mark.xdist_group("reparse_warc")


ODD = {
    "foreign host": Answer(1, url="https://khac.example/lua-a1.html"),
    "not HTML": Answer(2, headers=[("Content-Type", "image/jpeg")], body=b"JFIF"),
    "not 200": Answer(3, status="404 Not Found"),
    "revisit": Answer(4, kind="revisit"),
    "request": Answer(5, kind="request"),
    "metadata": Answer(6, kind="metadata", body=b"fetchTimeMs: 12\r\n"),
    "conversion": Answer(7, kind="conversion", body=b"text"),
    "truncated": Answer(8, warc={"WARC-Truncated": "length"}),
    "no article's address": Answer(9, url=f"{HOST}/kinh-te/"),
    "without a time": Answer(10, date="2019-03-02"),
    "unknown encoding": Answer(
        11, headers=[("Content-Type", "text/html"), ("Content-Encoding", "zstd")]
    ),
    "in segments": Answer(12, warc={"WARC-Segment-Number": "1"}),
    "no HTTP answer": Answer(13, url="ftp://baolongan.vn/lua-a13.html"),
    "oversize": Answer(15, body=b"<p>" + b"x" * 10_500_000),
    "of the future": Answer(16, date="2099-01-01T00:00:00Z"),
    "malformed address": Answer(14, url="http://baolongan.vn:x/lua-a14.html"),
}


def test_an_article_of_a_site_that_is_gone_comes_in_with_the_time_of_its_record(
    tmp_path: Path,
) -> None:
    """From file to row: relative dates count from WARC-Date, and everything else is counted."""
    database, file = tmp_path / "news.db", tmp_path / "others.warc.gz"
    relative = article(20, date="3 giờ trước").encode()
    packed = gzip.compress(article(21).encode())
    coded = [("Content-Type", "text/html"), ("Content-Encoding", "gzip")]
    chunked = [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")]
    plain = article(22).encode()
    good = [
        Answer(20, date="2017-05-01T03:04:05Z", body=relative),
        Answer(21, body=packed, headers=coded, url="https://www.baolongan.vn/lua-a21.html?utm_x=1"),
        Answer(22, body=b"%x\r\n%s\r\n0\r\n\r\n" % (len(plain), plain), headers=chunked),
    ]
    write(file, [*good, *ODD.values()])
    done = take_in(database, file)
    assert done.code == 0, done.err
    told = done.summary
    assert (told["new"], told["read"], told["requests"]) == (3, 3, 0)
    assert told["passed_over"] == dict.fromkeys(ODD, 1) | {"warcinfo": 1}
    assert "passed over: foreign host, 1" in done.out
    stored = rows(database, "SELECT * FROM articles ORDER BY published_at")
    by_number = {row["source_id"]: row for row in stored}
    assert sorted(by_number) == ["20", "21", "22"]
    old = by_number["20"]
    assert old["published_precision"] == "relative"
    assert old["published_at"].startswith("2017-05-01T07:0")
    assert old["first_seen_at"] == old["last_seen_at"] == "2017-05-01T03:04:05.000Z"
    assert by_number["21"]["title"] == "Lúa đầu mùa ở cánh đồng số 21"
    assert by_number["21"]["url"] == "https://baolongan.vn/lua-a21.html"
    (run,) = rows(database, "SELECT mode, stored_new, verdict, arguments FROM runs")
    assert (run["mode"], run["stored_new"], run["verdict"]) == ("reparse", 3, "complete")
    assert json.loads(run["arguments"])["warc"] == str(file)
    pages = rows(database, "SELECT state, outcome, archive_ref FROM pages")
    assert {(page["state"], page["outcome"]) for page in pages} == {("done", "stored_new")}
    file.unlink()  # what was taken in is in the archive of ours
    assert "3 archived pages, parsed again, gave their rows again" in verified(database)
    again = scrapy("reparse", "-s", f"DATABASE={database}")
    assert (again.code, again.summary["same"]) == (0, 3)


@pytest.mark.long
def test_the_same_file_once_more_changes_nothing_and_adds_nothing(tmp_path: Path) -> None:
    database, file = tmp_path / "news.db", tmp_path / "others.warc.gz"
    write(file, [Answer(n) for n in range(1, 6)] + [Answer(1)])
    first = take_in(database, file)
    assert first.summary["passed_over"]["met twice"] == 1
    before = rows(database, "SELECT * FROM articles")
    kept = sorted(path.name for path in (tmp_path / "news.archive").iterdir())
    done = take_in(database, file)
    assert (done.code, done.summary["same"], done.summary["new"]) == (0, 5, 0)
    assert rows(database, "SELECT * FROM articles") == before
    assert sorted(path.name for path in (tmp_path / "news.archive").iterdir()) == kept
    verified(database)


@pytest.mark.long
def test_texts_come_in_the_order_of_their_times_whatever_comes_first(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    files = {}
    for year in (2017, 2019, 2021):
        files[year] = tmp_path / f"{year}.warc.gz"
        body = article(7).replace("rộng 47 ha", f"rộng {year} ha").encode()
        write(files[year], [Answer(7, date=f"{year}-03-02T03:04:05Z", body=body)])
    assert take_in(database, files[2019]).summary["new"] == 1
    assert take_in(database, files[2021]).summary["versions"] == {"edit": 1}
    (newest,) = rows(database, "SELECT body, last_seen_at FROM articles")
    done = take_in(database, files[2017])
    assert done.summary["versions"] == {"older": 1}, done.err
    (row,) = rows(database, "SELECT * FROM articles")
    assert (row["body"], row["last_seen_at"]) == (newest["body"], newest["last_seen_at"])
    assert (row["version"], row["first_seen_at"]) == (3, "2017-03-02T03:04:05.000Z")
    versions = rows(database, "SELECT * FROM article_versions ORDER BY version")
    assert [(v["cause"], v["seen_at"][:4]) for v in versions] == [
        ("first", "2017"),
        ("edit", "2019"),
        ("edit", "2021"),
    ]
    for version, year in zip(versions, files, strict=True):
        assert f"rộng {year} ha" in version["body"]
        assert json.loads(version["changes"]) == ([] if year == 2017 else ["body"])
    visits = rows(database, "SELECT version FROM visits ORDER BY id")
    assert [visit["version"] for visit in visits] == [2, 3, 1]
    assert take_in(database, files[2017]).summary["same"] == 1
    verified(database)
    again = scrapy("reparse", "-s", f"DATABASE={database}")
    assert (again.code, again.summary["same"]) == (0, 1)
    verified(database)


@pytest.mark.long
def test_an_old_answer_never_overwrites_what_a_crawl_stored(tmp_path: Path) -> None:
    database, file = tmp_path / "news.db", tmp_path / "old.warc.gz"
    with serve(small_site(2)) as server:
        assert crawl("baolongan", database, server.url).code in {0, 1}
    before = rows(database, "SELECT id, title, body, last_seen_at FROM articles ORDER BY id")
    gone = b"<html><head><title>404</title></head><body><h1>404</h1></body></html>"
    old = article(1).replace("rộng 41 ha", "rộng 9 ha").encode()
    write(file, [Answer(1, body=old), Answer(2, body=gone)])
    done = take_in(database, file)
    assert done.code == 0, done.err
    assert (
        rows(database, "SELECT id, title, body, last_seen_at FROM articles ORDER BY id") == before
    )
    assert {row["status"] for row in rows(database, "SELECT status FROM articles")} == {"live"}
    verified(database)


@pytest.mark.long
def test_days_and_a_rehearsal(tmp_path: Path) -> None:
    database, file = tmp_path / "news.db", tmp_path / "others.warc.gz"
    bodies = [article(n, date=f"0{n}/02/2019 - 08:00").encode() for n in range(1, 6)]
    write(file, [Answer(n, body=body) for n, body in enumerate(bodies, 1)])
    rehearsed = take_in(database, file, more=("--dry-run",))
    assert (rehearsed.code, rehearsed.summary["new"]) == (0, 5)
    assert not database.exists()
    done = take_in(database, file, more=("--since", "2019-02-04"))
    assert (done.summary["new"], done.summary["left_out"]) == (2, 3)
    assert len(rows(database, "SELECT 1 FROM pages")) == 2
    verified(database)


@pytest.mark.long
def test_without_an_archive_rows_have_no_reference(tmp_path: Path) -> None:
    database, file = tmp_path / "news.db", tmp_path / "others.warc.gz"
    write(file, [Answer(1)])
    done = take_in(database, file, more=("-s", "ARCHIVE_DIR="))
    assert (done.code, done.summary["new"]) == (0, 1)
    assert rows(database, "SELECT archive_ref FROM articles") == [{"archive_ref": None}]
    assert scrapy("verify", "-s", f"DATABASE={database}").code == 0


@pytest.mark.long
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--warc", "none.warc.gz", "--paper", "baolongan"], "none.warc.gz: No such file"),
        (["--warc", "README.md"], "wants --paper"),
        (["--warc", "README.md", "--paper", "baolongan", "--outcome", "rejected"], "--outcome"),
        (["--warc", "tests", "--paper", "baolongan"], "Is a directory"),
    ],
)
def test_what_makes_no_sense_is_a_usage_error(tmp_path: Path, words: list[str], told: str) -> None:
    done = scrapy("reparse", "-s", f"DATABASE={tmp_path / 'n.db'}", *words)
    assert done.code == 2
    assert told in done.summary["why"]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2017-05-01T03:04:05Z", "2017-05-01T03:04:05.000Z"),
        ("2017-05-01T03:04:05.123456789Z", "2017-05-01T03:04:05.123Z"),
        ("2017-05-01T03:04Z", None),
        ("2017-05-01", None),
        ("2017-13-01T03:04:05Z", None),
        ("", None),
    ],
)
def test_times_of_records(text: str, time: str | None) -> None:
    assert moment(text) == time


@pytest.mark.long
def test_an_address_that_waits_for_a_crawl_still_waits(tmp_path: Path) -> None:
    database, file = tmp_path / "news.db", tmp_path / "others.warc.gz"
    write(file, [Answer(1)])
    with serve(small_site(1)) as server:
        assert crawl("baolongan", database, server.url, "-a", "mode=backfill").code in {0, 1}
    with sqlite3.connect(database) as connection:
        connection.execute(
            "UPDATE pages SET state = 'pending', outcome = NULL WHERE kind = 'article'"
        )
    connection.close()
    assert take_in(database, file).code == 0
    assert rows(database, "SELECT state FROM pages WHERE kind = 'article'") == [
        {"state": "pending"}
    ]
    verified(database)
    with serve(small_site(1)) as server:
        done = crawl("baolongan", database, server.url)
    assert done.summary["outcomes"]["unchanged"] == 1
    verified(database)


@pytest.mark.long
def test_a_lost_database_comes_back_from_its_archive(tmp_path: Path) -> None:
    """In its place, under its name: nothing is copied, and the next crawl finds free names."""
    database, folder = tmp_path / "news.db", tmp_path / "news.archive"
    given = "title, lead, body, byline, published_at, section, url, source_id, archive_ref"
    with serve(small_site(5)) as server:
        assert crawl("baolongan", database, server.url).code in {0, 1}
        before = rows(database, f"SELECT {given} FROM articles ORDER BY source_id")
        files = sorted(folder.iterdir())
        for path in tmp_path.glob("news.db*"):
            path.unlink()
        done = take_in(database, *files)
        assert (done.code, done.summary["new"]) == (0, 5), done.err
        assert rows(database, f"SELECT {given} FROM articles ORDER BY source_id") == before
        assert sorted(folder.iterdir()) == files
        verified(database)
        for path in tmp_path.glob("news.db*"):
            path.unlink()
        assert crawl("baolongan", database, server.url).code in {0, 1}
    assert len(sorted(folder.iterdir())) == 2
    verified(database)


@pytest.mark.long
def test_a_rehearsal_tells_an_article_once_over_all_its_batches(tmp_path: Path) -> None:
    database, file = tmp_path / "news.db", tmp_path / "others.warc.gz"
    days = [f"20{year}-{month:02}-02T03:04:05Z" for year in range(13, 20) for month in range(1, 13)]
    answers = [Answer(n, date=day) for day in days for n in (1, 2, 3)]
    assert len(answers) > BATCH_PAGES
    write(file, answers)
    rehearsed = take_in(database, file, more=("--dry-run",)).summary
    done = take_in(database, file).summary
    told = [(s["new"], s["updated"], s["outcomes"], s["versions"]) for s in (rehearsed, done)]
    assert told[0] == told[1]
    assert rehearsed["new"] == 3
