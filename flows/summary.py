"""What a run did, as the person who started it reads it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from schemas.acquisition import Visit
from schemas.alert import HoldReason, Telling
from schemas.article import Intake, Problem
from schemas.record import Record

if TYPE_CHECKING:
    from flows.fetch_steps import Acquired
    from flows.mail_steps import Mailed
    from flows.parts import Loading, Recording

RunState = Literal["done", "done with problems", "nothing new", "no network"]


class Summary(Record):
    """The counts of a run, the news it found and where its results lie."""

    run_id: str
    state: RunState
    sources: tuple[str, ...] = ()
    visits: tuple[Visit, ...] = ()
    """How the visits to sources on the web went."""
    no_network: bool = False
    """True when no host could be found, so that no source was visited."""
    articles_new: int = 0
    articles_revised: int = 0
    articles_known: int = 0
    catalogue_changed: bool = False
    problems: tuple[Problem, ...] = ()
    ignored_keys: tuple[str, ...] = ()
    asked_to_hold: bool = False
    """True when the person who started it wants no mail to leave."""
    facts: int = 0
    dropped: int = 0
    observations: int = 0
    changes: dict[str, int] = Field(default_factory=dict)
    """New changes of this run by class."""
    news: dict[str, int] = Field(default_factory=dict)
    """Those of them that are worth an alert, whoever is told."""
    tellings: tuple[Telling, ...] = ()
    """The alerts of this run."""
    mails_sent: int = 0
    mails_waiting: int = 0
    mail_trouble: str | None = None
    held_files: tuple[Path, ...] = ()
    """Mails that wait for `figurewatch alerts release`."""
    written_files: tuple[Path, ...] = ()
    """Mails of this run written as files because no mail server is set."""
    published: Path | None = None


def summarise(
    run_id: str,
    intakes: Sequence[Intake],
    acquired: "Acquired",
    recording: "Recording",
    loading: "Loading",
    hold: HoldReason | None = None,
) -> Summary:
    """The summary of what a run wrote to the ledger."""
    problems = [problem for intake in intakes for problem in intake.problems]
    problems += [Problem(name="figure", reason=reason) for reason in loading.refused]
    fresh = recording.new + recording.revised
    state: RunState = "done with problems" if problems else "done" if recording.to_do else "nothing new"
    return Summary(
        run_id=run_id,
        # Whoever asks whether a good run is recent must not be told that one without a network was.
        state="no network" if acquired.no_network and not problems else state,
        sources=(
            *(intake.source_id for intake in intakes),
            *(visit.source_id for visit in acquired.visits),
        ),
        visits=tuple(acquired.visits),
        no_network=acquired.no_network,
        articles_new=recording.new,
        articles_revised=recording.revised,
        articles_known=recording.known,
        catalogue_changed=recording.catalogue_changed,
        asked_to_hold=hold is not None,
        problems=tuple(problems),
        ignored_keys=tuple(sorted({key for intake in intakes for key in intake.ignored_keys})) if fresh else (),
        facts=loading.facts,
        dropped=loading.dropped,
        observations=loading.observations,
        changes=loading.classes,
        news=loading.news,
    )


def completed(summary: Summary, published: Path, mailed: "Mailed", tellings: Sequence[Telling]) -> Summary:
    """The summary with what was published and mailed."""
    return summary.model_copy(
        update={
            "published": published,
            "tellings": tuple(tellings),
            "mails_sent": mailed.delivered.sent,
            "mails_waiting": mailed.delivered.waiting,
            "mail_trouble": mailed.delivered.trouble,
            "held_files": tuple(mailed.held),
            "written_files": tuple(mailed.written),
        }
    )
