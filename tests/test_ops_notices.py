"""Trouble is told to ops once when it begins and once when it is over, even when nothing else works."""

import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from command_line import figurewatch
from mailbox_server import Script, Server, free_port
from newsroom import NOW, Newsroom, article

from alerting.outbox import Outbox
from alerting.troubles import open_troubles
from flows.console import Fault
from flows.delivery_recipe import deliver_due
from flows.ingest_recipe import Order, ingest_recipe
from flows.mail_steps import outbox_path
from schemas.alert import Message
from warehouse.locking import run_lock

SUBSCRIBERS = """
- {id: desk, address: desk@dale.example, metrics: ["coop-*"]}
- {id: ops, address: ops@dale.example, role: ops}
- {id: night, address: night@dale.example, role: ops}
"""
SOURCES = """
- {id: inbox, type: folder, path: inbox}
"""


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    made = Newsroom(tmp_path, subscribers=SUBSCRIBERS, sources=SOURCES)
    (made.catalogue / "inbox").mkdir()
    (made.catalogue / "inbox" / "note.txt").write_text("The Dale Co-op now runs 40 shops.")
    return made


def run(room: Newsroom, hours: int = 0):
    return ingest_recipe(Order(now=NOW + timedelta(hours=hours)), room.settings)


def notices(room: Newsroom, to: str = "ops@dale.example") -> list[Message]:
    with Outbox(outbox_path(room.home)) as outbox:
        rows = outbox.read(
            "SELECT message_id FROM messages WHERE thread = 'notice' AND address = ? ORDER BY place", [to]
        )
        return [outbox.get(row[0]).message for row in rows]


def test_a_good_run_says_nothing(room: Newsroom) -> None:
    run(room)
    assert notices(room) == []


def test_a_run_without_a_usable_ledger_is_told_once_and_its_end_too(room: Newsroom) -> None:
    run(room)
    ledger = room.home / "ledger.duckdb"
    kept = ledger.read_bytes()
    ledger.write_bytes(b"not a ledger at all")
    (room.catalogue / "inbox" / "second.txt").write_text("The Dale Co-op has 900 members.")
    for hours in (1, 2):
        with pytest.raises(Fault):
            run(room, hours)
    (told,) = notices(room)
    assert told.subject == "Figurewatch: The run failed"
    assert "is not a valid DuckDB database file" in told.text
    assert str(room.home) in told.text
    assert len(notices(room, "night@dale.example")) == 1
    assert list((room.home / "outbox").glob("*-notice-*.eml"))
    ledger.write_bytes(kept)
    run(room, 3)
    over = notices(room)[1]
    assert over.subject == "Figurewatch: over – The run failed"
    assert "Over since 2031-09-04 12:00 UTC: The run failed" in over.text


def test_a_ledger_of_a_newer_release_is_told(room: Newsroom) -> None:
    run(room)
    with closing(duckdb.connect(str(room.home / "ledger.duckdb"))) as ledger:
        ledger.execute("INSERT INTO schema_versions VALUES (999, 'later', now())")
    (room.catalogue / "inbox" / "second.txt").write_text("The Dale Co-op has 900 members.")
    with pytest.raises(Fault):
        run(room, 1)
    (told,) = notices(room)
    assert "install the newer release" in told.text


def test_a_ledger_that_another_program_has_open_is_told(room: Newsroom) -> None:
    run(room)
    opener = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", opener, str(room.home / "ledger.duckdb")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as analyst:
        assert analyst.stdout.readline() == "open\n"
        with pytest.raises(Fault) as busy:
            run(room, 1)
        analyst.stdin.close()
    assert busy.value.code == 75
    (told,) = notices(room)
    assert "close what has" in told.text
    run(room, 2)
    assert notices(room)[-1].subject == "Figurewatch: over – The run failed"


def test_a_run_that_waits_for_another_is_no_news_until_that_one_hangs(room: Newsroom) -> None:
    run(room)
    with run_lock(room.home, "run earlier"):
        for now in (datetime.now(UTC), datetime.now(UTC) + timedelta(hours=7)):
            assert notices(room) == []
            with pytest.raises(Fault):
                ingest_recipe(Order(now=now), room.settings)
    (told,) = notices(room)
    assert "run earlier" in told.text
    assert "if that one hangs, end its process" in told.text


