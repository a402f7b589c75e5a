"""`scrapy reparse --warc`: articles out of WARC files that others made, and out of damaged ones."""

import gzip
import json
import sqlite3
from pathlib import Path

import pytest

from crawler.catalogue import newspapers
from crawler.reparsing.run import BATCH_PAGES
from pipelines.archive.foreign import moment, read_capture, scan_file
from tests.crawling import Done, crawl, rows, scrapy
from tests.servers import article, serve, small_site
from tests.warcs import HOST, Answer, in_one_member, write

pytestmark = pytest.mark.xdist_group("reparse_warc")

PAPER = newspapers()["baolongan"]


def take_in(database: Path, *files: Path, more: tuple[str, ...] = ()) -> Done:
    words = ("--paper", "baolongan", "--warc", *map(str, files))
    return scrapy("reparse", "-s", f"DATABASE={database}", *more, *words)


def verified(database: Path) -> str:
    done = scrapy("verify", "--deep", "-s", f"DATABASE={database}")
    assert done.code == 0, done.out
    return done.out


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


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("at", [0, 12])
def test_damage_costs_the_damaged_record_alone(tmp_path: Path, packed: bool, at: int) -> None:
    path = tmp_path / "x.warc"
    offsets = write(path, [Answer(n) for n in range(1, 6)], packed=packed)
    data = bytearray(path.read_bytes())
    place = offsets[1] + at
    data[place : place + 30] = bytes(30)  # the head of the second is gone
    path.write_bytes(data[: offsets[4] + 200])  # and the end of the last one
    found = scan_file(path, PAPER)
    assert [capture.url[-7:] for capture in found.captures] == ["a1.html", "a3.html", "a4.html"]
    assert found.passed_over["truncated"] == 1
    assert found.passed_over.total() == 3, found.passed_over  # warcinfo, the second, the last
    assert at or found.damage[0].startswith(f"x.warc, byte {offsets[1]}")
    for capture in found.captures:
        assert b"Minh" in read_capture(capture, PAPER).body


def test_files_of_other_shapes_are_read(tmp_path: Path) -> None:
    plain, whole, empty = (tmp_path / name for name in ("plain.warc", "whole.warc.gz", "empty"))
    write(plain, [Answer(1), Answer(2)], packed=False, version="1.1")
    write(whole, [Answer(3), Answer(4)], packed=False)
    in_one_member(whole)
    empty.write_bytes(b"")
    bodies = [
        read_capture(capture, PAPER).body
        for file in (plain, whole)
        for capture in scan_file(file, PAPER).captures
    ]
    assert bodies == [article(n).encode() for n in range(1, 5)]
    assert not scan_file(empty, PAPER).captures
    noise = tmp_path / "noise.warc.gz"
    noise.write_bytes(bytes(range(256)) * 50)
    assert scan_file(noise, PAPER).passed_over == {"damaged": 1}


WHOLE = article(1).encode()
HTML = ("Content-Type", "text/html; charset=utf-8")
CHUNKS = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (WHOLE[:900], WHOLE[900:]))


