"""Reading everything again as a Prefect flow."""

from pathlib import Path

from prefect import State, flow
from prefect.states import Completed

from flows.console import EXIT_TRY_LATER, Fault
from flows.ingest import SKIPPED, as_task
from flows.opening import open_settings
from flows.reprocess_recipe import compare_recipe, reprocess_recipe
from flows.reprocess_steps import Outcome


@flow(name="reprocess", validate_parameters=False)
def reprocess(accept: bool = False, home: str | None = None, catalogue: str | None = None) -> Outcome | State[None]:
    """What today's parser and extraction say of all that is stored, written down if accepted; Skipped beside a run."""
    given = {name: Path(place) for name, place in {"home": home, "catalogue": catalogue}.items() if place}
    settings = open_settings().model_copy(update=given)
    try:
        return reprocess_recipe(settings, as_task) if accept else compare_recipe(settings, as_task)
    except Fault as fault:
        if fault.code != EXIT_TRY_LATER:
            raise
        return Completed(name=SKIPPED, message=str(fault))
