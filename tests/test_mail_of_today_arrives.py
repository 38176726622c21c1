"""With a mail server set, an article of today that says more is in the mailbox when the command ends."""

import json
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from command_line import SEEDS, figurewatch
from mailbox_server import Script, Server

from flows.ingest_recipe import Order, ingest_recipe
from flows.settings import Settings


def test_a_figure_of_today_is_mailed_and_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    ingest_recipe(Order(sources=("seeds",)), Settings(home=home, catalogue=SEEDS))
    record = {
        "url": "https://news.rthk.hk/more-projects",
        "title": "HKIC invests on",
        "publisher": "RTHK",
        "published": datetime.now(UTC).isoformat(),
        "text": "The Hong Kong Investment Corporation has now invested in more than 180 projects, its chief said.",
    }
    (tmp_path / "today.json").write_text(json.dumps(record))
    mailbox = Script()
    server = Server(mailbox)
    server.start()
    try:
        settings = {"HOST": server.hostname, "PORT": str(server.port), "SECURITY": "none", "SENDER": "news@example.org"}
        for name, value in settings.items():
            monkeypatch.setenv(f"FIGUREWATCH_SMTP_{name}", value)
        answered = figurewatch("ingest", tmp_path / "today.json", home=home)
        assert answered.returncode == 0, answered.stderr
        assert "1 sent" in answered.stdout
        again = figurewatch("ingest", tmp_path / "today.json", home=home)
        assert again.returncode == 0
    finally:
        server.stop()
    (accepted,) = mailbox.accepted
    mail = message_from_bytes(accepted, policy=default)
    assert mailbox.recipients == ["desk@example.org"]
    assert mail["Subject"] == "HKIC projects invested in: more than 170 → more than 180"
    assert mail["From"].addresses[0].addr_spec == "news@example.org"
    states = json.loads(figurewatch("alerts", "list", "--json", home=home).stdout)
    assert sorted(row["state"] for row in states) == ["held", "sent"]
