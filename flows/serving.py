"""Prefect's server and the deployments of prefect.yaml on one machine, in one command."""

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.error import URLError
from urllib.request import urlopen

import yaml

from flows import prefect_server
from flows.console import Fault, say
from flows.quiet_prefect import LOG, set_environment
from flows.settings import PROJECT

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

STARTS_WITHIN_S = 120
ENDS_WITHIN_S = 20


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
    process = prefect_server.start(port, home / LOG)
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
        prefect_server.stop(process)


def _as_ctrl_c(*_: object) -> None:
    _end_anyway()
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # So it is for what a script starts with `&`.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.raise_signal(signal.SIGINT)


def _end_anyway() -> None:
    """Ends this process when it has not ended by itself: what is being imported may swallow the interrupt.

    The server goes with it, and a run that is cut off loses nothing.
    """
    last = threading.Timer(ENDS_WITHIN_S, os._exit, (0,))
    last.daemon = True
    last.start()


def serve(home: Path, port: int) -> None:
    """Runs the scheduled deployments until Ctrl-C or SIGTERM; their schedules are those of prefect.yaml."""
    # From the first moment: who ends a service that still starts must not leave its server behind.
    signal.signal(signal.SIGTERM, _as_ctrl_c)
    try:
        set_environment(home)
        with _server(home, port) as url:
            os.environ["PREFECT_API_URL"] = url
            _run_deployments(url)
    except KeyboardInterrupt:
        say("stopped")


def _run_deployments(url: str) -> None:
    from prefect.runner import Runner

    class ServiceRunner(Runner):
        """Takes SIGTERM as it takes Ctrl-C: Prefect's own handler leaves a call unawaited, and says so."""

        def handle_sigterm(self, *_args: object, **_more: object) -> None:
            _as_ctrl_c()

    # Their server ends with this process, so there is nothing to pause.
    runner = ServiceRunner(pause_on_shutdown=False)
    for deployment in _deployments():
        runner.add_deployment(deployment)
    say(f"server      {url.removesuffix('/api')}  (stop with Ctrl-C)")
    sys.stdout.flush()
    asyncio.run(runner.start())


def _deployments() -> Iterator["RunnerDeployment"]:
    """The deployments of prefect.yaml, each said as it is made."""
    from prefect.flows import Flow, load_flow_from_entrypoint
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    os.chdir(PROJECT)
    for entry in yaml.safe_load((PROJECT / "prefect.yaml").read_text("utf-8"))["deployments"]:
        schedules = [Cron(item["cron"], timezone=item["timezone"]) for item in entry["schedules"]]
        flow: Flow[..., Any] = load_flow_from_entrypoint(entry["entrypoint"], use_placeholder_flow=False)
        times = ", ".join(f"{item['cron']} ({item['timezone']})" for item in entry["schedules"]) or "when asked"
        say(f"serving     {flow.name}/{entry['name']}: {times}")
        made = flow.to_deployment(
            name=entry["name"],
            schedules=schedules,
            concurrency_limit=1,
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        yield cast("RunnerDeployment", made)
