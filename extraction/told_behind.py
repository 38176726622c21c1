"""A number that stands alone, and the sentence behind it that says what it is: `90. That is how many boats came`."""

from extraction.grammar import in_lower
from extraction.reading import Reading

_TELLS = in_lower(
    r"\W*(?:that|this)(?:\s+is|['’]s|\s+was)\s+(?:(?:about|roughly|exactly)\s+)?(?:how\s+many|the\s+number\s+of|the\s+total\s+of)\s+"
    r"((?:[a-z-]+\s+){0,3}?(?:[a-z-]+s|people))\b"
)
_SHORT = 40
"""Characters that a sentence of only a number has at most."""


def counted_behind(reading: Reading, number: int) -> str:
    """What the sentence behind one that is only a number says that it counts; empty where it does not."""
    sentence = reading.sentences[number]
    told = number + 1
    if sentence.end - sentence.start > _SHORT or told == len(reading.sentences) or reading.sentences[told].first:
        return ""
    found = _TELLS.match(reading.lower, reading.sentences[told].start)
    return found.group(1) if found and not reading.verbs_of(number) else ""