def test_with_a_broken_catalogue_the_last_known_ops_are_told(room: Newsroom) -> None:
    run(room)
    (room.catalogue / "metrics.yaml").write_text("- {id: half")
    with pytest.raises(Fault):
        run(room, 1)
    (told,) = notices(room)
    assert "metrics.yaml:2" in told.text


def test_a_person_who_ingests_files_sees_the_fault_and_no_mail_goes_out(room: Newsroom) -> None:
    run(room)
    (room.catalogue / "metrics.yaml").write_text("- {id: half")
    with pytest.raises(Fault):
        room.take(article("x", "2031-09-04", "The Dale Co-op has 900 members."))
    assert notices(room) == []


def test_a_failing_source_is_told_grouped_with_what_else_is_wrong(room: Newsroom) -> None:
    run(room)
    (room.catalogue / "inbox").rename(room.catalogue / "elsewhere")
    (room.catalogue / "second").mkdir()
    run(room, 1)
    run(room, 2)
    (told,) = notices(room)
    assert "Source inbox is red: no such folder" in told.text
    (room.catalogue / "elsewhere").rename(room.catalogue / "inbox")
    run(room, 3)
    assert [one.subject for one in notices(room)][1:] == ["Figurewatch: over – Source inbox is red"]


def test_mail_that_cannot_leave_is_trouble_and_its_end_is_told(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"HOST": "127.0.0.1", "PORT": str(free_port()), "SENDER": "a@dale.example"}.items():
        monkeypatch.setenv(f"FIGUREWATCH_SMTP_{name}", value)
    room.take(article("a", "2031-08-03", "The Dale Co-op now runs 40 shops."))
    room.take(article("b", "2031-09-04", "The Dale Co-op now runs 44 shops."))
    deliver_due(room.settings, NOW + timedelta(minutes=30))
    (told,) = notices(room)
    assert "Mail cannot go out: no connection to 127.0.0.1" in told.text
    monkeypatch.delenv("FIGUREWATCH_SMTP_HOST")
    mailed = deliver_due(room.settings, NOW + timedelta(days=1))
    assert mailed.delivered.waiting == 0
    assert [one.subject for one in notices(room)][1:] == ["Figurewatch: over – Mail cannot go out"]
    with Outbox(outbox_path(room.home)) as outbox:
        assert open_troubles(outbox) == []


def test_a_refused_mail_is_told_to_ops_until_a_person_has_settled_it(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.take(article("a", "2031-08-03", "The Dale Co-op now runs 40 shops."))
    server = Server(Script(rcpt=["550 no such mailbox"]))
    server.start()
    try:
        settings = {"HOST": server.hostname, "PORT": str(server.port), "SECURITY": "none", "SENDER": "a@dale.example"}
        for name, value in settings.items():
            monkeypatch.setenv(f"FIGUREWATCH_SMTP_{name}", value)
        room.take(article("b", "2031-09-04", "The Dale Co-op now runs 44 shops."))
        deliver_due(room.settings, NOW + timedelta(hours=1))
        (told,) = notices(room)
        assert told.subject == "Figurewatch: A mail to desk@dale.example was refused"
        ((alert_id,),) = room.rows("select alert_id from alerts")
        assert figurewatch("alerts", "settle", alert_id, home=room.home).stdout == "1 settled\n"
        assert "is settled" in figurewatch("alerts", "settle", alert_id, home=room.home).stderr
        deliver_due(room.settings, NOW + timedelta(hours=2))
    finally:
        server.stop()
    assert [one.subject for one in notices(room)][1:] == ["Figurewatch: over – A mail to desk@dale.example was refused"]


def test_figures_that_wait_for_review_are_told(room: Newsroom) -> None:
    room.take(article("a", "2031-08-03", "The Dale Co-op now runs 40 shops."))
    room.take(article("b", "2031-09-04", "The Dale Co-op now runs 4,000 shops."))
    (told,) = notices(room)
    assert told.subject == "Figurewatch: 1 recent figure waits for review"
    room.take(article("c", "2031-09-04", "The Dale Co-op has 900 members."), now=NOW + timedelta(hours=1))
    assert len(notices(room)) == 1
