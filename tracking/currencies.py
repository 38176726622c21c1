"""What a currency named by a shared name is to a metric: its own, where nothing in the article says otherwise."""

import re
from collections.abc import Sequence
from functools import lru_cache

from schemas.article import Article
from schemas.catalogue import Entity, Metric, Publisher
from schemas.fact import Fact
from tracking.entities import Kinship
from tracking.words import LEXICON

SHARED: dict[str, list[str]] = LEXICON["shared_currencies"]
NAME = re.compile(r"([a-z]+)\W*$")
NAMED_FULLY = re.compile(r"\b[A-Z]")
BARE_DOLLAR = re.compile(r"(?:^|[^A-Za-z])\$")
LETTERS_BEFORE = r"(?:{}|{})\$"


def means_own(
    fact: Fact, metric: Metric, article: Article, entities: Sequence[Entity], publisher: Publisher | None
) -> bool:
    """True when the figure's "kroner" or bare "$" may be the metric's currency, and no one says that it is another.

    Who says so is the text itself ("Danish kroner", "HK$"), or the `dollar` of a publisher or of what it is about.
    """
    if fact.unit == metric.unit:
        return False
    name = NAME.search(fact.quote)
    shared = SHARED.get(name.group(1), []) if name else []
    if fact.unit in shared and metric.unit in shared:
        return not NAMED_FULLY.search(fact.quote) and not fact.quote.startswith("US")
    dollars = SHARED["dollars"]
    if fact.unit != "USD" or metric.unit not in dollars or not BARE_DOLLAR.search(fact.quote):
        return False
    if publisher is not None and publisher.dollar:
        return False
    kinship = Kinship(entities)
    around = {metric.entity, *kinship.above(metric.entity)}
    if any(entity.id in around and entity.dollar for entity in entities):
        return False
    return not _says_which(article.text, metric.unit)


@lru_cache(maxsize=4)
def _says_which(text: str, unit: str) -> bool:
    """True where a text says which dollars it speaks of; asked for each figure of an article, and looked up once."""
    prefixed = LETTERS_BEFORE.format(unit[:2], unit[0])
    return re.search(rf"\b{prefixed}|\b{unit}\b|\bUS\$", text) is not None
