"""Pages as they came, kept in WARC files: one file for each run, one compressed record for each page."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

REPLACED = {"content-encoding", "transfer-encoding", "content-length", "set-cookie"}
"""Headers of the transfer, which is over: the body is kept decoded. Cookies are nobody's business."""

Headers = tuple[tuple[str, str], ...]


class PageLost(Exception):
    """A page that the ledger knows of cannot be read from its file."""


class KeptPage(NamedTuple):
    """A page read again."""

    body: bytes
    headers: Headers


class PageWriter:
    """Adds pages to the WARC file of one run; nothing is made until the first page comes."""

    def __init__(self, folder: Path, run_id: str, now: datetime) -> None:
        self.folder = folder
        self.name = f"{now.astimezone(UTC):%Y-%m}/{run_id}.warc.gz"
        self._writer: WARCWriter | None = None

    def _open(self) -> WARCWriter:
        path = self.folder / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        return WARCWriter(path.open("ab"), gzip=True)

    def write(self, url: str, status: int, headers: Headers, body: bytes, at: datetime) -> tuple[str, int]:
        """The file, from the folder of pages, and the offset where the page now stands."""
        if self._writer is None:
            self._writer = self._open()
        kept = [(name, value) for name, value in headers if name.lower() not in REPLACED]
        http = StatusAndHeaders(f"{status} -", [*kept, ("Content-Length", str(len(body)))], protocol="HTTP/1.1")
        record = self._writer.create_warc_record(
            url,
            "response",
            payload=BytesIO(body),
            length=len(body),
            http_headers=http,
            warc_headers_dict={"WARC-Date": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"},
        )
        offset = self._writer.out.tell()
        self._writer.write_record(record)
        self._writer.out.flush()
        return self.name, offset

    def close(self) -> None:
        """Ends the file."""
        if self._writer is not None:
            self._writer.out.close()
            self._writer = None


@contextmanager
def page_writer(folder: Path, run_id: str, now: datetime) -> Iterator[PageWriter]:
    """A writer of pages for the time of the block."""
    writer = PageWriter(folder, run_id, now)
    try:
        yield writer
    finally:
        writer.close()


def read_kept_page(folder: Path, warc_file: str, warc_offset: int) -> KeptPage:
    """The page at that place; PageLost says what is wrong with the file."""
    path = folder / warc_file
    try:
        with path.open("rb") as file:
            file.seek(warc_offset)
            for record in ArchiveIterator(file):
                headers = tuple(record.http_headers.headers) if record.http_headers else ()
                return KeptPage(record.content_stream().read(), headers)
    except OSError as error:
        raise PageLost(f"{path}: {error.strerror}; restore the folder of pages from a backup") from error
    except ArchiveLoadFailed as error:
        raise PageLost(f"{path} at {warc_offset}: not a WARC record ({error})") from error
    raise PageLost(f"{path} ends before {warc_offset}; restore the folder of pages from a backup")
