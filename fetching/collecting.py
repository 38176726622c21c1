"""What comes in from many visits at once, handed on in parts, and how far it all has got."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from schemas.acquisition import Haul

PAGES = 50
REQUESTS = 500
SECONDS = 5.0
"""A part is handed on when it holds so many, or so long after the last one: what a crash may cost is one part."""


@dataclass
class Progress:
    """How far a run has got, for someone who watches."""

    sources: int = 0
    sources_done: int = 0
    hosts: set[str] = field(default_factory=set)
    requests: int = 0
    unchanged: int = 0
    failed: int = 0
    pages: int = 0
    articles: int = 0
    wire_bytes: int = 0


class Collector:
    """Gathers hauls and calls `keep` with a part of them at a time, never two calls at once."""

    def __init__(self, keep: Callable[[Sequence[Haul]], None], progress: Callable[[Progress], None]) -> None:
        self.sofar = Progress()
        self._keep, self._progress = keep, progress
        self._waiting: list[Haul] = []
        self._last = time.monotonic()
        self._turn = asyncio.Lock()

    async def add(self, haul: Haul) -> None:
        """Takes what one answer came to."""
        self._waiting.append(haul)
        for request in haul.requests:
            self.sofar.requests += 1
            self.sofar.hosts.add(urlsplit(request.url).netloc)
            self.sofar.wire_bytes += request.wire_bytes
            self.sofar.failed += request.failure is not None
            self.sofar.unchanged += request.status == 304
        self.sofar.pages += len(haul.pages)
        self.sofar.articles += len(haul.articles)
        self._progress(self.sofar)
        pages = sum(len(one.pages) for one in self._waiting)
        requests = sum(len(one.requests) for one in self._waiting)
        if pages >= PAGES or requests >= REQUESTS or time.monotonic() - self._last > SECONDS:
            await self.hand_on()

    async def hand_on(self) -> None:
        """Hands on all that waits."""
        async with self._turn:
            part, self._waiting = self._waiting, []
            if part:
                await asyncio.to_thread(self._keep, part)
            self._last = time.monotonic()
