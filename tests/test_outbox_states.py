"""What the outbox keeps, holds, releases, and shows to others."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from mailbox_server import LETTERHEAD, NOW, Clock, message

from alerting.delivering import deliver, release, write_held
from alerting.outbox import Outbox, wait_before_retry
from alerting.smtp import Outcome
from alerting.stored import OutboxError


@pytest.fixture
def outbox(tmp_path):
    with Outbox(tmp_path / "outbox.sqlite") as opened:
        yield opened


@pytest.fixture
def clock():
    return Clock()


def run(outbox, clock, send=None):
    return deliver(outbox, send, LETTERHEAD, clock=clock, jitter=lambda: 0.5)


def accept(mail, entering_data):
    entering_data()
    return Outcome("sent", "250 OK")


def test_adding_again_is_harmless(outbox, clock):
    assert outbox.add([message(1), message(2)], NOW) == 2
    run(outbox, clock, accept)
    assert outbox.add([message(1), message(3)], NOW) == 1
    assert outbox.get(message(1).message_id).state == "sent"
    assert outbox.get(message(1).message_id).message == message(1)


def test_what_was_added_outlives_the_process(tmp_path):
    with Outbox(tmp_path / "outbox.sqlite") as first:
        first.add([message(1, chart_png=b"\x89PNG\xff\x00")], NOW)
    with Outbox(tmp_path / "outbox.sqlite") as second:
        assert second.get(message(1).message_id).message.chart_png == b"\x89PNG\xff\x00"


def test_without_smtp_due_mails_become_files_a_person_can_find(outbox, clock, tmp_path):
    outbox.add([message(1)], NOW)
    assert run(outbox, clock).written == 1
    (path,) = (tmp_path / "outbox").glob("*.eml")
    assert path.name == f"2026-03-02-harbour-cranes-{message(1).message_id}.eml"
    assert message_from_bytes(path.read_bytes(), policy=policy.default)["Subject"] == message(1).subject
    assert run(outbox, clock).written == 0


def test_held_mails_are_files_and_go_out_only_when_released(outbox, clock, tmp_path):
    outbox.add([message(1, held="seed load"), message(2)], NOW)
    done = run(outbox, clock, accept)
    assert (done.sent, done.held) == (1, 1)
    (path,) = (tmp_path / "outbox" / "held").glob("*.eml")
    assert write_held(outbox, LETTERHEAD) == [path]
    assert release(outbox, None, NOW) == [message(1).message_id]
    assert not path.exists()
    assert run(outbox, clock, accept).sent == 1


def test_release_by_id_leaves_the_others_and_never_sends_twice(outbox, clock):
    outbox.add([message(1, held="seed load"), message(2, held="seed load")], NOW)
    assert release(outbox, [message(2).message_id, "msg-nobody-knows"], NOW) == [message(2).message_id]
    run(outbox, clock, accept)
    assert release(outbox, [message(2).message_id], NOW) == []
    assert [outbox.get(message(n).message_id).state for n in (1, 2)] == ["held", "sent"]


def test_waits_grow_and_are_spread():
    waits = [wait_before_retry(n, 0.5) for n in range(1, 12)]
    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert waits[-1] == timedelta(hours=4)
    assert wait_before_retry(1, 0.0) == timedelta(seconds=30)
    assert wait_before_retry(99999, 0.99) < timedelta(hours=6)


def test_a_deferred_mail_waits_its_time_and_is_given_up_after_five_days(outbox, clock):
    outbox.add([message(1)], NOW)
    calls = []

    def defer(mail, entering_data):
        calls.append(clock.now)
        return Outcome("retry", "451 later")

    run(outbox, clock, defer)
    run(outbox, clock, defer)
    assert len(calls) == 1
    clock.forward(minutes=1)
    run(outbox, clock, defer)
    assert len(calls) == 2
    clock.forward(days=6)
    run(outbox, clock, defer)
    assert outbox.get(message(1).message_id).state == "failed"
    assert "given up after 3 attempts: 451 later" in outbox.states(message(1).message_id)[-1][2]


def test_a_mail_released_late_gets_its_five_days_from_then(outbox, clock):
    outbox.add([message(1, held="seed load")], NOW)
    clock.forward(days=30)
    release(outbox, None, clock.now)
    mails = []

    def defer(mail, entering_data):
        mails.append(mail)
        return Outcome("retry", "451 later")

    assert run(outbox, clock, defer).retry == 1
    assert "01 Apr 2026" in mails[0]["Date"]


def test_the_attempt_is_on_record_before_the_send(outbox, clock):
    outbox.add([message(1)], NOW)
    seen = []

    def look(mail, entering_data):
        seen.extend(outbox.attempts(message(1).message_id))
        return Outcome("sent", "250 OK")

    run(outbox, clock, look)
    assert [attempt.state for attempt in seen] == ["sending"]
    assert [attempt.state for attempt in outbox.attempts(message(1).message_id)] == ["sent"]


def test_a_second_process_leaves_delivery_to_the_first(outbox, clock, tmp_path):
    outbox.add([message(1)], NOW)
    inner = []

    def meanwhile(mail, entering_data):
        with Outbox(outbox.path) as other:
            other.add([message(2)], NOW)
            inner.append(run(other, clock, accept))
        return Outcome("sent", "250 OK")

    assert run(outbox, clock, meanwhile).sent == 2
    assert inner[0].busy
    assert inner[0].sent == 0


def test_mails_of_a_metric_follow_one_another_per_address(outbox, clock):
    mails = []

    def keep(mail, entering_data):
        mails.append(mail)
        return Outcome("sent", "250 OK")

    outbox.add([message(1), message(2), message(3, address="else@example.org"), message(4, thread="tugs")], NOW)
    outbox.add([message(5)], NOW)
    run(outbox, clock, keep)
    ids = [mail["Message-ID"] for mail in mails]
    assert [mail["In-Reply-To"] for mail in mails] == [None, ids[0], None, None, ids[1]]
    assert mails[4]["References"].split() == [ids[0], ids[1]]


def test_published_states_tell_no_address_and_no_answer(outbox, clock):
    outbox.add([message(1), message(2, held="backfill")], NOW)
    run(outbox, clock, lambda mail, entering_data: Outcome("failed", "550 reader@example.org unknown"))
    shown = outbox.latest_states()
    assert [(one.state, one.attempts, one.alert_ids) for one in shown] == [
        ("failed", 1, message(1).alert_ids),
        ("held", 0, message(2).alert_ids),
    ]
    assert "example.org" not in str(shown)


def test_an_outbox_of_a_newer_version_is_left_alone(tmp_path):
    path = tmp_path / "outbox.sqlite"
    Outbox(path).close()
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 99")
    with pytest.raises(OutboxError, match="newer Figurewatch"):
        Outbox(path)


def test_a_file_that_is_no_outbox_is_refused_with_advice(tmp_path):
    (tmp_path / "outbox.sqlite").write_bytes(b"this is a shopping list, not a database" * 40)
    with pytest.raises(OutboxError, match="move it away"):
        Outbox(tmp_path / "outbox.sqlite")
