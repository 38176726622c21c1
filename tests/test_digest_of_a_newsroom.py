"""Digests as readers of a newsroom get them: once for each slot, with all that came before it."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import yaml
from newsroom import NOW, Newsroom, article

from alerting.mutes import add_mute
from alerting.outbox import Outbox
from flows.delivery_recipe import deliver_due
from flows.mail_steps import outbox_path
from schemas.alert import Message, Mute
from schemas.catalogue import Metric

DAILY = """
- {id: desk, address: desk@dale.example, metrics: ["coop-*"], deliver: daily, at: "08:00", time_zone: Europe/Oslo}
- {id: ops, address: ops@dale.example, role: ops}
"""
TOMORROW = NOW.replace(hour=6) + timedelta(days=1)
"""08:00 in Oslo, of a Friday."""


def mails(room: Newsroom, to: str = "desk") -> list[Message]:
    with Outbox(outbox_path(room.home)) as outbox:
        rows = outbox.read("SELECT message_id FROM messages ORDER BY place")
        messages = [outbox.get(row[0]).message for row in rows]
    return [one for one in messages if one.address.startswith(to)]


def shops(count: int, day: str, name: str | None = None) -> dict:
    return article(name or f"shops-{count}", day, f"The Dale Co-op now runs {count} shops, it said.")


def members(count: int, day: str) -> dict:
    return article(f"members-{count}", day, f"The Dale Co-op has {count} members.")


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    made = Newsroom(tmp_path, subscribers=DAILY)
    made.take(shops(40, "2031-08-03"), members(800, "2031-08-03"), now=NOW - timedelta(hours=4))
    return made


def deliver(room: Newsroom, now: datetime):
    return deliver_due(room.settings, now).delivered


def test_alerts_wait_for_their_slot_and_come_as_one_message(room: Newsroom) -> None:
    room.take(shops(44, "2031-09-04"))
    room.take(members(900, "2031-09-04"), now=NOW + timedelta(hours=1))
    assert mails(room) == []
    assert deliver(room, TOMORROW - timedelta(minutes=1)).written == 0
    assert deliver(room, TOMORROW).written == 1
    (digest,) = mails(room)
    assert digest.subject == "Figures, 5 September 2031: 2 changes"
    assert "40 → 44 shops" in digest.text
    assert "800 → 900 members" in digest.text
    assert "now tracking" not in digest.text


def test_a_slot_is_composed_once_and_what_comes_later_waits_for_the_next(room: Newsroom) -> None:
    room.take(shops(44, "2031-09-04"))
    deliver(room, TOMORROW)
    room.take(members(900, "2031-09-05"), now=TOMORROW + timedelta(minutes=5))
    assert deliver(room, TOMORROW + timedelta(minutes=10)).written == 0
    assert len(mails(room)) == 1
    assert deliver(room, TOMORROW + timedelta(days=1)).written == 1
    later = mails(room)[-1]
    assert "800 → 900 members" in later.text
    assert "40 → 44" not in later.text
    assert "now tracking" not in later.text


def test_after_an_outage_all_that_waited_comes_in_the_last_slot(room: Newsroom) -> None:
    room.take(shops(44, "2031-09-04"))
    room.take(members(900, "2031-09-04"), now=NOW + timedelta(hours=5))
    deliver(room, TOMORROW + timedelta(days=3))
    (digest,) = mails(room)
    assert digest.subject == "Figures, 8 September 2031: 2 changes"


def test_two_subscriptions_of_one_address_have_digests_of_their_own(tmp_path: Path) -> None:
    boss = "- {id: boss, address: desk@dale.example, metrics: [coop-shops], deliver: weekly, weekday: friday}\n"
    room = Newsroom(tmp_path, subscribers=DAILY + boss)
    room.take(shops(40, "2031-08-03"), now=NOW - timedelta(hours=4))
    room.take(shops(44, "2031-09-04"))
    deliver(room, TOMORROW + timedelta(hours=3))
    daily, weekly = mails(room)
    assert daily.thread != weekly.thread
    assert "40 → 44" in daily.text
    assert "40 → 44" in weekly.text


def test_first_figures_are_listed_and_do_not_come_again(room: Newsroom) -> None:
    room.take(article("ships", "2031-09-04", "Ostra Ferries has 12 ships."))
    text = room.catalogue.joinpath("subscribers.yaml").read_text()
    room.catalogue.joinpath("subscribers.yaml").write_text(text.replace("coop-*", "*"))
    deliver(room, TOMORROW)
    (digest,) = mails(room)
    assert "now tracking 1 metric\n  Ships: 12 ships" in digest.text
    assert "Co-op" not in digest.text
    deliver(room, TOMORROW + timedelta(days=1))
    assert len(mails(room)) == 1


def test_a_slot_without_news_has_no_mail(room: Newsroom) -> None:
    deliver(room, TOMORROW)
    count = len(mails(room))
    deliver(room, TOMORROW + timedelta(days=1))
    assert len(mails(room)) == count


def test_held_alerts_become_one_held_digest_at_once(room: Newsroom, tmp_path: Path) -> None:
    room.take(members(850, "2031-08-12"))
    (digest,) = mails(room)
    assert digest.held == "old article"
    deliver(room, TOMORROW)
    with Outbox(outbox_path(room.home)) as outbox:
        assert outbox.get(digest.message_id).state == "held"


def test_too_many_alerts_of_one_run_become_one_digest(tmp_path: Path) -> None:
    many = [
        f"- {{id: m{n}, title: M{n}, entity: e{n}, unit: shops, period: instant, match: {{nouns: [shop]}}}}"
        for n in range(30)
    ]
    entities = [f"- {{id: e{n}, name: Firm Number{n}x}}" for n in range(30)]
    room = Newsroom(
        tmp_path,
        metrics="\n".join(many),
        entities="\n".join(entities),
        subscribers='- {id: desk, address: desk@dale.example, metrics: ["*"]}',
    )
    for count, day in ((40, "2031-09-03"), (44, "2031-09-04")):
        room.take(*(article(f"{n}-{count}", day, f"Firm Number{n}x now runs {count} shops.") for n in range(30)))
    (digest,) = mails(room)
    assert len(digest.alert_ids) == 30
    assert "And 10 more" in digest.text
    assert len({one for (one,) in room.rows("select alert_id from alerts")}) == 30


WATCHING = """
- {id: desk, address: desk@dale.example, metrics: ["coop-*"], watch: {entities: [ostra-ferries], words: [lighthouse]}}
- {id: other, address: other@dale.example, metrics: ["ferry-*"]}
"""


def test_watched_figures_come_once_a_day_with_an_entry_that_would_track_them(tmp_path: Path) -> None:
    room = Newsroom(tmp_path, subscribers=WATCHING)
    room.take(
        article("crew", "2031-09-04", "Ostra Ferries employs 320 sailors. Ostra Ferries has 12 ships."),
        article("light", "2031-09-04", "The new lighthouses cost $4 million."),
        article("else", "2031-09-04", "The bakery sold 700 loaves."),
    )
    deliver(room, TOMORROW + timedelta(hours=3))
    deliver(room, TOMORROW + timedelta(hours=4))
    (digest,) = mails(room)
    assert "New figures on Ostra Ferries, not yet a metric" in digest.text
    assert "320" in digest.text
    assert "New figures on lighthouse, not yet a metric" in digest.text
    assert "12 ships" not in digest.text.replace("Ostra Ferries has 12 ships", "")
    assert "700" not in digest.text
    assert mails(room, "other") == []
    entries = yaml.safe_load(
        "\n".join(
            line
            for line in digest.text.splitlines()
            if line.startswith(("- id:", "  title:", "  entity:", "  unit:", "  period:", "  match:"))
        )
    )
    assert [Metric.model_validate(one, strict=False).entity for one in entries] == ["ostra-ferries", "lighthouse"]
    deliver(room, TOMORROW + timedelta(days=1, hours=3))
    assert len(mails(room)) == 1


def test_watched_figures_of_old_articles_are_not_sent(tmp_path: Path) -> None:
    room = Newsroom(tmp_path, subscribers=WATCHING)
    room.take(article("crew", "2031-03-04", "Ostra Ferries employs 320 sailors."))
    deliver(room, TOMORROW + timedelta(hours=3))
    assert mails(room) == []


def test_delivery_needs_no_ledger_and_no_published_copy(tmp_path: Path) -> None:
    room = Newsroom(tmp_path, subscribers=DAILY)
    assert deliver(room, TOMORROW).model_dump(include={"sent", "written", "waiting"}) == {
        "sent": 0,
        "written": 0,
        "waiting": 0,
    }
    room.take(shops(40, "2031-08-03"), now=NOW - timedelta(hours=4))
    room.take(shops(44, "2031-09-04"))
    (room.home / "ledger.duckdb").unlink()
    assert deliver(room, TOMORROW).written == 1


def test_the_first_run_on_the_seeds_holds_one_alert_with_one_line_on_what_is_tracked(tmp_path: Path) -> None:
    from command_line import SEEDS, figurewatch

    from flows.ingest_recipe import Order, ingest_recipe
    from flows.settings import Settings

    ingest_recipe(Order(sources=("seeds",)), Settings(home=tmp_path, catalogue=SEEDS))
    (row,) = json.loads(figurewatch("alerts", "list", "--json", home=tmp_path).stdout)
    assert row["state"] == "held"
    shown = figurewatch("alerts", "preview", row["message_id"], home=tmp_path).stdout
    assert shown.count("now tracking") == 1
    assert "over 160 → more than 170 projects" in shown


def test_what_is_muted_while_it_waits_for_its_digest_never_comes(room: Newsroom) -> None:
    room.take(shops(44, "2031-09-04"))
    room.take(members(900, "2031-09-04"), now=NOW + timedelta(hours=1))
    with Outbox(outbox_path(room.home)) as outbox:
        add_mute(outbox, Mute(subscriber_id="desk", glob="coop-shops", until=TOMORROW + timedelta(hours=1)))
    deliver(room, TOMORROW)
    deliver(room, TOMORROW + timedelta(days=1))
    (digest,) = mails(room)
    assert "800 → 900 members" in digest.text
    assert "40 → 44" not in digest.text


def test_a_digest_composed_before_a_crash_is_delivered_once_after_it(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.take(shops(44, "2031-09-04"))

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Outbox, "claim", dies)
        with pytest.raises(KeyboardInterrupt):
            deliver(room, TOMORROW)
    assert len(mails(room)) == 1
    assert deliver(room, TOMORROW + timedelta(minutes=1)).written == 1
    assert deliver(room, TOMORROW + timedelta(minutes=2)).written == 0
    assert len(mails(room)) == 1
