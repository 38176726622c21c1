"""More new articles than a part holds: the same state as all at once."""

import pytest
from newsroom import Newsroom, article

from flows import parts
from schemas.article import RevisionKey

RECORDS = [
    article(f"news-{n}", f"2031-08-{n + 1:02d}", f"The Dale Co-op now runs {40 + n // 2 * 3} shops on the island.")
    for n in range(12)
]
HISTORY = "select metric_id, class, value, url from metric_history order by all"
CHANGES = "select change_id, class, old_value, new_value from changes order by all"


@pytest.mark.parametrize(("limit", "most"), [("PORTION", 1), ("PORTION", 5), ("DIGITS", 7)])
def test_parts_give_the_state_that_one_load_gives(tmp_path, monkeypatch, limit, most):
    at_once, in_parts = Newsroom(tmp_path / "whole"), Newsroom(tmp_path / "parts")
    expected = at_once.take(*RECORDS)
    monkeypatch.setattr(parts, limit, most)
    summary = in_parts.take(*RECORDS)
    assert (summary.facts, summary.articles_new, summary.changes) == (expected.facts, 12, expected.changes)
    assert in_parts.rows(HISTORY) == at_once.rows(HISTORY)
    assert in_parts.rows(CHANGES) == at_once.rows(CHANGES)


def test_a_part_ends_with_so_many_articles_or_figures():
    keys = [RevisionKey(f"article-{n}", 1) for n in range(6)]
    digits = dict(zip(keys, [10, parts.DIGITS, 5, 5, 2 * parts.DIGITS, 1], strict=True))
    work = parts.Recording(6, 0, 0, keys, frozenset(), False, False, digits)
    assert [[key.article_id[-1] for key in part.to_do] for part in parts.portions(work)] == [
        ["0"],
        ["1"],
        ["2", "3"],
        ["4"],
        ["5"],
    ]
    assert len(parts.portions(work._replace(catalogue_changed=True))) == 1
    assert [part.to_do for part in parts.portions(work._replace(to_do=[]))] == [[]]
