"""Five hundred changes in one run are one mail for each person, not five hundred."""

import json
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from command_line import figurewatch
from mailbox_server import LETTERHEAD, Script, Server
from newsroom import written
from telling_samples import RUN_AT, alert, change, telling

from alerting.outbox import Outbox
from flows.composing import compose
from flows.mail_steps import send_mails
from flows.settings import Settings
from schemas.catalogue import Catalogue
from schemas.subscriber import Subscriber

COUNT = 500
READERS = tuple(
    Subscriber(id=name, address=f"{name}@dale.example", metrics=("*",), role=role)
    for name, role in (("desk", "reader"), ("boss", "reader"), ("ops", "ops"))
)


def test_each_reader_gets_all_of_a_storm_in_one_mail(tmp_path: Path) -> None:
    waiting = []
    for number in range(1, COUNT + 1):
        of = change(number, metric_id=f"pier-{number}")
        for reader in ("desk", "boss"):
            one = alert(of, reader, alert_id=f"alr-{reader}-{number}", run_id="run-1")
            waiting.append(telling(of, f"Cranes of pier {number:03}").model_copy(update={"alert": one}))
    # Another run's single change is no part of the storm.
    alone = change(9999, metric_id="ferries")
    waiting.append(telling(alone, "Ferries").model_copy(update={"alert": alert(alone, run_id="run-2")}))
    settings = Settings(home=tmp_path, catalogue=tmp_path)
    with Outbox(tmp_path / "outbox.sqlite") as outbox:
        messages = compose(waiting, Catalogue(subscribers=READERS), settings, outbox, "ops@dale.example", RUN_AT)
        assert (
            compose(waiting, Catalogue(subscribers=READERS), settings, outbox, "ops@dale.example", RUN_AT) == messages
        )
    mailed = send_mails(messages, settings, LETTERHEAD, RUN_AT)
    assert sorted((one.address, len(one.alert_ids)) for one in messages) == [
        ("boss@dale.example", COUNT),
        ("desk@dale.example", 1),
        ("desk@dale.example", COUNT),
    ]
    assert mailed.delivered.written == 3
    (desk,) = [one for one in messages if one.address.startswith("desk") and len(one.alert_ids) == COUNT]
    assert "500 changes" in desk.subject
    titles = [line for line in desk.text.splitlines() if "Cranes of pier" in line]
    assert [line.partition("pier ")[2][:3] for line in titles] == [f"{n:03}" for n in range(1, COUNT + 1)]


def firms(count: int, day: str) -> str:
    text = "\n\n".join(f"Firm Number{n:03}x now runs {count} shops." for n in range(COUNT))
    return json.dumps({"url": f"https://herald.example/{count}", "published": day, "title": "Shops", "text": text})


@pytest.mark.chaos
@pytest.mark.filterwarnings("ignore::DeprecationWarning:aiosmtpd")
def test_a_storm_through_the_command_line_and_a_mail_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(f"shops-{n:03}", f"e{n:03}", f"Firm Number{n:03}x") for n in range(COUNT)]
    catalogue = written(
        tmp_path / "catalogue",
        metrics="\n".join(
            f"- {{id: {name}, title: Shops of {firm}, entity: {entity}, unit: shops, period: instant,"
            " match: {nouns: [shop]}}"
            for name, entity, firm in rows
        ),
        entities="\n".join(f"- {{id: {entity}, name: {firm}}}" for _, entity, firm in rows),
        subscribers='- {id: desk, address: desk@dale.example, metrics: ["*"]}\n'
        '- {id: boss, address: boss@dale.example, metrics: ["shops-0*"]}\n'
        "- {id: one, address: one@dale.example, metrics: [shops-007]}\n",
    )
    today = datetime.now(UTC).date()
    mailbox = Script()
    server = Server(mailbox, data_size_limit=None)
    server.start()
    try:
        settings = {"HOST": server.hostname, "PORT": str(server.port), "SECURITY": "none", "SENDER": "a@dale.example"}
        for name, value in settings.items():
            monkeypatch.setenv(f"FIGUREWATCH_SMTP_{name}", value)
        for count, ago in ((40, 3), (44, 0)):
            article = tmp_path / f"{count}.json"
            article.write_text(firms(count, (today - timedelta(days=ago)).isoformat()))
            answered = figurewatch("ingest", article, home=tmp_path / "home", catalogue=catalogue)
            assert answered.returncode == 0, answered.stderr
    finally:
        server.stop()
    mails = [message_from_bytes(raw, policy=default) for raw in mailbox.accepted]
    subjects = {str(mail["To"]): str(mail["Subject"]) for mail in mails}
    assert len(mails) == 3
    assert "500 changes" in subjects["desk@dale.example"]
    assert "100 changes" in subjects["boss@dale.example"]
    assert subjects["one@dale.example"] == "Shops of Firm Number007x: 40 → 44"
    assert all(len(mail.get_body(("html",)).get_content().encode()) < 102_000 for mail in mails)
