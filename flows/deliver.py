"""Delivery as a Prefect flow: what is due goes out between the runs, without a ledger."""

from pathlib import Path

from prefect import flow

from flows.delivery_recipe import deliver_due
from flows.opening import open_settings


@flow(name="deliver", validate_parameters=False)
def deliver(home: str | None = None, catalogue: str | None = None) -> dict[str, object]:
    """Composes the digests whose time has passed and delivers all that is due; the counts, as `Delivered` has them."""
    places = {"home": home, "catalogue": catalogue}
    given = {name: Path(place) for name, place in places.items() if place}
    return deliver_due(open_settings().model_copy(update=given)).delivered.model_dump()
