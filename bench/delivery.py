"""How fast the outbox empties over one local connection, and how soon a recorded change is an accepted mail."""

import json
import os
import random
import socket
import sys
import tempfile
import time
import warnings
from datetime import UTC, datetime
from pathlib import Path

warnings.filterwarnings("ignore")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from aiosmtpd.controller import Controller  # noqa: E402

from alerting.delivering import Letterhead, deliver  # noqa: E402
from alerting.outbox import Outbox  # noqa: E402
from alerting.smtp import Mailer, SmtpSettings  # noqa: E402
from flows.ingest_recipe import Order, ingest_recipe  # noqa: E402
from flows.settings import Settings  # noqa: E402
from schemas.alert import Message  # noqa: E402

COUNT = 1000
BOUND_PER_MINUTE = 1000
BOUND_S = 1.0
HEAD = Letterhead(sender="figures@figurewatch.example", ops_address="ops@figurewatch.example")


class Accepting:
    """Takes every mail and notes when."""

    def __init__(self) -> None:
        self.times: list[float] = []

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802, ANN001, ARG002
        self.times.append(time.time())
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def message(number: int) -> Message:
    return Message(
        message_id=f"msg-{number:016x}",
        alert_ids=(f"alr-{number:016x}",),
        address=f"reader{number}@example.org",
        subject=f"Harbour cranes: {number} → {number + 1}",
        text="Harbour cranes\n" * 30,
        html="<p>Harbour cranes</p>\n" * 200,
        thread="harbour-cranes",
        chart_png=random.Random(number).randbytes(20_000),
    )


def per_minute(port: int, folder: Path) -> tuple[float, float]:
    """Messages a minute, each with a picture, every step durable, over one connection; and by processor time alone."""
    settings = SmtpSettings(host="127.0.0.1", port=port, security="none", sender=HEAD.sender, per_connection=COUNT)
    with Outbox(folder / "outbox.sqlite") as outbox, Mailer(settings) as mailer:
        outbox.add([message(number) for number in range(COUNT)], datetime.now(UTC))
        started, used = time.perf_counter(), time.process_time()
        done = deliver(outbox, mailer.send, HEAD, clock=lambda: datetime.now(UTC), jitter=random.random)
        assert done.sent == COUNT, done
        return COUNT * 60 / (time.perf_counter() - started), COUNT * 60 / (time.process_time() - used)


def seconds_to_accepted(port: int, folder: Path, accepting: Accepting) -> tuple[float, float, float]:
    """From change recorded to mail accepted, what of it lies beyond the run, and the processor time of that part."""
    os.environ |= {
        "FIGUREWATCH_SMTP_HOST": "127.0.0.1",
        "FIGUREWATCH_SMTP_PORT": str(port),
        "FIGUREWATCH_SMTP_SECURITY": "none",
        "FIGUREWATCH_SMTP_SENDER": HEAD.sender,
    }
    settings = Settings(home=folder / "home", catalogue=ROOT / "seeds")
    ingest_recipe(Order(sources=("seeds",)), settings)
    record = {
        "url": "https://news.rthk.hk/more",
        "publisher": "RTHK",
        "published": datetime.now(UTC).isoformat(),
        "text": "The Hong Kong Investment Corporation has now invested in more than 180 projects, its chief said.",
    }
    (folder / "today.json").write_text(json.dumps(record))
    ended: dict[str, float] = {}
    used: dict[str, float] = {}

    def timed(name, work):  # noqa: ANN001, ANN202
        before = time.process_time()
        result = work()
        ended[name], used[name] = time.time(), time.process_time() - before
        return result

    accepting.times.clear()
    ingest_recipe(Order(paths=(folder / "today.json",)), settings, timed)
    (accepted,) = accepting.times
    return accepted - ended["load"], accepted - ended["publish"], used["deliver"]


def main() -> None:
    accepting = Accepting()
    controller = Controller(accepting, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            rate, by_processor = per_minute(controller.port, Path(folder))
            recorded, delivery, used = seconds_to_accepted(controller.port, Path(folder), accepting)
    finally:
        controller.stop()
    print(f"{rate:,.0f} messages a minute on one connection ({by_processor:,.0f} by processor time)")
    print(f"messages a minute / bound: {rate / BOUND_PER_MINUTE:.1f} (bound: 1)")
    print(
        f"change recorded to mail accepted {recorded:.2f} s, of which {delivery:.2f} s beyond the run"
        f" ({used:.2f} s of processor)"
    )
    print(f"time beyond the run / bound: {delivery / BOUND_S:.2f} (bound: 1)")


if __name__ == "__main__":
    main()
