"""The quality gate: the annotated articles must score at least what they scored before. Floors only move up."""

import pytest

from tests.annotated_articles import score

FLOORS = {
    "seeds": {"f1": 0.85, "strict_f1": 0.80, "entity": 0.85, "period": 0.80},
    "dev": {"f1": 0.75, "strict_f1": 0.70, "entity": 0.85, "period": 0.80},
}


@pytest.mark.parametrize("part", FLOORS)
def test_annotated_articles_score_above_the_floor(part, tmp_path):
    figures = score(part, tmp_path)
    below = {key: (figures[key], floor) for key, floor in FLOORS[part].items() if figures[key] < floor}
    assert not below, figures


def test_no_trap_of_the_seed_documents_is_hit(tmp_path):
    assert score("seeds", tmp_path)["traps_hit"] == 0
