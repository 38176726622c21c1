"""Running the program as a user does."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

PROGRAM = Path(sys.executable).with_name("figurewatch")
SEEDS = Path(__file__).parent.parent / "seeds"


def local_catalogue(folder: Path) -> Path:
    """A copy of the catalogue as shipped, its sources on the web switched off: no test reaches out."""
    copy = shutil.copytree(SEEDS, folder / "catalogue")
    sources = yaml.safe_load((copy / "sources.yaml").read_text())
    quiet = [source | {"enabled": "url" not in source} for source in sources]
    (copy / "sources.yaml").write_text(yaml.safe_dump(quiet, sort_keys=False))
    return copy


def figurewatch(
    *words: str | Path, home: Path, text: str | None = None, cwd: Path | None = None, catalogue: Path = SEEDS
) -> subprocess.CompletedProcess[str]:
    """The finished program, its output as text; the environment is this process's with home and catalogue set."""
    environment = os.environ | {"FIGUREWATCH_HOME": str(home), "FIGUREWATCH_CATALOGUE": str(catalogue)}
    command = [str(PROGRAM), *(str(word) for word in words)]
    return subprocess.run(
        command, input=text, capture_output=True, text=True, cwd=cwd, env=environment, timeout=300, check=False
    )
