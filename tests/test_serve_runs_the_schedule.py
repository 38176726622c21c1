"""`figurewatch serve`: a server, the deployments with their schedules, a run started from one, and how it all ends."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from command_line import PROGRAM, local_catalogue

WAIT_S = 150
ENDS_WITHIN_S = 30
"""It takes two seconds where nothing else is at work."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def soon(happens) -> bool:
    """True once it happens."""
    deadline = time.monotonic() + WAIT_S
    while not (happened := happens()) and time.monotonic() < deadline:
        time.sleep(0.2)
    return happened


def processes_of(home: Path) -> list[int]:
    """Every process that works for this home, whoever started it."""
    wanted = f"FIGUREWATCH_HOME={home}\0".encode()
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (place / "environ").read_bytes() and (place / "cmdline").read_bytes():
                found.append(int(place.name))
        except OSError:
            continue
    return found


def planned(port: int) -> dict[str, datetime]:
    """Of each deployment with a schedule the time of its next run, as the server has it in its plan."""
    only = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}, "sort": "EXPECTED_START_TIME_DESC"}
    runs = httpx.post(f"http://127.0.0.1:{port}/api/flow_runs/filter", json=only, timeout=60).json()
    flows = httpx.post(f"http://127.0.0.1:{port}/api/flows/filter", json={}, timeout=60).json()
    names = {flow["id"]: flow["name"] for flow in flows}
    return {names[run["flow_id"]]: datetime.fromisoformat(run["expected_start_time"]) for run in runs}


def environment(home: Path) -> dict[str, str]:
    return os.environ | {
        "FIGUREWATCH_HOME": str(home),
        "FIGUREWATCH_CATALOGUE": str(local_catalogue(home)),
        "PREFECT_HOME": str(home / "prefect"),
    }


@contextmanager
def serving(home: Path, port: int, ctrl_c: signal.Handlers = signal.SIG_DFL) -> Iterator[subprocess.Popen[str]]:
    """The service in a process group of its own, as a terminal starts it; a script with `&` has it ignore Ctrl-C."""
    pipe = subprocess.PIPE
    service = subprocess.Popen(
        [PROGRAM, "serve", "--port", str(port)],
        env=environment(home),
        cwd=home,
        stdout=pipe,
        stderr=pipe,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, ctrl_c),  # noqa: PLW1509 - no thread runs here
    )
    try:
        yield service
    finally:
        for process in {service.pid, *processes_of(home)}:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue
        service.communicate()


@pytest.mark.prefect
def test_runs_are_planned_one_started_by_hand_publishes_its_copy_and_ctrl_c_ends_all(tmp_path: Path, first_run) -> None:
    port = free_port()
    # Prefect's database is there from an earlier day.
    shutil.copytree(first_run[0] / "prefect", tmp_path / "prefect")
    with serving(tmp_path, port) as service:
        assert service.stdout is not None
        assert service.stdout.readline() == "serving     ingest/hourly: 0 * * * * (Asia/Hong_Kong)\n"
        assert soon(lambda: len(planned(port)) == 2)
        now, next_runs = datetime.now(UTC), planned(port)
        assert (next_runs["ingest"].minute, next_runs["deliver"].minute % 15) == (0, 0)
        assert next_runs["ingest"] - now <= timedelta(hours=1)
        assert next_runs["deliver"] - now <= timedelta(minutes=15)
        ask = [PROGRAM.with_name("prefect"), "deployment", "run", "ingest/hourly"]
        reaching = os.environ | {"PREFECT_API_URL": f"http://127.0.0.1:{port}/api"}
        subprocess.run(ask, env=reaching, capture_output=True, check=True)
        assert soon((tmp_path / "published" / "figurewatch.duckdb").exists)
        # A terminal sends it to all that was started in it.
        os.killpg(service.pid, signal.SIGINT)
        _, said = service.communicate(timeout=ENDS_WITHIN_S)
        assert (service.returncode, said) == (0, "")
        assert not answers(port)
        assert processes_of(tmp_path) == []


@pytest.mark.prefect
@pytest.mark.parametrize(
    ("sent", "code"),
    [(signal.SIGTERM, 0), pytest.param(signal.SIGKILL, -signal.SIGKILL, marks=pytest.mark.chaos)],
)
def test_ended_while_it_starts_it_leaves_no_server_behind(tmp_path: Path, sent: signal.Signals, code: int) -> None:
    port = free_port()
    with serving(tmp_path, port, ctrl_c=signal.SIG_IGN) as service:
        assert soon(lambda: answers(port))
        service.send_signal(sent)
        _, said = service.communicate(timeout=ENDS_WITHIN_S)
        assert (service.returncode, said) == (code, "")
        assert soon(lambda: not processes_of(tmp_path))
        assert not answers(port)
