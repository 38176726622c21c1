"""Prefect on one machine without its chatter: its own home, no telemetry, its server's words in a log file."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOG = "prefect.log"


def set_environment(home: Path) -> None:
    """Settings for Prefect, before it is imported; what the user has set stays."""
    home = home.resolve()
    home.mkdir(parents=True, exist_ok=True)
    defaults = {
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
        "PREFECT_CLI_COLORS": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)


@contextmanager
def _output_to(log: Path) -> Iterator[None]:
    """Sends what this process and those it starts write to the file, also what bypasses Python."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = os.dup(1), os.dup(2)
    target = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        os.dup2(target, 1)
        os.dup2(target, 2)
        yield
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os.dup2(kept[0], 1)
        os.dup2(kept[1], 2)
        for handle in (*kept, target):
            os.close(handle)


@contextmanager
def prefect_server(home: Path) -> Iterator[None]:
    """A Prefect server for the time of the block: the one the user named, else a temporary one that keeps quiet."""
    set_environment(home)
    if os.environ.get("PREFECT_API_URL"):
        yield
        return
    with _output_to(home / LOG):
        from prefect.server.api.server import SubprocessASGIServer

        server = SubprocessASGIServer()
        server.start()
    try:
        yield
    finally:
        with _output_to(home / LOG):
            server.stop()
