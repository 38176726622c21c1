"""The delivering process is killed at every kind of point: each message is accepted once, or known to be unknown."""

import random
from collections import Counter
from email import message_from_bytes

import pytest
from crasher import Crasher
from mailbox_server import NOW, Script, Server, message

from alerting.outbox import Outbox

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:aiosmtpd")
COUNT = 3
POINTS_EACH = 6
"""Points a message passes: around its claim, around the mark before DATA, around its outcome."""
IN_DATA = (4, 5)
"""Of those, the ones after the mark and before the outcome: text may be at the server, and we do not know."""


@pytest.fixture(scope="module")
def crasher():
    made = Crasher()
    yield made
    made.close()


def killed_once_and_run_again(crasher, home, kill_at, policy="ask", kills_after=()):
    with Outbox(home / "outbox.sqlite") as outbox:
        outbox.add([message(n) for n in range(1, COUNT + 1)], NOW)
    script = Script()
    server = Server(script)
    server.start()
    try:
        assert crasher.deliver(home, server.port, policy, point=kill_at)[0]
        for again in kills_after:
            crasher.deliver(home, server.port, policy, point=again)
        assert not crasher.deliver(home, server.port, policy)[0]
    finally:
        server.stop()
    copies = Counter(message_from_bytes(raw)["X-Figurewatch-Message"] for raw in script.accepted)
    with Outbox(home / "outbox.sqlite") as outbox:
        stored = {n: outbox.get(message(n).message_id) for n in range(1, COUNT + 1)}
        attempts = {n: outbox.attempts(message(n).message_id) for n in range(1, COUNT + 1)}
    return copies, stored, attempts, script


def check_one_kill(crasher, home, kill_at):
    copies, stored, attempts, _ = killed_once_and_run_again(crasher, home, kill_at)
    hit, point = (kill_at - 1) // POINTS_EACH + 1, (kill_at - 1) % POINTS_EACH + 1
    for n in range(1, COUNT + 1):
        in_window = n == hit and point in IN_DATA
        assert stored[n].state == ("unknown" if in_window else "sent")
        assert copies[message(n).message_id] == (point == 5 if in_window else 1)
        assert attempts[n][-1].state == stored[n].state
        assert len(attempts[n]) == (2 if n == hit and point in (2, 3) else 1)


@pytest.mark.parametrize("kill_at", [1, 2, 3, 4, 5, 6, 8, 10, 11, 15, 18])
def test_a_kill_loses_nothing_and_doubles_nothing(crasher, tmp_path, kill_at):
    check_one_kill(crasher, tmp_path, kill_at)


@pytest.mark.parametrize(("kill_at", "copies"), [(4, 1), (5, 2)])
def test_in_the_window_resend_gives_at_most_one_more_copy_under_the_same_id(crasher, tmp_path, kill_at, copies):
    counted, stored, _, script = killed_once_and_run_again(crasher, tmp_path, kill_at, policy="resend")
    assert counted[message(1).message_id] == copies
    ids = {message_from_bytes(raw)["Message-ID"] for raw in script.accepted}
    assert len(ids) == COUNT
    assert {one.state for one in stored.values()} == {"sent"}


@pytest.mark.chaos
@pytest.mark.parametrize("round_", range(6))
@pytest.mark.parametrize("kill_at", range(1, COUNT * POINTS_EACH + 1))
def test_any_point_killed_twice_over(crasher, tmp_path, kill_at, round_):
    if round_ == 0:
        check_one_kill(crasher, tmp_path, kill_at)
        return
    copies, stored, attempts, _ = killed_once_and_run_again(crasher, tmp_path, kill_at, kills_after=[round_])
    for n in range(1, COUNT + 1):
        lost = stored[n].state == "unknown"
        assert stored[n].state in ("sent", "unknown")
        assert copies[message(n).message_id] <= 1
        assert lost or copies[message(n).message_id] == 1
        assert attempts[n][-1].state == stored[n].state


@pytest.fixture(scope="module")
def lines_in_all(crasher, tmp_path_factory):
    """How many lines an undisturbed delivery of the three messages runs."""
    home = tmp_path_factory.mktemp("undisturbed")
    with Outbox(home / "outbox.sqlite") as outbox:
        outbox.add([message(n) for n in range(1, COUNT + 1)], NOW)
    server = Server(Script())
    server.start()
    try:
        killed, lines = crasher.deliver(home, server.port)
    finally:
        server.stop()
    assert not killed
    assert lines > 300
    return lines


def check_a_kill_at_any_line(crasher, home, line):
    with Outbox(home / "outbox.sqlite") as outbox:
        outbox.add([message(n) for n in range(1, COUNT + 1)], NOW)
    script = Script()
    server = Server(script)
    server.start()
    try:
        crasher.deliver(home, server.port, line=line)
        with Outbox(home / "outbox.sqlite") as outbox:
            lost = outbox.read("SELECT message_id FROM messages WHERE state = 'sending' AND in_data = 1")
        assert not crasher.deliver(home, server.port)[0]
    finally:
        server.stop()
    unknown = {row[0] for row in lost}
    copies = Counter(message_from_bytes(raw)["X-Figurewatch-Message"] for raw in script.accepted)
    with Outbox(home / "outbox.sqlite") as outbox:
        for n in range(1, COUNT + 1):
            stored = outbox.get(message(n).message_id)
            in_window = stored.message.message_id in unknown
            assert stored.state == ("unknown" if in_window else "sent")
            assert copies[stored.message.message_id] in ((0, 1) if in_window else (1,))
            assert outbox.attempts(stored.message.message_id)[-1].state == stored.state
    assert len(unknown) <= 1


@pytest.mark.parametrize("seed", range(30))
def test_a_kill_at_a_random_line_loses_nothing_and_doubles_nothing(crasher, lines_in_all, tmp_path, seed):
    check_a_kill_at_any_line(crasher, tmp_path, random.Random(seed).randrange(1, lines_in_all))


@pytest.mark.chaos
@pytest.mark.parametrize("seed", range(1000, 1300))
def test_a_kill_at_any_of_300_random_lines(crasher, lines_in_all, tmp_path, seed):
    check_a_kill_at_any_line(crasher, tmp_path, random.Random(seed).randrange(1, lines_in_all))
