"""The process that delivers and dies, as tests order it to."""

import json
import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parent


class Crasher:
    """`crashing_delivery.py`, started once."""

    def __init__(self) -> None:
        command = [sys.executable, str(TESTS / "crashing_delivery.py")]
        environment = os.environ | {"PYTHONPATH": str(TESTS.parent)}
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=TESTS.parent
        )

    def deliver(self, home, port, policy="ask", **cut):
        self.process.stdin.write(json.dumps({"home": str(home), "port": port, "policy": policy} | cut) + "\n")
        self.process.stdin.flush()
        done = json.loads(self.process.stdout.readline())
        assert done["exit"] in (0, -9)
        return done["exit"] == -9, done["lines"]

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()
