"""Copies of one text are one witness, whatever order they come in; independent reports are several."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from newsroom import NOW, Newsroom, article

from flows.story_steps import find_stories
from schemas.article import Article
from schemas.published import Published
from warehouse.ledger import Ledger, open_ledger

STORY = """The Dale Co-op said at its yearly meeting in the Corn Hall that it now has 76 shops after steady building.
Its chair thanked the weavers who founded the society and promised that no village of the dale would be left without
bread, milk or a place to post a letter. A choir of former apprentices sang, the treasurer read the accounts without a
single question, and the members voted by a show of hands to plant a row of lime trees along the canal before the next
winter begins."""
OWN_WORDS = """The Dale Co-op has 76 shops today. We walked to the newest of them, beside the ferry steps at Ostra,
where the shutters are still wet with paint and the first customer was a dog."""
STORY, OWN_WORDS = (" ".join(text.split()) for text in (STORY, OWN_WORDS))


def text(name: str, words: str, day: str = "2031-09-02") -> Article:
    published = Published.read(day, "record")
    return Article(article_id=name, name=name, source_id="folder", text=words, published=published)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path, "test") as opened:
        yield opened


CUT = STORY.rsplit(". A choir", 1)[0] + "."
EDITED = STORY.replace("thanked", "praised") + " This report was first read elsewhere."


@pytest.mark.parametrize("copy", [STORY, STORY.upper(), STORY.replace(". ", ".\n\n  "), CUT, EDITED])
def test_copies_share_the_story_of_the_first(ledger: Ledger, copy: str) -> None:
    articles = [text("b", copy, "2031-09-03"), text("a", STORY, "2031-09-02"), text("c", OWN_WORDS)]
    assert find_stories(ledger, articles) == {"a": "a", "b": "a"}


def test_copies_of_copies_are_one_story(ledger: Ledger) -> None:
    half = len(STORY) // 2
    head, tail = STORY[: half + 150], STORY[half - 150 :]
    assert find_stories(ledger, [text("a", head), text("b", STORY, "2031-09-04"), text("c", tail)]) == dict.fromkeys(
        "abc", "a"
    )


@pytest.mark.parametrize(
    ("one", "other", "day"),
    [
        (STORY, OWN_WORDS, "2031-09-02"),
        (STORY, STORY, "2031-12-02"),
        ("The Dale Co-op has 76 shops.", "The Dale Co-op has 67 shops.", "2031-09-02"),
    ],
)
def test_other_words_other_times_and_other_figures_are_no_copies(
    ledger: Ledger, one: str, other: str, day: str
) -> None:
    assert find_stories(ledger, [text("a", one), text("b", other, day)]) == {}


BEFORE = article("a", "2031-08-01", "The Dale Co-op has 61 shops.")
SAID = [
    article("b", "2031-09-01", STORY, "herald"),
    article("c", "2031-09-02", EDITED, "times"),
    article("d", "2031-09-03", OWN_WORDS, "coop"),
]


def test_witnesses_are_counted_the_same_in_any_order_of_arrival(tmp_path: Path) -> None:
    asked = "select value::integer, witnesses from metrics where metric_id = 'coop-shops'"
    stories = "select count(distinct story_id) from data.observations where known_to is null and value = 76"
    for number, order in enumerate(([[BEFORE, *SAID]], [[BEFORE], SAID[1:2], SAID[:1], SAID[2:]])):
        room = Newsroom(tmp_path / str(number))
        for hours, records in enumerate(order):
            room.take(*records, now=NOW + timedelta(hours=hours))
        assert room.rows(asked) == [(76, 2)]
        assert room.rows(stories) == [(2,)]


def test_a_copy_does_not_release_a_leap_but_a_report_of_its_own_does(tmp_path: Path) -> None:
    leap, copy, own = ({**one, "text": one["text"].replace("76", "760")} for one in SAID)
    own |= {"url": "https://times.example/own"}
    room = Newsroom(tmp_path)
    room.take(BEFORE, leap, copy)
    assert room.told() == []
    room.take(own)
    assert [row[:2] for row in room.told()] == [("new_value", 760)]
