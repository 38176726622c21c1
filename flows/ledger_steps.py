"""Steps that open the ledger: each opens it late and closes it early."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime

from alerting.routing import Told, told_by
from flows.console import Fault
from flows.figure_steps import decide_series, route_changes
from flows.mail_steps import current_mutes, delivery_states
from flows.parts import Loading, Recording
from flows.reading_steps import Figures, read_figures
from flows.settings import Settings
from flows.story_steps import find_stories
from flows.summary import Summary
from schemas.acquisition import Visit
from schemas.alert import HoldReason
from schemas.article import Article, Intake
from schemas.catalogue import Catalogue
from schemas.change import Observation
from warehouse.health import assess_sources
from warehouse.known import (
    digits_of,
    editions_of,
    last_catalogue,
    loaded_articles,
    metrics_of,
    new_articles,
    read_articles,
)
from warehouse.ledger import Ledger, open_ledger
from warehouse.loading import Batch, load
from warehouse.publishing import PublishedCopy, publish
from warehouse.recording import (
    finish_run,
    record_articles,
    record_problems,
    record_visit,
)
from warehouse.series import alerts_in, changes_of, observations_of


def read_part(part: Recording, catalogue: Catalogue, settings: Settings) -> Figures:
    """What the articles of a part say; they come from the ledger, which is closed again before they are read."""
    if not part.to_do:
        return read_figures([], catalogue)
    with open_ledger(settings.home, "read articles") as ledger:
        articles = read_articles(ledger, part.to_do)
    return read_figures(articles, catalogue)


def _digest(catalogue: Catalogue) -> str:
    return hashlib.sha256(catalogue.model_dump_json(by_alias=True).encode()).hexdigest()[:16]


def catalogue_digest(catalogue: Catalogue) -> str:
    """A digest of all that decides what is found and tracked; who is told does not matter to it."""
    return _digest(catalogue.model_copy(update={"subscribers": (), "sources": ()}))


def _visit_to(intake: Intake, fresh: int, now: datetime) -> Visit:
    failed = bool(intake.problems) and not intake.articles
    return Visit(
        source_id=intake.source_id,
        visited_at=now,
        state="failed" if failed else "ok" if fresh else "unchanged",
        error=intake.problems[0].reason if failed else None,
        articles=len(intake.articles),
        new_articles=fresh,
    )


def record_intakes(
    intakes: Sequence[Intake],
    acquired: Mapping[str, int],
    catalogue: Catalogue,
    settings: Settings,
    run_id: str,
    now: datetime,
) -> Recording:
    """Writes down articles from files and their problems; a changed catalogue puts every article to work again.

    `acquired` are the numbers of new, revised and known articles that came from the web and are written down already.
    """
    with open_ledger(settings.home, f"run {run_id}") as ledger:
        counts = Counter[str](acquired)
        for intake in intakes:
            recorded = record_articles(ledger, run_id, intake.articles, now)
            found = {"new": recorded.new, "revised": recorded.revised, "known": recorded.known}
            counts.update({name: len(ids) for name, ids in found.items()})
            for problem in intake.problems:
                record_problems(ledger, run_id, intake.source_id, problem.name, problem.reason, now)
            record_visit(ledger, run_id, _visit_to(intake, len(recorded.new) + len(recorded.revised), now))
        to_do = new_articles(ledger)
        fresh = frozenset(article.article_id for article in to_do)
        before, whole_before = last_catalogue(ledger)
        changed = before is not None and before != catalogue_digest(catalogue)
        if changed:
            to_do = [*(key for key in loaded_articles(ledger) if key.article_id not in fresh), *to_do]
        digits = {} if changed else digits_of(ledger, to_do)
    nothing = not to_do and whole_before == _digest(catalogue)
    return Recording(counts["new"], counts["revised"], counts["known"], to_do, fresh, changed, nothing, digits)


def _hold_reasons(
    articles: Sequence[Article],
    fresh: AbstractSet[str],
    hold: HoldReason | None,
    catalogue: Catalogue,
    observations: Sequence[Observation],
) -> dict[str, HoldReason | None]:
    """By observation: why its alert must wait, or None; only observations of articles in work are in it."""
    holding = {source.id for source in catalogue.sources if source.alerts == "hold"}
    by_article: dict[str, HoldReason | None] = {}
    for article in articles:
        if article.article_id not in fresh:
            by_article[article.article_id] = "catalogue change"
        elif article.source_id in holding:
            by_article[article.article_id] = "seed load"
        else:
            by_article[article.article_id] = hold
    return {o.observation_id: by_article[o.article_id] for o in observations if o.article_id in by_article}


def told_so_far(ledger: Ledger, settings: Settings, metric_ids: Iterable[str]) -> frozenset[Told]:
    """What subscribers know of the metrics: by alerts that were due, and by held ones that a person has released."""
    released = {i for state in delivery_states(settings) if state.state != "held" for i in state.alert_ids}
    return frozenset(
        told_by(alert, change)
        for alert, change in alerts_in(ledger, metric_ids)
        if alert.state == "due" or alert.alert_id in released
    )


def load_figures(
    figures: Figures,
    recording: Recording,
    hold: HoldReason | None,
    catalogue: Catalogue,
    settings: Settings,
    run_id: str,
    now: datetime,
) -> Loading:
    """Decides the series that the run's articles touch and writes everything in one transaction."""
    if recording.nothing_to_load:
        return Loading(0, {}, {}, [], 0, [])
    articles = figures.articles
    ids = {article.article_id for article in articles}
    with open_ledger(settings.home, f"run {run_id}") as ledger:
        touched = {o.metric_id for o in figures.observations} | metrics_of(ledger, ids)
        if recording.catalogue_changed:
            touched |= {metric.id for metric in catalogue.metrics}
        stored = observations_of(ledger, touched)
        known = {change.change_id for changes in changes_of(ledger, touched).values() for change in changes}
        loading = {(article.article_id, article.revision) for article in articles}
        editions = editions_of(ledger, ids)
        for article in articles:
            editions.setdefault(article.article_id, {})[article.revision] = article.published
        stories = find_stories(ledger, articles)
        decided = decide_series(catalogue, stored, figures.observations, editions, loading, stories)
        changes = decided.changes
        alerts = route_changes(
            changes,
            _hold_reasons(articles, recording.fresh, hold, catalogue, decided.observations),
            catalogue,
            settings,
            told=told_so_far(ledger, settings, touched),
            now=now,
            run_id=run_id,
            mutes=current_mutes(settings, now),
        )
        batch = Batch(
            articles,
            figures.facts,
            figures.dropped,
            figures.matches,
            [one for one in decided.observations if one.article_id in editions or one.article_id in stories],
            changes,
            alerts,
        )
        loaded = load(ledger, run_id, now, batch, catalogue)
        made = [change for change in changes if change.change_id not in known]
        classes = Counter[str](change.class_ for change in made)
        news = Counter[str](change.class_ for change in made if change.alerts_by_default and change.current)
    return Loading(
        loaded.written,
        dict(classes),
        dict(news),
        [alert.alert_id for alert in alerts if alert.state in ("due", "held")],
        sum(alert.state == "held" for alert in alerts),
        loaded.refused,
        len(figures.facts),
        len(figures.dropped),
        len(figures.observations),
    )


