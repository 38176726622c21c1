"""`figurewatch serve`: a server, the deployment with its schedule, and a run that a person starts from it."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest
from command_line import PROGRAM, local_catalogue

WAIT_S = 150


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.prefect
def test_a_run_started_from_the_served_deployment_publishes_its_copy(tmp_path: Path) -> None:
    port = free_port()
    environment = os.environ | {
        "FIGUREWATCH_HOME": str(tmp_path),
        "FIGUREWATCH_CATALOGUE": str(local_catalogue(tmp_path)),
        "PREFECT_HOME": str(tmp_path / "prefect"),
    }
    serving = subprocess.Popen(
        [PROGRAM, "serve", "--port", str(port)], env=environment, cwd=tmp_path, stdout=subprocess.PIPE, text=True
    )
    try:
        assert serving.stdout is not None
        assert serving.stdout.readline() == "serving     ingest/hourly: 0 * * * * (Asia/Hong_Kong)\n"
        ask = [PROGRAM.with_name("prefect"), "deployment", "run", "ingest/hourly"]
        reaching = environment | {"PREFECT_API_URL": f"http://127.0.0.1:{port}/api"}
        # The deployment is made just after its line is printed.
        for _ in range(10):
            if subprocess.run(ask, env=reaching, capture_output=True, check=False).returncode == 0:
                break
            time.sleep(2)
        copy = tmp_path / "published" / "figurewatch.duckdb"
        deadline = time.monotonic() + WAIT_S
        while not copy.exists() and time.monotonic() < deadline:
            time.sleep(0.5)
        assert copy.exists()
    finally:
        serving.send_signal(signal.SIGINT)
        try:
            serving.communicate(timeout=120)
        except subprocess.TimeoutExpired:
            serving.kill()
            serving.communicate()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
