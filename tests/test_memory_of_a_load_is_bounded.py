"""A load reads and writes in little memory; where that is too little, it takes what there is."""

from functools import partial

import duckdb
import pytest
from newsroom import Newsroom, article

from warehouse import loading, memory
from warehouse.ledger import open_ledger, transaction
from warehouse.memory import little_memory

FILL = "CREATE OR REPLACE TABLE big AS SELECT list(range) AS all_of_it FROM range(4000000)"
"""A list is held whole, so that this cannot be done in the memory given."""


def limit_of(connection):
    return connection.execute("SELECT current_setting('memory_limit')").fetchone()[0]


def has_plenty(connection):
    return "GiB" in limit_of(connection)


def test_what_is_too_large_for_little_memory_is_done_in_more(monkeypatch):
    monkeypatch.setattr(memory, "LITTLE", (16, 32, 640))
    limits = []

    def fill():
        limits.append(limit_of(connection))
        connection.execute(FILL)

    with duckdb.connect(config={"threads": 1}) as connection:
        with little_memory(connection) as attempt:
            attempt(fill)
            attempt(lambda: limits.append(limit_of(connection)))
        assert limits == ["15.2 MiB", "30.5 MiB", "610.3 MiB", "15.2 MiB"]
        assert has_plenty(connection)
        assert connection.execute("SELECT len(all_of_it) FROM big").fetchone() == (4000000,)


def test_what_is_too_large_for_each_limit_is_done_with_what_there_is(monkeypatch):
    monkeypatch.setattr(memory, "LITTLE", (16, 32))
    with duckdb.connect(config={"threads": 1}) as connection:
        with little_memory(connection) as attempt:
            attempt(partial(connection.execute, FILL))
            assert has_plenty(connection)
        assert connection.execute("SELECT len(all_of_it) FROM big").fetchone() == (4000000,)


def test_limit_is_taken_back_after_an_error():
    with duckdb.connect() as connection:
        with pytest.raises(duckdb.CatalogException), little_memory(connection) as attempt:
            attempt(partial(connection.execute, "FROM nowhere"))
        assert has_plenty(connection)


def test_what_is_written_in_little_memory_waits_in_the_log_until_the_ledger_is_closed(tmp_path):
    log = tmp_path / "ledger.duckdb.wal"
    with open_ledger(tmp_path, "run") as ledger:
        ledger.connection.execute("CREATE TABLE texts (n INTEGER, text VARCHAR)")
        write = "INSERT INTO texts SELECT range, repeat(md5(range::VARCHAR), 200) FROM range(3000)"
        for _ in range(2):
            with little_memory(ledger.connection) as attempt, transaction(ledger) as connection:
                attempt(partial(connection.execute, write))
        assert log.stat().st_size > 32_000_000
    assert not log.exists()
    with open_ledger(tmp_path, "run") as ledger:
        assert ledger.connection.execute("SELECT count(*) FROM texts").fetchone() == (6000,)


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
