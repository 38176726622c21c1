"""Metrics tried on everything stored: what they would match, the series and the alerts; nothing is written."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from alerting.routing import Told, route, told_by
from flows.console import Fault
from flows.settings import Settings
from schemas.article import Article
from schemas.catalogue import Catalogue, Metric
from schemas.catalogue_files import CatalogueError, read_list
from schemas.change import Change, Match, Observation
from schemas.fact import Fact
from tracking.deciding import decide
from tracking.matching import Matcher
from tracking.observing import observe_article


class Said(NamedTuple):
    """A fact with its article and what matching says of it."""

    fact: Fact
    article: Article
    match: Match


class Trial(NamedTuple):
    """What a metric would find in what is stored."""

    metric: Metric
    matched: list[Said]
    near_misses: list[tuple[Said, str]]
    """Facts that came close, with what was missing."""
    changes: tuple[Change, ...]
    """Its series, in order of publication."""
    alerts: list[tuple[Change, str]]
    """The changes that would have been sent, each with the subscriber."""


def read_metrics(file: Path) -> tuple[Metric, ...]:
    """The metrics of a yaml file; a Fault lists file, line and field of every error."""
    if not file.is_file():
        raise Fault(f"{file}: no such file; it should hold metrics as metrics.yaml does", code=2)
    try:
        metrics = read_list(file, Metric)
    except CatalogueError as error:
        raise Fault(f"the metrics cannot be used:\n{error}") from error
    if not metrics:
        raise Fault(f"{file}: there is no metric in it")
    return metrics


def try_metrics(
    tried: Sequence[Metric],
    stored: Iterable[tuple[Article, Sequence[Fact]]],
    catalogue: Catalogue,
    settings: Settings,
) -> list[Trial]:
    """Each metric against all stored facts, beside the catalogue's own metrics; one of the same id is replaced.

    Raises Fault for a metric whose entity the catalogue does not have.
    """
    known = {entity.id for entity in catalogue.entities}
    for metric in tried:
        if metric.entity not in known:
            raise Fault(f"{metric.id}: no entity {metric.entity!r} in entities.yaml; add it there first")
    ids = {metric.id for metric in tried}
    metrics = [*(metric for metric in catalogue.metrics if metric.id not in ids), *tried]
    matcher = Matcher.of(metrics, catalogue.entities, catalogue.units)
    by_id = {metric.id: metric for metric in metrics}
    said: list[Said] = []
    observations: list[Observation] = []
    for article, facts in stored:
        matches = [matcher.match(fact, article) for fact in facts]
        said += [Said(fact, article, match) for fact, match in zip(facts, matches, strict=True)]
        observations += observe_article(article, facts, matches, by_id, catalogue.publishers, catalogue.entities)
    return [_trial(metric, said, observations, catalogue, settings) for metric in tried]


def _trial(
    metric: Metric, said: Sequence[Said], made: Sequence[Observation], catalogue: Catalogue, settings: Settings
) -> Trial:
    matched = [one for one in said if one.match.metric_id == metric.id]
    missed = [
        (one, miss.partition(": ")[2])
        for one in said
        if one.match.metric_id != metric.id
        for miss in one.match.near_misses
        if miss.startswith(f"{metric.id}: ")
    ]
    observations: dict[str, Observation] = {}
    for observation in made:
        if observation.metric_id == metric.id:
            observations.setdefault(observation.observation_id, observation)
    changes = decide(metric, observations.values())
    return Trial(metric, matched, missed, changes, _would_send(metric, changes, catalogue, settings))


def _would_send(
    metric: Metric, changes: Sequence[Change], catalogue: Catalogue, settings: Settings
) -> list[tuple[Change, str]]:
    """The alerts there would have been, had each article been read on the day it appeared."""
    told: set[Told] = set()
    sent: list[tuple[Change, str]] = []
    for change in changes:
        if not change.alerts_by_default:
            continue
        alerts = route(
            [change.model_copy(update={"current": True})],
            [metric],
            catalogue.subscribers,
            told=frozenset(told),
            hold=None,
            run_at=change.published_at,
            max_age=settings.max_age,
            run_id="try",
        )
        told |= {told_by(alert, change) for alert in alerts}
        sent += [(change, alert.subscriber_id) for alert in alerts]
    return sent
