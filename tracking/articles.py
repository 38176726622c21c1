"""One article in the fold: what is in scope and plausible (1, 2), what it says twice (3), and its edits (12)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from schemas.catalogue import Metric
from schemas.change import ALERTING, ChangeClass, Observation
from tracking.beliefs import Reading, Series, Verdict
from tracking.intervals import Stated, agree, covers, stated
from tracking.judging import judge
from tracking.revisions import Statements, Withdrawn
from tracking.slots import Refusal, is_due, is_flow, slot_of, time_spoken_of

AllSeries = Mapping[str, Series]
Verdicts = dict[str, tuple[Observation, Verdict]]
SETTING: tuple[ChangeClass, ...] = ("first", "refined", "new_value", "new_period", "revised", "contradicted")
# What says again a figure that others said puts nothing in the place of the one withdrawn.
REPLACING: tuple[ChangeClass, ...] = ("first", "new_value", "new_period", "revised", "contradicted")
COMPARED_UNITS = ("%", "x", "rank")


class Outcome(NamedTuple):
    """The verdicts on an article's observations by id, and all series after it."""

    verdicts: Verdicts
    series: AllSeries


def series_key(metric: Metric, observation: Observation) -> str:
    """The series of an observation: its kind, unless the metric joins the kinds."""
    return "" if metric.kinds == "together" else observation.kind


def read(metric: Metric, observation: Observation) -> Reading | Verdict:
    """The observation as the fold reads it, or the verdict of steps 1 and 2 that keeps it out."""
    accepted = observation.review == "accepted"
    if not observation.in_scope and not accepted:
        return Verdict("out_of_scope", "1", "its words narrow it to a part, or to something else, of the metric")
    if _other_unit(metric.unit, observation.unit):
        return Verdict("out_of_scope", "1", f"in {observation.unit}, with no conversion into {metric.unit} stated")
    start, end, said = observation.period_start, observation.period_end, observation.published.last_day
    slot = slot_of(metric, observation.kind, start, end, said, observation.period_text)
    if isinstance(slot, Refusal):
        return Verdict("out_of_scope", "1", slot.reason)
    number = stated(observation.value, observation.low, observation.high, observation.qualifier, observation.step)
    reading = Reading(
        observation, number, time_spoken_of(observation, is_due(metric, observation.kind, end or start, said)), slot
    )
    bounds = metric.plausible
    if not accepted and bounds.min is not None and number.number < bounds.min:
        return Verdict(
            "implausible", "2", f"below {bounds.min:,f}, the least that is plausible", slot.label if slot else ""
        )
    if not accepted and bounds.max is not None and number.number > bounds.max:
        return Verdict(
            "implausible", "2", f"above {bounds.max:,f}, the most that is plausible", slot.label if slot else ""
        )
    return reading


def fold_article(metric: Metric, before: AllSeries, said: Statements) -> Outcome:
    """The verdicts on all that one article says, also on what it no longer says."""
    outcome = _judge_all(metric, before, said.live)
    if not said.withdrawn:
        return outcome
    would_be = _as_it_stood(metric, before, said)
    verdicts, after = dict(outcome.verdicts), dict(outcome.series)
    corrected: set[str] = set()
    for gone in said.withdrawn:
        held = would_be.get(gone.observation.observation_id)
        set_belief = held is not None and held.class_ in SETTING
        replacement = _replacement(metric, verdicts, said, gone, corrected) if set_belief else None
        if replacement is None:
            verdicts[gone.observation.observation_id] = (gone.observation, _retracted(metric, after, gone, held))
            continue
        observation, verdict = replacement
        corrected.add(observation.observation_id)
        old, new = read(metric, gone.observation), read(metric, observation)
        assert isinstance(old, Reading)
        assert isinstance(new, Reading)
        if verdict.class_ != "contradicted" and not _consistent(old.stated, new.stated, metric.precision):
            reason = "an edit of the article changed the figure"
            revised = verdict._replace(class_="revised", rule="12", reason=reason, old=old)
            verdicts[observation.observation_id] = (observation, revised)
            _leave_behind(metric, after, observation, verdict.slot, old)
        reason = "an edit of the article put another figure in its place"
        replaced = Verdict("historical", "12", reason, verdict.slot, new, event=gone.event)
        verdicts[gone.observation.observation_id] = (gone.observation, replaced)
    return Outcome(verdicts, after)


