"""Steps that visit the sources on the web: which are due, what is known of them, what they bring.

What fetches is imported by the step that visits: to load it takes longer than to take in a file.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fetching.collecting import Progress
from fetching.reachability import no_network
from fetching.resting import is_due
from flows.settings import Settings
from schemas.acquisition import Haul, Plan, Visit
from schemas.catalogue import Catalogue
from schemas.record import Record
from schemas.source import Source
from warehouse.acquiring import last_visits, plans_of, read_addresses, record_hauls
from warehouse.ledger import open_ledger
from warehouse.recording import Recorded, record_visit, start_run

if TYPE_CHECKING:
    from fetching.visiting import Assignment

RECENT = timedelta(days=30)
"""What a list dates earlier than that is old news: `figurewatch backfill` brings it in."""
ARCHIVE_PAGES = 500
ARCHIVE_ARTICLES = 20_000
"""The most that one backfill of a source reads."""


class Span(Record):
    """From one day to another, both included; left out, `until` is today."""

    since: date
    until: date | None = None


class Agenda(NamedTuple):
    """What a run has to do."""

    folders: list[Source]
    visits: "list[Assignment]"
    resting: list[str]
    """Sources that are not due yet."""
    read: frozenset[str]
    """Addresses of the articles that are known."""


class Acquired(NamedTuple):
    """What the visits came to; the articles are in the ledger already."""

    visits: list[Visit]
    counts: dict[str, int]
    """Articles that were new, revised and known."""
    no_network: bool = False


def plan_run(
    sources: Sequence[Source], named: bool, span: Span | None, settings: Settings, run_id: str, now: datetime
) -> Agenda:
    """Writes down that the run began; what there is to do. Folders are looked at each time, as is a source by name."""
    web = [source for source in sources if source.type != "folder"]
    with open_ledger(settings.home, f"run {run_id}") as ledger:
        start_run(ledger, run_id, "backfill" if span else "ingest", now)
        visited = last_visits(ledger) if web else {}
        due = [one for one in web if named or _is_due(one, visited, now)]
        pages = [source.url for source in due if source.type == "page" and source.url]
        read = read_addresses(ledger) if due else frozenset()
        plans = plans_of(ledger, [source.id for source in due], pages, now) if due else {}
    return Agenda(
        folders=[source for source in sources if source.type == "folder"],
        visits=[_assignment(source, plans[source.id], span, now) for source in due],
        resting=[source.id for source in web if source not in due],
        read=read,
    )


def _is_due(source: Source, visited: Mapping[str, tuple[datetime, datetime | None]], now: datetime) -> bool:
    visited_at, wakes_at = visited.get(source.id, (None, None))
    return is_due(source, visited_at, wakes_at, now)


def _assignment(source: Source, plan: Plan, span: Span | None, now: datetime) -> "Assignment":
    from fetching.visiting import Assignment

    if span is None:
        return Assignment(source, plan, since=(now - RECENT).date())
    deep = {"paging": source.paging.model_copy(update={"max_pages": ARCHIVE_PAGES}), "max_articles": ARCHIVE_ARTICLES}
    wide = source.model_copy(update=deep)
    # A list that has not changed since yesterday may still hold what was never asked for.
    known = plan.known | {link.url for link in plan.due_again}
    whole = plan.model_copy(update={"validators": {}, "pending": (), "due_again": (), "known": known})
    return Assignment(wide, whole, span.since, span.until)


def pages_folder(home: Path) -> Path:
    """Where the pages are kept as they came."""
    return home / "pages"


def user_agent(settings: Settings, catalogue: Catalogue) -> str:
    """What we call ourselves to servers, with where to complain: the contact set, else the first address of ops."""
    ops = next((one.address for one in catalogue.subscribers if one.role == "ops"), None)
    contact = settings.contact or (None if ops and ops.endswith((".example", "@example.org", "@example.com")) else ops)
    return f"Figurewatch/0.1 (reads news for figures{f'; +{contact}' if contact else ''})"


def visit_sources(
    agenda: Agenda,
    catalogue: Catalogue,
    settings: Settings,
    run_id: str,
    now: datetime,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Acquired:
    """What the visits of the agenda came to; without any network no visit is written down."""
    if not agenda.visits:
        return Acquired([], {})
    if no_network(str(assignment.source.url) for assignment in agenda.visits):
        return Acquired([], {}, no_network=True)
    from fetching.acquiring import Equipment, acquire

    counts: Counter[str] = Counter()
    fresh: Counter[str] = Counter()

    def keep(hauls: Sequence[Haul]) -> None:
        with open_ledger(settings.home, f"run {run_id}") as ledger:
            _count(record_hauls(ledger, run_id, hauls, now), hauls)

    def _count(recorded: Recorded, hauls: Sequence[Haul]) -> None:
        counts.update(new=len(recorded.new), revised=len(recorded.revised), known=len(recorded.known))
        source_of = {article.article_id: haul.source_id for haul in hauls for article in haul.articles}
        fresh.update(source_of[article_id] for article_id in (*recorded.new, *recorded.revised))

    equipment = Equipment(
        run_id=run_id,
        now=now,
        pages=pages_folder(settings.home),
        publishers=catalogue.publishers,
        user_agent=user_agent(settings, catalogue),
        allow=settings.allowed_places,
        read=agenda.read,
    )
    visits = [
        visit.model_copy(
            update={
                "new_articles": fresh[visit.source_id],
                "state": "unchanged" if visit.state == "ok" and not fresh[visit.source_id] else visit.state,
            }
        )
        for visit in acquire(agenda.visits, equipment, keep, progress)
    ]
    with open_ledger(settings.home, f"run {run_id}") as ledger:
        for visit in visits:
            record_visit(ledger, run_id, visit)
    return Acquired(visits, dict(counts))
