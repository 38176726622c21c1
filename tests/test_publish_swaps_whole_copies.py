"""The published copy: finished before anyone sees it, read-only, and never disturbed by what comes after or before."""

import hashlib
import json
import os
import subprocess
import sys

import duckdb
import pytest
from warehouse_samples import CATALOGUE, at, story

from schemas.alert import DeliveryState
from warehouse import copy_files, memory, publishing
from warehouse.ledger import open_ledger
from warehouse.loading import load
from warehouse.migrating import released
from warehouse.publishing import publish
from warehouse.querying import NothingPublished, query
from warehouse.recording import record_articles

COUNT = "SELECT count(*) FROM metric_history"


def run(home, number, value, states=()):
    """One run: a new figure, published."""
    one = story(value, name=f"n{number}", class_="historical" if number else "first", current=not number)
    with open_ledger(home, f"run-{number}") as ledger:
        record_articles(ledger, f"run-{number}", [one.article], at(number))
        load(ledger, f"run-{number}", at(number), one.batch, CATALOGUE)
        return publish(ledger, f"run-{number}", at(number), states)


def beliefs(home):
    return query(home, COUNT).rows[0][0]


def copies(home):
    return sorted(path.name for path in (home / "published").glob("figurewatch-*"))


def test_before_the_first_run_the_user_is_told_what_to_do(tmp_path):
    with pytest.raises(NothingPublished, match="run `figurewatch run` first"):
        query(tmp_path, COUNT)


def test_a_reader_keeps_its_copy_while_later_runs_publish(tmp_path):
    run(tmp_path, 0, 40)
    with duckdb.connect(str(tmp_path / "published" / "figurewatch.duckdb"), read_only=True) as reader:
        for number in range(1, 6):
            run(tmp_path, number, 40 + number)
            assert reader.execute(COUNT).fetchone() == (1,)
            assert beliefs(tmp_path) == number + 1
        assert reader.execute("SELECT value FROM metrics").fetchone() == (40,)


def test_a_reader_in_another_process_does_not_hinder_a_run(tmp_path):
    run(tmp_path, 0, 40)
    reads = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only=True); print('open', flush=True);"
        " sys.stdin.readline(); print(c.execute(sys.argv[2]).fetchone()[0])"
    )
    path = tmp_path / "published" / "figurewatch.duckdb"
    command = [sys.executable, "-c", reads, str(path), COUNT]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        run(tmp_path, 1, 50)
        answer, _ = child.communicate("go on\n", timeout=30)
    assert answer == "1\n"
    assert beliefs(tmp_path) == 2


def test_a_reader_meets_no_lock_while_a_run_has_the_ledger(tmp_path):
    run(tmp_path, 0, 40)
    with open_ledger(tmp_path, "run-1") as ledger:
        record_articles(ledger, "run-1", [story(50, name="b").article], at(1))
        assert beliefs(tmp_path) == 1


def test_the_last_three_copies_stay(tmp_path):
    for number in range(5):
        run(tmp_path, number, 40 + number)
    assert copies(tmp_path) == [f"figurewatch-run-{n}.duckdb" for n in (2, 3, 4)]
    assert (tmp_path / "published" / "figurewatch.duckdb").readlink().name == "figurewatch-run-4.duckdb"
    folders = sorted(path.name for path in (tmp_path / "published").glob("parquet-*"))
    assert folders == [f"parquet-run-{n}" for n in (2, 3, 4)]


def test_publishing_the_same_run_again_replaces_its_copy(tmp_path):
    first = run(tmp_path, 0, 40)
    again = run(tmp_path, 0, 40)
    assert first.path == again.path
    assert copies(tmp_path) == ["figurewatch-run-0.duckdb"]
    assert beliefs(tmp_path) == 1


def test_the_copy_is_read_only_and_its_manifest_is_true(tmp_path):
    copy = run(tmp_path, 0, 40)
    assert copy.path.stat().st_mode & 0o777 == 0o444
    folder = tmp_path / "published"
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest == copy.manifest
    assert (manifest["run"], manifest["time"], manifest["schema_version"]) == (
        "run-0",
        at(0).isoformat(),
        released()[-1].version,
    )
    assert manifest["sha256"] == hashlib.sha256((folder / manifest["file"]).read_bytes()).hexdigest()
    assert manifest["rows"]["metric_history"] == 1
    for name, digest in manifest["parquet"].items():
        content = (folder / "parquet" / name).read_bytes()
        assert digest == hashlib.sha256(content).hexdigest()
        rows = duckdb.execute(f"SELECT count(*) FROM '{folder / 'parquet' / name}'").fetchone()
        assert rows == (manifest["rows"][name.removesuffix(".parquet")],)


