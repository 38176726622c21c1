"""Whose those are that the text counted before and speaks of again: `These firms employ 40`."""

import re

from extraction.figure import Belonging
from extraction.grammar import in_lower
from extraction.reading import Reading

_THE_THINGS = in_lower(
    r"the\s([a-z]{3,}s|people)\s(?!(?:of|in|at|on|for|with|that|who|which|from|by|to|and|or)\b)[a-z]"
)
_THOSE = in_lower(
    r"\W*(?:together,?\s|on\s+average,?\s|in\s+all,?\s|between\s+them,?\s|altogether,?\s)?"
    r"(?:(?:of|among|amongst)\s+(?:these|those|them)\b|(?:each|most|some|many|half|all|both|none|several)\s+of\s+(?:these|those|them)\b|these\s+[a-z]|they\s|their\s|those\s+[a-z]+\s)"
)


def those_before(reading: Reading, number: int) -> Belonging | None:
    """Who has what a sentence speaks of again: `These firms employ 40`, `Of them, 30 stayed`, across paragraphs too."""
    sentence = reading.sentences[number]
    if number == 0 or not (
        _THOSE.match(reading.lower, sentence.start, sentence.end) or _counted_again(reading, number)
    ):
        return None
    for earlier in range(number - 1, max(number - 3, -1), -1):
        if reading.focus.get(earlier):
            return Belonging(reading.focus[earlier], "of those counted before", 0.75)
    return None


def _counted_again(reading: Reading, number: int) -> bool:
    """Whether a sentence opens with what the one before counted: `It helped 40 mills. The mills employ 900`."""
    again = _THE_THINGS.match(reading.lower, reading.sentences[number].start)
    if again is None:
        return False
    before = reading.sentences[number - 1]
    things = rf"\d\s(?:[a-z’'-]+\s){{0,6}}?{again.group(1)}\b"
    return bool(re.search(things, reading.lower[before.start : before.end]))
