"""What an interview is asking about: who `we` are in an answer, and whose its figures are."""

from typing import TYPE_CHECKING

from extraction.grammar import in_lower
from extraction.subjects import subject_of

if TYPE_CHECKING:
    from extraction.reading import Reading

_TO_SOMEBODY = in_lower(r"\b(?:you|your|you['’]re|you['’]ve)\b")
_PROMPT = in_lower(r"(?:q:\s|but\s|so\s|and\s)?(?:you|your)\b")
_FEWEST = 2
"""Questions on lines of their own that make an interview."""
_LOOK_BACK = 40
"""How many sentences back a question may lie."""


def is_interview(text: str, lower: str) -> bool:
    """Whether a text holds questions on lines of their own to somebody."""
    return text.count("?\n") >= _FEWEST and bool(_TO_SOMEBODY.search(lower))


def asked_about(reading: "Reading", number: int) -> str:
    """The body or its part that the questions before a sentence ask about; empty outside the answers of an interview.

    Only what the article is about, or a part of that, can be who answers: a question may name others.
    """
    if not reading.is_interview:
        return ""
    parents = reading.lexicon.parents
    asked = 0
    found = ""
    for earlier in range(number - 1, max(number - _LOOK_BACK, -1), -1):
        if not in_question(reading, earlier):
            continue
        asked += bool(_TO_SOMEBODY.search(reading.lower, *_line_of(reading, earlier)))
        entity = "" if found else subject_of(reading, earlier)
        if entity and reading.topic in (entity, parents.get(entity)):
            found = entity
        if found and asked:
            return found
    return ""


def in_question(reading: "Reading", number: int) -> bool:
    """Whether the line of a sentence is a question, or what an interviewer tells whom he asks: `You had 40 guests.`"""
    opening, end = _line_of(reading, number)
    return reading.text[end - 1] == "?" or (reading.is_interview and bool(_PROMPT.match(reading.lower, opening)))


def _line_of(reading: "Reading", number: int) -> tuple[int, int]:
    """Where the line of a sentence begins and its last sentence ends."""
    sentences, last = reading.sentences, number
    while last + 1 < len(sentences) and sentences[last + 1].line == sentences[number].line:
        last += 1
    return sentences[reading.openings[number]].start, sentences[last].end
