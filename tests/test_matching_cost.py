"""What metrics are asked of an article costs as the text does, however long its lines and sentences are."""

import time
from collections.abc import Callable

import pytest

from extraction import Lexicon, extract
from schemas.article import Article
from schemas.catalogue import Entity, MatchRule, Metric
from schemas.change import Match
from schemas.fact import Fact
from schemas.published import Published
from tracking.deciding import decide
from tracking.matching import Matcher
from tracking.observing import observe_article

ENTITIES = [Entity(id="kestrel", name="Kestrel Air", aliases=("Kestrel",)), Entity(id="norland", name="Norland")]
LEXICON = Lexicon.of(ENTITIES, (), ())
METRICS = {
    name: Metric(id=name, title=name, entity="kestrel", unit=unit, period=period, match=rule)
    for name, unit, period, rule in (
        ("boats", "boats", "instant", MatchRule(near=("run", "own"), not_=("leased",))),
        ("passengers", "passengers", "month", MatchRule(near=("carry", "fly"))),
        ("revenue", "AUD", "year", MatchRule(nouns=("revenue", "sales"))),
        ("filled", "%", "month", MatchRule(near=("full", "fill"))),
    )
}
MATCHER = Matcher.of(list(METRICS.values()), ENTITIES)
PIECES = {
    "one sentence": "Kestrel Air ran {} boats of its own and ",
    "of which": "Kestrel Air ran boats, of which {} boats sailed and ",
    "sentences": "Kestrel Air runs {} boats and carried {} passengers in May. It flew {} passengers. ",
    "headings": "Kestrel Air in May\n\nKestrel runs {} boats\n\nIt carried {} passengers.\n\n",
    "table": "| Kestrel Air | {} boats run | {} passengers carried | revenue of ${} million |\n",
    "money": "Kestrel Air revenue of ${} million or ",
    "shares": "Kestrel Air filled {}% of its seats and in May ",
}


def article(piece: str, size: int, opening: str = "") -> Article:
    pieces = [piece.replace("{}", str(number % 900 + 20)) for number in range(size // len(piece))]
    return Article.identified(
        name="long",
        source_id="folder",
        text="".join((opening, *pieces)),
        published=Published.read("2031-06-18", "record"),
    )


def seconds(work: Callable[[], object]) -> float:
    best = 1e9
    for _ in range(2):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def match_all(one: Article, facts: tuple[Fact, ...]) -> list[Match]:
    return [MATCHER.match(fact, one) for fact in facts]


def follow(one: Article, facts: tuple[Fact, ...], matches: list[Match]) -> None:
    observations = observe_article(one, facts, matches, METRICS, (), ENTITIES)
    for metric in METRICS.values():
        decide(metric, [said for said in observations if said.metric_id == metric.id])


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_cost_is_linear_in_the_length_of_the_text(piece: str) -> None:
    matching, following = [], []
    for size in (3_000, 6_000):
        one = article(piece, size)
        facts = extract(one, LEXICON).facts
        matches = match_all(one, facts)
        assert sum(match.metric_id is not None for match in matches) > size / len(piece) / 2
        matching.append(seconds(lambda one=one, facts=facts: match_all(one, facts)))
        following.append(seconds(lambda one=one, facts=facts, matches=matches: follow(one, facts, matches)))
    assert matching[1] < 3 * matching[0] + 0.02
    assert following[1] < 3 * following[0] + 0.02


def test_a_figure_of_a_long_sentence_costs_a_few_of_short_ones() -> None:
    costs = []
    for piece in ("of which {} ran and ", "It ran {} boats. "):
        one = article(piece, 3_000, "Kestrel Air ran 20 boats, ")
        facts = extract(one, LEXICON).facts
        costs.append(seconds(lambda one=one, facts=facts: match_all(one, facts)) / len(facts))
    assert costs[0] < 8 * costs[1]
