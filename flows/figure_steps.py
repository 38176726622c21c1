"""Steps that judge what articles say: decide each series, route what changed."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import NamedTuple

from alerting.routing import Told, route
from flows.settings import Settings
from schemas.alert import Alert, HoldReason, Mute
from schemas.catalogue import Catalogue
from schemas.change import Change, Observation
from tracking.deciding import decide
from tracking.editions import Editions, gathered


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