MISUSE = """
import duckdb, os, sys
connection = duckdb.connect(sys.argv[1])
connection.execute("SET wal_autocheckpoint = '1GB'")
connection.execute("INSERT INTO data.beliefs FROM data.beliefs")
os._exit(0)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can open a read-only file for writing")
@pytest.mark.parametrize("next_run", [0, 1], ids=["same run", "next run"])
def test_what_someone_wrote_into_a_copy_cannot_touch_the_next_one(tmp_path, next_run):
    path = tmp_path / "published" / "figurewatch.duckdb"
    run(tmp_path, 0, 40)
    subprocess.run([sys.executable, "-c", MISUSE, str(path)], check=True)
    assert list(path.parent.glob("*.wal"))
    run(tmp_path, next_run, 40)
    assert not list(path.parent.glob("*.wal"))
    assert beliefs(tmp_path) == 1 + next_run


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anything")
def test_a_copy_cannot_be_opened_for_writing(tmp_path):
    run(tmp_path, 0, 40)
    with pytest.raises(duckdb.Error):
        duckdb.connect(str(tmp_path / "published" / "figurewatch.duckdb"))


@pytest.mark.parametrize("stage", ["build_copy", "write_parquet", "_digest", "_discard", "_point"])
def test_a_crash_while_publishing_leaves_the_last_copy_and_the_next_run_tidies_up(tmp_path, monkeypatch, stage):
    run(tmp_path, 0, 40)

    def crashes(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(publishing, stage, crashes)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, 1, 50)
    assert beliefs(tmp_path) == 1
    monkeypatch.undo()
    run(tmp_path, 2, 60)
    assert beliefs(tmp_path) == 3
    assert not list((tmp_path / "published").glob(".*"))


def test_a_failed_build_leaves_the_ledger_usable(tmp_path, monkeypatch):
    monkeypatch.setattr(copy_files, "_sql_files", lambda: ["CREATE SCHEMA data;", "CREATE VIEW broken AS FROM nowhere"])
    with open_ledger(tmp_path, "run") as ledger:
        with pytest.raises(duckdb.Error, match="nowhere"):
            publish(ledger, "run", at(0))
        monkeypatch.undo()
        publish(ledger, "run", at(0))
    assert beliefs(tmp_path) == 0


def test_a_copy_that_does_not_fit_in_little_memory_takes_more_and_the_ledger_keeps_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(memory, "LITTLE", (4,))
    run(tmp_path, 0, 40)
    assert beliefs(tmp_path) == 1
    with open_ledger(tmp_path, "run") as ledger:
        large = "SELECT count(*) FROM (SELECT DISTINCT hash(n) FROM range(1_000_000) r(n))"
        ledger.connection.execute("SET temp_directory = ''")
        publish(ledger, "run", at(1))
        assert ledger.connection.execute(large).fetchone() == (1_000_000,)


def test_odd_run_names_and_folders_make_good_file_names(tmp_path):
    home = tmp_path / "it's a home"
    with open_ledger(home, "x") as ledger:
        copy = publish(ledger, "2031-05-02T12:00+08:00 '/.. x", at(0))
    assert copy.path.name == "figurewatch-2031-05-02T12-00-08-00-x.duckdb"
    assert beliefs(home) == 0


def test_alerts_show_how_far_their_mail_came_and_no_address(tmp_path):
    alert = story(40, name="n0").alert
    states = [
        DeliveryState(message_id="msg-1", alert_ids=(alert.alert_id,), state="retry", attempts=1, last_at=at(1)),
        DeliveryState(message_id="msg-2", alert_ids=(alert.alert_id,), state="sent", attempts=2, last_at=at(2)),
    ]
    copy = run(tmp_path, 0, 40, states)
    shown = query(tmp_path, "SELECT message_id, message_state, attempts, message_at FROM alerts").rows
    assert shown == [("msg-2", "sent", 2, at(2))]
    assert b"lorne.example>" not in copy.path.read_bytes()
    assert b"desk@" not in copy.path.read_bytes()
