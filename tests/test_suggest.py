"""What recurs and is not tracked is suggested as yaml that works when it is pasted into the catalogue."""

from pathlib import Path

import pytest
from command_line import figurewatch
from newsroom import CATALOGUE, Newsroom, article

from flows.opening import open_catalogue
from flows.suggest_steps import as_yaml, suggestions
from schemas.catalogue_files import read_catalogue
from warehouse.rereading import stored_articles

ARTICLES = (
    article("a", "2031-03-01", "The Dale Co-op runs 12 bakeries. The Dale Co-op has 61 shops and 4 lorries."),
    article("b", "2031-05-01", "The Dale Co-op runs 15 bakeries. Ostra Ferries carried 410,000 passengers in 2030."),
    article("c", "2032-03-01", "Ostra Ferries carried 455,000 passengers in 2031.", "times"),
    article("d", "2032-04-01", "The number of bakeries at the Dale Co-op grew 20 per cent. It has 63 shops."),
    article("e", "2032-05-01", "Marlow Mill has 7 looms."),
    article("f", "2032-06-01", "Marlow Mill has 9 looms."),
)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    made = Newsroom(tmp_path_factory.mktemp("room"))
    made.take(*ARTICLES)
    return made


def test_only_what_two_articles_count_and_nobody_tracks_is_suggested(room: Newsroom) -> None:
    catalogue = open_catalogue(room.catalogue)
    found = suggestions(stored_articles(room.home), catalogue, room.settings)
    shown = {one.metric.id: (one.metric.unit, one.metric.period, len(one.statements)) for one, _ in found}
    # Shops are tracked, lorries are in one article, growth is no level, and the mill is no entity of the catalogue.
    assert shown == {
        "dale-coop-bakery": ("bakeries", "instant", 2),
        "ostra-ferries-passenger": ("passengers", "year", 2),
    }
    text = as_yaml(found, catalogue)
    assert "# 2031-03-01  12 bakeries  (herald)" in text


def test_pasted_it_is_a_catalogue_that_tracks_them(room: Newsroom, tmp_path: Path) -> None:
    shown = figurewatch("suggest", home=room.home, catalogue=room.catalogue)
    assert shown.returncode == 0, shown.stderr
    pasted = Newsroom(tmp_path, metrics=CATALOGUE["metrics"] + shown.stdout)
    assert {"dale-coop-bakery", "ostra-ferries-passenger"} < {
        one.id for one in read_catalogue(pasted.catalogue).metrics
    }
    pasted.take(*ARTICLES)
    assert pasted.rows(
        "select metric_id, class, new_value::integer from changes"
        " where metric_id in ('dale-coop-bakery', 'ostra-ferries-passenger') order by published_at, metric_id"
    ) == [
        ("dale-coop-bakery", "first", 12),
        ("dale-coop-bakery", "new_value", 15),
        ("ostra-ferries-passenger", "first", 410000),
        ("ostra-ferries-passenger", "new_period", 455000),
    ]
    again = figurewatch("suggest", home=pasted.home, catalogue=pasted.catalogue)
    assert again.stdout == "# nothing recurs that is not tracked\n"
