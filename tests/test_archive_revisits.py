"""Equal bodies are written once; later ones are revisits that lead to the first."""

from pathlib import Path

from pipelines.archive import (
    WarcArchive,
    check,
    read_page,
)
from tests.archive_kit import again, page, records


def test_an_equal_body_is_a_revisit_that_leads_to_the_first(tmp_path: Path) -> None:
    archive = WarcArchive(tmp_path, "thu", 7)
    first = archive.append(page())
    second = archive.append(again(headers=[("Content-Type", "text/html"), ("ETag", "x")]), first)
    archive.close()
    later = WarcArchive(tmp_path, "thu", 8)
    third = later.append(again(), second)  # of another run, after a revisit
    later.close()
    assert first is not None
    assert second is not None
    assert third is not None
    back = read_page(tmp_path, second)
    assert back.body == page().body
    assert ("ETag", "x") in back.headers
    assert back.fetched_at == "2026-03-04T05:06:07.890Z"
    assert read_page(tmp_path, third).body == page().body
    told = [headers for kind, headers in records(tmp_path) if kind == "revisit"]
    original = next(headers for kind, headers in records(tmp_path) if kind == "response")
    assert len(told) == 2
    for headers in told:
        assert headers["WARC-Profile"].endswith("/1.1/revisit/identical-payload-digest")
        assert headers["WARC-Refers-To"] == original["WARC-Record-ID"]
        assert headers["WARC-Refers-To-Target-URI"] == original["WARC-Target-URI"]
        assert headers["WARC-Refers-To-Date"] == original["WARC-Date"]
        assert headers["WARC-Payload-Digest"] == original["WARC-Payload-Digest"]


def test_a_body_is_written_again_where_the_first_is_not_the_same_or_not_whole(
    tmp_path: Path,
) -> None:
    archive = WarcArchive(tmp_path, "thu", 7)
    first = archive.append(page())
    assert first is not None
    archive.append(again(body=b"khac"), first)
    archive.append(again(final_url="https://thu.example/khac-a1.html"), first)
    archive.append(again(), "missing.warc.gz:0")
    archive.append(again(body=b""), first)
    archive.close()
    assert [kind for kind, _ in records(tmp_path)].count("response") == 5
    file = tmp_path / first.partition(":")[0]
    data = bytearray(file.read_bytes())
    data[int(first.partition(":")[2]) + 40] ^= 0xFF
    file.write_bytes(data)
    assert check(tmp_path, first) is not None
    other = WarcArchive(tmp_path, "thu", 8)
    ref = other.append(again(), first)
    other.close()
    assert ref is not None
    assert read_page(tmp_path, ref).body == page().body


def test_a_revisit_whose_first_record_is_gone_is_told(tmp_path: Path) -> None:
    archive = WarcArchive(tmp_path, "thu", 7)
    first = archive.append(page())
    archive.close()
    later = WarcArchive(tmp_path, "thu", 8)
    second = later.append(again(), first)
    later.close()
    assert first is not None
    assert second is not None
    (tmp_path / first.partition(":")[0]).unlink()
    assert "archived page" in str(check(tmp_path, second))
