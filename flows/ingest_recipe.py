"""From sources to delivered alerts: the order of the steps, and nothing but the order."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Literal, Protocol, TypeVar
from uuid import uuid4

from pydantic import AwareDatetime

from fetching.collecting import Progress
from flows.faults import as_faults
from flows.fetch_steps import Span, plan_run, visit_sources
from flows.intake_steps import chosen_sources, read_paths, read_source
from flows.ledger_steps import end_run, load_figures, read_part, record_intakes
from flows.mail_steps import mail_waiting
from flows.opening import open_catalogue
from flows.ops_steps import report_failed_run, report_run
from flows.parts import Loading, Recording, portions, together
from flows.settings import Settings
from flows.summary import Summary, completed, summarise
from schemas.alert import HoldReason
from schemas.record import Record
from warehouse.locking import run_lock
from warehouse.telling import tellings as tellings_of

T = TypeVar("T")


class Step(Protocol):
    """Runs one stage under its name and gives back its result."""

    def __call__(self, name: str, work: Callable[[], T], /) -> T: ...


class Order(Record):
    """What to ingest: some sources, files and folders, or (neither given) all enabled sources."""

    sources: tuple[str, ...] | None = None
    span: Span | None = None
    """Bring in what the sources published between two days, however long ago; alerts are held."""
    paths: tuple[Path, ...] = ()
    alerts: Literal["send", "hold"] = "send"
    now: AwareDatetime | None = None
    progress: Callable[[Progress], None] = lambda _: None
    """Told now and then how far the visits to sources have got."""

    @property
    def hold(self) -> HoldReason | None:
        """Why all mails of this run must wait for a person; None to let them go."""
        return "backfill" if self.span else "asked to hold" if self.alerts == "hold" else None


def plainly(_name: str, work: Callable[[], T], /) -> T:
    """Runs a stage as the function call it is."""
    return work()


def new_run_id(now: datetime) -> str:
    """A run's id: its time, so that ids sort, and a few random digits."""
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{uuid4().hex[:6]}"


def ingest_recipe(order: Order, settings: Settings, step: Step = plainly) -> Summary:
    """What a run did: every article read is recorded, every new one becomes facts, changes, alerts and mails.

    Raises Fault for a catalogue or state that cannot be used, one that asks to try later while another run is at work.
    A run of sources that fails is told to ops by mail before its error goes on.
    """
    try:
        with as_faults():
            return _ingest(order, settings, step)
    except Exception as error:
        if not order.paths:
            report_failed_run(settings, error, order.now or datetime.now(UTC))
        raise


def _ingest(order: Order, settings: Settings, step: Step) -> Summary:
    now = order.now or datetime.now(UTC)
    run_id = new_run_id(now)
    catalogue = open_catalogue(settings.catalogue)
    sources = [] if order.paths else chosen_sources(catalogue, order.sources)
    with run_lock(settings.home, f"run {run_id}"):
        agenda = step("plan", partial(plan_run, sources, order.sources is not None, order.span, settings, run_id, now))
        acquired = step("fetch", partial(visit_sources, agenda, catalogue, settings, run_id, now, order.progress))
        intakes = [
            step(f"read {source.id}", partial(read_source, source, catalogue, settings.catalogue, now))
            for source in agenda.folders
        ]
        if order.paths:
            intakes.append(step("read files", partial(read_paths, order.paths, catalogue, now)))
        recording = step("record", partial(record_intakes, intakes, acquired.counts, catalogue, settings, run_id, now))

        def through(part: Recording) -> Loading:
            """What was written of a part; all that it needed is let go with it."""
            figures = step("extract", partial(read_part, part, catalogue, settings))
            return step("load", partial(load_figures, figures, part, order.hold, catalogue, settings, run_id, now))

        loading = together([through(part) for part in portions(recording)])
        summary = summarise(run_id, intakes, acquired, recording, loading, order.hold)
        copy = step("publish", partial(end_run, settings, summary, catalogue, now))
        mailed = step("deliver", partial(mail_waiting, settings, catalogue, now))
        mailed = step("tell ops", partial(report_run, settings, catalogue, mailed, now))
        tellings = tellings_of(settings.home, loading.alert_ids)
    return completed(summary, copy.link, mailed, tellings)
