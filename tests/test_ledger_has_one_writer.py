"""One writer at a time: the second is told who writes, and a dead one shuts nobody out."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from warehouse.ledger import open_ledger
from warehouse.locking import LedgerBusy, ledger_lock

HOLDS = """
import sys, time
from pathlib import Path
from warehouse.ledger import open_ledger
with open_ledger(Path(sys.argv[1]), "the early shift"):
    print("open", flush=True)
    time.sleep(60)
"""


def holder_of(home: Path) -> subprocess.Popen[str]:
    child = subprocess.Popen([sys.executable, "-c", HOLDS, str(home)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"
    child.stdout.close()
    return child


def test_second_process_is_told_who_writes_and_a_killed_one_frees_the_ledger(tmp_path):
    child = holder_of(tmp_path)
    try:
        said = rf"the early shift \(process {child.pid}\) since \d{{4}}-"
        with pytest.raises(LedgerBusy, match=said) as busy, open_ledger(tmp_path, "the late shift"):
            pytest.fail("both hold it")
        assert busy.value.holder is not None
        assert busy.value.holder.pid == child.pid
    finally:
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
    with open_ledger(tmp_path, "the late shift"):
        assert "the late shift" in (tmp_path / "ledger.holder").read_text()
    assert not (tmp_path / "ledger.holder").exists()


def test_one_process_cannot_hold_it_twice_but_one_after_the_other(tmp_path):
    with ledger_lock(tmp_path, "one"), pytest.raises(LedgerBusy, match="one"), ledger_lock(tmp_path, "two"):
        pytest.fail("both hold it")
    with ledger_lock(tmp_path, "two") as holder:
        assert holder.who == "two"


def test_a_holder_that_has_not_signed_yet_is_still_a_holder(tmp_path):
    with ledger_lock(tmp_path, "one"):
        (tmp_path / "ledger.holder").write_text("{")
        with pytest.raises(LedgerBusy, match="another process"), ledger_lock(tmp_path, "two"):
            pytest.fail("both hold it")


def test_an_error_inside_closes_and_frees_the_ledger(tmp_path):
    with pytest.raises(ZeroDivisionError), open_ledger(tmp_path, "one"):
        1 / 0  # noqa: B018
    with open_ledger(tmp_path, "two") as ledger:
        assert ledger.connection.execute("SELECT count(*) FROM articles").fetchone() == (0,)
