"""What a number without a noun of its own counts."""

import re
from dataclasses import replace

from extraction.measures import counted_before
from extraction.quantities import Candidate
from extraction.quantities.nouns import singular
from extraction.reading import Reading

_AMONG = re.compile(
    r"^\W*(?:among|of|out\s+of)\s+(?:the\s+|its\s+|these\s+|those\s+)?(?:[\d,]+\s+)?((?:[\w’'&-]+\s+){0,5}?[\w’'-]+s)\b[^,]{0,60},",
    re.IGNORECASE,
)

_COMPARED = re.compile(r"\s+(?:more|fewer|extra|additional|further)\s+((?:[a-z][\w-]*\s+)?[a-z][\w-]*s|people|staff)\b")
_GRADUATED = re.compile(
    r"\s+(?:(?:who|that|which)\s+)?(?:(?:have|has|had)\s+)?(?:\w+ly\s+|already\s+|now\s+)*"
    r"(?:graduat(?:ed|es)\b|(?:finished|completed)\s+(?:the|its|our)\s[^.;]{0,60}\bprogram(?:me)?s?\b)"
)
_TO_HIRE = re.compile(
    r"\b(?:expects?|expected|will|would|plans?|planned|aims?|hopes?|pledged?|promised?|intends?|to)\s+(?:to\s+)?(?:also\s+)?"
    r"(?:hire|recruit|take\s+on)\s+(?:[a-z]+\s+){0,3}$"
)


def unit_by_verb(reading: Reading, candidate: Candidate, clause: tuple[int, int]) -> tuple[str, str] | None:
    """The unit a verb gives a count, and the rule: those who graduated are graduates, people to be hired are jobs."""
    text = reading.text
    if candidate.sort == "count" and _GRADUATED.match(text, candidate.end, min(len(text), candidate.end + 140)):
        return reading.lexicon.units.counted("graduates", "graduate"), "has graduated"
    start = candidate.start if candidate.qualifier_start is None else min(candidate.start, candidate.qualifier_start)
    if candidate.head in ("people", "person") and _TO_HIRE.search(text, max(clause[0], start - 60), start):
        return reading.lexicon.units.counted("jobs", "job"), "people to be hired"
    return None


def with_compared_noun(reading: Reading, candidate: Candidate) -> Candidate:
    """A bare number with the noun that a word of comparison parts from it ("900 fewer pupils"), else as it is."""
    if candidate.sort != "bare" or not (found := _COMPARED.match(reading.text, candidate.end, candidate.end + 60)):
        return candidate
    unit, head = unit_of_noun(reading, found.group(1))
    return replace(candidate, end=found.end(), unit=unit, noun=found.group(1), head=head, sort="count")


def unit_of_noun(reading: Reading, noun: str) -> tuple[str, str]:
    """The unit for a noun phrase as written, and its head's lemma."""
    head = singular(noun.rsplit(maxsplit=1)[-1])
    return reading.lexicon.units.counted(noun, head), head


def counted_elsewhere(
    reading: Reading, number: int, candidate: Candidate, before: list[Candidate]
) -> tuple[str, str, str] | None:
    """Unit, noun and rule for a bare number, or None; `before` are the counts before it, oldest first."""
    text = reading.text
    sentence = reading.sentences[number]
    if among := _AMONG.match(text[sentence.start : candidate.start]):
        noun = among.group(1)
        return unit_of_noun(reading, noun)[0], noun, "counted among what opens the sentence"
    if not re.match(
        r"\s+(?:of\s+(?:them|these|those|which|whom)|more|others?)\b", text[candidate.end : candidate.end + 12]
    ):
        noun_before = counted_before(reading, sentence.start, candidate.start)
        if noun_before:
            return unit_of_noun(reading, noun_before)[0], noun_before, "its noun stands before it"
    for earlier in reversed(before):
        if earlier.unit:
            return earlier.unit, earlier.noun or earlier.unit, "counts what the figure before counts"
    return None
