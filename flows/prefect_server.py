"""Prefect's server in a process of its own, which ends with the one that started it however that ends."""

import os
import runpy
import signal
import subprocess
import sys
import threading
from pathlib import Path

ENDS_WITHIN_S = 10


def start(port: int, log: Path) -> subprocess.Popen[bytes]:
    """A server that starts on this machine, its words added to the file; no Ctrl-C in the terminal reaches it."""
    command = [sys.executable, "-m", "flows.prefect_server", "server", "start", "--host", "127.0.0.1"]
    with log.open("ab") as words:
        return subprocess.Popen(  # noqa: S603
            [*command, "--port", str(port), "--analytics-off"],
            stdin=subprocess.PIPE,
            stdout=words,
            stderr=words,
            start_new_session=True,
        )


def stop(server: "subprocess.Popen[bytes]") -> None:
    """Ends the server, gently for some seconds."""
    server.terminate()
    try:
        server.wait(timeout=ENDS_WITHIN_S)
    finally:
        # Too slow, or whoever waits here has lost patience.
        if server.poll() is None:
            server.kill()
        server.wait()


def _end_with_the_other_side() -> None:
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=_end_with_the_other_side, daemon=True).start()
    runpy.run_module("prefect", run_name="__main__")
