"""Names that a text explains by what they are: `Acme, the hub for chips, has`, `the Acme scheme`."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extraction.reading import Reading

_EARLY = 6
"""Sentences in which an article explains who it is about."""
_LONGEST = 90
SCHEMES = frozenset(("scheme", "programme", "program", "fund"))
"""What stands behind a name to say what it is; a place may stand before `campus` or `project`."""


def said_to_be(reading: "Reading", noun: str) -> str:
    """What an article's first sentences say to be what a noun means; empty where they say it of none or of several."""
    if noun not in reading.spelling.said:
        return ""
    explained = re.compile(
        rf",\s(?:an?|the|[A-Z][\w' -]*'s)\s(?:[a-z'-]+\s){{0,5}}?{noun}(?:\sfor\s[a-z-]+)?,|\s{noun}\b"
    )
    found = {
        m.entity
        for number in range(min(_EARLY, len(reading.sentences)))
        for m in reading.names_of(number)
        if not m.place
        and (
            (m.organisation and explained.match(reading.plain, m.end, m.end + _LONGEST))
            or (noun in SCHEMES and m.sort == "free" and _calls(reading.plain, m.end, noun))
        )
    }
    return found.pop() if len(found) == 1 else ""


def _calls(text: str, end: int, noun: str) -> bool:
    """Whether the noun follows a name that ends at `end`, as what it is: `the Acme scheme`."""
    after = end + 1 + len(noun)
    return text.startswith(f" {noun}", end) and not text[after : after + 1].isalnum()
