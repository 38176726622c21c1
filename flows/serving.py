"""Prefect's server and the deployments of prefect.yaml on one machine, in one command."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from urllib.error import URLError
from urllib.request import urlopen

import yaml

from flows.console import Fault, say
from flows.quiet_prefect import LOG, set_environment
from flows.settings import PROJECT

STARTS_WITHIN_S = 120


def _answers(url: str) -> bool:
    try:
        with urlopen(f"{url}/health", timeout=2) as answer:  # noqa: S310 - our own server on this machine
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


@contextmanager
def _server(home: Path, port: int) -> Iterator[str]:
    """The API address of a Prefect server on this machine, started for the time of the block."""
    url = f"http://127.0.0.1:{port}/api"
    if _answers(url):
        raise Fault(f"port {port} has a server already; stop it, or give another --port")
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (home / LOG).open("ab") as log:
        process = subprocess.Popen([*command, "--analytics-off"], stdout=log, stderr=log)  # noqa: S603
    try:
        for _ in range(STARTS_WITHIN_S * 2):
            if process.poll() is not None:
                raise Fault(f"Prefect's server did not start; {home / LOG} says why")
            if _answers(url):
                yield url
                return
            time.sleep(0.5)
        raise Fault(f"Prefect's server did not answer within {STARTS_WITHIN_S} seconds; {home / LOG} says more")
    finally:
        process.terminate()
        process.wait(timeout=30)


def serve(home: Path, port: int) -> None:
    """Runs the scheduled deployments until it is stopped; their schedules are those of prefect.yaml."""
    set_environment(home)
    deployments = yaml.safe_load((PROJECT / "prefect.yaml").read_text("utf-8"))["deployments"]
    with _server(home, port) as url:
        os.environ["PREFECT_API_URL"] = url
        from prefect import serve as serve_deployments
        from prefect.deployments.runner import RunnerDeployment
        from prefect.flows import Flow, load_flow_from_entrypoint
        from prefect.schedules import Cron
        from prefect.types.entrypoint import EntrypointType

        os.chdir(PROJECT)
        made: list[RunnerDeployment] = []
        for deployment in deployments:
            schedules = [Cron(item["cron"], timezone=item["timezone"]) for item in deployment["schedules"]]
            flow: Flow[..., Any] = load_flow_from_entrypoint(deployment["entrypoint"], use_placeholder_flow=False)
            served = flow.to_deployment(
                name=deployment["name"],
                schedules=schedules,
                concurrency_limit=1,
                entrypoint_type=EntrypointType.MODULE_PATH,
            )
            made.append(cast("RunnerDeployment", served))
            times = ", ".join(f"{item['cron']} ({item['timezone']})" for item in deployment["schedules"])
            times = times or "when asked"
            say(f"serving     {flow.name}/{deployment['name']}: {times}")
        say(f"server      {url.removesuffix('/api')}  (stop with Ctrl-C)")
        sys.stdout.flush()
        serve_deployments(*made, print_starting_message=False)
