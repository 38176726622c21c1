"""The quality gate: the annotated articles must score at least what they scored before. Floors only move up."""

import pytest

from tests.annotated_articles import reliability, score

FLOORS = {
    "seeds": {"f1": 0.98, "strict_f1": 0.96, "kind": 0.98, "entity": 0.96, "period": 0.92, "metric": 0.96},
    "dev": {"f1": 0.98, "strict_f1": 0.97, "kind": 0.98, "entity": 0.97, "period": 0.88, "metric": 0.96},
    "kept": {"f1": 0.98, "strict_f1": 0.79, "entity": 0.91, "period": 0.87, "metric": 0.96},
}


@pytest.mark.parametrize("part", FLOORS)
def test_annotated_articles_score_above_the_floor(part, tmp_path):
    figures = score(part, tmp_path)
    below = {key: (figures[key], floor) for key, floor in FLOORS[part].items() if figures[key] < floor}
    assert not below, figures


def test_no_trap_of_the_seed_documents_is_hit(tmp_path):
    assert score("seeds", tmp_path)["traps_hit"] == 0


def test_confident_facts_are_right_and_most_facts_are_confident():
    table = reliability(("seeds", "dev"))
    confident = [row for step, *row in table if step >= 0.8]
    found, value, sort, whole = (sum(column) for column in zip(*confident, strict=True))
    assert value >= 0.98 * found, table
    assert sort >= 0.98 * found, table
    assert whole >= 0.92 * found, table
    assert found >= 0.70 * sum(count for _, count, *_ in table), table
