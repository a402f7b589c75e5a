"""`scrapy reparse --warc` out of damaged files and files of other shapes: what is whole comes in."""

import gzip
from pathlib import Path

import pytest

from pipelines.archive.foreign import read_capture, scan_file
from tests.crawling import rows, scrapy
from tests.foreign_warcs import PAPER, take_in, verified
from tests.servers import article
from tests.warcs import Answer, in_one_member, write


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
