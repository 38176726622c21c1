"""From the published alerts to the mailbox, killed anywhere: each alert is in one mail, and each mail arrives once."""

import random
import shutil
from collections import Counter
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from crasher import Crasher
from mailbox_server import Script, Server
from newsroom import NOW, Newsroom, article

from alerting.outbox import Outbox

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:aiosmtpd")
READERS = """
- {id: desk, address: desk@dale.example, metrics: ["*"], classes: [first, new_value], watch: {words: [lighthouse]}}
- {id: daily, address: daily@dale.example, metrics: ["coop-*"], classes: [first], deliver: daily, at: "08:00"}
"""
AT = NOW + timedelta(days=1)


@pytest.fixture(scope="module")
def crasher():
    made = Crasher()
    yield made
    made.close()


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """A newsroom whose alerts are published, and of which no mail was made yet."""
    made = Newsroom(tmp_path_factory.mktemp("room"), subscribers=READERS)
    made.take(
        article("a", "2031-09-04", "The Dale Co-op now runs 40 shops. The Dale Co-op has 800 members."),
        article("b", "2031-09-04", "Ostra Ferries has 12 ships. The new lighthouses cost $4 million."),
    )
    for path in [*made.home.glob("outbox*")]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return made


def deliver(crasher: Crasher, room: Newsroom, home: Path, port: int, line: int = 0) -> tuple[bool, int]:
    order = {"catalogue": str(room.catalogue), "now": AT.isoformat()}
    return crasher.deliver(home, port, line=line, **order)


def outcome(home: Path) -> dict[str, tuple[str, tuple[str, ...]]]:
    """By message id: its state, and what it carries."""
    with Outbox(home / "outbox.sqlite") as outbox:
        ids = [row[0] for row in outbox.read("SELECT message_id FROM messages")]
        stored = [outbox.get(one) for one in ids]
        assert all(outbox.attempts(one.message.message_id)[-1].state == one.state for one in stored)
    return {one.message.message_id: (one.state, (*one.message.alert_ids, *one.message.also_carries)) for one in stored}


@pytest.fixture(scope="module")
def undisturbed(crasher, room, tmp_path_factory):
    """How a delivery ends that nothing happens to, and how many lines it runs."""
    home = tmp_path_factory.mktemp("undisturbed") / "home"
    shutil.copytree(room.home, home)
    server = Server(Script())
    server.start()
    try:
        killed, lines = deliver(crasher, room, home, server.port)
    finally:
        server.stop()
    assert not killed
    found = outcome(home)
    assert {state for state, _ in found.values()} == {"sent"}
    assert len(found) == 5
    return found, lines


def check_a_kill(crasher, room, undisturbed, folder: Path, line: int) -> None:
    expected, _ = undisturbed
    home = folder / "home"
    shutil.copytree(room.home, home)
    script = Script()
    server = Server(script)
    server.start()
    try:
        assert deliver(crasher, room, home, server.port, line)[0]
        assert not deliver(crasher, room, home, server.port)[0]
    finally:
        server.stop()
    found = outcome(home)
    assert {one: carried for one, (_, carried) in found.items()} == {one: c for one, (_, c) in expected.items()}
    copies = Counter(message_from_bytes(raw)["X-Figurewatch-Message"] for raw in script.accepted)
    unknown = [one for one, (state, _) in found.items() if state == "unknown"]
    assert len(unknown) <= 1
    for one, (state, _) in found.items():
        assert copies[one] == 1 if state == "sent" else copies[one] <= 1
        assert state in ("sent", "unknown")


@pytest.mark.parametrize("seed", range(8))
def test_a_kill_anywhere_between_alert_and_mailbox(crasher, room, undisturbed, tmp_path, seed):
    check_a_kill(crasher, room, undisturbed, tmp_path, random.Random(seed).randrange(1, undisturbed[1]))


@pytest.mark.chaos
@pytest.mark.parametrize("seed", range(100, 200))
def test_a_kill_at_any_of_100_lines_between_alert_and_mailbox(crasher, room, undisturbed, tmp_path, seed):
    check_a_kill(crasher, room, undisturbed, tmp_path, random.Random(seed).randrange(1, undisturbed[1]))
