"""What a run that finds nothing new costs beyond an empty Prefect flow, both measured in one go."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 3
ROOT = Path(__file__).resolve().parent.parent
EMPTY = """
import sys
from pathlib import Path
from flows.quiet_prefect import prefect_server
with prefect_server(Path(sys.argv[1])):
    from prefect import flow
    @flow
    def empty():
        return None
    empty()
"""


def seconds(command: list[str], home: Path) -> float:
    environment = os.environ | {"FIGUREWATCH_HOME": str(home)}
    started = time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        empty_home, run_home = Path(folder, "empty"), Path(folder, "run")
        empty = [sys.executable, "-c", EMPTY, str(empty_home)]
        run = [sys.executable, "-c", "from flows.cli import main; main()", "run", "--source", "seeds"]
        seconds(empty, empty_home)
        seconds(run, run_home)
        pairs = [(seconds(empty, empty_home), seconds(run, run_home)) for _ in range(ROUNDS)]
    empty_s, run_s = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"empty Prefect flow {empty_s:.2f} s, second run {run_s:.2f} s")
    print(f"second run / empty flow: {run_s / empty_s:.2f}; {run_s - empty_s:+.2f} s (bound: +2 s)")


if __name__ == "__main__":
    main()
