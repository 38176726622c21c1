"""The ingest recipe as a Prefect flow: one task per stage, nothing else added."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from prefect import State, flow, task
from prefect.cache_policies import NO_CACHE
from prefect.states import Completed

from fetching.collecting import Progress
from flows.console import EXIT_TRY_LATER, Fault
from flows.ingest_recipe import Order, ingest_recipe
from flows.opening import open_settings
from flows.progress import progress_line
from flows.summary import Summary

T = TypeVar("T")
SKIPPED = "Skipped"
"""The state of a run that found another one at work."""


def as_task(name: str, work: Callable[[], T]) -> T:
    """The result of one stage, run as a Prefect task of that name."""
    return task(name=name, cache_policy=NO_CACHE)(work)()


def run_order(
    make: Callable[[Callable[[Progress], None]], Order], home: str | None, catalogue: str | None
) -> Summary | State[None]:
    """What the ordered run did, each stage as a task; Skipped beside another run."""
    given = {name: Path(place) for name, place in {"home": home, "catalogue": catalogue}.items() if place}
    settings = open_settings().model_copy(update=given)
    try:
        with progress_line() as progress:
            return ingest_recipe(make(progress), settings, as_task)
    except Fault as fault:
        if fault.code != EXIT_TRY_LATER:
            raise
        return Completed(name=SKIPPED, message=str(fault))


@flow(name="ingest", validate_parameters=False)
def ingest(
    sources: list[str] | None = None, home: str | None = None, catalogue: str | None = None
) -> Summary | State[None]:
    """All articles of the enabled sources, or of those named, through to delivered alerts; Skipped beside another."""
    named = tuple(sources) if sources else None
    return run_order(lambda progress: Order(sources=named, progress=progress), home, catalogue)
