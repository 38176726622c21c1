"""Content encodings undone piece by piece, so that a decompression bomb costs no more memory than a page."""

import zlib
from collections.abc import Iterator, Sequence

from fetching.failures import Trouble

PIECE = 64 * 1024
GZIP = b"\x1f\x8b"
MAX_CODINGS = 3
_GZIP_BITS, _ZLIB_BITS, _RAW_BITS = 31, 15, -15
_CODINGS = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}
_NOT_ASKED_FOR = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz", "exi", "aes128gcm", "pack200-gzip"})


def codings(header: str) -> tuple[str, ...]:
    """The encodings of a Content-Encoding header in the order they were applied; Trouble for one we cannot undo.

    Words that are no encoding at all, as `utf-8` or `none`, change nothing.
    """
    named = [token.strip().lower() for token in header.split(",")]
    if foreign := [token for token in named if token in _NOT_ASKED_FOR]:
        raise Trouble("unreadable encoding", f"encoded as {foreign[0]}, which was not asked for")
    known = tuple(_CODINGS[token] for token in named if token in _CODINGS)
    if len(known) > MAX_CODINGS:
        raise Trouble("unreadable encoding", f"encoded {len(known)} times over")
    return known


def _looks_zlib(head: bytes) -> bool:
    return head[0] & 0x0F == 8 and (head[0] << 8 | head[1]) % 31 == 0


class _Layer:
    """One encoding undone; a body that is not encoded after all passes as it is."""

    def __init__(self, coding: str, cap: int) -> None:
        self._coding, self._cap = coding, cap
        self._head = b""
        self._inflater: zlib._Decompress | None = None
        self._plain = False
        self.given = 0

    def _begin(self, data: bytes) -> None:
        if self._coding == "deflate":
            self._inflater = zlib.decompressobj(_ZLIB_BITS if _looks_zlib(data) else _RAW_BITS)
        elif data.startswith(GZIP):
            self._inflater = zlib.decompressobj(_GZIP_BITS)
        else:
            self._plain = True

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The next plain pieces; Trouble when there is more of them than the cap, or they cannot be unpacked."""
        if self._inflater is None and not self._plain:
            data = self._head + data
            if len(data) < len(GZIP):
                self._head = data
                return
            self._begin(data)
        if self._plain:
            yield data
            return
        while self._inflater is not None:
            try:
                piece = self._inflater.decompress(data, PIECE)
            except zlib.error as error:
                raise Trouble("unreadable encoding", f"broken {self._coding} data ({error})") from error
            self.given += len(piece)
            if self.given > self._cap:
                raise Trouble("unpacks too large", f"more than {self._cap:,} bytes when unpacked")
            if piece:
                yield piece
            data = self._inflater.unconsumed_tail
            if self._inflater.eof:
                data = self._inflater.unused_data
                if not (self._coding == "gzip" and data.startswith(GZIP)):
                    return  # padding and other remains after the end are of no use
                self._inflater = zlib.decompressobj(_GZIP_BITS)  # a further member of the same file
            elif not data and len(piece) < PIECE:
                return

    def finish(self) -> bytes:
        """What was held back as too short to judge; Trouble if the encoded data stopped before its end."""
        if self._inflater is not None and not self._inflater.eof:
            raise Trouble("cut short", f"the {self._coding} data stops before its end")
        return b"" if self._inflater is not None or self._plain else self._head


class Unpacker:
    """All encodings of a body undone, also of a body that is a gzip file without saying so (as `sitemap.xml.gz`)."""

    def __init__(self, applied: Sequence[str], cap: int) -> None:
        self._layers = [_Layer(coding, cap) for coding in (*reversed(applied), "gzip")]

    def feed(self, data: bytes, layer: int = 0) -> Iterator[bytes]:
        """The plain pieces that `data` gives."""
        if layer == len(self._layers):
            yield data
            return
        for piece in self._layers[layer].feed(data):
            yield from self.feed(piece, layer + 1)

    def finish(self) -> Iterator[bytes]:
        """The last plain pieces; Trouble if anything stopped before its end."""
        for number, layer in enumerate(self._layers):
            if held := layer.finish():
                yield from self.feed(held, number + 1)
