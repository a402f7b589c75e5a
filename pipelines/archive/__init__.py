"""Raw pages as WARC 1.1: one gzip member a record, readable by any WARC tool."""

from pipelines.archive.reading import check, read_page, torn_tail
from pipelines.archive.records import ArchiveError
from pipelines.archive.writing import Archive, NoArchive, WarcArchive

__all__ = [
    "Archive",
    "ArchiveError",
    "NoArchive",
    "WarcArchive",
    "check",
    "read_page",
    "torn_tail",
]
