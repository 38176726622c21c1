"""Runs the plain ingest recipe again and again, each time in a child that may be killed; driven over standard input.

usage: crashing_recipe.py HOME CATALOGUE ALLOW

A line `SECONDS` starts a run and kills it after so long; `end` lets it finish. Each is answered with a line: how the
child ended and how long it took. Imports are done once, before any child is forked.
"""

import os
import signal
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import trafilatura  # noqa: F401 - imported here so that no child has to

from flows.ingest_recipe import Order, ingest_recipe
from flows.settings import Settings


def child(settings: Settings, now: datetime) -> int:
    """Forks a process that does one run."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        ingest_recipe(Order(now=now), settings)
        status = 0
    finally:
        # What the parent has open must not be closed twice.
        os._exit(status)


def ended(pid: int, wait_s: float) -> int | None:
    """The status the child ended with, or None if it still runs after so long."""
    until = time.monotonic() + wait_s
    while time.monotonic() < until:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    return None


def main() -> None:
    """Answers the lines of standard input."""
    home, catalogue, allow = sys.argv[1:4]
    settings = Settings(home=Path(home), catalogue=Path(catalogue), fetch_allow=allow, contact="ops@dale.example")
    now = datetime.fromisoformat("2031-09-04T09:00:00+00:00")
    for line in sys.stdin:
        # Time goes on from run to run, so that what failed in passing is due again.
        now += timedelta(hours=2)
        started = time.monotonic()
        pid = child(settings, now)
        status = ended(pid, 120 if line.strip() == "end" else float(line))
        if status is None:
            os.kill(pid, signal.SIGKILL)
            _, raw = os.waitpid(pid, 0)
            status = os.waitstatus_to_exitcode(raw)
        sys.stdout.write(f"{status} {time.monotonic() - started:.3f}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
