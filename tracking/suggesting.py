"""What the news counts again and again and nobody tracks yet, as metrics ready to be taken into the catalogue."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from schemas.article import Article
from schemas.catalogue import Catalogue, Entity, MatchRule, Metric, PeriodKind
from schemas.fact import Fact
from tracking.contexts import AFTER_HEAD, NOT_COUNTED, heads
from tracking.entities import Kinship
from tracking.observing import find_publisher
from tracking.wording import is_count
from tracking.words import WORD, lemma, singular

LEAST_ARTICLES = 2
LENGTHS: dict[int, PeriodKind] = {1: "month", 3: "quarter", 6: "half-year", 12: "year"}
DAYS_OF_MONTH = 30.44
Statement = tuple[Fact, Article]


class Suggestion(NamedTuple):
    """A metric nobody tracks, and the statements it would be made of, in order of publication."""

    metric: Metric
    statements: list[Statement]


def suggest(untracked: Iterable[Statement], catalogue: Catalogue) -> list[Suggestion]:
    """A metric for each entity, noun and unit that two articles or more speak of; most articles first."""
    kinship = Kinship(catalogue.entities)
    entities = {entity.id: entity for entity in catalogue.entities}
    groups: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    nouns: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for fact, article in untracked:
        entity = kinship.resolve(fact.entity)
        word = _head(fact)
        if entity not in entities or entity is None or word is None or fact.role == "change":
            continue
        key = (entity, "" if is_count(fact.unit) else fact.unit, lemma(word))
        groups[key].append((fact, article))
        nouns[key][singular(word.casefold())] += 1
    found = []
    taken = {metric.id for metric in catalogue.metrics}
    ordered = sorted(groups.items(), key=lambda item: (-_articles(item[1]), item[0]))
    for key, statements in ordered:
        if _articles(statements) < LEAST_ARTICLES:
            continue
        statements.sort(key=lambda one: (_day(one[1]), one[1].article_id, one[0].start))
        metric = _metric(entities[key[0]], nouns[key].most_common(1)[0][0], statements, taken)
        taken.add(metric.id)
        found.append(Suggestion(metric, statements))
    return found


def values_so_far(suggestion: Suggestion, catalogue: Catalogue) -> list[tuple[date, str, str]]:
    """Day, quote and publisher of each statement."""
    rows = []
    for fact, article in suggestion.statements:
        publisher = find_publisher(article, catalogue.publishers)
        rows.append((_day(article), fact.quote, publisher.id if publisher else article.publisher or article.source_id))
    return rows


def _head(fact: Fact) -> str | None:
    """The word for what is counted or measured, as written."""
    text = fact.noun if is_count(fact.unit) else fact.measure
    if not heads(text):
        return None
    words: list[str] = []
    for word in WORD.findall(NOT_COUNTED.split(text or "")[0]):
        if word.casefold() in AFTER_HEAD:
            break
        words.append(word)
    return words[-1] if words and words[-1].isalpha() and len(words[-1]) > 3 else None


def _articles(statements: Sequence[Statement]) -> int:
    return len({article.article_id for _, article in statements})


def _day(article: Article) -> date:
    return article.published.last_day if article.published else date.min


def _metric(entity: Entity, word: str, statements: Sequence[Statement], taken: set[str]) -> Metric:
    facts = [fact for fact, _ in statements]
    unit = Counter(fact.unit for fact in facts).most_common(1)[0][0]
    slug = re.sub(r"[^a-z0-9]+", "-", f"{entity.id}-{word}".casefold()).strip("-")
    name = next(one for one in (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)
    return Metric(
        id=name,
        title=f"{entity.name}: {word if not is_count(unit) else unit}",
        entity=entity.id,
        unit=unit,
        period=_period(facts),
        match=MatchRule(nouns=(word,)) if is_count(unit) else MatchRule(near=(word,)),
    )


def _period(facts: Sequence[Fact]) -> PeriodKind:
    """The length that most of the stated periods have; a stock where most state none."""
    kinds: Counter[PeriodKind] = Counter()
    for fact in facts:
        months = 0
        if fact.period_start and fact.period_end:
            months = round(((fact.period_end - fact.period_start).days + 1) / DAYS_OF_MONTH)
        kinds[LENGTHS.get(months, "instant")] += 1
    return kinds.most_common(1)[0][0]
