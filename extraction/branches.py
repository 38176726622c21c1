"""What a branch in a place has is its own: not the body's whose branch it is."""

import re

from extraction.figure import Belonging, Figure
from extraction.rules import where

_NOUNS = frozenset(("branch", "subsidiary", "affiliate", "office"))
_BRANCH = re.compile(
    rf"(?:[Tt](?<!\w.)he|[Ii](?<!\w.)ts|[Oo](?<!\w.)ur|[Tt](?<!\w.)heir|['’]s)\s((?:[A-Z][\w-]+\s){{1,2}}(?:{'|'.join(sorted(_NOUNS))}))"
    r"(?=\s)(?P<of>\sof\s(?:(?:the|its)\s[a-z]+|(?:the\s)?[A-Z][\w'’&-]*(?:\s[A-Z][\w'’&-]*){0,3}))?"
)
_ADVERB = re.compile(r"\s(?:\w+ly\s|also\s|now\s|alone\s|has\s)?")


@where(*_NOUNS)
def branch(figure: Figure) -> Belonging | None:
    """The branch that acts in a clause: `Acme's Oslo office employs 40`, `the Oslo branch of Acme made 4 million`."""
    for found in _BRANCH.finditer(figure.text, figure.left, figure.start):
        verb = figure.reading.first_verb(found.end(), figure.start)
        acts = verb and _ADVERB.fullmatch(figure.text, found.end(), verb[0])
        if acts and not figure.reading.first_verb(figure.left, found.start()):
            return Belonging(found[1], "a branch", 0.8)
    return None
