"""A correction replies to the mail it corrects; what was withdrawn before anyone was told is told to nobody."""

from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from command_line import figurewatch
from newsroom import NOW, Newsroom, article

from alerting.outbox import Outbox
from flows.delivery_recipe import deliver_due
from flows.mail_steps import outbox_path
from schemas.alert import Message

DAILY = '- {id: desk, address: desk@dale.example, metrics: ["coop-*"], deliver: daily, at: "08:00"}'
TOMORROW = (NOW + timedelta(days=1)).replace(hour=12)


def shops(count: int, day: str, name: str, site: str = "herald", **more) -> dict:
    return article(name, day, f"The Dale Co-op now runs {count} shops.", site, **more)


def sent(room: Newsroom) -> list[Message]:
    with Outbox(outbox_path(room.home)) as outbox:
        return [outbox.get(row[0]).message for row in outbox.read("SELECT message_id FROM messages ORDER BY place")]


def headers(room: Newsroom) -> dict[str, tuple[str, str | None]]:
    """By subject: the Message-ID of a written mail and the one it replies to."""
    mails = [message_from_bytes(path.read_bytes(), policy=default) for path in (room.home / "outbox").glob("*.eml")]
    return {str(mail["Subject"]): (mail["Message-ID"], mail["In-Reply-To"]) for mail in mails}


def test_a_correction_replies_to_the_mail_it_corrects_not_to_the_last_one(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.take(shops(40, "2031-09-01", "a"))
    room.take(shops(44, "2031-09-02", "b"))
    room.take(shops(47, "2031-09-03", "c", "times"))
    room.take(shops(44, "2031-09-02", "b") | {"text": "The Dale Co-op has many shops.", "revision": 2})
    found = headers(room)
    first, last = found["Shops of the co-op: 40 → 44"], found["Shops of the co-op: 44 → 47"]
    assert last[1] == first[0]
    assert found["Withdrawn – Shops of the co-op: 44"][1] == first[0]


def test_a_revision_replies_to_the_mail_with_the_wrong_value(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.take(shops(40, "2031-09-01", "a"))
    room.take(shops(44, "2031-09-03", "b"))
    room.take(shops(48, "2031-09-03", "b", revision=2))
    found = headers(room)
    assert found["Correction – Shops of the co-op: 44 → 48"][1] == found["Shops of the co-op: 40 → 44"][0]


def test_a_correction_of_what_a_digest_told_replies_to_the_digest(tmp_path: Path) -> None:
    room = Newsroom(tmp_path, subscribers=DAILY)
    room.take(shops(40, "2031-09-01", "a"))
    room.take(shops(44, "2031-09-04", "b"))
    deliver_due(room.settings, TOMORROW)
    (room.catalogue / "subscribers.yaml").write_text(DAILY.replace("daily", "instant"))
    (digest,) = sent(room)
    room.take(shops(44, "2031-09-04", "b") | {"text": "Many shops.", "revision": 2}, now=TOMORROW)
    assert sent(room)[-1].corrects == digest.message_id
    (reply,) = [one for one in headers(room).values() if one[1]]
    assert reply[1] == f"<{digest.message_id}@localhost>"


@pytest.fixture
def waiting(tmp_path: Path) -> Newsroom:
    """A newsroom that has told of its first figure, and in which one alert waits for tomorrow's digest."""
    room = Newsroom(tmp_path, subscribers=DAILY)
    room.take(shops(40, "2031-09-01", "a"), now=NOW - timedelta(days=2))
    deliver_due(room.settings, NOW - timedelta(days=1))
    room.take(shops(44, "2031-09-04", "b"))
    return room


def digests(room: Newsroom, at: datetime = TOMORROW) -> list[str]:
    deliver_due(room.settings, at)
    first, *others = [one.text for one in sent(room)]
    assert "now tracking 1 metric" in first
    return others


def test_what_is_withdrawn_before_its_digest_is_never_told_nor_taken_back(waiting: Newsroom) -> None:
    ((alert_id,),) = waiting.rows("select alert_id from alerts")
    waiting.take(shops(44, "2031-09-04", "b") | {"text": "Many shops.", "revision": 2})
    assert digests(waiting) == []
    explained = figurewatch("explain", alert_id, home=waiting.home, catalogue=waiting.catalogue)
    assert "its figure withdrawn, before a mail was made" in explained.stdout


def test_what_is_put_right_before_its_digest_is_told_with_its_correction(waiting: Newsroom) -> None:
    waiting.take(shops(48, "2031-09-04", "b", revision=2))
    (told,) = digests(waiting)
    assert told.index("40 → 44") < told.index("Correction: Shops")


def test_a_waiting_figure_is_told_as_news_when_another_article_proves_to_have_said_it_first(waiting: Newsroom) -> None:
    words = "In a speech on the pier the chair of the weavers said: the Dale Co-op now runs 44 shops."
    waiting.take(article("earlier", "2031-09-03", words, "times"))
    assert waiting.rows("select class from changes where url like '%herald%' and new_value = 44") == [("repeat",)]
    (told,) = digests(waiting)
    assert "40 → 44 shops\n  4 more (+10 %)" in told
    assert "1 other publisher agrees." in told
    assert told.count("4 September 2031: 44") + told.count("4 Sep 2031: 44") == 1


def test_a_withdrawal_that_leaves_the_value_standing_is_told_to_nobody(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.take(shops(40, "2031-09-01", "a"))
    room.take(shops(44, "2031-09-03", "b"))
    room.take(shops(44, "2031-09-03", "also", "times"))
    room.take(shops(44, "2031-09-03", "b") | {"text": "Many shops.", "revision": 2})
    assert [one.subject for one in sent(room)] == ["Shops of the co-op: 40 → 44"]
    room.take(shops(44, "2031-09-03", "also", "times") | {"text": "Many shops.", "revision": 2})
    assert [one.subject for one in sent(room)][1:] == ["Withdrawn – Shops of the co-op: 44"]
