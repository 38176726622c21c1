"""The stories of tests/cases/sentence_stories.yaml: from whole sentences to the class a careful reader would give."""

import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from newsroom import Newsroom

DATA = yaml.safe_load((Path(__file__).parent / "cases" / "sentence_stories.yaml").read_text("utf-8"))
ARTICLES: list[dict[str, Any]] = [one for story in DATA["stories"] for one in story["articles"]]
FOUND = """
select url, string_agg(c.metric_id || ' ' || class || ' ' || new_value::bigint, ', ' order by o.span_start, c.change_id)
from changes c join data.observations o on o.observation_id = c.observation_id and o.known_to is null
group by url
"""


def record(one: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in one.items() if key != "expect"}
    return kept | {"published": str(one["published"]), "url": f"https://paper.example/{one['id']}"}


def found(folder: Path, articles: list[dict[str, Any]]) -> dict[str, str]:
    """What became of the figures of each article, all taken in by one run."""
    room = Newsroom(folder, **DATA["catalogue"])
    room.take(*map(record, articles))
    return {url.rpartition("/")[2]: said for url, said in room.rows(FOUND)}


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return found(tmp_path_factory.mktemp("room"), ARTICLES)


@pytest.mark.parametrize("story", DATA["stories"], ids=lambda story: story["name"])
def test_story_has_its_classes(decided: dict[str, str], story: dict[str, Any]) -> None:
    wanted: dict[str, str] = {}
    for one in story["articles"]:
        if one["expect"]:
            wanted[one["id"]] = ", ".join(one["expect"])
    assert {one["id"]: decided[one["id"]] for one in story["articles"] if one["id"] in decided} == wanted


def test_another_order_gives_the_same(tmp_path: Path, decided: dict[str, str]) -> None:
    shuffled = list(ARTICLES)
    random.Random(5).shuffle(shuffled)
    assert found(tmp_path, shuffled) == decided