def _other_unit(wanted: str, given: str) -> bool:
    """True for another currency, and for a percentage, multiple or rank where none is wanted."""
    if wanted == given:
        return False
    return any(unit in COMPARED_UNITS or is_currency(unit) for unit in (wanted, given))


def is_currency(unit: str) -> bool:
    """True for an ISO 4217 code."""
    return len(unit) == 3 and unit.isascii() and unit.isalpha() and unit.isupper()


def _consistent(one: Stated, other: Stated, precision: Decimal | None) -> bool:
    return agree(one, other, precision) or covers(one, other) or covers(other, one)


def _judge_all(metric: Metric, before: AllSeries, observations: Iterable[Observation]) -> Outcome:
    """Steps 1 to 11 for the observations of one article: dated first, latest first, precise before loose."""
    verdicts: Verdicts = {}
    readings: list[Reading] = []
    for observation in observations:
        read_as = read(metric, observation)
        if isinstance(read_as, Verdict):
            verdicts[observation.observation_id] = (observation, read_as)
        else:
            readings.append(read_as)
    readings.sort(key=_order)
    after = dict(before)
    by_series: dict[str, list[Reading]] = {}
    for reading in readings:
        by_series.setdefault(series_key(metric, reading.observation), []).append(reading)
    for key, group in by_series.items():
        series = after.get(key, Series())
        apart = _set_aside(metric, series, group)
        judged = [one for one in group if one.observation.observation_id not in apart]
        earlier, rest = _in_turn(metric, judged) if len(judged) > 1 else ([], judged)
        for place, reading in enumerate((*earlier, *rest)):
            verdict, series = judge(metric, series, reading, compared=place < len(earlier))
            verdicts[reading.observation.observation_id] = (reading.observation, verdict)
        for reading in group:
            observation = reading.observation
            if observation.observation_id in apart:
                verdicts[observation.observation_id] = (observation, apart[observation.observation_id])
        after[key] = series
    return Outcome(verdicts, after)


def _order(reading: Reading) -> tuple[bool, bool, int, Decimal, int, str]:
    observation = reading.observation
    latest = max(reading.time, reading.slot.end) if reading.slot and reading.slot.end else reading.time
    place = observation.start, observation.observation_id
    return reading.passing, not reading.dated, -latest.toordinal(), reading.stated.width, *place


def _in_turn(metric: Metric, group: list[Reading]) -> tuple[list[Reading], list[Reading]]:
    """The figures of periods before the latest that the article speaks of, in their order in time, and the others."""
    of_periods = [one for one in group if one.slot and one.slot.end and one.observation.kind == "actual"]
    if not is_flow(metric) or metric.period == "ytd" or not of_periods:
        return [], group
    latest = max(one.slot.end for one in of_periods if one.slot and one.slot.end)
    earlier = [one for one in of_periods if one.slot and one.slot.end and one.slot.end < latest]
    earlier.sort(key=lambda one: one.slot.end if one.slot and one.slot.end else latest)
    of_earlier = {one.observation.observation_id for one in earlier}
    return earlier, [one for one in group if one.observation.observation_id not in of_earlier]


