"""The archives of a source as a Prefect flow: the ingest recipe over a span of time, its alerts held."""

from datetime import date
from pathlib import Path

from prefect import flow

from flows.fetch_steps import Span
from flows.ingest import as_task
from flows.ingest_recipe import Order, ingest_recipe
from flows.opening import open_settings
from flows.progress import progress_line
from flows.summary import Summary


@flow(name="backfill", validate_parameters=False)
def backfill(
    sources: list[str], since: date, until: date | None = None, home: str | None = None, catalogue: str | None = None
) -> Summary:
    """What the named sources published between two days, through to held alerts."""
    given = {name: Path(place) for name, place in {"home": home, "catalogue": catalogue}.items() if place}
    settings = open_settings().model_copy(update=given)
    with progress_line() as progress:
        order = Order(sources=tuple(sources), span=Span(since=since, until=until), progress=progress)
        return ingest_recipe(order, settings, as_task)
