"""An edited article: what was told and is now wrong is corrected for those who were told, however it arrives."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from newsroom import NOW, Newsroom, article

WHAT_HOLDS = (
    "select * exclude (known_from, decided_at) from changes order by all",
    "select * exclude (known_from, known_to) from metric_history where known_to is null order by all",
    "select * exclude (known_from) from metrics order by all",
)
BEFORE = article("a", "2031-08-01", "The Dale Co-op has 61 shops.")
SAID = article("b", "2031-09-02", "The Dale Co-op has 76 shops.", "times")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    made = Newsroom(tmp_path_factory.mktemp("told"))
    made.take(BEFORE)
    made.take(SAID)
    return made


@pytest.fixture
def room(told: Newsroom, tmp_path: Path) -> Newsroom:
    """A newsroom that has told its readers of 76 shops after 61."""
    return told.copied(tmp_path / "room")


def test_a_figure_put_right_by_an_edit_is_told_as_revised(room: Newsroom) -> None:
    room.take(SAID | {"revision": 2, "text": "The Dale Co-op has 67 shops. We had turned the digits."})
    assert room.told() == [("new_value", 76, "desk"), ("revised", 67, "desk")]
    subjects = [line for file in (room.home / "outbox").glob("*.eml") for line in file.read_text().splitlines()]
    assert any("76" in line and "67" in line for line in subjects)
    again = room.take(SAID | {"revision": 2, "text": "The Dale Co-op has 67 shops. We had turned the digits."})
    assert (again.state, again.tellings) == ("nothing new", ())


def test_a_figure_taken_out_by_an_edit_is_told_as_retracted(room: Newsroom) -> None:
    room.take(SAID | {"text": "The Dale Co-op has many shops."})
    assert room.told() == [("new_value", 76, "desk"), ("retracted", 76, "desk")]
    assert room.rows("select value::integer from metrics where metric_id = 'coop-shops'") == [(61,)]


def test_a_correction_is_owed_however_old_the_article(room: Newsroom) -> None:
    room.take(SAID | {"text": "The Dale Co-op has many shops."}, now=NOW + timedelta(days=90))
    assert room.told()[-1] == ("retracted", 76, "desk")


def test_nobody_is_corrected_who_was_not_told(tmp_path: Path) -> None:
    room = Newsroom(tmp_path)
    room.take(BEFORE)
    room.take(SAID, now=NOW + timedelta(days=90))
    assert room.rows("select state, hold_reason from alerts") == [("held", "old article")]
    room.take(SAID | {"text": "The Dale Co-op has many shops."}, now=NOW + timedelta(days=90))
    assert room.told() == []


def test_an_edit_elsewhere_corrects_nothing(room: Newsroom) -> None:
    room.take(SAID | {"published": "2031-09-03", "text": "The Dale Co-op has 76 shops. It was founded by weavers."})
    assert room.told() == [("new_value", 76, "desk")]
    assert room.classes() == [("first", 61), ("new_value", 76)]


EDITIONS: dict[str, list[dict[str, Any]]] = {
    "one figure stays, another goes": [
        SAID | {"text": "The Dale Co-op has 76 shops. It had 4,100 members in May, and 4,300 members in August."},
        SAID | {"revision": 2, "text": "The Dale Co-op has 76 shops. It had 4,300 members in August."},
    ],
    "the figure that stays is no replacement": [
        SAID | {"text": "The Dale Co-op had 80 shops on 1 September 2031. It had 64 shops in 2029."},
        SAID | {"revision": 2, "text": "The Dale Co-op had 64 shops in 2029."},
    ],
    "a figure goes and comes back": [
        SAID,
        SAID | {"revision": 2, "text": "The Dale Co-op has many shops."},
        SAID | {"revision": 3, "text": "The Dale Co-op has 76 shops, after all."},
    ],
    "every edition says another": [
        SAID,
        SAID | {"revision": 2, "text": "The Dale Co-op has 70 shops."},
        SAID | {"revision": 3, "published": "2031-09-03", "text": "The Dale Co-op has 72 shops."},
    ],
}


@pytest.mark.parametrize("editions", EDITIONS.values(), ids=EDITIONS)
def test_the_runs_that_editions_come_in_with_change_nothing(tmp_path: Path, editions: list[dict[str, Any]]) -> None:
    later = article("c", "2031-09-03", "The Dale Co-op runs 74 shops and has 4,350 members.")
    found = []
    orders = ([[BEFORE, *editions, later]], [[one] for one in (later, *editions[::-1], BEFORE)])
    for number, runs in enumerate(orders):
        room = Newsroom(tmp_path / str(number))
        for records in runs:
            room.take(*records)
        found.append([room.rows(sql) for sql in WHAT_HOLDS])
    assert found[0][0]
    assert all(one == found[0] for one in found[1:])
