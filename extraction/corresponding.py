"""The times of figures told in an order, their own or that before: `The corresponding shares are 9 and 8%`."""

from itertools import pairwise

from extraction.grammar import in_lower
from extraction.periods import Period
from extraction.quantities import Candidate
from extraction.reading import Reading
from extraction.times import Time

_ORDERED = frozenset(("corresponding", "respectively"))
_JOINED = in_lower(r",?\s+(?:and\s+)?(?:(?:for|in|at|of|on)\s+)?")


def respective(
    reading: Reading, number: int, candidate: Candidate, others: list[Candidate], named: list[Period]
) -> Period | None:
    """The time at the same place among the `named` ones as a figure has: `in 2022 and 2023 it sold 30 and 32 boats`.

    Only where the sentence says that they go together, and joins as many times as it tells figures of one sort.
    """
    sentence = reading.sentences[number]
    if len(named) < 2 or "respectively" not in reading.words_in((sentence.start, sentence.end)):
        return None
    alike = [one for one in others if one.unit == candidate.unit]
    joined = all(_JOINED.fullmatch(reading.lower, one.end, next_one.start) for one, next_one in pairwise(named))
    if len(alike) != len(named) or not joined or candidate not in alike:
        return None
    return named[alike.index(candidate)]


def corresponding(reading: Reading, number: int, candidate: Candidate, others: list[Candidate]) -> Time | None:
    """The time of the figure that stands at the same place among those of the sentence before, where it says so.

    Only where both sentences tell as many of one sort, and those before are each of another time.
    """
    sentence = reading.sentences[number]
    if sentence.first or _ORDERED.isdisjoint(reading.words_in((sentence.start, sentence.end))):
        return None
    told = sorted(reading.spoken.get(number - 1, ()))
    alike = [one for one in others if one.unit == candidate.unit]
    if len(told) < 2 or len(told) != len(alike) or len({one.span for one in told}) != len(told):
        return None
    if candidate not in alike:
        return None
    span = told[alike.index(candidate)].span
    return Time(*span, None, "inherited")
