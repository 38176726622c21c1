"""What is no news of today sends nothing by itself, is reported as held, and leaves when a person lets it."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from mailbox_server import Script, Server
from newsroom import NOW, Newsroom, article

from flows.delivery_recipe import deliver_due
from flows.fetch_steps import Span
from flows.ingest_recipe import Order, ingest_recipe
from flows.mail_steps import release_messages
from flows.opening import open_catalogue
from flows.summary import Summary

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:aiosmtpd")
WITHOUT_SHOPS = """
- {id: coop-members, title: Members, entity: dale-coop, unit: members, period: instant, match: {nouns: [member]}}
"""


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    """A mail server that is set up, and takes what comes."""
    script = Script()
    server = Server(script)
    server.start()
    settings = {"HOST": server.hostname, "PORT": str(server.port), "SECURITY": "none", "SENDER": "a@dale.example"}
    for name, value in settings.items():
        monkeypatch.setenv(f"FIGUREWATCH_SMTP_{name}", value)
    yield script
    server.stop()


def shops(count: int, day: str) -> dict:
    return article(f"shops-{count}", day, f"The Dale Co-op now runs {count} shops.")


def asked_to_hold(room: Newsroom) -> Summary:
    room.take(shops(40, "2031-09-01"))
    return ingest_recipe(Order(paths=(room.file(shops(44, "2031-09-04")),), alerts="hold", now=NOW), room.settings)


def backfill(room: Newsroom) -> Summary:
    room.take(shops(40, "2031-09-01"))
    span = Span(since=date(2031, 9, 1))
    return ingest_recipe(Order(paths=(room.file(shops(44, "2031-09-04")),), span=span, now=NOW), room.settings)


def old_article(room: Newsroom) -> Summary:
    room.take(shops(40, "2031-08-01"))
    return room.take(shops(44, "2031-08-20"))


def catalogue_change(room: Newsroom) -> Summary:
    whole = (room.catalogue / "metrics.yaml").read_text()
    (room.catalogue / "metrics.yaml").write_text(WITHOUT_SHOPS)
    room.take(shops(40, "2031-09-01"), shops(44, "2031-09-04"))
    (room.catalogue / "metrics.yaml").write_text(whole)
    return room.take(article("more", "2031-09-04", "The harbour was quiet."))


def seed_load(room: Newsroom) -> Summary:
    (room.catalogue / "sources.yaml").write_text("- {id: first, type: folder, path: first, alerts: hold}\n")
    (room.catalogue / "first").mkdir()
    for count, day in ((40, "2031-09-01"), (44, "2031-09-04")):
        (room.catalogue / "first" / f"{count}.json").write_text(json.dumps(shops(count, day)))
    return ingest_recipe(Order(now=NOW), room.settings)


@pytest.mark.parametrize("why", [asked_to_hold, backfill, old_article, catalogue_change, seed_load])
def test_it_is_held_reported_and_released(tmp_path: Path, mailbox: Script, why) -> None:
    room = Newsroom(tmp_path)
    summary = why(room)
    assert room.rows("select state, hold_reason from alerts") == [("held", why.__name__.replace("_", " "))]
    deliver_due(room.settings, NOW + timedelta(days=3))
    assert mailbox.accepted == []
    (held,) = summary.held_files
    assert message_from_bytes(held.read_bytes(), policy=default)["Subject"] == "Shops of the co-op: 40 → 44"
    released, mailed = release_messages(room.settings, open_catalogue(room.catalogue), None)
    assert (len(released), mailed.delivered.sent) == (1, 1)
    (raw,) = mailbox.accepted
    assert message_from_bytes(raw, policy=default)["Subject"] == "Shops of the co-op: 40 → 44"
    assert not held.exists()
