"""The fold: the observations of a metric in, one change for each out."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from schemas import ids
from schemas.catalogue import Metric
from schemas.change import Change, Observation
from tracking.articles import AllSeries, Verdicts, fold_article
from tracking.beliefs import Reading
from tracking.intervals import stated
from tracking.revisions import ArticleKey, Place, Statements, by_article, statements

CENT = Decimal("0.01")


class Standing(NamedTuple):
    """What is true today of an observation that holds or set a belief."""

    witnesses: int
    current: bool


class State(NamedTuple):
    """The fold so far; frozen, so that an older state stays good."""

    metric: Metric
    articles: Mapping[ArticleKey, tuple[Observation, ...]] = {}
    last: Place | None = None
    series: AllSeries = {}  # noqa: RUF012 - never written to
    verdicts: Verdicts = {}  # noqa: RUF012 - never written to
    standing: Mapping[str, Standing] = {}


def begin(metric: Metric) -> State:
    """The fold before anything is known of `metric`."""
    return State(metric)


def decide(metric: Metric, observations: Iterable[Observation]) -> tuple[Change, ...]:
    """One change for each observation, in the order of publication; the same for any order of `observations`."""
    return changes(_folded(metric, by_article(observations)))


def extend(state: State, observations: Iterable[Observation]) -> tuple[State, tuple[Change, ...]]:
    """The fold with more observations, and the changes that are new or no longer as they were.

    The newest article costs only itself; one that belongs earlier, or an edit, folds the metric again. A change of
    the older state that `changes` of the new one no longer has (its observation was withdrawn) is not among them.
    """
    arrived = by_article(observations)
    said = {key: statements(group) for key, group in arrived.items()}
    newest = all(
        key not in state.articles and (state.last is None or one.place > state.last) for key, one in said.items()
    )
    if newest:
        extended = _append(state, arrived, said)
    else:
        merged = {key: list(group) for key, group in state.articles.items()}
        for key, group in arrived.items():
            merged.setdefault(key, []).extend(group)
        extended = _folded(state.metric, merged)
    return extended, _differing(state, extended)


def changes(state: State) -> tuple[Change, ...]:
    """All changes of the fold so far, in the order of publication."""
    return tuple(_change(state, key) for key in state.verdicts)


def _folded(metric: Metric, articles: Mapping[ArticleKey, list[Observation]]) -> State:
    said = {key: statements(group) for key, group in articles.items()}
    return _append(begin(metric), articles, said)


def _append(
    state: State, arrived: Mapping[ArticleKey, list[Observation]], said: Mapping[ArticleKey, Statements]
) -> State:
    """The fold with articles that are all later than those it has."""
    series, last = state.series, state.last
    verdicts = dict(state.verdicts)
    for one in sorted(said.values(), key=lambda one: one.place):
        found, series = fold_article(state.metric, series, one)
        verdicts.update(sorted(found.items(), key=lambda item: (item[1][0].start, item[0])))
        last = one.place
    articles = {**state.articles, **{key: _once(group) for key, group in arrived.items()}}
    return State(state.metric, articles, last, series, verdicts, _standings(series))


def _once(group: list[Observation]) -> tuple[Observation, ...]:
    return tuple(dict.fromkeys(group))


def _standings(all_series: AllSeries) -> dict[str, Standing]:
    """Today's beliefs and rivals: the most precise statement of each, and the one that brought it in."""
    found: dict[str, Standing] = {}
    for key, series in all_series.items():
        # Targets and plans: each due date has a value of its own, and none replaces another.
        each = key not in ("", "actual")
        for label, holding in series.holdings.items():
            current = each or label == series.newest
            for claim in (holding.claim, *holding.rivals):
                standing = Standing(claim.witnesses, current)
                found[claim.origin.observation_id] = standing
                found[claim.reading.observation.observation_id] = standing
    return found


def _differing(before: State, after: State) -> tuple[Change, ...]:
    """The changes of `after` that `before` has not, or has otherwise."""
    ids_ = [
        key
        for key, found in after.verdicts.items()
        if before.verdicts.get(key) != found or before.standing.get(key) != after.standing.get(key)
    ]
    return tuple(_change(after, key) for key in ids_)


def _change(state: State, key: str) -> Change:
    observation, verdict = state.verdicts[key]
    metric = state.metric
    standing = state.standing.get(key) if verdict.event == "entered" else None
    old = verdict.old
    was = old.observation if old else None
    difference, percent = (None, None) if verdict.class_ == "retracted" else _difference(observation, old)
    large = percent is None or abs(percent) >= metric.alert.min_change_pct
    wanted = verdict.class_ in metric.alert.on and verdict.class_ != "repeat"
    return Change.trusted(
        change_id=ids.change_id(key, verdict.event),
        observation_id=key,
        metric_id=metric.id,
        kind=observation.kind,
        class_=verdict.class_,
        rule=verdict.rule,
        reason=verdict.reason,
        slot=verdict.slot,
        old_observation_id=was.observation_id if was else None,
        old_value=was.value if was else None,
        old_low=was.low if was else None,
        old_high=was.high if was else None,
        old_qualifier=was.qualifier if was else None,
        old_wording=was.wording if was else None,
        old_period_start=was.period_start if was else None,
        old_period_end=was.period_end if was else None,
        new_value=observation.value,
        new_low=observation.low,
        new_high=observation.high,
        new_qualifier=observation.qualifier,
        new_wording=observation.wording,
        unit=observation.unit,
        change_abs=difference,
        change_pct=percent,
        period_start=observation.period_start,
        period_end=observation.period_end,
        published_at=observation.published.at,
        current=standing is not None and standing.current,
        witnesses=standing.witnesses if standing else verdict.witnesses,
        alerts_by_default=wanted and large and verdict.told,
    )


def _difference(observation: Observation, old: Reading | None) -> tuple[Decimal | None, Decimal | None]:
    """New minus old, and that in percent of old; None where there is no old, or it is zero or of another unit."""
    if old is None:
        return None, None
    new = stated(observation.value, observation.low, observation.high, observation.qualifier, observation.step)
    difference = new.number - old.stated.number
    if old.stated.number == 0:
        return difference, None
    percent = (difference / abs(old.stated.number) * 100).quantize(CENT, ROUND_HALF_UP)
    return difference, percent
