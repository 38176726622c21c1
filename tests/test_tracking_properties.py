"""What holds for any set of observations: order, repetition and withdrawal change nothing they should not."""

import random
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tracking_stories import stories

from schemas import ids
from schemas.catalogue import Metric
from schemas.change import Change, Observation
from schemas.published import Published
from tracking.deciding import begin, changes, decide, extend

PERIODS = ("instant", "cumulative", "year", "month", "ytd")
NUMBERS = ("0", "4", "58", "60", "64", "70", "160", "165.5", "170", "400", "4000", "-58")
QUALIFIERS = ("exact", "over", "at_least", "nearly", "about", "up_to", "range")
DAYS = [date(2031, 1, 1) + timedelta(days=step) for step in (0, 3, 8, 30, 31, 59, 200, 364, 365, 400)]
PROFILE = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def _observation(draw: st.DrawFn, metric: Metric) -> Observation:
    article = draw(st.sampled_from("abcdef"))
    # An article has one publisher, day and authority, whatever it says.
    seed = random.Random(article)
    published = seed.choice(DAYS)
    vague = seed.random() < 0.2
    value = Decimal(draw(st.sampled_from(NUMBERS)))
    qualifier = draw(st.sampled_from(QUALIFIERS))
    kind = draw(st.sampled_from(("actual", "actual", "actual", "target")))
    end = draw(st.sampled_from([None, *DAYS]))
    start = end and draw(st.sampled_from([end, end.replace(day=1), end.replace(month=1, day=1)]))
    number, low, high = (None, value, value + 5) if qualifier == "range" else (value, None, None)
    revision = draw(st.integers(1, 3))
    key = ids.observation_id(article, metric.id, kind, f"{start}/{end}", number, low, high, metric.unit, qualifier)
    return Observation(
        observation_id=key,
        metric_id=metric.id,
        kind=kind,
        fact_id=key,
        article_id=article,
        revision=revision,
        withdrawn_in=draw(st.sampled_from([None, None, revision + 1])),
        story_id=seed.choice(["s", article]),
        publisher=seed.choice(["Coast Herald", "Island Times"]),
        authority=seed.choice(["press", "press", "official", "aggregator"]),
        published=Published.read(str(published)[:7] if vague else str(published), "curated"),
        value=number,
        low=low,
        high=high,
        unit=metric.unit,
        qualifier=qualifier,
        period_start=start,
        period_end=end,
        falls=draw(st.booleans()),
        in_scope=draw(st.sampled_from([True, True, True, False])),
        review=draw(st.sampled_from([None, None, None, None, "accepted", "rejected"])),
    )


@st.composite
def _told(draw: st.DrawFn) -> tuple[Metric, list[Observation]]:
    metric = Metric(
        id="shops",
        title="Shops",
        entity="dale-coop",
        unit="shops",
        period=draw(st.sampled_from(PERIODS)),
        kinds=draw(st.sampled_from(("apart", "together"))),
    )
    made = draw(st.lists(_observation(metric), min_size=1, max_size=9))
    return metric, list({one.observation_id: one for one in made}.values())


@PROFILE
@given(_told(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_changes(
    told: tuple[Metric, list[Observation]], shuffler: random.Random
) -> None:
    metric, observations = told
    expected = decide(metric, observations)
    shuffler.shuffle(observations)
    assert decide(metric, observations) == expected
    assert {one.observation_id for one in expected} == {one.observation_id for one in observations}


@PROFILE
@given(_told(), st.randoms(use_true_random=False))
def test_extending_by_one_gives_what_deciding_all_gives(
    told: tuple[Metric, list[Observation]], shuffler: random.Random
) -> None:
    metric, observations = told
    shuffler.shuffle(observations)
    state = begin(metric)
    seen: dict[str, Change] = {}
    for observation in observations:
        state, news = extend(state, [observation])
        seen |= {one.change_id: one for one in news}
        standing = {one.change_id for one in changes(state)}
        seen = {key: one for key, one in seen.items() if key in standing}
    assert seen == {one.change_id: one for one in decide(metric, observations)}


@PROFILE
@given(_told())
def test_the_same_observations_again_change_nothing(told: tuple[Metric, list[Observation]]) -> None:
    metric, observations = told
    assert decide(metric, [*observations, *observations]) == decide(metric, observations)
    state, _ = extend(begin(metric), observations)
    again, news = extend(state, observations)
    assert news == ()
    assert changes(again) == changes(state)


@PROFILE
@given(_told())
def test_a_silent_class_never_alerts(told: tuple[Metric, list[Observation]]) -> None:
    silent = ("repeat", "refined", "first", "historical", "out_of_scope", "implausible")
    assert not [one for one in decide(*told) if one.class_ in silent and one.alerts_by_default]


@PROFILE
@given(_told())
def test_one_belief_at_most_is_current_for_each_slot(told: tuple[Metric, list[Observation]]) -> None:
    current = [
        (one.kind, one.slot)
        for one in decide(*told)
        if one.current and one.class_ in ("first", "new_value", "new_period", "revised")
    ]
    assert len(current) == len(set(current))


@PROFILE
@given(_told(), st.sampled_from("abcdef"))
def test_withdrawing_an_article_restores_the_belief_without_it(
    told: tuple[Metric, list[Observation]], article: str
) -> None:
    metric, observations = told
    without = [one for one in observations if one.article_id != article]
    gone = [
        one if one.article_id != article else one.model_copy(update={"withdrawn_in": 9, "review": None})
        for one in observations
    ]
    removed = {one.observation_id for one in gone if one.article_id == article}
    left = [one for one in decide(metric, gone) if one.observation_id not in removed]
    assert left == list(decide(metric, without))


def test_differences_are_new_minus_old_and_percent_of_old() -> None:
    found = {}
    for story in stories("tracking_more.yaml"):
        for one in decide(story.metric, story.observations):
            found[story.name, one.class_, str(one.new_value)] = one
    loss = found["a loss becomes smaller, then a profit", "new_period", "-12900000"]
    assert (loss.change_abs, loss.change_pct) == (Decimal(28700000), Decimal("68.99"))
    back = found["nothing is left, and something again", "new_value", "6"]
    assert (back.change_abs, back.change_pct, back.old_value) == (Decimal(6), None, Decimal(0))
    share = found["a share within the metric's precision is the same share", "new_period", "8.6"]
    assert (share.change_abs, share.slot, share.old_value) == (Decimal("0.5"), "2031-02", Decimal("8.1"))


def test_witnesses_count_independent_publishers() -> None:
    story = next(one for one in stories("tracking_more.yaml") if one.name.startswith("without a higher authority"))
    by_value = {one.new_value: one for one in decide(story.metric, story.observations) if one.class_ == "contradicted"}
    assert by_value[Decimal(64)].witnesses == 2
    copied = next(one for one in stories("tracking_more.yaml") if one.name.startswith("a tenfold rise is held"))
    assert [one.witnesses for one in decide(copied.metric, copied.observations)] == [1, 1, 2]
