"""Deciding 100,000 observations of 5,000 metrics, and one new article against histories of 10,000 and of 100,000."""

import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from schemas import ids
from schemas.catalogue import Entity, MatchRule, Metric
from schemas.change import Observation
from schemas.fact import Fact
from schemas.published import Published
from tracking.deciding import State, begin, decide, extend
from tracking.matching import Matcher

METRICS, FEW, MANY = 5_000, 10_000, 100_000
ARTICLE = 20
"""Observations that the new article makes, each of another metric."""
NOUNS = ["school", "bridge", "ferry", "orchard", "library", "theatre", "clinic", "workshop", "mill", "harbour"]


def metric(number: int) -> Metric:
    noun = NOUNS[number % len(NOUNS)]
    return Metric(
        id=f"metric-{number}",
        title=f"Number {number}",
        entity=f"town-{number // len(NOUNS)}",
        unit=f"{noun}s",
        period="instant",
        match=MatchRule(nouns=(noun,), near=("open", "run")),
    )


def observation(of: Metric, place: int, day: date) -> Observation:
    value = Decimal(100 + place * 3 % 60)
    article = f"article-{of.id}-{place}"
    return Observation(
        observation_id=ids.observation_id(article, of.id, "actual", "", value, None, None, of.unit, "exact"),
        metric_id=of.id,
        kind="actual",
        fact_id=article,
        article_id=article,
        story_id=article,
        publisher=f"publisher-{place % 7}",
        published=Published.on(day, day, "day", "curated"),
        value=value,
        unit=of.unit,
    )


def history(metrics: list[Metric], size: int) -> dict[str, list[Observation]]:
    """`size` observations over all metrics, in no order."""
    shuffler = random.Random(size)
    made: dict[str, list[Observation]] = {}
    for one in metrics:
        days = range(size // len(metrics))
        made[one.id] = [observation(one, place, date(2020, 1, 1) + timedelta(days=20 * place)) for place in days]
        shuffler.shuffle(made[one.id])
    return made


def seconds(step: Callable[[], object], times: int = 1) -> float:
    """The shortest of some runs."""
    found = []
    for _ in range(times):
        start = time.process_time()
        step()
        found.append(time.process_time() - start)
    return min(found)


def new_article(metrics: list[Metric], made: dict[str, list[Observation]]) -> tuple[float, float]:
    """Seconds for one new article against a history: with the fold's state kept, and with its metrics decided anew."""
    touched = metrics[:: len(metrics) // ARTICLE]
    news = {one.id: observation(one, 10_000, date(2030, 1, 1)) for one in touched}
    states: dict[str, State] = {one.id: extend(begin(one), made[one.id])[0] for one in metrics}
    kept = seconds(lambda: [extend(states[one.id], [news[one.id]]) for one in touched], 7)
    anew = seconds(lambda: [decide(one, [*made[one.id], news[one.id]]) for one in touched], 7)
    return kept, anew


def matching(metrics: list[Metric]) -> float:
    """Seconds for matching one fact."""
    entities = [Entity(id=name, name=name) for name in sorted({one.entity for one in metrics})]
    matcher = Matcher.of(metrics, entities)
    facts = [
        Fact(
            fact_id=f"fact-{number}",
            article_id="article",
            revision=1,
            quote=f"{number + 20} schools",
            start=14,
            end=24,
            sentence=f"The town runs {number + 20} schools in all.",
            sentence_start=0,
            value=Decimal(number + 20),
            unit="schools",
            noun="schools",
            entity=metrics[0].entity,
            confidence=1.0,
        )
        for number in range(70)
    ]
    return seconds(lambda: [matcher.match(fact) for fact in facts], 5) / len(facts)


def main() -> int:
    """Print the figures; 1 when the cost of one article is no longer flat."""
    metrics = [metric(number) for number in range(METRICS)]
    few, many = history(metrics, FEW), history(metrics, MANY)
    whole = seconds(lambda: [decide(one, many[one.id]) for one in metrics])
    print(f"decide {MANY:,} observations of {METRICS:,} metrics: {whole:.1f} s")
    kept_few, anew_few = new_article(metrics, few)
    kept_many, anew_many = new_article(metrics, many)
    print(f"one new article of {ARTICLE} figures, state kept: {kept_many * 1000:.2f} ms against {MANY:,} observations")
    print(f"  the same, its metrics decided anew: {anew_many * 1000:.1f} ms ({anew_few * 1000:.1f} ms against {FEW:,})")
    ratio = kept_many / kept_few
    print(f"cost against {MANY:,} over cost against {FEW:,}: {ratio:.2f}")
    small, large = matching(metrics[: METRICS // 10]), matching(metrics)
    times = f"{large / small:.2f} times that to {METRICS // 10:,}"
    print(f"match one fact to {METRICS:,} metrics: {large * 1e6:.0f} µs, {times}")
    return 0 if ratio < 3 and large / small < 3 else 1


if __name__ == "__main__":
    sys.exit(main())
