"""The times of figures told in the order of those of the sentence before: `The corresponding shares are 9 and 8%`."""

from extraction.quantities import Candidate
from extraction.reading import Reading
from extraction.times import Time

_ORDERED = frozenset(("corresponding", "respectively"))


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
