"""Steps that make figures of articles: extract, match, observe, decide, route."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import NamedTuple

from alerting.routing import Told, route
from flows.settings import Settings
from schemas.alert import Alert, HoldReason, Mute
from schemas.article import Article
from schemas.catalogue import Catalogue
from schemas.change import Change, Match, Observation
from schemas.fact import Dropped, Fact
from tracking.deciding import decide
from tracking.editions import Editions, gathered


class Figures(NamedTuple):
    """All that a run's articles say."""

    facts: list[Fact]
    dropped: list[Dropped]
    matches: list[Match]
    observations: list[Observation]


def read_figures(articles: Sequence[Article], catalogue: Catalogue) -> Figures:
    """Facts of the articles, with the metric each one speaks of and the observations that follow."""
    figures = Figures([], [], [], [])
    if not articles:
        return figures
    # Most runs find nothing new; the grammar is only loaded by one that does.
    from extraction import Lexicon, extract
    from tracking.matching import Matcher
    from tracking.observing import observe_article

    lexicon = Lexicon.of(catalogue.entities, catalogue.units, catalogue.publishers)
    matcher = Matcher.of(catalogue.metrics, catalogue.entities, catalogue.units)
    metrics = {metric.id: metric for metric in catalogue.metrics}
    watched = {source.id for source in catalogue.sources if source.type == "page"}
    for article in articles:
        found = extract(article, lexicon)
        matches = [matcher.match(fact, article) for fact in found.facts]
        figures.facts.extend(found.facts)
        figures.dropped.extend(found.dropped)
        figures.matches.extend(matches)
        is_page = article.source_id in watched
        figures.observations.extend(
            observe_article(
                article, found.facts, matches, metrics, catalogue.publishers, catalogue.entities, source_is_page=is_page
            )
        )
    return figures


class Decided(NamedTuple):
    """The series that a run touches, as they stand with what it says."""

    observations: list[Observation]
    changes: list[Change]


def decide_series(
    catalogue: Catalogue,
    stored: Mapping[str, Sequence[Observation]],
    said: Iterable[Observation],
    editions: Editions,
    loading: AbstractSet[tuple[str, int]],
    stories: Mapping[str, str],
) -> Decided:
    """Every observation and change of the series in `stored`, with what the run's articles say put in.

    `loading` are (article, revision) now being loaded, `editions` all revisions of these articles, `stories` the
    story of every article that has copies.
    """
    metrics = {metric.id: metric for metric in catalogue.metrics}
    by_metric: dict[str, list[Observation]] = {metric_id: [] for metric_id in stored}
    for observation in said:
        by_metric.setdefault(observation.metric_id, []).append(observation)
    decided = Decided([], [])
    for metric_id, new in by_metric.items():
        observations = [
            one.model_copy(update={"story_id": stories.get(one.article_id, one.story_id)})
            for one in gathered(stored.get(metric_id, ()), new, editions, loading)
        ]
        decided.observations.extend(observations)
        if metric_id in metrics:
            decided.changes.extend(decide(metrics[metric_id], observations))
    return decided


def route_changes(
    changes: Iterable[Change],
    hold_of: Mapping[str, HoldReason | None],
    catalogue: Catalogue,
    settings: Settings,
    *,
    told: AbstractSet[Told],
    now: datetime,
    run_id: str,
    mutes: Sequence[Mute] = (),
) -> list[Alert]:
    """The alerts of the changes whose observation is in `hold_of` (with why to hold it, or None to send it)."""
    groups: dict[HoldReason | None, list[Change]] = {}
    for change in changes:
        if change.observation_id in hold_of:
            groups.setdefault(hold_of[change.observation_id], []).append(change)
    alerts: list[Alert] = []
    for hold, group in groups.items():
        alerts += route(
            group,
            catalogue.metrics,
            catalogue.subscribers,
            told=told,
            hold=hold,
            run_at=now,
            max_age=settings.max_age,
            run_id=run_id,
            mutes=mutes,
        )
    return alerts
