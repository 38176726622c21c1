"""Gentle on each host: a pause between two requests, few at once, and more time for a host that is in trouble."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

import anyio

from fetching.failures import Trouble
from fetching.limits import Limits
from schemas.source import Politeness


class Clock(Protocol):
    """What time it is, and how to wait."""

    def now(self) -> datetime:
        """The time of day, with its zone."""

    def monotonic(self) -> float:
        """Seconds that only go forward."""

    async def sleep(self, seconds: float) -> None:
        """Waits so long."""


class MachineClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The time of day in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since the machine started."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Waits so long."""
        await anyio.sleep(seconds)


@dataclass
class _Host:
    turn: anyio.Lock = field(default_factory=anyio.Lock)
    """Held by the request that is next, so that they go in the order they came."""
    left: anyio.Event = field(default_factory=anyio.Event)
    under_way: int = 0
    not_before: float = 0.0
    strikes: int = 0
    why: str = "another request"


class Pacer:
    """Lets requests through, host by host; `jitter` gives numbers from 0 to 1."""

    def __init__(self, clock: Clock, limits: Limits, jitter: Callable[[], float]) -> None:
        self._clock, self._limits, self._jitter = clock, limits, jitter
        self._places = anyio.Semaphore(limits.connections)
        self._hosts: dict[str, _Host] = {}

    def _host(self, name: str) -> _Host:
        return self._hosts.setdefault(name, _Host())

    async def _wait_turn(self, host: _Host, name: str, concurrency: int, patience_s: float) -> float:
        since = self._clock.monotonic()
        async with host.turn:
            while True:
                wait = host.not_before - self._clock.monotonic()
                if wait > patience_s:
                    seen = f"{name} is left alone for another {wait:.0f} s after {host.why}"
                    raise Trouble("kept back", seen, retry_after_s=wait)
                if host.under_way >= concurrency:
                    host.left = anyio.Event()
                    await host.left.wait()
                elif wait > 0:
                    await self._clock.sleep(wait)
                else:
                    break
            host.under_way += 1
        return self._clock.monotonic() - since

    @asynccontextmanager
    async def turn(self, name: str, politeness: Politeness, asked_s: float = 0.0) -> AsyncIterator[float]:
        """One request's time at the host; gives the seconds it waited. Trouble if the wait would be too long.

        The next request starts no sooner than the source's delay, or what the site `asked` for if that is longer, after
        this one begins, and after it ends. What the source itself wants is waited for, however long.
        """
        host, own_s = self._host(name), float(politeness.delay_s)
        delay_s = max(own_s, asked_s)
        waited = await self._wait_turn(host, name, politeness.concurrency, max(self._limits.longest_wait_s, own_s))
        try:
            host.not_before = max(host.not_before, self._clock.monotonic() + delay_s)
            async with self._places:
                yield waited
        finally:
            host.under_way -= 1
            host.not_before = max(host.not_before, self._clock.monotonic() + delay_s)
            host.left.set()

    def rest(self, name: str, trouble: Trouble) -> None:
        """Leaves the host alone for a while: as long as it asked, or longer with each failure in a row."""
        host = self._host(name)
        host.strikes += 1
        pause = self._limits.back_off_s * 2 ** min(host.strikes, 12) * (1 + self._jitter() / 2)
        if trouble.retry_after_s is not None:
            pause = trouble.retry_after_s + self._jitter()
        elif trouble.words == "too many requests":
            pause *= self._limits.slow_down
        host.not_before = max(host.not_before, self._clock.monotonic() + pause)
        host.why = f"“{trouble.words}” ({trouble.seen})"

    def well(self, name: str) -> None:
        """The host answered: its earlier failures are forgotten."""
        host = self._host(name)
        host.strikes, host.why = 0, _Host.why
