"""Running the program as a user does."""

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(sys.executable).with_name("figurewatch")
SEEDS = Path(__file__).parent.parent / "seeds"


def figurewatch(
    *words: str | Path, home: Path, text: str | None = None, cwd: Path | None = None, catalogue: Path = SEEDS
) -> subprocess.CompletedProcess[str]:
    """The finished program, its output as text; the environment is this process's with home and catalogue set."""
    environment = os.environ | {"FIGUREWATCH_HOME": str(home), "FIGUREWATCH_CATALOGUE": str(catalogue)}
    command = [str(PROGRAM), *(str(word) for word in words)]
    return subprocess.run(
        command, input=text, capture_output=True, text=True, cwd=cwd, env=environment, timeout=300, check=False
    )
