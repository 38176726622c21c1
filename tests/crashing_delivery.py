"""Delivers in a process of its own that kills itself at the chosen point, as a power cut would.

It delivers an outbox, or with a `catalogue` all that is published and due. Started once, it reads orders as lines of
JSON and forks for each. `points` counts what could be cut around each durable write and each send; `lines` counts
every line of our code and of smtplib that is run, so that any moment can be hit. For each order one line of JSON comes
back: whether it was killed, and how many lines it ran.
"""

import json
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

from alerting.delivering import Letterhead, deliver
from alerting.outbox import Outbox
from alerting.smtp import Mailer, SmtpSettings
from flows.delivery_recipe import deliver_due
from flows.settings import Settings

SENDER = "figures@figurewatch.example"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def cut_at_line(number: int, ran: list[int]) -> None:
    """Counts the lines run from here on and kills the process at one of them."""

    def on_line(frame: FrameType, event: str, _arg: Any) -> Any:
        if event == "line":
            ran[0] += 1
            if ran[0] == number:
                os.kill(os.getpid(), signal.SIGKILL)
        return on_line

    def on_call(frame: FrameType, _event: str, _arg: Any) -> Any:
        name = frame.f_code.co_filename
        return on_line if any(room in name for room in ("/alerting/", "/flows/", "/smtplib.py")) else None

    sys.settrace(on_call)


def run_recipe(settings: Settings, now: str, line: int) -> int:
    """Composes and delivers what is published and due, or dies; the number of lines it ran."""
    ran = [0]
    cut_at_line(line, ran)
    deliver_due(settings, datetime.fromisoformat(now))
    sys.settrace(None)
    return ran[0]


def run(
    home: str, port: int, policy: str, point: int = 0, line: int = 0, catalogue: str | None = None, now: str = ""
) -> int:
    """Delivers what is due, or dies; the number of lines it ran."""
    if catalogue:
        mail = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none", "smtp_sender": SENDER}
        return run_recipe(Settings(home=Path(home), catalogue=Path(catalogue), unknown=policy, **mail), now, line)
    passed, ran = 0, [0]

    def step() -> None:
        nonlocal passed
        passed += 1
        if passed == point:
            os.kill(os.getpid(), signal.SIGKILL)

    class Cut(Outbox):
        def claim(self, *args):
            step()
            claimed = super().claim(*args)
            step()
            return claimed

        def entering_data(self, *args):
            step()
            super().entering_data(*args)
            step()

        def outcome(self, *args):
            step()
            state = super().outcome(*args)
            step()
            return state

    settings = SmtpSettings(host="127.0.0.1", port=port, security="none", sender=SENDER)
    letterhead = Letterhead(sender=settings.sender, ops_address="ops@figurewatch.example")
    clock = START + timedelta(hours=1)
    cut_at_line(line, ran)
    with Cut(Path(home) / "outbox.sqlite") as outbox, Mailer(settings) as mailer:
        deliver(outbox, mailer.send, letterhead, clock=lambda: clock, jitter=lambda: 0.5, policy=policy)
    sys.settrace(None)
    return ran[0]


def obey(order: dict[str, Any]) -> dict[str, Any]:
    """What became of one order, carried out by a child."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        done = 1
        try:
            os.write(writing, str(run(**order)).encode())
            done = 0
        finally:
            os._exit(done)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    return {"exit": os.waitstatus_to_exitcode(status), "lines": int(said or 0)}


if __name__ == "__main__":
    for text in sys.stdin:
        sys.stdout.write(json.dumps(obey(json.loads(text))) + "\n")
        sys.stdout.flush()
