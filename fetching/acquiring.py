"""All sources on the web visited side by side; what comes is handed on as it comes."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from fetching.collecting import Collector, Progress
from fetching.downloading import Limits, downloader
from fetching.pacing import MachineClock
from fetching.page_store import page_writer
from fetching.parsers import Parsers
from fetching.visiting import Assignment, Desk, visit
from schemas.acquisition import Haul, Visit
from schemas.catalogue import Publisher


class Equipment(NamedTuple):
    """What a run brings along to fetch with."""

    run_id: str
    now: datetime
    pages: Path
    """The folder that pages are kept in."""
    publishers: tuple[Publisher, ...]
    user_agent: str
    read: frozenset[str] = frozenset()
    """Addresses of articles that are known, whichever source gave them."""
    allow: frozenset[str] = frozenset()
    """Private `host:port` that may be asked."""
    workers: int = 2
    limits: Limits = Limits()


class RunClock(MachineClock):
    """The machine's clock, set so that the run begins at its own time."""

    def __init__(self, begins: datetime) -> None:
        self._ahead = begins - datetime.now(UTC)

    def now(self) -> datetime:
        """The time of day as the run sees it."""
        return super().now() + self._ahead


def acquire(
    assignments: Sequence[Assignment],
    equipment: Equipment,
    keep: Callable[[Sequence[Haul]], None],
    progress: Callable[[Progress], None] = lambda _: None,
) -> list[Visit]:
    """How each visit went; `keep` is called with what they bring in, part by part, and writes it down."""
    return asyncio.run(_acquire(assignments, equipment, keep, progress))


def _taken(assignments: Sequence[Assignment], equipment: Equipment) -> set[str]:
    """What need not be asked for: the articles that are known, those aside that are to be looked at again."""
    again = {link.url for one in assignments for link in (*one.plan.pending, *one.plan.due_again)}
    return set(equipment.read - again)


async def _acquire(
    assignments: Sequence[Assignment],
    equipment: Equipment,
    keep: Callable[[Sequence[Haul]], None],
    progress: Callable[[Progress], None],
) -> list[Visit]:
    collector = Collector(keep, progress)
    collector.sofar.sources = len(assignments)
    with (
        page_writer(equipment.pages, equipment.run_id, equipment.now) as writer,
        Parsers(equipment.publishers, equipment.workers) as parsers,
    ):
        async with downloader(
            user_agent=equipment.user_agent,
            allow=equipment.allow,
            limits=equipment.limits,
            clock=RunClock(equipment.now),
        ) as download:
            desk = Desk(download, writer, parsers, collector, equipment.now, _taken(assignments, equipment))

            async def one(assignment: Assignment) -> Visit:
                went = await visit(assignment, desk)
                collector.sofar.sources_done += 1
                return went

            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(one(assignment)) for assignment in assignments]
            await collector.hand_on()
    return [task.result() for task in tasks]
