"""A raw server in the test's own event loop: it sends the bytes it is told to, right or wrong, and notes who asks."""

import asyncio
import contextlib
import gzip
import socket
import ssl
import struct
import zlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

from fetching.downloading import downloader
from fetching.guarding import dial
from schemas.source import Politeness, Source

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SOURCE = Source.model_validate(
    {"id": "harbour", "type": "feed", "url": "http://harbour.example/feed", "politeness": {"delay_s": 0}}
)


class VirtualClock:
    """Waiting takes no time here, but the clock goes forward by it."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        until = self.seconds + seconds
        await asyncio.sleep(0)
        self.seconds = max(self.seconds, until)


def packed(body: bytes, encoding: str) -> bytes:
    """`body` in the encodings named, the first one applied first."""
    for coding in encoding.split("+"):
        if coding == "gzip":
            body = gzip.compress(body)
        elif coding == "deflate":
            body = zlib.compress(body)
        elif coding == "raw-deflate":
            body = zlib.compress(body)[2:-4]
        elif coding == "gzip-cut":
            body = gzip.compress(body)[:-6]
    return body


def steps_of(answer: dict | str) -> list:
    """What to send for an answer as the cases write it: `status`, `headers`, `body`, or `send` with raw steps."""
    if isinstance(answer, str):
        answer = {"body": answer}
    if "send" in answer:
        return answer["send"]
    body = answer.get("body", "").encode(answer.get("charset", "utf-8")) + b"\0" * answer.get("zeros", 0)
    body = packed(body, answer.get("packed", ""))
    headers = {"Content-Type": "text/html; charset=utf-8"} if "body" in answer else {}
    headers |= {"Content-Length": str(len(body))} | answer.get("headers", {})
    lines = [f"HTTP/1.1 {answer.get('status', 200)} As Scripted"]
    lines += [f"{name}: {value}" for name, value in headers.items() if value is not None]
    return ["\r\n".join(lines) + "\r\n\r\n", body, *answer.get("then", [])]


class WorstServer:
    """Answers by path from `answers`: one, or a list of them in turn, of which the last is repeated."""

    def __init__(
        self, answers: dict | None = None, host: str = "127.0.0.1", context: ssl.SSLContext | None = None
    ) -> None:
        self.serve(answers or {})
        self.host, self.context = host, context
        self.port = 0
        self.connections = self.under_way = self.most_at_once = 0
        self.paths: list[str] = []
        self.heads: list[dict[str, str]] = []
        """The headers of each request, names in small letters."""
        self.tasks: set[asyncio.Task] = set()

    @property
    def place(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def serve(self, answers: dict) -> None:
        """From now on these; they are packed before anyone asks, so that packing does not look like a slow server."""
        several = {path: found if isinstance(found, list) else [found] for path, found in answers.items()}
        self.answers = {path: [steps_of(answer) for answer in found] for path, found in several.items()}

    def _steps(self, path: str) -> list:
        found = self.answers.get(path) or [steps_of({"status": 404, "body": "no such thing"})]
        return found.pop(0) if len(found) > 1 else found[0]

    async def _send(self, writer: asyncio.StreamWriter, steps: list) -> bool:
        """Whether the connection stays open."""
        for step in steps:
            if isinstance(step, dict) and "wait" in step:
                await asyncio.sleep(step["wait"])
            elif isinstance(step, dict) and "repeat" in step:
                for _ in range(step.get("times", 1_000_000)):
                    writer.write(step["repeat"].encode("latin-1") * step.get("each", 1))
                    await writer.drain()
                    if writer.is_closing():
                        return False
                    await asyncio.sleep(step.get("pause", 0))
            elif step == "close":
                return False
            elif step == "reset":
                at_once = struct.pack("ii", 1, 0)
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
                return False
            else:
                writer.write(step if isinstance(step, bytes) else step.replace("{here}", self.place).encode("latin-1"))
                await writer.drain()
        return True

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.tasks.add(asyncio.current_task())
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                request, *lines = head.strip().split("\r\n")
                path = request.split(" ")[1]
                self.paths.append(path)
                self.heads.append({n.lower(): v for n, _, v in (line.partition(": ") for line in lines)})
                self.under_way += 1
                self.most_at_once = max(self.most_at_once, self.under_way)
                try:
                    stays = await self._send(writer, self._steps(path))
                finally:
                    self.under_way -= 1
                if not stays:
                    break
        writer.close()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["WorstServer"]:
        server = await asyncio.start_server(self._serve, self.host, 0, ssl=self.context)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            for task in self.tasks:
                task.cancel()
            await asyncio.gather(*self.tasks, return_exceptions=True)


class SmallWeb:
    """An internet in which every name has a public address, and all of them lead to one server."""

    def __init__(self, server: WorstServer) -> None:
        self.server = server
        self.lookups: list[str] = []

    async def resolve(self, host: str, port: int) -> list[str]:
        self.lookups.append(host)
        return [f"93.184.216.{len(set(self.lookups)) % 250}"]

    async def dial(self, address: str, port: int, timeout: float | None):
        return await dial(self.server.host, self.server.port, timeout)

    def downloader(self, **options):
        settings = {"user_agent": "Figurewatch", "clock": VirtualClock(), "jitter": lambda: 0.0}
        return downloader(**settings | {"resolve": self.resolve, "dial": self.dial} | options)


def source(**politeness) -> Source:
    """A source that is as gentle as said; without a word it does not wait at all."""
    return SOURCE.model_copy(update={"politeness": Politeness.model_validate({"delay_s": 0} | politeness)})
