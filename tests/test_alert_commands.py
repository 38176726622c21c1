"""Muting, checking, previewing, sending again and trying the server, as a user does."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from command_line import figurewatch
from mailbox_server import Script, Server
from newsroom import NOW, Newsroom, article

from flows.delivery_recipe import deliver_due

TODAY = datetime.now(UTC)
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:aiosmtpd")


def shops(count: int, days_ago: int) -> dict:
    day = (TODAY - timedelta(days=days_ago)).date().isoformat()
    return article(f"shops-{count}", day, f"The Dale Co-op now runs {count} shops.")


@pytest.fixture(scope="module")
def forty(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    made = Newsroom(tmp_path_factory.mktemp("forty"))
    made.take(shops(40, 30), now=TODAY)
    return made


@pytest.fixture
def room(forty: Newsroom, tmp_path: Path) -> Newsroom:
    return forty.copied(tmp_path / "room")


def call(room: Newsroom, *words: str | Path):
    return figurewatch(*words, home=room.home, catalogue=room.catalogue)


def listed(room: Newsroom) -> list[dict]:
    return json.loads(call(room, "alerts", "list", "--json").stdout)


def test_what_is_muted_is_never_sent(room: Newsroom) -> None:
    muted = call(room, "mute", "coop-*", "--subscriber", "desk")
    assert muted.returncode == 0
    assert "coop-shops, coop-members" in muted.stdout
    room.take(shops(44, 1), now=TODAY)
    assert room.rows("select state from alerts") == [("muted",)]
    assert listed(room) == []
    assert call(room, "unmute", "coop-*", "--subscriber", "desk").returncode == 0
    assert "nothing is due" in call(room, "deliver").stdout
    room.take(article("later", TODAY.date().isoformat(), "The Dale Co-op now runs 49 shops."), now=TODAY)
    assert [row["state"] for row in listed(room)] == ["written"]


def test_a_mute_ends_on_its_day(room: Newsroom) -> None:
    until = (TODAY + timedelta(days=2)).date().isoformat()
    assert call(room, "mute", "coop-shops", "--subscriber", "desk", "--until", until).returncode == 0
    room.take(shops(44, 1), now=TODAY + timedelta(days=3))
    assert room.rows("select state from alerts") == [("due",)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["mute", "train-*", "--subscriber", "desk"], "train-* names no metric"),
        (["mute", "coop-*", "--subscriber", "nobody"], "there are: desk, harbour"),
        (["mute", "coop-*", "--subscriber", "desk", "--until", "2001-01-01"], "is over"),
        (["mute", "coop-*", "--subscriber", "desk", "--until", "soon"], "write a date"),
        (["unmute", "coop-*", "--subscriber", "desk"], "has no mute"),
        (["alerts", "send", "alr-nothing"], "alerts list"),
        (["alerts", "preview", "alr-nothing"], "alerts list"),
        (["alerts", "test", "a@b.example"], "FIGUREWATCH_SMTP_HOST"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_to_do(room: Newsroom, words: list[str], said: str) -> None:
    answered = call(room, *words)
    assert answered.returncode in (1, 2)
    assert said in answered.stderr
    assert "Traceback" not in answered.stderr


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"SENDER": "nobody"}, "FIGUREWATCH_SMTP_SENDER: write one plain address"),
        ({"SENDER": "Desk <a@b.example>"}, "FIGUREWATCH_SMTP_SENDER: write one plain address"),
        ({"SENDER": ""}, "FIGUREWATCH_SMTP_SENDER: "),
        ({"PORT": "99999"}, "FIGUREWATCH_SMTP_PORT: "),
        ({"BOUNCES": "x"}, "FIGUREWATCH_SMTP_BOUNCES: "),
        ({"SECURITY": "maybe", "PASSWORD": "sesame"}, "FIGUREWATCH_SMTP_SECURITY: "),
    ],
)
def test_settings_that_cannot_work_are_named_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], said: str
) -> None:
    for name, value in ({"HOST": "127.0.0.1", "SENDER": "a@dale.example"} | given).items():
        monkeypatch.setenv(f"FIGUREWATCH_SMTP_{name}", value)
    answered = figurewatch("deliver", home=tmp_path / "home")
    assert answered.returncode == 1
    assert said in answered.stderr
    assert "Traceback" not in answered.stderr
    assert "sesame" not in answered.stderr
    assert not (tmp_path / "home").exists()


def test_a_mail_server_without_a_sender_is_no_set_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIGUREWATCH_SMTP_HOST", "127.0.0.1")
    answered = figurewatch("deliver", home=tmp_path / "home")
    assert "give the address that mails come from" in answered.stderr


def test_check_says_what_each_gets_and_what_is_wrong(room: Newsroom) -> None:
    good = call(room, "subscribers", "check")
    assert good.returncode == 0, good.stderr
    wrong = (
        "- {id: desk, address: desk@nowhere, metrics: [coop-*, train-*], watch: {entities: [mars]}, deliver: weekly}\n"
    )
    (room.catalogue / "subscribers.yaml").write_text(wrong + "- {id: idle, address: idle@dale.example}\n")
    checked = call(room, "subscribers", "check", "--json")
    assert checked.returncode == 1
    desk, idle = json.loads(checked.stdout)
    assert desk["metrics"] == ["coop-members", "coop-shops"]
    assert desk["next"] is not None
    assert desk["faults"] == [
        "train-* names no metric",
        "watch: no entity mars in entities.yaml",
        "desk@nowhere: nowhere is no domain",
    ]
    assert idle["faults"] == ["gets nothing: it has neither metrics nor watch"]
    assert "train-* names no metric" in checked.stderr


def test_a_zone_that_does_not_exist_is_named_with_its_line(room: Newsroom) -> None:
    (room.catalogue / "subscribers.yaml").write_text("- id: desk\n  address: a@b.example\n  time_zone: Mars/Olympus\n")
    checked = call(room, "subscribers", "check")
    assert "subscribers.yaml:3: time_zone" in checked.stderr
    assert "no time zone 'Mars/Olympus'" in checked.stderr


def test_mails_are_previewed_as_files_and_sent_again_under_one_id(
    room: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.take(shops(44, 1), now=TODAY)
    (row,) = listed(room)
    shown = call(room, "alerts", "preview", row["alert_ids"][0])
    assert "40 → 44 shops" in shown.stdout
    call(room, "alerts", "preview", row["message_id"], "--to", tmp_path / "seen")
    assert sorted(path.suffix for path in (tmp_path / "seen").iterdir()) == [".eml", ".html", ".txt"]
    mailbox = Script()
    server = Server(mailbox)
    server.start()
    try:
        settings = {"HOST": server.hostname, "PORT": str(server.port), "SECURITY": "none", "SENDER": "a@dale.example"}
        for name, value in settings.items():
            monkeypatch.setenv(f"FIGUREWATCH_SMTP_{name}", value)
        for _ in range(2):
            sent = call(room, "alerts", "send", row["alert_ids"][0])
            assert "1 sent" in sent.stdout, sent.stderr
        tried = call(room, "alerts", "test", "someone@dale.example")
        assert tried.returncode == 0, tried.stderr
    finally:
        server.stop()
    first, second, test = mailbox.accepted
    assert [line for line in first.splitlines() if line.startswith(b"Message-ID")] == [
        line for line in second.splitlines() if line.startswith(b"Message-ID")
    ]
    assert mailbox.recipients == ["desk@dale.example"] * 2 + ["someone@dale.example"]
    assert b"test mail" in test
    steps = [line.split(":")[0] for line in tried.stdout.splitlines()]
    assert steps[:6] == [
        "connect to 127.0.0.1",
        "EHLO",
        "MAIL FROM a@dale.example",
        "RCPT TO someone@dale.example",
        "DATA",
        "the text",
    ]


def test_explain_says_which_rule_and_threshold_when_it_was_tried_and_what_the_server_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = '- {id: desk, address: desk@dale.example, metrics: ["coop-*"], min_change_pct: 5, direction: up}'
    room = Newsroom(tmp_path, subscribers=reader)
    room.take(shops(40, 30), now=TODAY)
    server = Server(Script(rcpt=["451 come back later"]))
    server.start()
    try:
        settings = {"HOST": server.hostname, "PORT": str(server.port), "SECURITY": "none", "SENDER": "a@dale.example"}
        for name, value in settings.items():
            monkeypatch.setenv(f"FIGUREWATCH_SMTP_{name}", value)
        room.take(shops(44, 1), now=TODAY)
        deliver_due(room.settings, datetime.now(UTC) + timedelta(minutes=5))
    finally:
        server.stop()
    ((alert_id,),) = room.rows("select alert_id from alerts")
    (message_id,) = (row["message_id"] for row in listed(room))
    for asked in (alert_id, message_id):
        explained = json.loads(call(room, "explain", asked, "--json").stdout)
        assert explained["mail"] == [
            {
                "message_id": message_id,
                "address": "desk@dale.example",
                "subject": "Shops of the co-op: 40 → 44",
                "state": "sent",
                "attempts": 2,
            }
        ]
        tried = [(row["what"], row["answer"]) for row in explained["delivery"]]
        assert ("attempt, retry", "451 come back later (to RCPT TO)") in tried
        assert ("attempt, sent", "250 OK") in tried
        assert all(row["at"] for row in explained["delivery"])
    (alert,) = json.loads(call(room, "explain", alert_id, "--json").stdout)["alert"]
    assert alert["rule"] == "metrics coop-*, at least 5 %, only up"


def test_the_servers_refusal_is_shown_where_it_happened(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server(Script(rcpt=["550 no such mailbox"]))
    server.start()
    try:
        settings = {"HOST": server.hostname, "PORT": str(server.port), "SECURITY": "none", "SENDER": "a@dale.example"}
        for name, value in settings.items():
            monkeypatch.setenv(f"FIGUREWATCH_SMTP_{name}", value)
        tried = call(room, "alerts", "test", "nobody@dale.example")
    finally:
        server.stop()
    assert tried.returncode == 1
    assert tried.stderr == "RCPT TO nobody@dale.example: 550 no such mailbox\n"


def test_an_alert_that_waits_for_its_digest_can_be_sent_now(tmp_path: Path) -> None:
    room = Newsroom(
        tmp_path,
        subscribers='- {id: desk, address: desk@dale.example, metrics: ["coop-*"], deliver: weekly, at: "00:00"}',
    )
    room.take(shops(40, 30), now=NOW)
    room.take(article("b", "2031-09-04", "The Dale Co-op now runs 44 shops."))
    ((alert_id,),) = room.rows("select alert_id from alerts")
    assert listed(room) == []
    assert "1 written as files" in call(room, "alerts", "send", alert_id).stdout
    assert [row["alert_ids"] for row in listed(room)] == [[alert_id]]