def end_run(settings: Settings, summary: Summary, catalogue: Catalogue, now: datetime) -> PublishedCopy:
    """Writes down how the run ended and publishes the copy that analysts open."""
    kept_counts = {"articles_new", "articles_revised", "articles_known", "facts", "asked_to_hold"}
    counts = summary.model_dump(mode="json", include=kept_counts)
    with open_ledger(settings.home, f"run {summary.run_id}") as ledger:
        kept = counts | {"changes": summary.changes, "catalogue": catalogue_digest(catalogue)}
        kept["whole_catalogue"] = _digest(catalogue)
        assess_sources(ledger, summary.run_id, now)
        finish_run(ledger, summary.run_id, summary.state, now, kept)
        return publish(ledger, summary.run_id, now, outbox_states=delivery_states(settings))


def publish_again(settings: Settings) -> PublishedCopy:
    """Makes the published copy anew from the ledger as it stands; a Fault when there is no ledger."""
    if not (settings.home / "ledger.duckdb").exists():
        raise Fault(f"there is no ledger in {settings.home}; run `figurewatch run` first")
    now = datetime.now(UTC)
    with open_ledger(settings.home, "publish") as ledger:
        return publish(ledger, f"again-{now:%Y%m%dT%H%M%SZ}", now, outbox_states=delivery_states(settings))
