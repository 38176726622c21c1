"""Whose those are who were asked in a survey: the body's that asked them, and no other's."""

from extraction.figure import Belonging, Figure
from extraction.grammar import in_lower
from extraction.reading import Reading
from extraction.rules import where

_WORDS = frozenset(("survey", "surveys", "sample", "poll", "study"))
_ASKED = in_lower(
    r"\b(?:(?:surveys?|poll|study)\s+(?:also\s+)?(?:covered|covers|polled|interviewed|questioned|took\s+in)|(?:sample|poll|survey)\s+of)"
    r"\s+(?:(?:about|around|some|nearly|almost|over|more\s+than|only|just|a|total|of)\s+)*$"
)
_ASKING = frozenset(("interviewed", "surveyed", "polled", "questioned", "sampled"))
_BY = in_lower(r"\s(?:[a-z-]+\s)?by\s(?:the\s)?")
_FAR = 40
"""How many sentences back the body that asked may be named."""


@where(*_WORDS)
def sampled(figure: Figure) -> Belonging | None:
    """The body that asked: whose survey the article reports, else the last one named that counts for others."""
    if not _ASKED.search(figure.reading.lower, figure.left, figure.start):
        return None
    reading = figure.reading
    asked_by = (m for m in figure.own if m.start >= figure.end and _BY.fullmatch(reading.lower, figure.end, m.start))
    if by := next(asked_by, None):
        return Belonging(by.entity, "asked by it", 0.85, passing=reading.counts_for_others(by.entity))
    entity = reading.surveyor
    for number in range(figure.number, max(figure.number - _FAR, -1), -1):
        if entity:
            break
        named = (m.entity for m in reversed(reading.names_of(number)) if m.end <= figure.start)
        entity = next((one for one in named if reading.counts_for_others(one)), "")
    return Belonging(entity, "asked by it", 0.85, passing=True) if entity else None


def asks_others(reading: Reading, number: int, entity: str) -> bool:
    """Whether a sentence only tells whom a body asked that counts for others: what they said is the place's."""
    sentence = reading.sentences[number]
    said = reading.words_in((sentence.start, sentence.end))
    return not said.isdisjoint(_ASKING) and reading.counts_for_others(entity)
