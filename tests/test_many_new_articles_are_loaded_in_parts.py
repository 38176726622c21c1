"""More new articles than a part holds: the same state as all at once."""

import pytest
from newsroom import Newsroom, article

from flows import ledger_steps

RECORDS = [
    article(f"news-{n}", f"2031-08-{n + 1:02d}", f"The Dale Co-op now runs {40 + n // 2 * 3} shops on the island.")
    for n in range(12)
]
HISTORY = "select metric_id, class, value, url from metric_history order by all"
CHANGES = "select change_id, class, old_value, new_value from changes order by all"


@pytest.mark.parametrize("part", [1, 5])
def test_parts_give_the_state_that_one_load_gives(tmp_path, monkeypatch, part):
    whole, parts = Newsroom(tmp_path / "whole"), Newsroom(tmp_path / "parts")
    expected = whole.take(*RECORDS)
    monkeypatch.setattr(ledger_steps, "PORTION", part)
    summary = parts.take(*RECORDS)
    assert (summary.facts, summary.articles_new, summary.changes) == (expected.facts, 12, expected.changes)
    assert parts.rows(HISTORY) == whole.rows(HISTORY)
    assert parts.rows(CHANGES) == whole.rows(CHANGES)
