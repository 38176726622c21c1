"""A load reads and writes in little memory; where that is too little, it takes what there is."""

from functools import partial

import duckdb
import pytest
from newsroom import Newsroom, article

from warehouse import loading
from warehouse.memory import little_memory

FILL = "CREATE OR REPLACE TABLE big AS SELECT list(range) AS all_of_it FROM range(4000000)"
"""A list is held whole, so that this cannot be done in the memory given."""


def has_plenty(connection):
    return "GiB" in connection.execute("SELECT current_setting('memory_limit')").fetchone()[0]


def test_what_is_too_large_for_little_memory_is_done_with_what_there_is():
    with duckdb.connect(config={"threads": 1}) as connection:
        assert has_plenty(connection)
        with little_memory(connection, "16MB") as attempt:
            assert not has_plenty(connection)
            with pytest.raises(duckdb.OutOfMemoryException):
                connection.execute(FILL)
            attempt(partial(connection.execute, FILL))
        assert has_plenty(connection)
        assert connection.execute("SELECT len(all_of_it) FROM big").fetchone() == (4000000,)


def test_limit_is_taken_back_after_an_error():
    with duckdb.connect() as connection:
        with pytest.raises(duckdb.CatalogException), little_memory(connection, "16MB") as attempt:
            attempt(partial(connection.execute, "FROM nowhere"))
        assert has_plenty(connection)


def test_a_load_that_needs_more_writes_the_same(tmp_path, monkeypatch):
    story = [article(f"news-{n}", f"2031-08-{n + 1:02d}", f"The Dale Co-op runs {40 + n} shops.") for n in range(5)]
    usual, tight = Newsroom(tmp_path / "usual"), Newsroom(tmp_path / "tight")
    monkeypatch.setattr(loading, "run_checks", _out_of_memory_once(loading.run_checks))
    loaded = tight.take(*story)
    monkeypatch.undo()
    assert loaded.facts == usual.take(*story).facts == 5
    for table in ("facts", "changes", "metric_history"):
        assert tight.rows(f"from {table} order by all") == usual.rows(f"from {table} order by all")


def _out_of_memory_once(run_checks):
    calls = []

    def checks(connection):
        calls.append(connection)
        if len(calls) == 1:
            raise duckdb.OutOfMemoryException
        run_checks(connection)

    return checks
