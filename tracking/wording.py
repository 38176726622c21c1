"""A metric's definition, with its words in the form that texts are searched for."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from schemas.catalogue import Metric
from tracking.articles import COMPARED_UNITS, is_currency
from tracking.words import LEXICON, MEASURES, lemma, lemmas, phrase

MONEY, ANY_NOUN = "money", "any noun"
Phrases = tuple[tuple[str, str], ...]


def phrases(words: Sequence[str]) -> Phrases:
    """Each word or phrase as written, with the form that is looked for."""
    return tuple((word, phrase(word)) for word in words if phrase(word))


MEASURE_WORDS = {phrase(name): unit for unit, names in MEASURES.items() for name in (unit, *names)}
# "A", "g" and their like are words too: letters alone name a measure only in their own case.
SHORTEST_NAME = 3


def canonical(unit: str) -> str:
    """A unit of measure in its usual short form ("square metres" gives "sq m"); any other unit as it is."""
    if unit in MEASURES or len(unit) < SHORTEST_NAME:
        return unit
    return MEASURE_WORDS.get(phrase(unit), unit)


MULTIPLES = {
    unit: (next(iter(family)), Decimal(count)) for family in LEXICON["multiples"] for unit, count in family.items()
}
"""Units that differ by a power of ten only: by unit the least one of them, and how many of that it is."""


def factor(unit: str, wanted: str) -> Decimal:
    """By what an amount is multiplied to be in another unit of measure; 1 where neither is a multiple of the other."""
    base, count = MULTIPLES.get(canonical(unit), (unit, Decimal(1)))
    other, other_count = MULTIPLES.get(canonical(wanted), (wanted, Decimal(1)))
    return count / other_count if base == other else Decimal(1)


def is_count(unit: str) -> bool:
    """True when the unit is a counted noun."""
    return not (unit in COMPARED_UNITS or is_currency(unit) or canonical(unit) in MEASURES)


def listing(words: Phrases) -> str:
    """Words as a person lists them."""
    return ", ".join(f"“{word}”" for word in dict.fromkeys(word for word, _ in words))


PARAPHRASES = {phrase(word): tuple(map(phrase, others)) for word, others in LEXICON["paraphrases"].items()}


def paraphrased(words: Phrases) -> Phrases:
    """The words, and after each the other ways of saying it under the name of the word itself."""
    return tuple((word, form) for word, said in words for form in (said, *PARAPHRASES.get(said, ())))


class Wording(NamedTuple):
    """A metric with its words ready to be looked for."""

    metric: Metric
    nouns: Phrases
    near: Phrases
    refused: Phrases
    scope: Phrases
    counts: bool
    own_words: frozenset[str]
    """The words of its definition: these never say that a figure is only a part."""

    @classmethod
    def of(cls, metric: Metric) -> "Wording":
        """The wording of a metric; one that counts and names no noun counts its unit."""
        rule, counts = metric.match, is_count(metric.unit)
        nouns = rule.nouns or ((metric.unit,) if counts else ())
        own = frozenset(word for text in (*nouns, *rule.near, metric.title) for word in lemmas(text))
        return cls(
            metric,
            phrases(nouns),
            paraphrased(phrases(rule.near)),
            phrases(rule.not_),
            phrases(rule.scope),
            counts,
            own,
        )

    def found_under(self) -> tuple[str, ...]:
        """What a fact of it has as unit or noun, at least one of these."""
        if not self.counts:
            return (unit_key(self.metric.unit),)
        nouns = (lemmas(noun)[-1] for noun, _ in self.nouns)
        return tuple(dict.fromkeys((ANY_NOUN, lemma(self.metric.unit.split()[-1]), *nouns)))


def unit_key(unit: str) -> str:
    """Under what a unit that is compared is kept: all currencies together (one may be converted), and multiples."""
    if is_currency(unit):
        return MONEY
    return MULTIPLES[canonical(unit)][0] if canonical(unit) in MULTIPLES else canonical(unit)
