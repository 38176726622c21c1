"""Where a number may start: one pattern over the whole text."""

import re

from extraction.quantities import numerals

LONGEST_RUN = 40


def _trie(forms: list[str]) -> str:
    """A pattern without backtracking choices for `forms`: shared beginnings are written once."""
    if forms == [""]:
        return ""
    branches: dict[str, list[str]] = {}
    for form in forms:
        branches.setdefault(form[:1], []).append(form[1:])
    parts = [re.escape(first) + _trie(rest) for first, rest in sorted(branches.items()) if first]
    body = parts[0] if len(parts) == 1 else "(?:" + "|".join(parts) + ")"
    return f"(?:{body})?" if "" in branches else body


_WORDS = {
    *numerals.UNITS,
    *numerals.TENS,
    *numerals.SCALES,
    *numerals.SCALE_PLURALS,
    *numerals.FRACTIONS,
    *numerals.MULTIPLES,
    *numerals.ORDINALS,
    "another",
}
_FORMS = sorted(_WORDS | {word.capitalize() for word in _WORDS})
ANCHOR = re.compile(rf"(\d(?:[.,]?\d)*)|({numerals.SIGN_CLASS})|\b({_trie(_FORMS)})\b")