def _set_aside(metric: Metric, series: Series, group: list[Reading]) -> dict[str, Verdict]:
    """Step 3: the undated figures that a dated one explains, and figures of one slot and time that do not agree."""
    apart: dict[str, Verdict] = {}
    if len(group) == 1:
        return apart
    dated = [reading for reading in group if reading.dated and not reading.observation.compared]
    for reading in group:
        explaining = None if reading.dated else _explaining(reading, dated, metric.precision)
        if explaining is not None:
            label = explaining.slot.label if explaining.slot else ""
            reason = "the article's own dated figure explains it"
            apart[reading.observation.observation_id] = Verdict("repeat", "3", reason, label, explaining)
    rest = [one for one in group if one.observation.observation_id not in apart and one.slot and not one.passing]
    for reading in rest:
        same = (one for one in rest if one.slot == reading.slot and one.time == reading.time and one is not reading)
        given_up = reading.observation.compared
        rivals = (one for one in same if given_up or not one.observation.compared)
        clash = next((one for one in rivals if not _consistent(one.stated, reading.stated, metric.precision)), None)
        if clash is None or reading.observation.review == "accepted":
            continue
        if given_up and not clash.observation.compared:
            label = reading.slot.label if reading.slot else ""
            reason = "the article puts another figure in its place"
            apart[reading.observation.observation_id] = Verdict("historical", "3", reason, label, clash)
            continue
        holding = series.holding(reading.slot)
        if holding is None or not _consistent(reading.stated, holding.claim.stated, metric.precision):
            reason = "the article gives another figure for the same time"
            label = reading.slot.label if reading.slot else ""
            apart[reading.observation.observation_id] = Verdict("implausible", "3", reason, label, clash)
    return apart


def _explaining(reading: Reading, dated: list[Reading], precision: Decimal | None) -> Reading | None:
    for one in dated:
        if agree(reading.stated, one.stated, precision) or covers(reading.stated, one.stated):
            return one
    return None


def _as_it_stood(metric: Metric, before: AllSeries, said: Statements) -> dict[str, Verdict]:
    """The verdicts that the withdrawn observations had while the article still said them."""
    found: dict[str, Verdict] = {}
    every = [*said.live, *(gone.observation for gone in said.withdrawn)]
    until = {gone.observation.observation_id: gone.revision for gone in said.withdrawn if gone.revision}
    for revision in sorted({gone.observation.revision for gone in said.withdrawn}):
        then = [
            one
            for one in every
            if said.first_said[one.observation_id] <= revision < until.get(one.observation_id, revision + 1)
        ]
        unreviewed = [one.model_copy(update={"review": None}) if one.review == "rejected" else one for one in then]
        for key, (_, verdict) in _judge_all(metric, before, unreviewed).verdicts.items():
            found[key] = verdict
    return found


def _replacement(
    metric: Metric, verdicts: Verdicts, said: Statements, gone: Withdrawn, taken: set[str]
) -> tuple[Observation, Verdict] | None:
    """The figure that an edit put in place of a withdrawn one: new in that edit, of the same series and slot."""
    if gone.revision is None:
        return None
    old = read(metric, gone.observation)
    for observation in said.live:
        found = verdicts.get(observation.observation_id)
        new_then = said.first_said[observation.observation_id] >= gone.revision
        if found is None or not new_then or observation.observation_id in taken:
            continue
        if series_key(metric, observation) != series_key(metric, gone.observation):
            continue
        new = read(metric, observation)
        same_slot = isinstance(old, Reading) and isinstance(new, Reading) and new.slot == old.slot
        if same_slot and found[1].class_ in REPLACING:
            return found
    return None


def _retracted(metric: Metric, after: AllSeries, gone: Withdrawn, held: Verdict | None) -> Verdict:
    """The verdict on a figure that is gone; `old` is the belief that stands without it."""
    told = held is not None and held.class_ in ALERTING
    rule, reason = "12", "an edit of the article no longer says it"
    if gone.revision is None:
        rule, reason = "review", "a person rejected it"
        if held is None or held.class_ not in SETTING:
            return Verdict("implausible", rule, reason, held.slot if held else "", event=gone.event)
    label = held.slot if held else ""
    holding = after.get(series_key(metric, gone.observation), Series()).holdings.get(label)
    standing = holding.claim.reading if holding else None
    return Verdict("retracted", rule, reason, label, standing, told=told, event=gone.event)


def _leave_behind(metric: Metric, after: dict[str, Series], observation: Observation, label: str, old: Reading) -> None:
    """Keep the corrected number from being believed again when others still quote it."""
    key = series_key(metric, observation)
    holding = after[key].holdings.get(label) if key in after else None
    if holding is not None:
        after[key] = after[key].with_holding(holding._replace(left=(*holding.left, old.stated)))
