"""The main job on the seed documents: one change, and the same result however and however often they come in."""

import itertools
import random
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from flows.ingest_recipe import Order, ingest_recipe
from flows.settings import Settings
from flows.summary import Summary
from warehouse.querying import query

SEEDS = Path(__file__).parent.parent / "seeds"
NOW = datetime(2026, 3, 1, tzinfo=UTC)
WHAT_HOLDS = {
    "history": "select * exclude (known_from, known_to) from metric_history where known_to is null order by all",
    "changes": "select * exclude (known_from, decided_at) from changes order by all",
    "facts": "select * exclude (known_from) from facts order by all",
    "belief": "select * exclude (known_from) from metrics order by all",
}
"""What we hold now. What we held earlier (known_from, known_to) is the order of arrival itself."""


def run_seeds(home: Path) -> Summary:
    settings = Settings(home=home, catalogue=SEEDS)
    return ingest_recipe(Order(sources=("seeds",), now=NOW), settings)


def rows(home: Path, sql: str) -> list[tuple[Any, ...]]:
    return query(home, sql).rows


def state(home: Path) -> dict[str, list[tuple[Any, ...]]]:
    return {name: rows(home, sql) for name, sql in WHAT_HOLDS.items()}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    home = tmp_path_factory.mktemp("home")
    return home, run_seeds(home)


def test_the_one_change_is_that_hkic_has_invested_in_more_projects(first: tuple[Path, Summary]) -> None:
    home, summary = first
    (telling,) = summary.tellings
    change = telling.change
    assert (change.metric_id, change.class_, change.kind) == ("hkic-projects", "new_value", "actual")
    assert (change.old_value, change.old_qualifier, change.new_value, change.new_qualifier) == (
        160,
        "over",
        170,
        "over",
    )
    assert "has invested in more than 170 projects" in telling.evidence.sentence
    assert rows(home, "select metric_id from changes where alerts_by_default") == [("hkic-projects",)]
    assert summary.articles_new == 5


def test_its_mail_is_held_as_a_file_with_old_and_new_value_and_proof(first: tuple[Path, Summary]) -> None:
    (path,) = first[1].held_files
    mail = message_from_bytes(path.read_bytes(), policy=default)
    assert mail["Subject"] == "HKIC projects invested in: over 160 → more than 170"
    assert mail["To"] == "desk@example.org"
    body = mail.get_body(("plain",))
    assert body is not None
    text = " ".join(body.get_content().split())
    assert "170 projects" in text
    assert "https://www.fso.gov.hk/eng/blog/blog20260208.htm" in text
    html = mail.get_body(("html",))
    assert html is not None
    assert "<mark" in html.get_content()


def test_a_second_run_writes_no_row_twice_and_raises_nothing(tmp_path: Path) -> None:
    run_seeds(tmp_path)
    before = state(tmp_path)
    counts = "select count(*) from data.{}"
    tables = ("facts", "observations", "changes", "alerts", "articles", "dropped", "matches", "metrics", "messages")
    sizes = {table: rows(tmp_path, counts.format(table)) for table in tables if table != "messages"}
    again = run_seeds(tmp_path)
    assert (again.state, again.tellings, again.articles_known) == ("nothing new", (), 5)
    assert state(tmp_path) == before
    assert {table: rows(tmp_path, counts.format(table)) for table in sizes} == sizes
    assert len(again.held_files) == 1


def test_a_fresh_home_gets_the_same_ids(first: tuple[Path, Summary], tmp_path: Path) -> None:
    run_seeds(tmp_path)
    assert state(tmp_path) == state(first[0])
    ids = "select alert_id, change_id from alerts order by all"
    assert rows(tmp_path, ids) == rows(first[0], ids)


def one_by_one(home: Path, order: tuple[Path, ...], folder: Path) -> None:
    """Ingests the documents one after the other, each by a run of its own."""
    catalogue = folder / "catalogue"
    if not catalogue.exists():
        catalogue.mkdir()
        for file in SEEDS.glob("*.yaml"):
            (catalogue / file.name).write_bytes(file.read_bytes())
    articles = catalogue / "articles"
    articles.mkdir(exist_ok=True)
    settings = Settings(home=home, catalogue=catalogue)
    for stale in articles.iterdir():
        stale.unlink()
    for document in order:
        (articles / document.name).write_bytes(document.read_bytes())
        ingest_recipe(Order(sources=("seeds",), now=NOW), settings)


ORDERS = list(itertools.permutations(sorted((SEEDS / "articles").iterdir())))
SOME = random.Random(7).sample(ORDERS, 2)


@pytest.mark.parametrize("order", SOME, ids=lambda order: "-".join(document.name[:10] for document in order))
def test_some_orders_of_arrival_give_the_same_state(
    first: tuple[Path, Summary], tmp_path: Path, order: tuple[Path, ...]
) -> None:
    one_by_one(tmp_path / "home", order, tmp_path)
    assert state(tmp_path / "home") == state(first[0])


@pytest.mark.chaos
@pytest.mark.parametrize("order", ORDERS, ids=lambda order: "-".join(document.name[:10] for document in order))
def test_every_order_of_arrival_gives_the_same_state(
    first: tuple[Path, Summary], tmp_path: Path, order: tuple[Path, ...]
) -> None:
    one_by_one(tmp_path / "home", order, tmp_path)
    assert state(tmp_path / "home") == state(first[0])
