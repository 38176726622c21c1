"""The stories of tests/cases: each figure gets the class a careful reader would give it, in any order of arrival."""

import random

import pytest
from tracking_stories import Story, stories

from tracking.deciding import begin, changes, decide, extend

ALL = [*stories("tracking_stories.yaml"), *stories("tracking_more.yaml")]


@pytest.mark.parametrize("story", ALL, ids=lambda story: story.name)
def test_story_has_its_classes(story: Story) -> None:
    decided = {change.observation_id: change for change in decide(story.metric, story.observations)}
    found = {key: decided[key].class_ for key in story.expected}
    told = {key: f"{one.class_} by {one.rule}: {one.reason}" for key, one in decided.items()}
    assert found == story.expected, [(story.rows[key], told[key]) for key in story.expected]
    before = {key: row["was"] for key, row in story.rows.items() if "was" in row}
    assert {key: decided[key].old_value for key in before} == before


@pytest.mark.parametrize("story", ALL, ids=lambda story: story.name)
def test_order_of_arrival_does_not_matter(story: Story) -> None:
    expected = decide(story.metric, story.observations)
    for seed in range(20):
        arriving = list(story.observations)
        random.Random(seed).shuffle(arriving)
        state = begin(story.metric)
        for observation in arriving:
            state, _ = extend(state, [observation])
        assert changes(state) == expected
        assert decide(story.metric, arriving) == expected