@pytest.mark.parametrize(
    ("body", "headers", "new"),
    [
        (gzip.compress(WHOLE), [("Content-Encoding", "gzip")], 1),
        (gzip.compress(WHOLE)[:-400], [("Content-Encoding", "gzip")], 0),
        (WHOLE, [("Content-Length", str(len(WHOLE)))], 1),
        (WHOLE[: len(WHOLE) // 2], [("Content-Length", str(len(WHOLE)))], 0),
        (CHUNKS + b"0\r\n\r\n", [("Transfer-Encoding", "chunked")], 1),
        (CHUNKS, [("Transfer-Encoding", "chunked")], 0),
        (CHUNKS[:1_500], [("Transfer-Encoding", "chunked")], 0),
        # Archives that took the transfer apart keep its headers.
        (WHOLE, [("Transfer-Encoding", "chunked")], 1),
        (WHOLE, [("Content-Encoding", "gzip"), ("Content-Length", "700")], 1),
    ],
)
def test_half_an_answer_is_none(
    tmp_path: Path, body: bytes, headers: list[tuple[str, str]], new: int
) -> None:
    file = tmp_path / "a.warc.gz"
    write(file, [Answer(1, body=body, headers=[HTML, *headers])])
    scanned = scan_file(file, PAPER)
    assert len(scanned.captures) == new
    assert scanned.passed_over["truncated"] == 1 - new
    for capture in scanned.captures:
        assert read_capture(capture, PAPER).body == WHOLE


@pytest.mark.parametrize("packed", [True, False])
def test_an_answer_that_is_not_what_its_digest_says_is_damaged(
    tmp_path: Path, packed: bool
) -> None:
    database, file = tmp_path / "n.db", tmp_path / "flipped.warc"
    plain = tmp_path / "plain.warc"
    write(plain, [Answer(1), Answer(2), Answer(3)], packed=False)
    records = plain.read_bytes().split(b"WARC/1.")[1:]
    flipped = [b"WARC/1." + record for record in records]
    flipped[2] = flipped[2].replace("Cánh đồng".encode(), b"XXXXXXXXX".ljust(12, b"X"), 1)
    assert flipped[2] != b"WARC/1." + records[2]
    file.write_bytes(b"".join(map(gzip.compress, flipped) if packed else flipped))
    done = take_in(database, file)
    assert done.summary["new"] == 2, done.out
    assert done.summary["passed_over"]["damaged"] == 1
    assert [row["source_id"] for row in rows(database, "SELECT source_id FROM articles")] == [
        "1",
        "3",
    ]


def test_a_wholly_damaged_file_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    database, good, bad = tmp_path / "n.db", tmp_path / "good.warc", tmp_path / "bad.warc.gz"
    write(good, [Answer(1)], packed=False)
    bad.write_bytes(b"\x1f\x8b\x08" + b"no archive at all")
    done = take_in(database, bad, good)
    assert (done.code, done.summary["verdict"], done.summary["new"]) == (1, "degraded", 1), done.err
    assert "bad.warc.gz, byte 0" in done.out
    assert "no record of a WARC file" in done.out


def test_a_page_saved_under_the_name_of_an_archive_is_told(tmp_path: Path) -> None:
    page = tmp_path / "archive.warc.gz"
    page.write_text("<html><body>404 Not Found</body></html>")
    done = take_in(tmp_path / "n.db", page)
    assert (done.code, done.summary["verdict"]) == (1, "degraded")
    page.write_bytes(b"")
    assert take_in(tmp_path / "n.db", page).code == 1


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
def test_a_page_that_kills_its_workers_is_named_and_costs_no_other(tmp_path: Path) -> None:
    database, file = tmp_path / "news.db", tmp_path / "others.warc.gz"
    dates = ["2001-01-01T03:00:00Z", "2002-02-02T03:00:00Z", *["2019-03-02T03:04:05Z"] * 38]
    write(file, [Answer(n, date=date) for n, date in enumerate(dates, 1)])
    mended = {"SCRAPY_SETTINGS_MODULE": "tests.mended_settings"}
    words = ("reparse", "-s", f"DATABASE={database}", "--paper", "baolongan", "--warc", str(file))
    done = scrapy(*words, **mended)
    assert (done.code, done.summary["verdict"]) == (1, "degraded"), done.err
    assert done.summary["outcomes"] == {"crashed": 2, "stored_new": 38}
    assert "our fault: crashed, 2" in done.out
    ends = rows(database, "SELECT url, detail FROM visits WHERE outcome = 'crashed' ORDER BY url")
    assert [end["url"][-7:] for end in ends] == ["a1.html", "a2.html"]
    assert "ended its worker (SIGKILL), twice" in ends[0]["detail"]
    assert "ZeroDivisionError: no rules of that day" in ends[1]["detail"]
    assert all(end["url"] in done.out for end in ends)
    verified(database)
    # The rules are mended: what crashed where it is archived is read again.
    again = scrapy("reparse", "-s", f"DATABASE={database}", "--outcome", "crashed")
    assert (again.code, again.summary["new"]) == (0, 1)
    assert take_in(database, file).summary["new"] == 1
    verified(database)


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


@pytest.mark.long
def test_a_length_that_is_false_costs_its_own_record_alone(tmp_path: Path) -> None:
    file = tmp_path / "others.warc"
    offsets = write(file, [Answer(n) for n in range(1, 6)], packed=False)
    text = file.read_bytes()
    head, _, rest = text[offsets[2] :].partition(b"Content-Length: ")
    size, _, rest = rest.partition(b"\r\n")
    file.write_bytes(text[: offsets[2]] + head + b"Content-Length: 9" + size + b"\r\n" + rest)
    done = take_in(tmp_path / "news.db", file)
    assert done.summary["new"] == 4, done.err
    assert done.summary["passed_over"]["truncated"] == 1
