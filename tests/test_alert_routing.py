"""Which changes become alerts, for whom, and in which state."""

from datetime import timedelta
from decimal import Decimal

import pytest
from telling_samples import CRANES, PUBLISHED, READER, RUN_AT, change, metric, watching

from alerting.routing import route, told_by
from schemas.catalogue import AlertRule


def routed(changes, metrics=(CRANES,), subscribers=(READER,), told=frozenset(), hold=None, run_at=RUN_AT):
    return route(
        changes, metrics, subscribers, told=told, hold=hold, run_at=run_at, max_age=timedelta(days=14), run_id="run-2"
    )


def states(alerts):
    return [(alert.change_id[-1], alert.state) for alert in alerts]


def told_of(*changes, days=0):
    alerts = routed([one.model_copy(update={"current": True}) for one in changes])
    by_id = {one.change_id: one for one in changes}
    return {
        told_by(alert.model_copy(update={"created_at": RUN_AT + timedelta(days=days)}), by_id[alert.change_id])
        for alert in alerts
    }


def reader(**changed):
    return READER.model_copy(update=changed)


def test_a_reader_whose_pattern_names_the_metric_is_told_and_why():
    (alert,) = routed([change()])
    assert (alert.state, alert.subscriber_id, alert.rule) == ("due", "desk", "metrics harbour-*")


@pytest.mark.parametrize(
    "subscriber",
    [reader(metrics=("airport-*",)), reader(role="ops"), reader(classes=("revised",)), reader(metrics=())],
)
def test_those_who_did_not_ask_are_not_told(subscriber):
    assert routed([change()], subscribers=[subscriber]) == []


@pytest.mark.parametrize(
    ("class_", "on", "classes", "count"),
    [
        ("new_value", ("new_value",), None, 1),
        ("first", ("new_value",), None, 0),
        ("first", ("new_value",), ("first",), 1),
        ("new_value", (), None, 0),
        ("contradicted", ("contradicted",), None, 1),
        ("repeat", ("new_value",), None, 0),
    ],
)
def test_the_subscribers_classes_come_before_the_metrics(class_, on, classes, count):
    alerts = routed([change(**{"class": class_})], [watching(*on)], [reader(classes=classes)])
    assert len(alerts) == count


@pytest.mark.parametrize(
    ("pct", "of_metric", "of_reader", "count"),
    [("6.25", "0", "0", 1), ("6.25", "7", "0", 0), ("6.25", "0", "7", 0), ("-8", "7", "5", 1), (None, "50", "50", 1)],
)
def test_the_larger_threshold_counts_and_an_unknown_size_passes(pct, of_metric, of_reader, count):
    one = change(change_pct=Decimal(pct) if pct else None)
    watched = metric(alert=AlertRule(min_change_pct=Decimal(of_metric)))
    assert len(routed([one], [watched], [reader(min_change_pct=Decimal(of_reader))])) == count


def test_small_steps_add_up_since_the_last_mail():
    careful = [reader(min_change_pct=Decimal(5))]
    heard = told_of(change(1, new_value=Decimal(160)))
    step = {"old_value": Decimal(167), "new_value": Decimal(169), "change_pct": Decimal("1.2")}
    assert len(routed([change(9, **step)], subscribers=careful, told=heard)) == 1
    assert routed([change(9, **step | {"new_value": Decimal(167)})], subscribers=careful, told=heard) == []
    assert routed([change(9, **step)], subscribers=careful) == []


def test_a_large_step_is_not_lost_behind_a_small_one_of_the_same_run():
    careful = [reader(min_change_pct=Decimal(5))]
    large = change(1, current=False, old_value=Decimal(100), new_value=Decimal(150), change_pct=Decimal(50))
    small = change(2, old_value=Decimal(150), new_value=Decimal(151), change_pct=Decimal("0.7"))
    assert states(routed([large, small], subscribers=careful)) == [("1", "superseded"), ("2", "due")]


