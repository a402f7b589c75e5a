"""Records of a WARC file that others wrote, one after another, damage and all.

One gzip member a record is the rule; whole files in one member and files that are not packed are read
too. Behind a damaged place the reading goes on at the next member or record.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParserException

_MAGIC = b"\x1f\x8b\x08"
_BEGINNING = re.compile(rb"WARC/1\.[01]\r?\n")
_CHUNK = 1 << 16
_NONE = -1


class DamagedError(Exception):
    """What stands here is no record; the text says why."""

    #: Offset of the record in its stream; None: it was between two records.
    at: int | None = None


class TruncatedError(DamagedError):
    """The file ends in the middle of a record."""


class Place(NamedTuple):
    """Where a record stands: offset of its member in the file, and of the record in the member."""

    member: int
    inside: int = 0


class Damage(NamedTuple):
    """In the place of a record."""

    #: damaged or truncated
    what: str
    at: Place
    why: str


class _Unpacked(io.RawIOBase):
    """The text of one gzip member."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        file.seek(start)
        self.start = start
        self._file, self._unpack = file, zlib.decompressobj(zlib.MAX_WBITS + 16)
        self._told = 0
        self._rest = b""

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        """Bytes given so far: buffered readers ask for it."""
        return self._told

    def readinto(self, buffer: Any) -> int:
        data = b""
        while not data and not self._unpack.eof:
            packed = self._rest or self._file.read(_CHUNK)
            if not packed:
                raise TruncatedError("the file ends inside a packed record")
            try:
                data = self._unpack.decompress(packed, len(buffer))
            except zlib.error as error:
                raise DamagedError(str(error)) from error
            self._rest = self._unpack.unconsumed_tail
        buffer[: len(data)] = data
        self._told += len(data)
        return len(data)

    @property
    def end(self) -> int:
        """Offset behind the member, once all of it was read."""
        return self._file.tell() - len(self._unpack.unused_data)


def scan(path: Path) -> Iterator[tuple[Place, ArcWarcRecord] | Damage]:
    """Every record of a file; each must be looked at before the next one is asked for.

    Raises OSError when the file cannot be read.
    """
    with path.open("rb") as file:
        packed = file.read(len(_MAGIC)) == _MAGIC
        yield from _packed(file) if packed else _plain(file)


@contextmanager
def record_at(path: Path, place: Place) -> Iterator[ArcWarcRecord]:
    """The record at a place that `scan` told; raises DamagedError or OSError."""
    with path.open("rb") as file:
        packed = file.read(len(_MAGIC)) == _MAGIC
        stream: Any = file
        if packed:
            stream = io.BufferedReader(_Unpacked(file, place.member), _CHUNK)
            _skip(stream, place.inside)
        else:
            file.seek(place.member)
        yield _parsed(stream)


def _packed(file: BinaryIO) -> Iterator[tuple[Place, ArcWarcRecord] | Damage]:
    start = 0
    while start >= 0:
        member = _Unpacked(file, start)
        stream = io.BufferedReader(member, _CHUNK)
        try:
            for inside, record in _in_stream(stream):
                yield Place(start, inside), record
            end = member.end
            start = _next_member(file, end)
            if start != end and _is_more(file, end):
                yield Damage("damaged", Place(end), "no record begins here")
        except TruncatedError as error:
            # Where bytes are missing inside a file, the members behind them are whole.
            yield Damage("truncated", Place(start, error.at or 0), str(error))
            start = _next_member(file, member.start + 1)
        except DamagedError as error:
            yield Damage("damaged", Place(start, error.at or 0), str(error))
            start = _next_member(file, member.start + 1)


def _is_more(file: BinaryIO, at: int) -> bool:
    file.seek(at)
    return bool(file.read(1))


def _next_member(file: BinaryIO, start: int) -> int:
    """Offset of the next gzip member from `start` on; -1: there is none."""
    file.seek(start)
    kept = b""
    while chunk := file.read(_CHUNK):
        data = kept + chunk
        if (found := data.find(_MAGIC)) >= 0:
            return start + found
        start += len(data) - len(_MAGIC) + 1
        kept = data[-len(_MAGIC) + 1 :]
    return _NONE


def _plain(file: BinaryIO) -> Iterator[tuple[Place, ArcWarcRecord] | Damage]:
    start = 0
    while start >= 0:
        file.seek(start)
        try:
            for at, record in _in_stream(file):
                yield Place(at), record
            start = _NONE
        except DamagedError as error:
            at = start if error.at is None else error.at
            what = "truncated" if isinstance(error, TruncatedError) else "damaged"
            yield Damage(what, Place(at), str(error))
            # A record that says it is longer than its file may have others behind it.
            start = _next_record(file, at + 1)


def _next_record(file: BinaryIO, start: int) -> int:
    """Offset of the next line that begins a record; -1: there is none."""
    file.seek(start)
    file.readline()
    while True:
        at = file.tell()
        line = file.readline(_CHUNK)
        if not line:
            return _NONE
        if _BEGINNING.fullmatch(line):
            return at


def _in_stream(stream: Any) -> Iterator[tuple[int, ArcWarcRecord]]:
    """Records one after another, each read to its end before the next."""
    while True:
        at = stream.tell()
        if not (ahead := stream.peek(1)[:1]):
            return
        if ahead in b"\r\n":
            stream.read(1)
            continue
        try:
            record = _parsed(stream)
            yield at, record
            _to_end(record)
        except DamagedError as error:
            error.at = at
            raise


def _parsed(stream: Any) -> ArcWarcRecord:
    try:
        return ArcWarcRecordLoader(verify_http=False).parse_record_stream(
            stream, known_format="warc", check_digests=True
        )
    except EOFError as error:
        raise TruncatedError("the file ends inside the head of a record") from error
    except (ArchiveLoadFailed, StatusAndHeadersParserException, ValueError) as error:
        raise DamagedError(str(error) or type(error).__name__) from error


def _to_end(record: ArcWarcRecord) -> None:
    """Read what is left of a record; raises DamagedError where it is not what its digest says."""
    try:
        while record.raw_stream.read(_CHUNK):
            pass
    except ValueError:
        return  # a digest in a form of its own, looked at behind the last byte
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise TruncatedError("a record is shorter than it says")
    # Of the payload programs have ideas of their own (packed or not, in chunks or not): its digest
    # counts where there is none of the whole block.
    named = "block" if record.rec_headers.get_header("WARC-Block-Digest") else "payload"
    if any(
        problem.startswith(f"{named} digest failed") for problem in record.digest_checker.problems
    ):
        raise DamagedError(f"its {named} digest is another")


def _skip(stream: Any, size: int) -> None:
    while size > 0:
        data = stream.read(min(size, _CHUNK))
        if not data:
            raise TruncatedError("the file is shorter than it was")
        size -= len(data)
