"""Pronouns that come before what they stand for: `When it opens, the new hall will seat 900`."""

from typing import TYPE_CHECKING

from extraction.grammar import in_lower
from extraction.prepositions import preposition_before
from extraction.subjects import bare_subject
from extraction.verbs import SPEECH

if TYPE_CHECKING:
    from extraction.reading import Reading

_FRONTED = in_lower(r"\W*(?:when|once|after|as|if|since|while|before|until|although|though)\s+")


def ahead(reading: "Reading", number: int, place: int) -> str:
    """Who acts in the main clause after the clause that `it` at `place` opens; empty where it does not point ahead."""
    sentence = reading.sentences[number]
    lower = reading.plain_lower
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
