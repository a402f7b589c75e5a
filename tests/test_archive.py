"""Raw pages as WARC: found again by one seek, readable by WARC's own tools."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipelines.archive import (
    ArchiveError,
    NoArchive,
    WarcArchive,
    check,
    read_page,
    torn_tail,
)
from tests.archive_kit import page, records


def test_a_page_comes_back_as_it_was(tmp_path: Path) -> None:
    archive = WarcArchive(tmp_path, "thu", 7)
    refs = [archive.append(page(n)) for n in range(3)]
    archive.close()
    for number, ref in enumerate(refs):
        assert ref is not None
        back = read_page(tmp_path, ref)
        kept = [h for h in page().headers if h[0] == "Content-Type"]
        assert back.body == page(number).body
        assert back.headers == [*kept, ("Content-Length", str(len(back.body)))]
        for name in (
            "url",
            "paper",
            "kind",
            "fetched_at",
            "status",
            "final_url",
            "redirects",
            "hints",
        ):
            assert getattr(back, name) == getattr(page(number), name), name
        assert check(tmp_path, ref) is None


def test_warcio_s_own_checker_and_iterator_agree(tmp_path: Path) -> None:
    archive = WarcArchive(tmp_path, "thu", 7)
    archive.append(page())
    archive.append(page(2, status=404, body=b""))
    archive.close()
    (file,) = tmp_path.glob("*.warc.gz")
    done = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", str(file)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    with file.open("rb") as stream:
        kinds = [record.rec_type for record in ArchiveIterator(stream)]
    assert kinds == ["warcinfo", *["response", "metadata", "request"] * 2]


def test_an_answer_without_a_body_of_its_own_is_not_kept(tmp_path: Path) -> None:
    archive = WarcArchive(tmp_path, "thu", 7)
    assert archive.append(page(status=304)) is None
    assert archive.append(page(status=None)) is None
    assert NoArchive().append(page()) is None
    assert not list(tmp_path.iterdir())


def test_damage_is_told_and_stays_where_it_is(tmp_path: Path) -> None:
    archive = WarcArchive(tmp_path, "thu", 7)
    first, last = archive.append(page(1)), archive.append(page(2))
    archive.close()
    assert first is not None
    assert last is not None
    file = tmp_path / first.partition(":")[0]
    offset = int(last.partition(":")[2])
    file.write_bytes(file.read_bytes()[: offset + 60])  # a torn last record
    assert check(tmp_path, first) is None
    assert "archived page" in str(check(tmp_path, last))
    assert "archived page" in str(check(tmp_path, "missing.warc.gz:0"))
    with pytest.raises(ArchiveError):
        read_page(tmp_path, "nonsense")


def test_a_changed_byte_breaks_the_digest(tmp_path: Path) -> None:
    import gzip

    archive = WarcArchive(tmp_path, "thu", 7)
    ref = archive.append(page(1))
    archive.close()
    assert ref is not None
    file = tmp_path / ref.partition(":")[0]
    offset = int(ref.partition(":")[2])
    data = file.read_bytes()
    import zlib

    unpack = zlib.decompressobj(wbits=31)
    record = unpack.decompress(data[offset:])
    changed = gzip.compress(record.replace("Lúa".encode(), "Bắp".encode()[:4]))
    file.write_bytes(data[:offset] + changed + unpack.unused_data)
    assert check(tmp_path, ref) is not None


def test_two_runs_never_share_a_file(tmp_path: Path) -> None:
    """Not even where the second has the number of the first: its database began anew."""
    first, second = WarcArchive(tmp_path, "thu", 7), WarcArchive(tmp_path, "thu", 7)
    refs = [archive.append(page(n)) for n, archive in enumerate((first, second))]
    first.close()
    second.close()
    assert [str(ref).partition(":")[0] for ref in refs] == [
        "thu-000007-001.warc.gz",
        "thu-000007-002.warc.gz",
    ]
    assert [read_page(tmp_path, ref).url for ref in refs if ref] == [page(0).url, page(1).url]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    with pytest.raises(ArchiveError, match="cannot write"):
        WarcArchive(tmp_path / "file", "thu", 7).append(page())


def test_an_answer_whose_address_is_damaged_is_told(tmp_path: Path) -> None:
    record = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
        "WARC-Target-URI: itps://thu.example/a1.html\r\nWARC-Date: 2026-10-02T11:40:00Z\r\n"
        "Content-Type: application/http; msgtype=response\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n"
    )
    (tmp_path / "thu.warc.gz").write_bytes(gzip.compress(record.encode()))
    assert "no headers" in (check(tmp_path, "thu.warc.gz:0") or "")


def test_a_damaged_byte_anywhere_is_told_or_harmless_and_never_an_error_of_ours(
    tmp_path: Path,
) -> None:
    archive = WarcArchive(tmp_path, "thu", 7)
    first = archive.append(page())
    archive.close()
    assert first is not None
    file = tmp_path / first.partition(":")[0]
    whole = file.read_bytes()
    told = 0
    for place in range(int(first.partition(":")[2]), len(whole), 3):
        for bits in (0x01, 0x20, 0xFF):
            data = bytearray(whole)
            data[place] ^= bits
            file.write_bytes(data)
            told += check(tmp_path, first) is not None
    assert told > 300


def test_files_are_of_bounded_size(tmp_path: Path) -> None:
    archive = WarcArchive(tmp_path, "thu", 7, max_bytes=2_000)
    refs = [archive.append(page(n)) for n in range(6)]
    archive.close()
    files = sorted(tmp_path.glob("*.warc.gz"))
    assert len(files) > 1
    assert all(file.stat().st_size < 4_000 for file in files)
    assert [kind for kind, _ in records(tmp_path)].count("warcinfo") == len(files)
    assert [read_page(tmp_path, ref).url for ref in refs if ref] == [page(n).url for n in range(6)]


def test_each_record_names_the_answer_it_belongs_to(tmp_path: Path) -> None:
    archive = WarcArchive(tmp_path, "thu", 7)
    archive.append(page())
    archive.close()
    (_, info), (_, answer), (_, facts), (_, request) = records(tmp_path)
    assert info["WARC-Filename"] == "thu-000007-001.warc.gz"
    assert answer["WARC-Record-ID"] == facts["WARC-Concurrent-To"] == request["WARC-Concurrent-To"]
    assert {r["WARC-Date"] for r in (answer, facts, request)} == {page().fetched_at}


def test_a_torn_last_record_is_told(tmp_path: Path) -> None:
    archive = WarcArchive(tmp_path, "thu", 7)
    first, last = archive.append(page(1)), archive.append(page(2))
    archive.close()
    assert first is not None
    assert last is not None
    assert torn_tail(tmp_path, first) is None
    file = tmp_path / last.partition(":")[0]
    whole = file.read_bytes()
    for cut in (5, 60):
        file.write_bytes(whole[: int(last.partition(":")[2]) + cut])
        assert f"the record at {last.partition(':')[2]}, the last one" in str(
            torn_tail(tmp_path, first)
        )
    assert check(tmp_path, first) is None
