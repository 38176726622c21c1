"""A metric tried on what is stored shows what it would find and send, and leaves nothing behind."""

import json

import pytest
from command_line import figurewatch
from newsroom import Newsroom, article

from flows.console import Fault
from flows.opening import open_catalogue
from flows.try_steps import Trial, read_metrics, try_metrics
from warehouse.rereading import stored_articles

ARTICLES = (
    article("a", "2031-03-01", "The Dale Co-op runs 12 bakeries. The Dale Co-op has 61 shops."),
    article("b", "2031-05-01", "The Dale Co-op runs 15 bakeries. Ostra Ferries has 9 ships."),
    article("c", "2031-07-01", "The Dale Co-op closed 2 bakeries in the hills.", "times"),
    article("d", "2031-08-01", "The Dale Co-op now runs 15 bakeries and 3 mills.", "times"),
)
COUNTED = "- {{id: {}, title: X, entity: dale-coop, unit: {}, period: instant, match: {}}}\n"
BAKERIES = COUNTED.format("coop-bakeries", "bakeries", "{nouns: [bakery], near: [run]}")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    made = Newsroom(tmp_path_factory.mktemp("room"))
    made.take(*ARTICLES)
    return made


def tried(room: Newsroom, text: str) -> list[Trial]:
    file = room.folder / "tried.yaml"
    file.write_text(text, "utf-8")
    stored = stored_articles(room.home)
    return try_metrics(read_metrics(file), stored, open_catalogue(room.catalogue), room.settings)


def test_it_shows_matches_near_misses_series_and_alerts(room: Newsroom) -> None:
    (trial,) = tried(room, BAKERIES)
    assert [one.fact.quote for one in trial.matched] == ["12 bakeries", "15 bakeries", "15 bakeries"]
    assert [(one.fact.quote, missing) for one, missing in trial.near_misses if "bakeries" in one.fact.quote] == [
        ("2 bakeries", "none of “run” is near")
    ]
    assert [(change.class_, int(change.new_value or 0)) for change in trial.changes] == [
        ("first", 12),
        ("new_value", 15),
        ("repeat", 15),
    ]
    assert [(int(change.new_value or 0), subscriber) for change, subscriber in trial.alerts] == [(15, "desk")]


def test_a_metric_of_the_same_id_takes_the_old_ones_place(room: Newsroom) -> None:
    shops = COUNTED.format("coop-shops", "shops", "{nouns: [shop], near: [own]}")
    (trial,) = tried(room, shops)
    assert trial.matched == []
    assert [missing for one, missing in trial.near_misses if one.fact.quote == "61 shops"] == ["none of “own” is near"]


def test_figures_that_another_metric_has_are_near_misses(room: Newsroom) -> None:
    twin = COUNTED.format("coop-outlets", "shops", "{nouns: [shop]}")
    (trial,) = tried(room, twin)
    assert [missing for one, missing in trial.near_misses if one.fact.quote == "61 shops"] == [
        "fits as well as coop-shops"
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {id: x, title: X, entity: nobody, unit: shops, period: instant}\n", "no entity 'nobody'"),
        ("- {id: x, title: X, entity: dale-coop, unit: shops, period: weekly}\n", "tried.yaml:1: period"),
        ("", "no metric in it"),
    ],
)
def test_a_definition_that_cannot_be_tried_is_said(room: Newsroom, text: str, said: str) -> None:
    with pytest.raises(Fault, match=said):
        tried(room, text)


def test_the_command_answers_and_stores_nothing(room: Newsroom) -> None:
    file = room.folder / "bakeries.yaml"
    file.write_text(BAKERIES, "utf-8")
    before = (room.home / "ledger.duckdb").read_bytes()
    answered = figurewatch("metrics", "try", file, "--json", home=room.home, catalogue=room.catalogue)
    (trial,) = json.loads(answered.stdout)
    assert (len(trial["matches"]), [one["new_value"] for one in trial["alerts"]]) == (3, [15])
    shown = figurewatch("metrics", "try", file, home=room.home, catalogue=room.catalogue)
    assert "would alert desk: 12 bakeries -> 15 bakeries" in shown.stdout
    assert (room.home / "ledger.duckdb").read_bytes() == before
    listed = json.loads(figurewatch("metrics", "--json", home=room.home, catalogue=room.catalogue).stdout)
    assert "coop-bakeries" not in {row["metric_id"] for row in listed}
    missing = figurewatch("metrics", "try", room.folder / "none.yaml", home=room.home, catalogue=room.catalogue)
    assert (missing.returncode, "no such file" in missing.stderr) == (2, True)
