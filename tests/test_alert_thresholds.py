"""Which sizes and directions of change reach a reader."""

from decimal import Decimal

import pytest
from telling_samples import CRANES, READER, change, metric

from alerting.thresholds import in_words, passes
from schemas.catalogue import AlertRule
from schemas.subscriber import Subscriber


def asked(one, rule=None, bases=(), **wishes):
    of_metric = metric(alert=AlertRule(**(rule or {})))
    return passes(one, of_metric, READER.model_copy(update=wishes), [Decimal(base) for base in bases])


def moved(old, new, **changed):
    old, new = Decimal(old), Decimal(new)
    pct = (new - old) * 100 / old
    return change(old_value=old, new_value=new, change_abs=new - old, change_pct=pct, **changed)


@pytest.mark.parametrize(
    ("new", "of_reader", "of_metric", "told"),
    [(170, 10, 0, True), (169, 10, 0, False), (150, 10, 0, True), (151, 0, 10, False), (170, 5, 20, False)],
)
def test_the_larger_absolute_threshold_counts_either_way(new, of_reader, of_metric, told):
    rule = {"min_change_abs": Decimal(of_metric)}
    assert asked(moved(160, new), rule, min_change_abs=Decimal(of_reader)) == told


@pytest.mark.parametrize(("new", "told"), [(180, True), (161, False), (172, False)])
def test_percent_and_absolute_must_both_be_met(new, told):
    assert asked(moved(160, new), min_change_pct=Decimal(10), min_change_abs=Decimal(5)) == told


@pytest.mark.parametrize(
    ("new", "direction", "told"),
    [(170, "up", True), (150, "up", False), (150, "down", True), (170, "down", False), (150, "both", True)],
)
def test_only_the_direction_asked_for(new, direction, told):
    assert asked(moved(160, new), direction=direction) == told
    assert asked(moved(160, new), {"direction": direction}) == told


@pytest.mark.parametrize("class_", ["revised", "retracted", "contradicted"])
def test_corrections_and_rivals_come_whatever_their_direction(class_):
    assert asked(moved(160, 150, **{"class": class_}), direction="up")


def test_up_in_a_ranking_is_towards_the_first_place():
    rank = {"unit": "rank"}
    assert asked(moved(5, 2, **rank), direction="up")
    assert not asked(moved(2, 5, **rank), direction="up")


def test_small_steps_add_up_but_only_to_what_was_asked():
    step = moved(160, 164)
    assert asked(step, bases=[150], min_change_abs=Decimal(10))
    assert not asked(step, bases=[155], min_change_abs=Decimal(10))


def test_an_unknown_size_passes():
    assert asked(change(change_abs=None, change_pct=None), min_change_abs=Decimal(50), direction="up")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"time_zone": "Mars/Olympus"}, "no time zone 'Mars/Olympus'"),
        ({"at": "8 o'clock"}, 'as in "08:00"'),
        ({"at": "24:30"}, 'as in "08:00"'),
        ({"weekday": "someday"}, "monday"),
        ({"direction": "sideways"}, "up"),
        ({"min_change_abs": Decimal(-1)}, "greater than or equal to 0"),
    ],
)
def test_wishes_that_cannot_be_met_are_refused_with_a_reason(wrong, said):
    with pytest.raises(ValueError, match=said):
        Subscriber.model_validate({"id": "desk", "address": "a@b.example", "metrics": [CRANES.id]} | wrong)


@pytest.mark.parametrize(("written", "read"), [("18:30", "18:30"), (18 * 60 + 30, "18:30"), ("00:05", "00:05")])
def test_a_time_without_quotes_is_read_as_it_was_meant(written, read):
    assert Subscriber.model_validate({"id": "desk", "address": "a@b.example", "at": written}).at == read


@pytest.mark.parametrize(
    ("rule", "wishes", "said"),
    [
        ({}, {}, ""),
        ({"min_change_pct": Decimal(5)}, {"min_change_pct": Decimal("2.50")}, "at least 5 %"),
        ({}, {"min_change_pct": Decimal("2.50"), "min_change_abs": Decimal(10)}, "at least 2.5 % and 10 cranes"),
        ({"direction": "up"}, {"min_change_abs": Decimal(3)}, "at least 3 cranes, only up"),
    ],
)
def test_the_rule_of_an_alert_names_its_thresholds(rule, wishes, said):
    assert in_words(metric(alert=AlertRule(**rule)), READER.model_copy(update=wishes)) == said
