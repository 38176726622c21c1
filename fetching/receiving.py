"""The body of an answer, read within its caps while it comes."""

import contextlib
from collections.abc import Callable
from contextlib import AsyncExitStack

import anyio
import httpx

from fetching.contents import SIGN_BYTES, check_start
from fetching.decoding import PIECE, Unpacker, codings
from fetching.failures import Trouble
from fetching.limits import Caps


class LargeBodies:
    """Lets one body at a time grow beyond `size`, so that many large ones do not fill the memory together."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.alone = anyio.Lock()


SPARED_BYTES = 16_384
SPARED_S = 2.0


async def read_rest(response: httpx.Response, count: Callable[[int], None]) -> None:
    """Reads away what comes with a redirect or an error, if it is little, so that the connection can be used again."""
    left = SPARED_BYTES
    with anyio.move_on_after(SPARED_S), contextlib.suppress(httpx.HTTPError):  # its status has said what matters
        async for chunk in response.aiter_raw():
            count(len(chunk))
            left -= len(chunk)
            if left < 0:
                return


def _announced(response: httpx.Response) -> int:
    value = response.headers.get("content-length", "")
    return int(value[:18]) if value.isdecimal() else 0


async def read_body(response: httpx.Response, caps: Caps, large: LargeBodies, count: Callable[[int], None]) -> bytes:
    """The whole body, unpacked; `count` is told of the bytes that come. Trouble if it is too large or no text."""
    if _announced(response) > caps.wire and not caps.leave_rest:
        raise Trouble("too large", f"{_announced(response):,} bytes announced, {caps.wire:,} are read at most")
    unpacker = Unpacker(codings(response.headers.get("content-encoding", "")), caps.unpacked + 2 * PIECE)
    body: list[bytes] = []
    size = came = 0
    judged = False
    try:
        async with AsyncExitStack() as held:
            async for chunk in response.aiter_raw():
                count(len(chunk))
                came += len(chunk)
                if came > caps.wire and not caps.leave_rest:
                    raise Trouble("too large", f"more than {caps.wire:,} bytes came")
                for piece in unpacker.feed(chunk):
                    before, size = size, size + len(piece)
                    body.append(piece)
                    if before <= large.size < size:
                        await held.enter_async_context(large.alone)
                    if not judged and size >= SIGN_BYTES:
                        check_start(b"".join(body)[:SIGN_BYTES])
                        judged = True
                    if size > caps.unpacked:
                        if caps.leave_rest:
                            return b"".join(body)[: caps.unpacked]
                        raise Trouble("unpacks too large", f"more than {caps.unpacked:,} bytes when unpacked")
            body.extend(unpacker.finish())
            whole = b"".join(body)
    except BaseException:
        body.clear()  # an error keeps what was at hand where it was raised, while others may grow already
        raise
    check_start(whole[:SIGN_BYTES])
    return whole
