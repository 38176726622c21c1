"""Where a number may start: one pattern over the whole text."""

import re

from extraction.quantities import lexicon, numerals

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
_FORMS = sorted(_WORDS | {word.capitalize() for word in _WORDS} | _LOUD)
ANCHOR = re.compile(rf"(\d(?:[.,]?\d)*)|({numerals.SIGN_CLASS})|\b({lexicon.alternation(_FORMS)})\b")
