"""Where a number may start: one pattern over the whole text."""

import re

from extraction.quantities import lexicon, numerals
from extraction.quantities.occurrences import is_alone, occurrences

LONGEST_RUN = 40
SINGLES = [("an " if name[0] in "aeio" or name == "hour" else "a ") + name for name in lexicon.read("units")["singles"]]


_WORDS = {
    *numerals.UNITS,
    *numerals.TENS,
    *numerals.SCALES,
    *numerals.SCALE_PLURALS,
    *numerals.FRACTIONS,
    *numerals.MULTIPLES,
    *numerals.ORDINALS,
    "another",
    *SINGLES,
}
_LOUD = {word.upper() for word in (*numerals.UNITS, *numerals.TENS, *numerals.SCALES) if len(word) > 2}
_FORMS_BY_LAST: dict[str, list[str]] = {}
for _form in sorted(_WORDS | {word.capitalize() for word in _WORDS} | _LOUD):
    _FORMS_BY_LAST.setdefault(_form.rpartition(" ")[2], []).append(_form)
_LASTS = frozenset(_FORMS_BY_LAST)
"""The last words of what may be a number in words."""
_WORD = re.compile(r"\w+")
_DIGIT_SIGNS = "".join(sign for sign in map(chr, range(0x10000)) if sign.isdecimal())
DIGITS = re.compile(
    rf"[{_DIGIT_SIGNS}{''.join(numerals.SIGNS)}\U00010000-\U0010ffff](?<={numerals.SIGN_CLASS[:-1]}\d])(?:(?<=\d)(?:[.,]?\d)*)?"
)
"""A run of digits, or a sign for a fraction; each is named, as a set with `\\d` in it is searched slowly."""


def number_words(text: str, said: frozenset[str] | None) -> list[tuple[int, int]]:
    """Where words stand that may be a number, in order, the longest first; `said` are the words of a text, if known."""
    said = frozenset(_WORD.findall(text)) if said is None else said
    found = [
        (place, place + len(form))
        for last in _LASTS & said
        for form in _FORMS_BY_LAST[last]
        for place in occurrences(text, form)
        if is_alone(text, place, place + len(form))
    ]
    found.sort(key=lambda span: (span[0], -span[1]))
    return found
