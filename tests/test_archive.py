"""Raw pages as WARC: found again by one seek, readable by WARC's own tools."""

import subprocess
import sys
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipelines.archive import ArchiveError, NoArchive, WarcArchive, check, read_page
from pipelines.items import RawPage
from pipelines.outcomes import PageKind


def page(number: int = 1, **changes: object) -> RawPage:
    facts: dict[str, object] = {
        "url": f"https://thu.example/lúa-a{number}.html",
        "paper": "thu",
        "kind": PageKind.ARTICLE,
        "fetched_at": "2026-01-02T03:04:05.678Z",
        "status": 200,
        "headers": [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Encoding", "gzip"),
            ("Content-Length", "12"),
        ],
        "body": f"<h1>Lúa mùa {number}</h1>".encode(),
        "final_url": f"https://thu.example/lua-moi-a{number}.html",
        "redirects": [f"https://thu.example/lua-a{number}.html"],
        "hints": {"section": "kinh-te", "title": "Lúa"},
        "request_headers": [("User-Agent", "baotinh"), ("Host", "thu.example")],
    }
    return RawPage(**(facts | changes))  # type: ignore[arg-type]


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
    WarcArchive(tmp_path, "thu", 7).append(page())
    with pytest.raises(ArchiveError, match="cannot write"):
        WarcArchive(tmp_path, "thu", 7).append(page())
