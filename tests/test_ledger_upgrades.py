"""Numbered migrations: each whole or not at all, and a newer or broken file is refused in words."""

import subprocess
import sys

import duckdb
import pytest
from warehouse_samples import CATALOGUE, NOON, at, story

from warehouse.known import new_articles, read_articles
from warehouse.ledger import LedgerUnreadable, open_ledger
from warehouse.loading import load
from warehouse.locking import LedgerBusy
from warehouse.migrating import LedgerTooNew, Migration, migrate, released, schema_version
from warehouse.recording import record_articles

FIRST = Migration(1, "0001_tables", "CREATE TABLE ferries (name VARCHAR)")
SECOND = Migration(
    2, "0002_tonnage", "ALTER TABLE ferries ADD COLUMN tonnage INTEGER; CREATE TABLE crews (name VARCHAR)"
)
BROKEN = Migration(2, "0002_broken", "CREATE TABLE crews (name VARCHAR); ALTER TABLE nowhere ADD COLUMN x INTEGER")


def tables(connection):
    return {row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}


def test_migrations_are_numbered_without_gaps():
    assert [step.version for step in released()] == list(range(1, len(released()) + 1))


def test_an_older_file_is_brought_up_to_date_and_keeps_its_rows(tmp_path):
    with duckdb.connect(str(tmp_path / "x.duckdb")) as connection:
        assert migrate(connection, NOON, [FIRST]) == ["0001_tables"]
        connection.execute("INSERT INTO ferries VALUES ('Ada')")
    with duckdb.connect(str(tmp_path / "x.duckdb")) as connection:
        assert migrate(connection, NOON, [FIRST, SECOND]) == ["0002_tonnage"]
        assert migrate(connection, NOON, [FIRST, SECOND]) == []
        assert connection.execute("FROM ferries").fetchall() == [("Ada", None)]
        assert schema_version(connection) == 2
    assert not (tmp_path / "x.duckdb.wal").exists()


@pytest.mark.parametrize("released_version", [step.version for step in released()])
def test_every_released_schema_can_be_upgraded_and_used(tmp_path, released_version):
    with duckdb.connect(str(tmp_path / "ledger.duckdb")) as connection:
        migrate(connection, NOON, released()[:released_version])
    one = story(40)
    with open_ledger(tmp_path, "test") as ledger:
        record_articles(ledger, "run-1", [one.article], NOON)
        assert load(ledger, "run-1", NOON, one.batch, CATALOGUE).written > 0


def test_a_step_that_fails_leaves_nothing_of_itself(tmp_path):
    with duckdb.connect(str(tmp_path / "x.duckdb")) as connection:
        with pytest.raises(duckdb.Error, match="nowhere"):
            migrate(connection, NOON, [FIRST, BROKEN])
        assert tables(connection) == {"schema_versions", "ferries"}
        assert schema_version(connection) == 1


def test_a_newer_ledger_is_refused_and_left_alone(tmp_path):
    with open_ledger(tmp_path, "test") as ledger:
        ledger.connection.execute("INSERT INTO schema_versions VALUES (99, '0099_future', now())")
    before = (tmp_path / "ledger.duckdb").read_bytes()
    with pytest.raises(LedgerTooNew, match=r"schema version 99.*install the newer release"), open_ledger(tmp_path, "x"):
        pytest.fail("opened")
    assert (tmp_path / "ledger.duckdb").read_bytes() == before


@pytest.mark.parametrize("content", [b"no database at all" * 500, b"\x00" * 8192], ids=["text", "zeros"])
def test_a_file_that_is_no_ledger_is_refused_in_words(tmp_path, content):
    (tmp_path / "ledger.duckdb").write_bytes(content)
    said = r"ledger\.duckdb cannot be read.*figurewatch restore"
    with pytest.raises(LedgerUnreadable, match=said), open_ledger(tmp_path, "x"):
        pytest.fail("opened")
    assert (tmp_path / "ledger.duckdb").read_bytes() == content


@pytest.mark.parametrize("intact", [12_288, 40_000, 300_000])
def test_a_damaged_ledger_is_refused_in_words(tmp_path, intact):
    with open_ledger(tmp_path, "test") as ledger:
        record_articles(ledger, "run-1", [story(n, name=f"n{n}").article for n in range(200)], at(0))
    path = tmp_path / "ledger.duckdb"
    content = bytearray(path.read_bytes())
    content[intact:] = bytes(byte ^ 0x5A for byte in content[intact:])
    path.write_bytes(content)
    with pytest.raises(LedgerUnreadable, match=r"cannot be read \(.*orrupt"), open_ledger(tmp_path, "x") as ledger:
        read_articles(ledger, new_articles(ledger))


def test_a_ledger_that_is_open_elsewhere_is_busy_not_broken(tmp_path):
    with open_ledger(tmp_path, "test"):
        pass
    opens = "import duckdb, sys, time; c = duckdb.connect(sys.argv[1]); print('open', flush=True); time.sleep(60)"
    path = tmp_path / "ledger.duckdb"
    child = subprocess.Popen([sys.executable, "-c", opens, str(path)], stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        child.stdout.close()
        with pytest.raises(LedgerBusy, match=r"close what has .*ledger\.duckdb open"), open_ledger(tmp_path, "x"):
            pytest.fail("opened")
    finally:
        child.kill()
        child.wait()
