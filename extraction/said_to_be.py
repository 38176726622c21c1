"""Names that a text explains by what they are: `Acme, the hub for chips, has`, so that `the hub` may mean them."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extraction.reading import Reading

_EARLY = 6
"""Sentences in which an article explains who it is about."""
_LONGEST = 90


def said_to_be(reading: "Reading", noun: str) -> str:
    """What an article's first sentences say to be what a noun means; empty where they say it of none or of several."""
    if noun not in reading.spelling.said:
        return ""
    explained = re.compile(rf",\s(?:an?|the|[A-Z][\w' -]*'s)\s(?:[a-z'-]+\s){{0,5}}?{noun}(?:\sfor\s[a-z-]+)?,")
    found = {
        m.entity
        for number in range(min(_EARLY, len(reading.sentences)))
        for m in reading.names_of(number)
        if m.organisation and not m.place and explained.match(reading.plain, m.end, m.end + _LONGEST)
    }
    return found.pop() if len(found) == 1 else ""
