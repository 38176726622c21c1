"""The delivering process is killed at every kind of point: each message is accepted once, or known to be unknown."""

import subprocess
import sys
from collections import Counter
from email import message_from_bytes
from pathlib import Path

import pytest
from mailbox_server import NOW, Script, Server, message

from alerting.outbox import Outbox

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:aiosmtpd")
TESTS = Path(__file__).parent
COUNT = 3
POINTS_EACH = 6
"""Points a message passes: around its claim, around the mark before DATA, around its outcome."""
IN_DATA = (4, 5)
"""Of those, the ones after the mark and before the outcome: text may be at the server, and we do not know."""
NEVER = 10**6


def deliver_in_child(home, port, kill_at, policy="ask"):
    command = [sys.executable, str(TESTS / "crashing_delivery.py"), str(home), str(port), str(kill_at), policy]
    done = subprocess.run(
        command, cwd=TESTS.parent, env={"PYTHONPATH": str(TESTS.parent)}, capture_output=True, check=False
    )
    assert done.returncode in (0, -9), done.stderr.decode()
    return done.returncode == -9


def killed_once_and_run_again(home, kill_at, policy="ask", kills_after=()):
    with Outbox(home / "outbox.sqlite") as outbox:
        outbox.add([message(n) for n in range(1, COUNT + 1)], NOW)
    script = Script()
    server = Server(script)
    server.start()
    try:
        assert deliver_in_child(home, server.port, kill_at, policy)
        for again in kills_after:
            deliver_in_child(home, server.port, again, policy)
        assert not deliver_in_child(home, server.port, NEVER, policy)
    finally:
        server.stop()
    copies = Counter(message_from_bytes(raw)["X-Figurewatch-Message"] for raw in script.accepted)
    with Outbox(home / "outbox.sqlite") as outbox:
        stored = {n: outbox.get(message(n).message_id) for n in range(1, COUNT + 1)}
        attempts = {n: outbox.attempts(message(n).message_id) for n in range(1, COUNT + 1)}
    return copies, stored, attempts, script


def check_one_kill(home, kill_at):
    copies, stored, attempts, _ = killed_once_and_run_again(home, kill_at)
    hit, point = (kill_at - 1) // POINTS_EACH + 1, (kill_at - 1) % POINTS_EACH + 1
    for n in range(1, COUNT + 1):
        in_window = n == hit and point in IN_DATA
        assert stored[n].state == ("unknown" if in_window else "sent")
        assert copies[message(n).message_id] == (point == 5 if in_window else 1)
        assert attempts[n][-1].state == stored[n].state
        assert len(attempts[n]) == (2 if n == hit and point in (2, 3) else 1)


@pytest.mark.parametrize("kill_at", [1, 2, 3, 4, 5, 6, 8, 10, 11, 15, 18])
def test_a_kill_loses_nothing_and_doubles_nothing(tmp_path, kill_at):
    check_one_kill(tmp_path, kill_at)


@pytest.mark.parametrize(("kill_at", "copies"), [(4, 1), (5, 2)])
def test_in_the_window_resend_gives_at_most_one_more_copy_under_the_same_id(tmp_path, kill_at, copies):
    counted, stored, _, script = killed_once_and_run_again(tmp_path, kill_at, policy="resend")
    assert counted[message(1).message_id] == copies
    ids = {message_from_bytes(raw)["Message-ID"] for raw in script.accepted}
    assert len(ids) == COUNT
    assert {one.state for one in stored.values()} == {"sent"}


@pytest.mark.chaos
@pytest.mark.parametrize("round_", range(6))
@pytest.mark.parametrize("kill_at", range(1, COUNT * POINTS_EACH + 1))
def test_any_point_killed_twice_over(tmp_path, kill_at, round_):
    if round_ == 0:
        check_one_kill(tmp_path, kill_at)
        return
    copies, stored, attempts, _ = killed_once_and_run_again(tmp_path, kill_at, kills_after=[round_])
    for n in range(1, COUNT + 1):
        lost = stored[n].state == "unknown"
        assert stored[n].state in ("sent", "unknown")
        assert copies[message(n).message_id] <= 1
        assert lost or copies[message(n).message_id] == 1
        assert attempts[n][-1].state == stored[n].state
