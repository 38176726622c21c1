"""Delivery against a real SMTP server whose answers are scripted."""

from email import message_from_bytes, policy

import pytest
from mailbox_server import LETTERHEAD, NOW, Clock, Script, Server, free_port, message

from alerting.delivering import deliver
from alerting.outbox import Outbox
from alerting.smtp import Mailer, SmtpSettings

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:aiosmtpd")


@pytest.fixture
def outbox(tmp_path):
    with Outbox(tmp_path / "outbox.sqlite") as opened:
        yield opened


@pytest.fixture
def clock():
    return Clock()


def run(outbox, clock, script, policy="ask", times=1, **settings):
    server = Server(script)
    server.start()
    try:
        for _ in range(times):
            with Mailer(server.settings(**settings)) as mailer:
                done = deliver(outbox, mailer.send, LETTERHEAD, clock=clock, jitter=lambda: 0.5, policy=policy)
            clock.forward(hours=5)
    finally:
        server.stop()
    return done


def state(outbox, number=1):
    return outbox.get(message(number).message_id).state


def test_several_messages_go_over_one_connection_each_to_its_own_address(outbox, clock):
    outbox.add([message(n, address=f"reader{n}@example.org") for n in range(1, 6)], NOW)
    script = Script()
    assert run(outbox, clock, script).sent == 5
    assert script.connections == 1
    assert script.recipients == [f"reader{n}@example.org" for n in range(1, 6)]


def test_a_connection_is_renewed_when_it_has_carried_its_share(outbox, clock):
    outbox.add([message(n) for n in range(1, 6)], NOW)
    script = Script()
    assert run(outbox, clock, script, per_connection=2).sent == 5
    assert script.connections == 3


def test_the_mail_arrives_as_it_was_written(outbox, clock):
    outbox.add([message(1)], NOW)
    script = Script()
    run(outbox, clock, script)
    mail = message_from_bytes(script.accepted[0], policy=policy.default)
    assert mail.get_body(("plain",)).get_content().splitlines() == message(1).text.splitlines()
    assert mail["Subject"] == message(1).subject


@pytest.mark.parametrize("bounces", [None, "bounces@figurewatch.example"])
def test_reports_of_non_delivery_go_to_the_envelopes_sender(outbox, clock, bounces):
    outbox.add([message(1)], NOW)
    script = Script()
    run(outbox, clock, script, bounces=bounces)
    assert script.envelope_senders == [bounces or LETTERHEAD.sender]
    assert f"From: Figurewatch <{LETTERHEAD.sender}>".encode() in script.accepted[0]


@pytest.mark.parametrize(
    ("answers", "first_state", "attempt_says", "end_state"),
    [
        ({"rcpt": ["451 grey list"]}, "retry", "451 grey list", "sent"),
        ({"data": ["452 disk full"]}, "retry", "452 disk full", "sent"),
        ({"rcpt": ["550 no such user"]}, "failed", "550 no such user", "failed"),
        ({"data": ["554 looks like spam"]}, "failed", "554 looks like spam", "failed"),
        ({"mail": ["drop"]}, "retry", "connection lost at MAIL FROM", "sent"),
        ({"rcpt": ["drop"]}, "retry", "connection lost at RCPT TO", "sent"),
        ({"data": ["drop"]}, "unknown", "connection lost after DATA began", "unknown"),
        ({"data": ["wait 5"]}, "unknown", "connection lost after DATA began", "unknown"),
        ({"mail": ["550 sender not allowed"]}, "retry", "check that the server lets this sender send", "sent"),
        ({"mail": ["421 going down"]}, "retry", "421 going down", "sent"),
    ],
)
def test_each_answer_is_taken_for_what_it_is(outbox, clock, answers, first_state, attempt_says, end_state):
    outbox.add([message(1)], NOW)
    script = Script(**answers)
    run(outbox, clock, script, timeout_s=1)
    assert state(outbox) == first_state
    assert attempt_says in outbox.attempts(message(1).message_id)[0].answer
    run(outbox, clock, script)
    assert state(outbox) == end_state
    assert len(script.accepted) == (end_state == "sent")


def test_a_refused_recipient_does_not_hold_up_the_others(outbox, clock):
    outbox.add([message(n) for n in (1, 2, 3)], NOW)
    script = Script(rcpt=["250 OK", "550 gone", "250 OK"])
    done = run(outbox, clock, script)
    assert (done.sent, done.failed) == (2, 1)
    assert [state(outbox, n) for n in (1, 2, 3)] == ["sent", "failed", "sent"]


@pytest.mark.parametrize(("policy", "copies"), [("ask", 1), ("resend", 2)])
def test_lost_after_data_the_policy_decides_and_a_second_copy_has_the_same_id(outbox, clock, policy, copies):
    outbox.add([message(1)], NOW)
    script = Script(data=["accept and drop"])
    run(outbox, clock, script, policy=policy, times=2)
    ids = [message_from_bytes(raw)["Message-ID"] for raw in script.accepted]
    assert ids == [f"<{message(1).message_id}@figurewatch.example>"] * copies
    assert "unknown" in [moved[1] for moved in outbox.states(message(1).message_id)]


def test_a_server_that_always_drops_the_line_gets_three_copies_and_then_a_person_is_asked(outbox, clock):
    outbox.add([message(1)], NOW)
    script = Script(data=["accept and drop"] * 9)
    run(outbox, clock, script, policy="resend", times=6)
    assert len(script.accepted) == 3
    assert state(outbox) == "unknown"


def test_without_a_server_one_attempt_is_made_and_the_rest_wait(outbox, clock):
    outbox.add([message(n) for n in (1, 2, 3)], NOW)
    nobody = SmtpSettings(host="127.0.0.1", port=free_port(), security="none", sender=LETTERHEAD.sender)
    with Mailer(nobody) as mailer:
        done = deliver(outbox, mailer.send, LETTERHEAD, clock=clock, jitter=lambda: 0.5)
    assert done.trouble.startswith("no connection to 127.0.0.1")
    assert (done.sent, done.retry, done.waiting) == (0, 1, 3)
    assert run(outbox, clock.__class__(), Script()).sent == 2


def test_a_server_without_the_security_asked_for_gets_no_mail(outbox, clock):
    outbox.add([message(1)], NOW)
    script = Script()
    done = run(outbox, clock, script, security="starttls")
    assert "check port and security" in done.trouble
    assert not script.accepted
    assert state(outbox) == "retry"


def test_an_address_no_server_takes_fails_alone(outbox, clock):
    outbox.add([message(1, address="日本@例え.example"), message(2)], NOW)
    done = run(outbox, clock, Script())
    assert [state(outbox, n) for n in (1, 2)] == ["failed", "sent"]
    assert done.trouble is None


def test_a_pace_is_kept_between_mails_and_not_before_the_first(outbox, clock):
    script = Script()
    server = Server(script)
    server.start()
    waits, ticks = [], [100.0]

    def pause(seconds):
        waits.append(round(seconds, 6))
        ticks[0] += seconds

    try:
        outbox.add([message(n) for n in range(1, 5)], NOW)
        with Mailer(server.settings(per_minute=120), pause=pause, clock=lambda: ticks[0]) as mailer:
            deliver(outbox, mailer.send, LETTERHEAD, clock=clock, jitter=lambda: 0.5)
    finally:
        server.stop()
    assert waits == [0.5, 0.5, 0.5]
    assert len(script.accepted) == 4
