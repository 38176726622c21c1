"""Pronouns that come before what they stand for: `When it opens, the new hall will seat 900`."""

from typing import TYPE_CHECKING

from extraction.grammar import in_lower
from extraction.prepositions import preposition_before
from extraction.subjects import bare_subject
from extraction.verbs import SPEECH

if TYPE_CHECKING:
    from extraction.reading import Reading

_FRONTED = in_lower(r"\W*(?:when|once|after|as|if|since|while|before|until|although|though)\s+")


_OPENING = in_lower(r"(?:with|in|at|under|through|despite|for|since|after|before|during|from|unlike|like|thanks\sto)\s")
_LONGEST = 60
"""How far behind `its` the opening may end that it stands in."""
_ADVERB = in_lower(r"(?:\w+ly|also)\s+")
_PAST = in_lower(r"[a-z]{2,}ed\b")


def ahead(reading: "Reading", number: int, place: int) -> str:
    """Who acts in the main clause after the clause that `it` at `place` opens; empty where it does not point ahead."""
    sentence = reading.sentences[number]
    lower = reading.plain_lower
    if lower.startswith("its ", place) and (owner := _owner_ahead(reading, number, place)):
        return owner
    if not (lower.startswith("it", place) and _FRONTED.fullmatch(lower, sentence.start, place)):
        return ""
    verb = reading.first_verb(place, sentence.end)
    if verb is None or SPEECH.fullmatch(lower, *verb):
        return ""
    for mention in reading.names_of(number):
        if mention.start > verb[1] and not preposition_before(lower, verb[1], mention.start):
            acts = mention.organisation and not mention.place and bare_subject(reading, mention.end)
            if acts and reading.first_verb(mention.end, sentence.end):
                return mention.entity
    return ""


def _owner_ahead(reading: "Reading", number: int, its: int) -> str:
    """The subject that `its` in an opening before it stands for: `With 40 million under its care, the Quay Fund is`."""
    opening = reading.sentences[number].start
    comma = reading.plain.find(", ", its, its + _LONGEST)
    if comma < 0 or not _OPENING.match(reading.plain_lower, opening, its) or reading.first_verb(opening, comma):
        return ""
    after = comma + 2 + 4 * reading.plain.startswith("the ", comma + 2)
    subject = next((m for m in reading.names_of(number) if m.start == after and not m.place), None)
    return subject.entity if subject and reading.acts(subject.end, _ADVERB, _PAST) else ""
