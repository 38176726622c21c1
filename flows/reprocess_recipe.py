"""From what is stored to what is found in it today: the order of the steps, and nothing but the order."""

from datetime import UTC, datetime
from functools import partial

from flows.faults import as_faults
from flows.fetch_steps import Acquired
from flows.ingest_recipe import Step, new_run_id, plainly
from flows.ledger_steps import end_run, load_figures, publish_again
from flows.opening import open_catalogue
from flows.reading_steps import read_figures
from flows.reprocess_steps import Outcome, begin_reprocess, compare, reread_articles
from flows.settings import Settings
from flows.summary import summarise
from warehouse.locking import run_lock


def compare_recipe(settings: Settings, step: Step = plainly) -> Outcome:
    """What reading everything again would change; nothing is written."""
    catalogue = open_catalogue(settings.catalogue)
    read = step("read again", partial(reread_articles, catalogue, settings))
    figures = step("extract", partial(read_figures, [one.after for one in read], catalogue))
    return step("compare", partial(compare, read, figures))


def reprocess_recipe(settings: Settings, step: Step = plainly, now: datetime | None = None) -> Outcome:
    """What reading everything again changed; alerts that follow are held. Raises Fault, as the ingest recipe does."""
    now = now or datetime.now(UTC)
    run_id = new_run_id(now)
    catalogue = open_catalogue(settings.catalogue)
    with as_faults(), run_lock(settings.home, f"run {run_id}"):
        # What a run that was cut off had loaded and not published is read again as well.
        step("publish what is stored", partial(publish_again, settings))
        read = step("read again", partial(reread_articles, catalogue, settings))
        recording = step("record", partial(begin_reprocess, read, catalogue, settings, run_id, now))
        figures = step("extract", partial(read_figures, [one.after for one in read], catalogue))
        outcome = step("compare", partial(compare, read, figures))
        loading = step("load", partial(load_figures, figures, recording, "reprocess", catalogue, settings, run_id, now))
        summary = summarise(run_id, [], Acquired([], {}), recording, loading)
        step("publish", partial(end_run, settings, summary, catalogue, now))
    return outcome.model_copy(update={"accepted": True, "held": loading.held})
