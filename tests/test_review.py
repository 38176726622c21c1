"""What a person decides: a figure is believed or is as if never said, those told are corrected, and it stays so."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from command_line import figurewatch
from newsroom import CATALOGUE, NOW, Newsroom, article

from flows.console import Fault
from flows.opening import open_catalogue
from flows.review_steps import Reviewed, reject_alert, review
from warehouse.reviewing import decisions, doubtful, ties

BEFORE = article("a", "2031-08-01", "The Dale Co-op has 61 shops.")
SAID = article("b", "2031-09-02", "The Dale Co-op has 76 shops.", "times")
LEAP = article("c", "2031-09-03", "The Dale Co-op has 690 shops.", "times")


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


def reject(room: Newsroom, alert_id: str, reason: str = "not theirs") -> Reviewed:
    return reject_alert(alert_id, reason, room.settings, open_catalogue(room.catalogue), NOW + timedelta(hours=1))


def test_a_rejected_alert_is_corrected_and_never_believed_again(room: Newsroom) -> None:
    room.take(BEFORE)
    (telling,) = room.take(SAID).tellings
    done = reject(room, telling.alert.alert_id, "that is another co-op")
    assert [(alert.subscriber_id, alert.state) for alert in done.alerts] == [("desk", "due")]
    assert room.classes() == [("first", 61), ("retracted", 76)]
    assert room.told() == [("new_value", 76, "desk"), ("retracted", 76, "desk")]
    assert room.rows("select value::integer from metrics where metric_id = 'coop-shops'") == [(61,)]
    assert done.case is not None
    (case,) = yaml.safe_load(done.case.read_text())
    assert (case["because"], case["text"], case["read_as"]["value"]) == (
        "that is another co-op",
        "The Dale Co-op has 76 shops.",
        76,
    )
    assert reject(room, telling.alert.alert_id).alerts == []
    # It outlives an edit elsewhere in the article, and a changed catalogue that reads every article again.
    room.take(SAID | {"revision": 2, "text": "The Dale Co-op has 76 shops. It was founded by weavers."})
    metrics = CATALOGUE["metrics"].replace("title: Shops of the co-op", "title: Shops")
    (room.catalogue / "metrics.yaml").write_text(metrics)
    assert room.take(SAID, now=NOW + timedelta(hours=3)).catalogue_changed
    assert room.classes() == [("first", 61), ("retracted", 76)]
    assert len(room.told()) == 2


def test_a_held_leap_is_listed_with_what_is_believed_and_believed_once_accepted(room: Newsroom) -> None:
    room.take(BEFORE, LEAP)
    (row,) = doubtful(room.home)
    assert (row["class"], int(row["value"]), int(row["old_value"])) == ("implausible", 690, 61)
    assert (row["sentence"], row["old_sentence"]) == (LEAP["text"], BEFORE["text"])
    done = review(row["observation_id"], "accepted", "asked them", room.settings, open_catalogue(room.catalogue), NOW)
    assert (done.change.class_, done.case) == ("new_value", None)
    assert room.told() == [("new_value", 690, "desk")]
    assert doubtful(room.home) == []
    assert [(one["decision"], one["reason"]) for one in decisions(room.home)] == [("accepted", "asked them")]


def test_a_rejected_leap_waits_no_longer_and_tells_nobody(room: Newsroom) -> None:
    room.take(BEFORE, LEAP)
    (row,) = doubtful(room.home)
    review(row["observation_id"], "rejected", "a slip", room.settings, open_catalogue(room.catalogue), NOW)
    assert doubtful(room.home) == []
    assert room.told() == []
    assert room.classes() == [("first", 61), ("implausible", 690)]


def test_an_undated_figure_of_a_yearly_series_waits_and_speaks_of_the_last_year_once_accepted(tmp_path: Path) -> None:
    yearly = CATALOGUE["metrics"].replace("unit: members, period: instant", "unit: members, period: year")
    room = Newsroom(tmp_path, metrics=yearly)
    room.take(
        article("a", "2030-02-01", "The Dale Co-op had 4,100 members in 2029."),
        article("b", "2031-08-30", "The Dale Co-op has 4,700 members."),
    )
    (row,) = doubtful(room.home)
    assert (row["class"], row["rule"]) == ("historical", "5")
    done = review(row["observation_id"], "accepted", "last year's", room.settings, open_catalogue(room.catalogue), NOW)
    assert (done.change.class_, done.change.slot) == ("new_period", "2030")


def test_a_figure_that_fits_two_metrics_is_shown_as_a_tie(tmp_path: Path) -> None:
    twin = CATALOGUE["metrics"] + CATALOGUE["metrics"].splitlines()[1].replace("coop-shops", "coop-outlets") + "\n"
    room = Newsroom(tmp_path, metrics=twin)
    room.take(BEFORE)
    (row,) = ties(room.home)
    assert row["quote"] == "61 shops"
    assert "coop-outlets: fits as well as coop-shops" in row["near_misses"]


def test_what_cannot_be_decided_is_said(room: Newsroom) -> None:
    room.take(BEFORE)
    with pytest.raises(Fault, match=r"no alert 'alr-x'.*its mail"):
        reject(room, "alr-x")
    with pytest.raises(Fault, match=r"no observation 'obs-x'.*figurewatch review"):
        review("obs-x", "accepted", "so", room.settings, open_catalogue(room.catalogue), NOW)


def test_the_commands_list_decide_and_answer_with_words(room: Newsroom) -> None:
    room.take(BEFORE, SAID)
    room.take(LEAP)

    def program(*words: str, expected: int = 0) -> str:
        done = figurewatch(*words, home=room.home, catalogue=room.catalogue)
        assert done.returncode == expected, done.stderr
        return done.stdout + done.stderr

    (alert,) = [one for (one,) in room.rows("select alert_id from alerts where state = 'due'")]
    listed = program("review")
    assert "690 shops" in listed
    assert "believed: 76" in listed
    (waiting,) = json.loads(program("review", "--json"))["doubtful"]
    assert "--reason" in program("reject", alert, expected=2)
    assert "--accept or --reject" in program("review", waiting["observation_id"], expected=2)
    assert "retracted" in program("reject", alert, "--reason", "another co-op")
    program("review", waiting["observation_id"], "--reject", "--reason", "a slip")
    assert "nothing waits" in program("review")
    assert "another co-op" in program("review", "--decided")
    assert "no alert" in program("reject", "alr-none", "--reason", "x", expected=1)
