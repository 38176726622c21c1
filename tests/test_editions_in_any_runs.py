"""Editions of an article give the same record of what it says, however they are spread over runs."""

import random
from collections import defaultdict
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import ids
from schemas.catalogue import Metric
from schemas.change import Change, Observation
from schemas.published import Published
from tracking.deciding import decide
from tracking.editions import gathered

METRIC = Metric(id="shops", title="Shops", entity="dale-coop", unit="shops", period="instant")
DAYS = {"a": "2031-05-01", "b": "2031-06-01", "c": "2031-07-01"}
Editions = dict[tuple[str, int], list[Observation]]


def said(article: str, revision: int, value: int, day: int) -> Observation:
    number = Decimal(value)
    key = ids.observation_id(article, METRIC.id, "actual", "", number, None, None, "shops", "exact")
    return Observation(
        observation_id=key,
        metric_id=METRIC.id,
        kind="actual",
        fact_id=f"{article}-{revision}-{value}",
        article_id=article,
        revision=revision,
        story_id=article,
        publisher=article,
        published=Published.read(f"{DAYS[article][:8]}{day:02}", "record"),
        value=number,
        unit="shops",
    )


@st.composite
def editions(draw: st.DrawFn) -> Editions:
    """What each revision of a few articles says; every revision may move its date."""
    made: Editions = {}
    for article in DAYS:
        for revision in range(1, draw(st.integers(1, 3)) + 1):
            values = draw(st.sets(st.sampled_from((61, 64, 70, 76, 690)), max_size=2))
            day = draw(st.integers(1, 9))
            made[article, revision] = [said(article, revision, value, day) for value in sorted(values)]
    return made


def published_in(made: Editions, key: tuple[str, int]) -> Published:
    return made[key][0].published if made[key] else Published.read(DAYS[key[0]], "record")


def taken_in(made: Editions, runs: list[list[tuple[str, int]]]) -> tuple[Change, ...]:
    """The changes after runs that each bring some of the editions, as the ledger keeps them between runs."""
    stored: dict[str, Observation] = {}
    done: dict[str, dict[int, Published | None]] = defaultdict(dict)
    for loading in runs:
        for article, revision in loading:
            done[article][revision] = published_in(made, (article, revision))
        new = [one for key in loading for one in made[key]]
        worked_on = {article: done[article] for article, _ in loading}
        kept = gathered(stored.values(), new, worked_on, set(loading))
        stored = {one.observation_id: one for one in kept}
    return decide(METRIC, stored.values())


@settings(max_examples=150, deadline=None)
@given(editions(), st.randoms(use_true_random=False))
def test_any_split_into_runs_gives_the_same_changes(made: Editions, chance: random.Random) -> None:
    keys = list(made)
    expected = taken_in(made, [keys])
    chance.shuffle(keys)
    runs: list[list[tuple[str, int]]] = [[]]
    for key in keys:
        if chance.random() < 0.5:
            runs.append([])
        runs[-1].append(key)
    assert taken_in(made, [run for run in runs if run]) == expected


@settings(max_examples=50, deadline=None)
@given(editions())
def test_reading_everything_again_changes_nothing(made: Editions) -> None:
    newest = {article: max(n for a, n in made if a == article) for article, _ in made}
    again = [list(newest.items())]
    assert taken_in(made, [list(made), *again]) == taken_in(made, [list(made)])
