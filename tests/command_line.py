"""Running the program as a user does."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import yaml

PROGRAM = Path(sys.executable).with_name("figurewatch")
TESTS = Path(__file__).parent
SEEDS = TESTS.parent / "seeds"
THROUGH_PREFECT = ("run", "backfill", "reprocess", "serve")


def local_catalogue(folder: Path) -> Path:
    """A copy of the catalogue as shipped, its sources on the web switched off: no test reaches out."""
    copy = shutil.copytree(SEEDS, folder / "catalogue")
    sources = yaml.safe_load((copy / "sources.yaml").read_text())
    quiet = [source | {"enabled": "url" not in source} for source in sources]
    (copy / "sources.yaml").write_text(yaml.safe_dump(quiet, sort_keys=False))
    return copy


@cache
def _warm() -> "subprocess.Popen[str]":
    """`warm_program.py`, started once; it ends when this process does, for nobody asks it any more."""
    command = [sys.executable, str(TESTS / "warm_program.py")]
    environment = os.environ | {"PYTHONPATH": str(TESTS.parent)}
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)


def warm_figurewatch(
    *words: str | Path, environment: dict[str, str], text: str | None = None, cwd: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    """The program in a process that need not load it first."""
    warm = _warm()
    command = [str(PROGRAM), *(str(word) for word in words)]
    with tempfile.TemporaryDirectory() as folder:
        files = {name: Path(folder) / name for name in ("stdin", "stdout", "stderr")}
        for name, file in files.items():
            file.write_text((text or "") if name == "stdin" else "", "utf-8")
        asked = {"command": command, "environment": environment, "folder": str(cwd or Path.cwd())}
        assert warm.stdin is not None
        assert warm.stdout is not None
        warm.stdin.write(json.dumps(asked | {name: str(file) for name, file in files.items()}) + "\n")
        warm.stdin.flush()
        code = int(warm.stdout.readline())
        out, err = (files[name].read_text("utf-8") for name in ("stdout", "stderr"))
    return subprocess.CompletedProcess(command, code, out, err)


def cold_figurewatch(
    *words: str | Path, environment: dict[str, str], text: str | None = None, cwd: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    """The finished program, started as a user starts it."""
    command = [str(PROGRAM), *(str(word) for word in words)]
    return subprocess.run(
        command, input=text, capture_output=True, text=True, cwd=cwd, env=environment, timeout=300, check=False
    )


def figurewatch(
    *words: str | Path,
    home: Path,
    text: str | None = None,
    cwd: Path | None = None,
    catalogue: Path = SEEDS,
    cold: bool = False,
) -> "subprocess.CompletedProcess[str]":
    """What the program answers; the environment is this process's with home and catalogue set.

    Commands that start Prefect are always started cold, as it loads what no other command does.
    """
    environment = os.environ | {"FIGUREWATCH_HOME": str(home), "FIGUREWATCH_CATALOGUE": str(catalogue)}
    start = cold_figurewatch if cold or words[0] in THROUGH_PREFECT else warm_figurewatch
    return start(*words, environment=environment, text=text, cwd=cwd)
