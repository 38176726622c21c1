"""A load reads what its own articles need, however much the ledger holds."""

import sys
from collections import Counter
from pathlib import Path

import pytest
from newsroom import NOW, Newsroom, article

from flows.ingest_recipe import Order, ingest_recipe

WORDS = ["harbour", "winter", "letter", "garden", "market", "bridge", "violin", "copper", "morning", "orchard"]
NEW = [
    article("copied", "2031-09-02", " ".join(["The Dale Co-op now runs 64 shops on the island."] + 9 * WORDS)),
    article("copy", "2031-09-03", " ".join(["The Dale Co-op now runs 64 shops on the island."] + 9 * WORDS), "times"),
]


def earlier(number: int) -> dict[str, str]:
    """An article of the month before, of no metric and of words of its own."""
    said = " ".join(f"{word}{number}" for word in 20 * WORDS)
    return article(f"old-{number}", f"2031-08-{number % 28 + 1:02d}", f"The mill sold {number + 30} tonnes. {said}")


def rows_read(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Rows that came from the ledger in each stage of a run that brings the new articles in."""
    stage, counts = [""], Counter[str]()
    for module in [module for name, module in sys.modules.items() if name.startswith("warehouse.")]:
        if read := getattr(module, "read_rows", None):

            def counted(*asked, read=read):
                rows = read(*asked)
                counts[stage[0]] += len(rows)
                return rows

            monkeypatch.setattr(module, "read_rows", counted)

    def step(name, work):
        stage[0] = name
        return work()

    assert ingest_recipe(Order(paths=(room.file(*NEW),), now=NOW), room.settings, step).articles_new == len(NEW)
    monkeypatch.undo()
    return counts


def test_a_load_reads_as_much_from_a_large_ledger_as_from_a_small_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small, large = Newsroom(tmp_path / "small"), Newsroom(tmp_path / "large")
    for room, count in ((small, 5), (large, 60)):
        room.take(*map(earlier, range(count)))
    few, many = (rows_read(room, monkeypatch) for room in (small, large))
    assert few["load"] > 0
    for stage in ("record", "extract", "load"):
        assert many[stage] == few[stage], stage
    assert large.classes() == [("first", 64), ("repeat", 64)]
