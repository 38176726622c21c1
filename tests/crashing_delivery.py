"""Delivers the outbox given as argument and kills itself at the chosen point, as a power cut would.

Points are counted over everything that could be cut: before and after each durable write, and around each send.
"""

import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alerting.delivering import Letterhead, deliver
from alerting.outbox import Outbox
from alerting.smtp import Mailer, SmtpSettings

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def main(home: str, port: str, kill_at: str, policy: str) -> None:
    passed = 0

    def point() -> None:
        nonlocal passed
        passed += 1
        if passed == int(kill_at):
            os.kill(os.getpid(), signal.SIGKILL)

    class Cut(Outbox):
        def claim(self, *args):
            point()
            claimed = super().claim(*args)
            point()
            return claimed

        def entering_data(self, *args):
            point()
            super().entering_data(*args)
            point()

        def outcome(self, *args):
            point()
            state = super().outcome(*args)
            point()
            return state

    settings = SmtpSettings(host="127.0.0.1", port=int(port), security="none", sender="figures@figurewatch.example")
    letterhead = Letterhead(sender=settings.sender, ops_address="ops@figurewatch.example")
    with Cut(Path(home) / "outbox.sqlite") as outbox, Mailer(settings) as mailer:
        clock = START + timedelta(hours=1)
        deliver(outbox, mailer.send, letterhead, clock=lambda: clock, jitter=lambda: 0.5, policy=policy)


if __name__ == "__main__":
    main(*sys.argv[1:])