def test_a_change_that_is_no_longer_the_belief_alerts_nobody():
    assert routed([change(current=False)]) == []


@pytest.mark.parametrize(
    ("hold", "age_days", "state", "reason"),
    [
        (None, 13, "due", None),
        (None, 15, "held", "old article"),
        ("seed load", 1, "held", "seed load"),
        ("seed load", 90, "held", "seed load"),
    ],
)
def test_seeds_and_old_articles_are_held_with_the_reason(hold, age_days, state, reason):
    (alert,) = routed([change()], hold=hold, run_at=PUBLISHED + timedelta(days=age_days))
    assert (alert.state, alert.hold_reason) == (state, reason)


def test_only_the_newest_of_a_batch_is_due():
    older = change(1, current=False)
    newer = change(2, new_value=Decimal(180))
    assert states(routed([older, newer])) == [("1", "superseded"), ("2", "due")]


def test_a_rival_replaces_nothing():
    rival = change(2, new_value=Decimal(190), **{"class": "contradicted"})
    assert states(routed([change(1), rival])) == [("1", "due"), ("2", "due")]


def test_series_of_another_kind_or_metric_replace_nothing():
    target = change(2, kind="target")
    ferries = change(3, metric_id="harbour-ferries")
    metrics = [CRANES, metric(id="harbour-ferries")]
    assert [state for _, state in states(routed([change(1), target, ferries], metrics))] == ["due"] * 3


def test_the_same_value_is_not_told_twice_though_another_article_says_it():
    assert routed([change(2)], told=told_of(change(1))) == []


@pytest.mark.parametrize("different", [{"new_value": Decimal(171)}, {"new_qualifier": "exact"}, {"slot": "2026"}])
def test_another_value_qualifier_or_period_is_told(different):
    assert len(routed([change(2, **different)], told=told_of(change(1)))) == 1


def test_what_one_was_told_another_was_not():
    both = [READER, reader(id="night")]
    assert [alert.subscriber_id for alert in routed([change(2)], subscribers=both, told=told_of(change(1)))] == [
        "night"
    ]


def test_a_value_that_returns_after_another_was_told_is_news_again():
    down = change(50, new_value=Decimal(150))
    back = change(90)
    assert len(routed([back], told=told_of(change(1)) | told_of(down))) == 1


def test_a_correction_taken_back_is_told():
    wrong = change(2, new_value=Decimal(150), **{"class": "revised"})
    back = change(3, **{"class": "revised"})
    assert len(routed([back], told=told_of(change(1)) | told_of(wrong, days=1))) == 1
    assert routed([back], told=told_of(wrong) | told_of(change(1), days=1)) == []


def test_a_withdrawal_goes_once_to_those_who_were_told():
    gone = change(2, current=False, **{"class": "retracted"})
    assert routed([gone]) == []
    assert states(routed([gone], told=told_of(change(1)))) == [("2", "due")]
    assert (
        routed([gone], told=told_of(change(1)) | {entry._replace(withdrawn=True) for entry in told_of(change(1))}) == []
    )


@pytest.mark.parametrize("class_", ["retracted", "revised"])
def test_a_correction_of_what_was_told_is_not_held_for_its_age(class_):
    wrong = change(1, new_value=Decimal(170))
    right = {"new_value": Decimal(150), "old_value": Decimal(170)} if class_ == "revised" else {}
    correction = change(2, **right, **{"class": class_})
    later = PUBLISHED + timedelta(days=40)
    (alert,) = routed([correction], told=told_of(wrong), run_at=later)
    assert alert.state == "due"
    assert {alert.state for alert in routed([correction], run_at=later)} <= {"held"}
    assert [alert.state for alert in routed([correction], told=told_of(wrong), run_at=later, hold="reprocess")] == [
        "held"
    ]


def test_a_metric_that_left_the_catalogue_alerts_nobody():
    assert routed([change()], metrics=()) == []
    assert len(routed([change()])) == 1


def test_routing_again_gives_the_same_ids():
    assert routed([change()]) == routed([change()])
