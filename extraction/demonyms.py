"""Lands by what is called theirs: `Dutch ports`, `the Kenyan treasury`."""

import re

from extraction.catalogue_lexicon import Lexicon
from extraction.grammar import words

DEMONYMS: dict[str, str] = words("demonyms")["demonyms"]
_BY_SMALL = {demonym.lower(): land for demonym, land in DEMONYMS.items()}
_OPENS = re.compile(r"(?:The\s)?([A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s(?=[a-z])")
_ONE_BODY = re.compile(
    r"\s(?:[a-z-]+\s){0,2}?(?:firm|company|start-up|startup|bank|group|maker|giant|university|team|researchers|scientists)\b"
)
"""After what opens a title: one body of the land, of which the title tells."""


def land_called(lexicon: Lexicon, said: str) -> str:
    """The land of the catalogue that one of the words of a description means, which are in small letters."""
    lands = (_BY_SMALL[word] for word in said.split() if word in _BY_SMALL)
    return next((lexicon.names[land] for land in lands if land in lexicon.names), "")


def land_of_title(lexicon: Lexicon, title: str) -> str:
    """The land of the catalogue whose own a title opens with, as many: `Dutch ports handle less`."""
    opening = _OPENS.match(title)
    land = DEMONYMS.get(opening[1], "") if opening else ""
    if not opening or land not in lexicon.names or _ONE_BODY.match(title, opening.end(1)):
        return ""
    return lexicon.names[land]
