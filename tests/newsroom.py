"""A small catalogue and articles of its own, taken in as a user would."""

import json
import shutil
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

from flows.ingest_recipe import Order, ingest_recipe
from flows.settings import Settings
from flows.summary import Summary
from warehouse.querying import query

NOW = datetime(2031, 9, 4, 9, tzinfo=UTC)
CATALOGUE = {
    "entities": """
- {id: dale-coop, name: Dale Co-op, aliases: [the co-op]}
- {id: ostra-ferries, name: Ostra Ferries}
""",
    "publishers": """
- {id: herald, name: Coast Herald, domains: [herald.example]}
- {id: times, name: Island Times, domains: [times.example]}
- {id: coop-news, name: Dale Co-op, domains: [coop.example], official_for: [dale-coop]}
""",
    "metrics": """
- {id: coop-shops, title: Shops of the co-op, entity: dale-coop, unit: shops, period: instant, match: {nouns: [shop]}}
- {id: coop-members, title: Members, entity: dale-coop, unit: members, period: instant, match: {nouns: [member]}}
- {id: ferry-ships, title: Ships, entity: ostra-ferries, unit: ships, period: instant, match: {nouns: [ship]}}
""",
    "subscribers": """
- {id: desk, address: desk@dale.example, metrics: ["coop-*"]}
- {id: harbour, address: harbour@dale.example, metrics: ["ferry-*"]}
""",
}


def written(folder: Path, **files: str) -> Path:
    """A catalogue folder with the files above, others put in their place."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (CATALOGUE | files).items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


def article(name: str, day: str, text: str, site: str = "herald", **more: Any) -> dict[str, Any]:
    """An article record; the same name is the same address."""
    return {"id": name, "url": f"https://{site}.example/{name}", "published": day, "text": text} | more


class Newsroom:
    """A home of its own, with the catalogue that its articles are read with."""

    def __init__(self, folder: Path, **files: str) -> None:
        self.folder = folder
        self.catalogue = written(folder / "catalogue", **files)
        self.count = 0

    @property
    def home(self) -> Path:
        """Where its state is."""
        return self.folder / "home"

    def copied(self, folder: Path) -> "Newsroom":
        """A newsroom that has done all that this one has, to go on by itself."""
        shutil.copytree(self.folder, folder, symlinks=True)
        other = Newsroom.__new__(Newsroom)
        other.folder, other.catalogue, other.count = folder, folder / "catalogue", self.count
        return other

    @property
    def settings(self) -> Settings:
        """Where it all is."""
        return Settings(home=self.home, catalogue=self.catalogue)

    def rewrite(self, **files: str) -> None:
        """Puts other files into the catalogue."""
        written(self.catalogue, **files)

    def add_ops(self, address: str) -> None:
        """Someone who looks after the machine."""
        self.rewrite(subscribers=CATALOGUE["subscribers"] + f"- {{id: ops, address: {address}, role: ops}}\n")

    def mails(self, address: str) -> list[dict[str, str]]:
        """Subject and text of every mail written for the address, oldest first."""
        read = [message_from_bytes(path.read_bytes(), policy=default) for path in self.home.glob("outbox/*.eml")]
        mine = sorted((mail for mail in read if mail["To"] == address), key=lambda mail: mail["Date"].datetime)
        return [{"subject": mail["Subject"], "text": mail.get_body(("plain",)).get_content()} for mail in mine]

    def file(self, *records: dict[str, Any]) -> Path:
        """The records as a file of JSON lines."""
        self.count += 1
        path = self.folder / f"batch-{self.count}.jsonl"
        path.write_text("\n".join(json.dumps(record) for record in records), "utf-8")
        return path

    def take(self, *records: dict[str, Any], now: datetime = NOW) -> Summary:
        """Takes the articles in by one run."""
        return ingest_recipe(Order(paths=(self.file(*records),), now=now), self.settings)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the published copy answers."""
        return query(self.home, sql).rows

    def classes(self) -> list[tuple[str, int]]:
        """Class and value of every change, in order of publication."""
        return self.rows("select class, new_value::integer from changes order by published_at, change_id")

    def told(self) -> list[tuple[Any, ...]]:
        """Class, value and subscriber of every alert that was to leave."""
        return self.rows(
            "select class, new_value::integer, subscriber_id from alerts where state = 'due'"
            " order by created_at, alert_id"
        )
