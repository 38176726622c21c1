"""The first run as README shows it, made once for all tests that only look at it or go on from a copy."""

import fcntl
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from command_line import SEEDS, figurewatch


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, "subprocess.CompletedProcess[str]"]:
    """A home after `figurewatch run --source seeds`, to be left as it is, and what the command said.

    Starting Prefect in a new home takes half a minute of work, so all processes of the test run share one.
    """
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if base.name.startswith("popen-") else base
    home, said = folder / "first-run", folder / "first-run.json"
    with (folder / "first-run.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            answered = figurewatch("run", "--source", "seeds", home=home, cwd=SEEDS.parent)
            said.write_text(json.dumps([answered.returncode, answered.stdout, answered.stderr]))
    return home, subprocess.CompletedProcess(["figurewatch"], *json.loads(said.read_text()))


def gone_on_from(first_run: tuple[Path, object], folder: Path) -> Path:
    """A copy of the home of the first run, to do more in."""
    return shutil.copytree(first_run[0], folder / "home", symlinks=True)
