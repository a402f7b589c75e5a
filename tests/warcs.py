"""WARC files as others write them, by warcio: for the tests of what is read out of them."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.servers import article

HOST = "http://baolongan.vn"


@dataclass
class Answer:
    """One archived answer; the defaults are an article."""

    number: int
    date: str = "2019-03-02T03:04:05Z"
    body: bytes = b""
    url: str = ""
    status: str = "200 OK"
    kind: str = "response"
    headers: list[tuple[str, str]] = field(
        default_factory=lambda: [("Content-Type", "text/html; charset=utf-8")]
    )
    warc: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where it was."""
        return self.url or f"{HOST}/lua-a{self.number}.html"


def write(
    path: Path, answers: Iterable[Answer], *, packed: bool = True, version: str = "1.0"
) -> list[int]:
    """Write the file; offset of each record."""
    offsets = []
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed, warc_version=version)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "others/1.0"}))
        for answer in answers:
            offsets.append(file.tell())
            writer.write_record(_record(writer, answer))
    return offsets


def _record(writer: WARCWriter, answer: Answer) -> object:
    body = answer.body or article(answer.number).encode()
    headers = {"WARC-Date": answer.date, **answer.warc}
    if answer.kind == "revisit":
        return writer.create_revisit_record(
            answer.address, "sha1:X", answer.address, answer.date, warc_headers_dict=headers
        )
    if answer.kind == "request":
        asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "x")], is_http_request=True)
        return writer.create_warc_record(
            answer.address, "request", http_headers=asked, warc_headers_dict=headers
        )
    told = None
    if answer.kind == "response":
        told = StatusAndHeaders(answer.status, answer.headers, protocol="HTTP/1.1")
    return writer.create_warc_record(
        answer.address,
        answer.kind,
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=told,
        warc_headers_dict=headers,
    )


def in_one_member(path: Path) -> None:
    """The whole file in one gzip member, as `gzip FILE` makes it."""
    path.write_bytes(gzip.compress(path.read_bytes()))
