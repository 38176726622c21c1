"""The archives of a source as a Prefect flow: the ingest recipe over a span of time, its alerts held."""

from datetime import date

from prefect import State, flow

from flows.fetch_steps import Span
from flows.ingest import run_order
from flows.ingest_recipe import Order
from flows.summary import Summary


@flow(name="backfill", validate_parameters=False)
def backfill(
    sources: list[str], since: date, until: date | None = None, home: str | None = None, catalogue: str | None = None
) -> Summary | State[None]:
    """What the named sources published between two days, through to held alerts; Skipped beside another run."""
    span = Span(since=since, until=until)
    return run_order(lambda progress: Order(sources=tuple(sources), span=span, progress=progress), home, catalogue)
