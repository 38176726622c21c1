"""A matched fact becomes an observation: in the metric's unit, with the publisher's authority, dated as the article."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from schemas.article import Article
from schemas.catalogue import Entity, Metric, Publisher
from schemas.change import Match, Observation
from schemas.fact import Conversion, Fact
from schemas.published import Published
from tracking.deciding import decide
from tracking.observing import observe

ENTITIES = [
    Entity(id="roads-board", name="Roads Board"),
    Entity(id="bridge-office", name="Bridge Office", part_of="roads-board"),
    Entity(id="ferry-office", name="Ferry Office", part_of="ferry-house"),
    Entity(id="ferry-house", name="Ferry House", part_of="ferry-office"),
]
PUBLISHERS = [
    Publisher(
        id="board",
        name="The Roads Board",
        domains=("roads.example",),
        authority="primary",
        official_for=("roads-board",),
    ),
    Publisher(id="herald", name="Coast Herald", aliases=("The Coast Herald",), domains=("herald.example",)),
    Publisher(id="digest", name="Daily Digest", domains=("digest.example",), authority="aggregator"),
]


def metric(entity: str = "bridge-office", unit: str = "EUR") -> Metric:
    return Metric(id="spending", title="Spending", entity=entity, unit=unit, period="year")


def article(**fields: Any) -> Article:
    given = {
        "article_id": "art",
        "name": "art",
        "source_id": "folder",
        "text": "text",
        "published": Published.read("2031-05-02", "record"),
    }
    return Article(**{**given, **fields})


def fact(**fields: Any) -> Fact:
    given = {
        "fact_id": "fact",
        "article_id": "art",
        "revision": 1,
        "quote": "EUR 9 million",
        "start": 3,
        "end": 16,
        "sentence": "EUR 9 million",
        "sentence_start": 3,
        "value": Decimal(9000000),
        "unit": "EUR",
        "confidence": 1.0,
    }
    return Fact(**{**given, **fields})


def observed(one: Fact, of: Article, by: Metric, **more: Any) -> Observation:
    found = observe(one, Match(fact_id="fact", metric_id=by.id), of, by, PUBLISHERS, ENTITIES, **more)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("fields", "entity", "publisher", "authority"),
    [
        ({"publisher_id": "board"}, "roads-board", "board", "official"),
        ({"publisher_id": "board"}, "bridge-office", "board", "official"),
        ({"publisher_id": "board"}, "ferry-house", "board", "primary"),
        ({"publisher": "the coast herald"}, "roads-board", "herald", "press"),
        ({"url": "https://news.digest.example/a"}, "roads-board", "digest", "aggregator"),
        ({"url": "https://notdigest.example/a"}, "roads-board", "folder", "press"),
        ({"publisher": "Village Crier"}, "roads-board", "Village Crier", "press"),
        ({}, "roads-board", "folder", "press"),
    ],
)
def test_authority_belongs_to_a_publisher_for_an_entity(
    fields: dict[str, str], entity: str, publisher: str, authority: str
) -> None:
    found = observed(fact(), article(**fields), metric(entity))
    assert (found.publisher, found.authority) == (publisher, authority)


def test_a_stated_conversion_is_used_when_the_unit_differs() -> None:
    dollars = fact(unit="USD", value=Decimal(10000000), converted=Conversion(value=Decimal(9000000), unit="EUR"))
    found = observed(dollars, article(), metric())
    assert (found.value, found.unit) == (Decimal(9000000), "EUR")
    plain = observed(fact(unit="USD"), article(), metric())
    assert plain.unit == "USD"
    assert [one.class_ for one in decide(metric(), [plain])] == ["out_of_scope"]
    own = observed(fact(converted=Conversion(value=Decimal(1), unit="USD")), article(), metric())
    assert own.value == Decimal(9000000)


def test_counted_nouns_take_the_name_the_metric_gives_them() -> None:
    assert observed(fact(unit="firms"), article(), metric(unit="tenants")).unit == "tenants"


def test_only_what_matched_and_has_a_time_is_observed() -> None:
    unmatched = Match(fact_id="fact", metric_id=None)
    assert observe(fact(), unmatched, article(), metric(), PUBLISHERS, ENTITIES) is None
    matched = Match(fact_id="fact", metric_id="spending")
    assert observe(fact(), matched, article(published=None), metric(), PUBLISHERS, ENTITIES) is None
    seen = article(published=None, fetched_at=datetime(2031, 5, 6, 7, tzinfo=UTC))
    found = observe(fact(), matched, seen, metric(), PUBLISHERS, ENTITIES)
    assert found is not None
    assert found.published.first_day == date(2031, 5, 6)


def test_the_id_is_of_what_is_said_and_not_of_where() -> None:
    moved = observed(fact(start=300, end=313, sentence_start=300), article(revision=2), metric())
    assert moved.observation_id == observed(fact(), article(), metric()).observation_id
    other = observed(fact(qualifier="over"), article(), metric())
    assert other.observation_id != moved.observation_id


def test_a_page_says_the_same_again_when_it_is_seen_again() -> None:
    first = article(fetched_at=datetime(2031, 5, 6, tzinfo=UTC))
    later = article(fetched_at=datetime(2031, 9, 6, tzinfo=UTC), revision=2)
    one, two = (observed(fact(), of, metric(), source_is_page=True) for of in (first, later))
    assert one.observation_id != two.observation_id
    assert (one.published.first_day, two.published.first_day) == (date(2031, 5, 6), date(2031, 9, 6))


def test_copies_share_their_story() -> None:
    assert observed(fact(), article(), metric()).story_id == "art"
    assert observed(fact(), article(), metric(), story_id="original").story_id == "original"
