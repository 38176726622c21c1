"""What turns a source amber or red, and what does not."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from newsroom import NOW

from schemas.acquisition import Haul, Request, Visit
from schemas.article import Article
from schemas.catalogue import Catalogue
from schemas.fact import Fact
from schemas.published import Published
from schemas.source import ExpectedYield, Source
from warehouse.acquiring import record_hauls
from warehouse.health import assess_sources
from warehouse.ledger import Ledger, open_ledger
from warehouse.loading import Batch, load
from warehouse.recording import record_visit
from warehouse.versions import read_rows

FEED = Source(id="feed", type="feed", url="https://herald.example/feed")
DAY = timedelta(days=1)


class Past:
    """Runs of one source, one a day, written down as a visit would."""

    def __init__(self, ledger: Ledger, source: Source = FEED) -> None:
        self.ledger, self.source, self.days = ledger, source, 0
        load(ledger, "start", NOW, Batch(), Catalogue(sources=(source,)))

    def run(
        self,
        articles: int = 0,
        *,
        after: timedelta = DAY,
        length: int = 800,
        dated: bool = True,
        facts: int = 0,
        refused: int = 0,
        failure: str | None = None,
        listed: int | None = 5,
    ) -> list[str]:
        """What is odd about the source after one more run."""
        self.days += 1
        run_id, at = f"run-{self.days:03d}", NOW + after * self.days
        given = [self._article(run_id, number, at, length, dated) for number in range(articles)]
        asked = [self._request(run_id, number, at, None) for number in range(articles)]
        asked += [self._request(run_id, articles + number, at, "hard") for number in range(refused)]
        record_hauls(self.ledger, run_id, [Haul(source_id="feed", requests=tuple(asked), articles=tuple(given))], at)
        read = [_fact(article, number) for article in given for number in range(facts)]
        load(self.ledger, run_id, at, Batch(given, read))
        visit = Visit(source_id="feed", visited_at=at, state="failed" if failure else "ok", listed=listed)
        visit = visit.model_copy(update={"failure": failure, "error": f"{failure}: words" if failure else None})
        record_visit(self.ledger, run_id, visit)
        return assess_sources(self.ledger, run_id, at)["feed"]

    @property
    def health(self) -> str:
        """As it was last assessed."""
        return read_rows(self.ledger.connection, "SELECT health FROM source_health ORDER BY assessed_at DESC")[0][
            "health"
        ]

    def _article(self, run_id: str, number: int, at: datetime, length: int, dated: bool) -> Article:
        basis = "meta" if dated else "seen"
        return Article.identified(
            name=f"{run_id}-{number}",
            source_id="feed",
            url=f"https://herald.example/{run_id}-{number}",
            text=f"{run_id}-{number} ".ljust(length, "x"),
            published=Published(first_day=at.date(), last_day=at.date(), at=at, precision="minute", basis=basis),
            fetched_at=at,
        )

    def _request(self, run_id: str, number: int, at: datetime, failure: Any) -> Request:
        return Request(
            source_id="feed",
            purpose="article",
            url=f"https://herald.example/{run_id}-{number}",
            requested_at=at,
            failure=failure,
            error="forbidden" if failure else None,
        )


def _fact(article: Article, number: int) -> Fact:
    place = {"start": number, "end": number + 1, "sentence": article.text, "sentence_start": 0}
    return Fact(
        fact_id=f"{article.article_id}-{number}", article_id=article.article_id, revision=1,
        quote=article.text[number], value=number, unit="ships", confidence=1, **place,
    )  # fmt: skip


@pytest.fixture
def past(tmp_path: Path):
    with open_ledger(tmp_path, "test") as ledger:
        yield Past(ledger)


USUAL = {"articles": 4, "facts": 3}
NEVER_A_LINK = "its list holds no link to an article; check `links` of its entry"
CASES = [
    ("all as usual", USUAL, USUAL, ()),
    ("no new article", USUAL, {}, ()),
    ("a list that has not changed", USUAL, {"listed": None}, ()),
    ("an empty list", USUAL, {"listed": 0}, ("its list holds no link to an article, where it had 5 before",)),
    ("always an empty list", {"listed": 0}, {"listed": 0}, (NEVER_A_LINK,)),
    ("two articles refused of three", USUAL, {"articles": 1, "refused": 2}, ()),
    ("half refused", USUAL, {"articles": 3, "refused": 3, "facts": 3}, ()),
    ("most refused", USUAL, {"articles": 2, "refused": 3}, ("3 of 5 articles could not be had, as: forbidden",)),
    ("stubs", USUAL, USUAL | {"length": 200}, ("articles of 200 characters, where 800 are usual",)),
    ("shorter ones", USUAL, USUAL | {"length": 400}, ()),
    ("two stubs", USUAL, {"articles": 2, "length": 200, "facts": 3}, ()),
    ("no dates", USUAL, USUAL | {"dated": False}, ("0 % of articles with a date, where 100 % are usual",)),
    ("never dates", USUAL | {"dated": False}, USUAL | {"dated": False}, ()),
    ("no figures", USUAL, USUAL | {"facts": 0}, ("0.0 figures an article, where 3.0 are usual",)),
    ("never figures", {"articles": 4}, {"articles": 4}, ()),
    ("first failure that passes", USUAL, {"failure": "temporary"}, ()),
    ("soft failure", USUAL, {"failure": "soft"}, ("soft: words",)),
    ("hard failure", USUAL, {"failure": "hard"}, ("hard: words",)),
]  # fmt: skip


@pytest.mark.parametrize(("before", "now", "odd"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_source_is_compared_with_its_own_past(
    past: Past, before: dict[str, Any], now: dict[str, Any], odd: Sequence[str]
) -> None:
    for _ in range(3):
        past.run(**before)
    assert past.run(**now) == list(odd)
    assert past.health == ("red" if now.get("failure") == "hard" else "amber" if odd else "green")


def test_a_young_source_has_no_past_to_be_compared_with(past: Past) -> None:
    past.run(articles=4, facts=3)
    assert past.run(articles=4, length=100, dated=False) == []


def test_failures_that_last_turn_red_and_one_good_visit_turns_green(past: Past) -> None:
    seen = []
    for _ in range(4):
        past.run(failure="temporary")
        seen.append(past.health)
    assert seen == ["green", "amber", "amber", "red"]
    assert past.run(articles=1) == []
    assert past.health == "green"


def test_a_yield_is_expected_only_once_its_time_has_passed(tmp_path: Path) -> None:
    wanted = FEED.model_copy(update={"expect": ExpectedYield(articles=3, within="2d")})
    with open_ledger(tmp_path, "test") as ledger:
        past = Past(ledger, wanted)
        assert past.run() == []
        assert past.run() == []
        assert past.run() == ["0 articles in 2d, where 3 are expected"]
        assert past.run(articles=2) == ["2 articles in 2d, where 3 are expected"]
        assert past.run(articles=1) == []
        assert past.run() == ["1 articles in 2d, where 3 are expected"]


def test_only_sources_that_were_visited_are_assessed(past: Past) -> None:
    past.run(failure="hard")
    assert assess_sources(past.ledger, "another run", NOW + 9 * DAY) == {}
    assert past.health == "red"
