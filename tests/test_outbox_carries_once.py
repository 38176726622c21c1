"""An alert is carried by one message, whoever composes and however often; an older outbox learns what it carries."""

import sqlite3

from mailbox_server import NOW, message

from alerting.outbox import Outbox


def test_what_one_message_carries_no_other_does(tmp_path):
    with Outbox(tmp_path / "outbox.sqlite") as outbox:
        assert outbox.add([message(1)], NOW) == 1
        digest = message(9, alert_ids=(message(1).alert_ids[0], "alr-b"), also_carries=("first desk chg-c",))
        assert outbox.add([digest], NOW) == 0
        assert outbox.not_carried([*digest.alert_ids, *digest.also_carries]) == ["alr-b", "first desk chg-c"]
        rest = digest.model_copy(update={"alert_ids": ("alr-b",)})
        assert outbox.add([rest, message(8, alert_ids=("alr-b",))], NOW) == 1
        assert outbox.carrying("alr-b").message == rest


def test_what_is_silenced_is_carried_by_nothing(tmp_path):
    with Outbox(tmp_path / "outbox.sqlite") as outbox:
        outbox.silence(message(1).alert_ids, NOW)
        assert outbox.add([message(1)], NOW) == 0
        assert outbox.carrying(message(1).alert_ids[0]) is None


def test_an_outbox_of_the_first_version_is_brought_up_to_date(tmp_path):
    path = tmp_path / "outbox.sqlite"
    with Outbox(path) as outbox:
        outbox.add([message(1)], NOW)
    old = sqlite3.connect(path)
    old.executescript(
        "DROP TABLE carried; DROP TABLE mutes; DROP TABLE troubles; DROP TABLE kept; PRAGMA user_version = 1"
    )
    old.close()
    with Outbox(path) as outbox:
        assert outbox.carrying(message(1).alert_ids[0]).message == message(1)
        assert outbox.add([message(7, alert_ids=message(1).alert_ids)], NOW) == 0
        assert outbox.due(NOW) == [message(1).message_id]
