"""Steps that make figures of articles: extract, match, observe, decide, route."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import NamedTuple

from alerting.routing import Told, route
from extraction import Lexicon, extract
from flows.settings import Settings
from schemas.alert import Alert, HoldReason
from schemas.article import Article
from schemas.catalogue import Catalogue
from schemas.change import Change, Match, Observation
from schemas.fact import Dropped, Fact
from tracking.deciding import decide
from tracking.matching import Matcher
from tracking.observing import observe


class Figures(NamedTuple):
    """All that a run's articles say."""

    facts: list[Fact]
    dropped: list[Dropped]
    matches: list[Match]
    observations: list[Observation]


def read_figures(articles: Iterable[Article], catalogue: Catalogue) -> Figures:
    """Facts of the articles, with the metric each one speaks of and the observations that follow."""
    lexicon = Lexicon.of(catalogue.entities, catalogue.units, catalogue.publishers)
    matcher = Matcher.of(catalogue.metrics, catalogue.entities, catalogue.units)
    metrics = {metric.id: metric for metric in catalogue.metrics}
    figures = Figures([], [], [], [])
    for article in articles:
        found = extract(article, lexicon)
        matches = [matcher.match(fact, article) for fact in found.facts]
        figures.facts.extend(found.facts)
        figures.dropped.extend(found.dropped)
        figures.matches.extend(matches)
        for fact, match in zip(found.facts, matches, strict=True):
            if match.metric_id is not None:
                metric = metrics[match.metric_id]
                observation = observe(fact, match, article, metric, catalogue.publishers, catalogue.entities)
                if observation is not None:
                    figures.observations.append(observation)
    return figures


def decide_series(
    catalogue: Catalogue,
    stored: Mapping[str, Sequence[Observation]],
    said: Iterable[Observation],
    loading: AbstractSet[tuple[str, int]],
) -> list[Change]:
    """Every change of the series in `stored`, with what the run's articles say put in.

    `loading` are (article, revision) now being loaded: what is stored of them is replaced, and an earlier revision's
    statement that is not repeated counts as withdrawn.
    """
    metrics = {metric.id: metric for metric in catalogue.metrics}
    series: dict[str, dict[str, Observation]] = {metric_id: {} for metric_id in stored}
    for metric_id, observations in stored.items():
        kept = (o for o in observations if (o.article_id, o.revision) not in loading)
        series[metric_id] = {observation.observation_id: observation for observation in kept}
    for observation in sorted(said, key=lambda one: one.revision):
        series.setdefault(observation.metric_id, {})[observation.observation_id] = observation
    changes: list[Change] = []
    for metric_id, by_id in series.items():
        if metric_id in metrics:
            changes.extend(decide(metrics[metric_id], [_withdrawn(one, loading) for one in by_id.values()]))
    return changes


def _withdrawn(observation: Observation, loading: AbstractSet[tuple[str, int]]) -> Observation:
    """The observation, withdrawn by the first later revision of its article that is being loaded, if there is one."""
    later = [n for article, n in loading if article == observation.article_id and n > observation.revision]
    if not later or observation.withdrawn_in is not None:
        return observation
    return observation.model_copy(update={"withdrawn_in": min(later)})


def route_changes(
    changes: Iterable[Change],
    hold_of: Mapping[str, HoldReason | None],
    catalogue: Catalogue,
    settings: Settings,
    *,
    told: AbstractSet[Told],
    now: datetime,
    run_id: str,
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
        )
    return alerts
