"""What a number without a noun of its own counts."""

import re

from extraction.measures import counted_before
from extraction.quantities import Candidate
from extraction.quantities.nouns import singular
from extraction.reading import Reading

_AMONG = re.compile(
    r"^\W*(?:among|of|out\s+of)\s+(?:the\s+|its\s+|these\s+|those\s+)?(?:[\d,]+\s+)?((?:[\w’'&-]+\s+){0,5}?[\w’'-]+s)\b[^,]{0,60},",
    re.IGNORECASE,
)


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
        noun_before = counted_before(text, sentence.start, candidate.start)
        if noun_before:
            return unit_of_noun(reading, noun_before)[0], noun_before, "its noun stands before it"
    for earlier in reversed(before):
        if earlier.unit:
            return earlier.unit, earlier.noun or earlier.unit, "counts what the figure before counts"
    return None
